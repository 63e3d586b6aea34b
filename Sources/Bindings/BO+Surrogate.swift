import BayesianOptimization
import GaussianProcesses
import LuaBridge

/// How a search models the values: the options of `bo.study` that say so.
struct Surrogate {
  var kernel: KernelBox?
  var noise: Double?
  var priors: PriorsArgument?
  var inputWarp = false
  var outputWarp: OutputWarpChoice?

  /// Writes them into the options of a study of `dimension` columns.
  func set(_ options: inout Study.Options, dimension: Int) throws {
    if let noise, !(noise >= 0 && noise.isFinite) { throw GaussianProcessError.negativeNoise(noise) }
    options.noise = noise.map(NoiseModel.fixed) ?? .learned
    options.priors = priors?.hyperpriors(dimension)
    options.kernel = try kernel?.make(dimension, options.priors ?? .dimensionScaled(dimension))
    options.inputWarp = inputWarp
    options.outputWarp = outputWarp != nil
  }
}
