import Arrays
import GaussianProcesses
import TestSupport
import Testing

@Suite struct ExactGPTests {
  static func data(_ n: Int, _ d: Int, seed: UInt64 = 1) -> (inputs: [Double], targets: [Double]) {
    var stream = RandomStream(seed: seed, stream: "gp data")
    let inputs = (0..<(n * d)).map { _ in stream.uniform() }
    let targets = (0..<n).map { i in (0..<d).reduce(0.0) { $0 + sine(3 * inputs[i * d + $1]) } }
    return (inputs, targets)
  }

  static func sine(_ x: Double) -> Double { x - x * x * x / 6 + x * x * x * x * x / 120 }

  static func model(
    _ profile: RadialProfile, n: Int, d: Int, noise: Double = 1e-2, seed: UInt64 = 1
  ) throws -> ExactGP {
    let (inputs, targets) = data(n, d, seed: seed)
    let kernel = try StationaryKernel(
      profile, dimension: d, lengthscales: (0..<d).map { 0.4 + 0.2 * Double($0 % 5) }, variance: 1.3,
      learnsVariance: true)
    return try ExactGP(
      inputs: inputs, targets: targets, hyperparameters: Hyperparameters(kernel: kernel, noise: noise, mean: 0.3))
  }

  @Test(arguments: RadialProfile.allCases) func varianceIsNeverNegativeAndNeverAbovePrior(profile: RadialProfile) throws
  {
    for noise in [0.0, 1e-10, 1e-3] {
      let model = try ExactGPTests.model(profile, n: 40, d: 2, noise: noise)
      let (inputs, _) = ExactGPTests.data(200, 2, seed: 2)
      let queries = inputs + model.points.rows
      let (mean, variance) = try model.predict(queries)
      #expect(variance.allSatisfy { $0 >= 0 && $0 <= 1.3 * (1 + 1e-12) })
      #expect(mean.allSatisfy { $0.isFinite })
    }
  }

  @Test(arguments: RadialProfile.allCases) func withoutNoiseItInterpolates(profile: RadialProfile) throws {
    let model = try ExactGPTests.model(profile, n: 15, d: 3, noise: 0)
    let (inputs, targets) = ExactGPTests.data(15, 3)
    let (mean, variance) = try model.predict(inputs)
    for i in 0..<15 {
      #expect(abs(mean[i] - targets[i]) < 1e-6)
      #expect(variance[i] < 1e-7)
    }
  }

  @Test(arguments: [1, 3, 9]) func conditioningEqualsStartingWithAllData(k: Int) throws {
    let (inputs, targets) = ExactGPTests.data(20 + k, 3)
    let kernel = try StationaryKernel(.matern52, dimension: 3, lengthscales: [0.5, 0.8, 1.1])
    let parameters = Hyperparameters(kernel: kernel, noise: 0.01, mean: 0.2)
    let whole = try ExactGP(inputs: inputs, targets: targets, hyperparameters: parameters)
    let part = try ExactGP(
      inputs: Array(inputs.prefix(60)), targets: Array(targets.prefix(20)), hyperparameters: parameters)
    let grown = try part.conditioned(inputs: Array(inputs.dropFirst(60)), targets: Array(targets.dropFirst(20)))
    #expect(grown.count == whole.count)
    #expect(abs(grown.logMarginalLikelihood - whole.logMarginalLikelihood) < 1e-9)
    let (queries, _) = ExactGPTests.data(30, 3, seed: 5)
    let (a, b) = (try whole.predict(queries), try grown.predict(queries))
    #expect(firstMismatch(b.mean, a.mean, rtol: 1e-9, atol: 1e-9) == nil)
    #expect(firstMismatch(b.variance, a.variance, rtol: 1e-7, atol: 1e-10) == nil)
  }

  @Test func orderOfObservationsDoesNotMatter() throws {
    let (inputs, targets) = ExactGPTests.data(12, 2)
    let kernel = try StationaryKernel(.rbf, dimension: 2, lengthscales: [0.7])
    let parameters = Hyperparameters(kernel: kernel, noise: 0.01)
    let forward = try ExactGP(inputs: inputs, targets: targets, hyperparameters: parameters)
    let backwardInputs = (0..<12).reversed().flatMap { [inputs[2 * $0], inputs[2 * $0 + 1]] }
    let backward = try ExactGP(inputs: backwardInputs, targets: targets.reversed(), hyperparameters: parameters)
    let (queries, _) = ExactGPTests.data(9, 2, seed: 8)
    #expect(
      firstMismatch(try forward.predict(queries).mean, try backward.predict(queries).mean, rtol: 1e-8, atol: 1e-8)
        == nil)
  }

  @Test func samplesHaveThePosteriorsMoments() throws {
    let model = try ExactGPTests.model(.matern52, n: 6, d: 1)
    let queries = [0.05, 0.5, 0.93]
    let (mean, covariance) = try model.posterior(queries)
    var stream = RandomStream(seed: 3, stream: "sample")
    let count = 20_000
    let draws = try model.sample(queries, count: count, stream: &stream)
    for a in 0..<3 {
      let average = (0..<count).reduce(0) { $0 + draws[$1 * 3 + a] } / Double(count)
      #expect(abs(average - mean[a]) < 5 * (covariance[a, a] / Double(count)).squareRoot() + 1e-9)
      for b in 0..<3 {
        let product = (0..<count).reduce(0) {
          $0 + (draws[$1 * 3 + a] - mean[a]) * (draws[$1 * 3 + b] - mean[b])
        }
        let spread = (2 * covariance[a, a] * covariance[b, b] / Double(count)).squareRoot()
        #expect(abs(product / Double(count) - covariance[a, b]) < 5 * spread + 1e-9)
      }
    }
  }
}
