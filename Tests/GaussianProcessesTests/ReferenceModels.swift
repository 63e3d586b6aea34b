import GaussianProcesses
import Glibc
import TestSupport

func logarithm(_ x: Double) -> Double { log(x) }
func exponential(_ x: Double) -> Double { exp(x) }

extension ReferenceCase {
  func number(_ key: String) -> Double { (parameters[key] as? Double) ?? .nan }

  func input(_ key: String) -> [Double] { inputs[key]?.data ?? [] }

  /// Of what is expected.
  func numbers(of key: String) -> [Double] { expected[key]?.data ?? [] }
  func number(of key: String) -> Double { numbers(of: key).first ?? .nan }

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
