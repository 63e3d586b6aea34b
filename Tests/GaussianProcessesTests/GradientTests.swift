import Arrays
import GaussianProcesses
import Testing

/// Analytic derivatives against central differences, over kernels and shapes.
@Suite struct GradientTests {
  @Test(arguments: ExampleKernels.names, [(3, 1), (9, 2), (17, 5), (230, 2), (30, 20)])
  func likelihoodGradient(name: String, shape: (Int, Int)) throws {
    let model = try PathTests.model(name, n: shape.0, d: shape.1)
    let (inputs, targets) = ExactGPTests.data(shape.0, shape.1)
    let gradient = model.logMarginalLikelihoodGradient()
    func value(_ change: (inout Hyperparameters) -> Void) throws -> Double {
      var parameters = model.hyperparameters
      change(&parameters)
      return try ExactGP(inputs: inputs, targets: targets, hyperparameters: parameters).logMarginalLikelihood
    }
    let h = 1e-5
    for index in gradient.kernel.indices {
      let up = try value { $0.kernel.parameters[index] += h }
      let down = try value { $0.kernel.parameters[index] -= h }
      let scale = gradient.kernel.map(abs).max() ?? 1
      #expect(abs((up - down) / (2 * h) - gradient.kernel[index]) < 1e-5 * max(1, scale), "\(name) \(index)")
    }
    let noise = (try value { $0.noise *= 1 + h } - value { $0.noise *= 1 - h }) / (2 * h)
    #expect(abs(noise - gradient.logNoise) < 1e-5 * max(1, abs(noise)))
    let mean = (try value { $0.mean += h } - value { $0.mean -= h }) / (2 * h)
    #expect(abs(mean - gradient.mean) < 1e-5 * max(1, abs(mean)))
  }

  @Test(arguments: ExampleKernels.names, [(5, 1, 1), (9, 2, 3), (17, 5, 2), (20, 20, 5)])
  func jointPosteriorGradient(name: String, shape: (Int, Int, Int)) throws {
    let (n, d, q) = shape
    let model = try PathTests.model(name, n: n, d: d)
    var x = ExactGPTests.data(q, d, seed: 7).inputs
    let joint = JointPosterior(model, count: q)
    var stream = RandomStream(seed: 2, stream: "weights")
    let meanWeights = (0..<q).map { _ in stream.normal() }
    var covarianceWeights = [Double](repeating: 0, count: q * q)
    for a in 0..<q {
      for b in a..<q {
        let value = stream.normal()
        covarianceWeights[a * q + b] = value
        covarianceWeights[b * q + a] = value
      }
    }
    func value() -> Double {
      joint.evaluate(x)
      let first = (0..<q).reduce(0) { $0 + meanWeights[$1] * joint.mean[$1] }
      return (0..<(q * q)).reduce(first) { $0 + covarianceWeights[$1] * joint.covariance[$1] }
    }
    _ = value()
    var gradient = [Double](repeating: 0, count: q * d)
    gradient.withUnsafeMutableBufferPointer {
      joint.pullback(
        meanGradient: meanWeights, covarianceGradient: covarianceWeights, moving: q, into: $0.baseAddress!)
    }
    let h = 1e-5
    for index in x.indices {
      let kept = x[index]
      x[index] = kept + h
      let up = value()
      x[index] = kept - h
      let down = value()
      x[index] = kept
      let difference = (up - down) / (2 * h)
      #expect(abs(difference - gradient[index]) < 2e-5 * max(1, abs(difference)), "\(name) \(shape) \(index)")
    }
  }
}
