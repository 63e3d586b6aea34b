import GaussianProcesses
import TestSupport

extension ReferenceCase {
  func number(_ key: String) -> Double { (parameters[key] as? Double) ?? .nan }

  func input(_ key: String) -> [Double] { inputs[key]?.data ?? [] }

  var profile: RadialProfile { RadialProfile(rawValue: parameters["kernel"] as? String ?? "") ?? .rbf }

  /// The process whose hyperparameters the case gives, without transforms.
  func model() throws -> ExactGP {
    let dimension = inputs["X"]?.shape.last ?? 0
    let kernel = try StationaryKernel(
      profile, dimension: dimension, lengthscales: parameters["lengthscales"] as? [Double] ?? [],
      variance: number("outputscale"), learnsVariance: true)
    return try ExactGP(
      inputs: input("X"), targets: input("y"),
      hyperparameters: Hyperparameters(kernel: kernel, noise: number("noise"), mean: number("mean_constant")))
  }
}
