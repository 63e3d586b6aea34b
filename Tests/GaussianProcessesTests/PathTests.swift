import Arrays
import GaussianProcesses
import Testing

/// Functions drawn from the posterior.
@Suite struct PathTests {
  static func model(_ name: String, n: Int, d: Int, noise: Double = 0.02) throws -> ExactGP {
    let (inputs, targets) = ExactGPTests.data(n, d)
    return try ExactGP(
      inputs: inputs, targets: targets,
      hyperparameters: Hyperparameters(kernel: try ExampleKernels.make(name, d), noise: noise, mean: 0.3))
  }

  @Test(arguments: ExampleKernels.drawable, [1, 4]) func gradientIsThatOfTheValue(name: String, d: Int) throws {
    var stream = RandomStream(seed: 5, stream: "path")
    let path = try Self.model(name, n: 9, d: d).samplePath(features: 64, stream: &stream)
    var x = ExactGPTests.data(1, d, seed: 9).inputs
    var gradient = [Double](repeating: 7, count: d)
    let value = path.value(x, gradient: &gradient)
    #expect(value == path.value(x))
    let h = 1e-5
    for k in 0..<d {
      let kept = x[k]
      x[k] = kept + h
      let up = path.value(x)
      x[k] = kept - h
      let down = path.value(x)
      x[k] = kept
      let difference = (up - down) / (2 * h)
      // Matern 1/2 has waves too short for the difference.
      let tolerance = name == "matern12" ? 1e-3 : 1e-6
      #expect(abs(difference - gradient[k]) < tolerance * max(1, abs(difference)), "\(name) \(k)")
    }
  }

  @Test(arguments: ExampleKernels.drawable) func priorHasTheKernelsCovariance(name: String) throws {
    let kernel = try ExampleKernels.make(name, 2)
    let points = [[0.1, 0.2], [0.15, 0.3], [0.6, 0.9], [0.9, 0.05]]
    var stream = RandomStream(seed: 6, stream: "prior")
    let count = 4000
    let draws = try (0..<count).map { _ in
      let path = try kernel.priorPath(features: 48, stream: &stream)
      return points.map { path.value($0) }
    }
    for a in 0..<4 {
      for b in a..<4 {
        let products = draws.map { $0[a] * $0[b] }
        let mean = products.reduce(0, +) / Double(count)
        let variance = products.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
        let wanted = kernel.value(points[a], points[b])
        #expect(
          abs(mean - wanted) < 4.5 * (variance / Double(count)).squareRoot(), "\(name) \(a) \(b): \(mean), \(wanted)")
      }
    }
  }

  @Test(arguments: ["matern52", "product", "warped"]) func momentsAreThePosteriors(name: String) throws {
    let model = try Self.model(name, n: 12, d: 2)
    let queries = ExactGPTests.data(4, 2, seed: 4).inputs
    let (mean, covariance) = try model.posterior(queries)
    var stream = RandomStream(seed: 8, stream: "path")
    let count = 1500
    let draws = try (0..<count).map { _ in
      try model.samplePath(features: 256, stream: &stream).values(queries)
    }
    for a in 0..<4 {
      let average = draws.reduce(0) { $0 + $1[a] } / Double(count)
      let spread = covariance[a, a].squareRoot()
      #expect(abs(average - mean[a]) < 5 * spread / Double(count).squareRoot() + 1e-6)
      for b in a..<4 {
        let product = draws.reduce(0) { $0 + ($1[a] - mean[a]) * ($1[b] - mean[b]) } / Double(count)
        let error = (2 * covariance[a, a] * covariance[b, b] / Double(count)).squareRoot()
        // Random features are off by about 1/sqrt(features) of what the data leave open.
        #expect(abs(product - covariance[a, b]) < 5 * error + 0.02 * spread, "\(name) \(a) \(b)")
      }
    }
  }

  @Test func withoutNoiseItPassesThroughTheData() throws {
    let model = try Self.model("matern52", n: 10, d: 2, noise: 0)
    var stream = RandomStream(seed: 1, stream: "path")
    let path = try model.samplePath(stream: &stream)
    let (inputs, targets) = ExactGPTests.data(10, 2)
    for (value, target) in zip(try path.values(inputs), targets) { #expect(abs(value - target) < 1e-6) }
  }

  @Test func kernelsWithoutFeaturesSaySo() throws {
    var stream = RandomStream(seed: 1, stream: "path")
    let model = try Self.model("nested", n: 6, d: 2)
    #expect(throws: GaussianProcessError.noRandomFeatures(kernel: "(matern32 + linear) * periodic")) {
      try model.samplePath(stream: &stream)
    }
  }

  @Test func equalStreamsDrawEqualFunctions() throws {
    let model = try Self.model("rbf", n: 6, d: 2)
    var (first, second) = (RandomStream(seed: 1, stream: "a"), RandomStream(seed: 1, stream: "a"))
    let x = [0.3, 0.4]
    let one = try model.samplePath(stream: &first).value(x)
    #expect(try model.samplePath(stream: &second).value(x) == one)
    #expect(try model.samplePath(stream: &second).value(x) != one)
  }
}
