import Arrays
import GaussianProcesses
import TestSupport
import Testing

/// Noise that differs by observation, input warping, imagined observations and the report.
@Suite struct NoiseAndFantasyTests {
  @Test func equalVariancesAreOneFixedNoise() throws {
    let (inputs, targets) = ExactGPTests.data(18, 2)
    var options = FitOptions()
    options.noise = .fixed(0.03)
    let one = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 2, options: options)
    options.noise = .points([Double](repeating: 0.03, count: 18))
    let each = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 2, options: options)
    #expect(abs(one.report.objective - each.report.objective) < 1e-9)
    let queries = ExactGPTests.data(5, 2, seed: 2).inputs
    #expect(
      firstMismatch(try each.predict(queries).mean, try one.predict(queries).mean, rtol: 1e-6, atol: 1e-8) == nil)
  }

  @Test func preciseObservationsCountMore() throws {
    let inputs = [0.0, 0.5, 0.5, 1.0]
    var options = FitOptions()
    options.noise = .points([1e-4, 1e-4, 10, 1e-4])
    let model = try ExactGP.fit(inputs: inputs, targets: [0, 1, -1, 0], dimension: 1, options: options)
    #expect(model.report.duplicateRows == 1)
    #expect(abs(try model.predict([0.5]).mean[0] - 1) < 0.05)
    for wrong in [[1.0], [1, 1, 1, -1], [1, 1, 1, .nan]] {
      options.noise = .points(wrong)
      #expect(throws: GaussianProcessError.self) {
        try ExactGP.fit(inputs: inputs, targets: [0, 1, -1, 0], dimension: 1, options: options)
      }
    }
    options.noise = .points([0, 0, 0, 0])
    let repaired = try ExactGP.fit(inputs: inputs, targets: [0, 1, -1, 0], dimension: 1, options: options)
    #expect(!repaired.report.repairs.isEmpty)
  }

  @Test func conditioningTakesNoiseOfItsOwn() throws {
    let (inputs, targets) = ExactGPTests.data(12, 2)
    let kernel = try StationaryKernel(.matern52, dimension: 2, lengthscales: [0.6])
    let scale = (0..<12).map { 0.5 + 0.25 * Double($0 % 4) }
    let whole = try ExactGP(
      inputs: inputs, targets: targets, hyperparameters: Hyperparameters(kernel: kernel, noise: 0.02), noiseScale: scale
    )
    let part = try ExactGP(
      inputs: Array(inputs.prefix(18)), targets: Array(targets.prefix(9)),
      hyperparameters: Hyperparameters(kernel: kernel, noise: 0.02), noiseScale: Array(scale.prefix(9)))
    let grown = try part.conditioned(
      inputs: Array(inputs.suffix(6)), targets: Array(targets.suffix(3)), noise: scale.suffix(3).map { 0.02 * $0 })
    #expect(abs(grown.logMarginalLikelihood - whole.logMarginalLikelihood) < 1e-9)
    // From a model without noise, too.
    let exact = try ExactGP(
      inputs: Array(inputs.prefix(18)), targets: Array(targets.prefix(9)),
      hyperparameters: Hyperparameters(kernel: kernel, noise: 0))
    let mixed = try exact.conditioned(
      inputs: Array(inputs.suffix(6)), targets: Array(targets.suffix(3)), noise: [1, 2, 3])
    let wanted = try ExactGP(
      inputs: inputs, targets: targets, hyperparameters: Hyperparameters(kernel: kernel, noise: 3),
      noiseScale: [Double](repeating: 0, count: 9) + [1.0 / 3, 2.0 / 3, 1])
    #expect(abs(mixed.logMarginalLikelihood - wanted.logMarginalLikelihood) < 1e-8)
    // Its own observations stay without noise, those to come as well.
    #expect(mixed.hyperparameters.noise == 0)
    let query = [0.3, 0.4]
    #expect(try mixed.predict(query, includingNoise: true).variance == mixed.predict(query).variance)
    let (point, value) = ([0.21, 0.83], 0.7)
    let later = try mixed.conditioned(inputs: point, targets: [value])
    #expect(abs(try later.predict(point).mean[0] - value) < 1e-6)
    // Noise told later is in the same unit.
    let again = try mixed.conditioned(inputs: point, targets: [value], noise: [6])
    let both = try ExactGP(
      inputs: inputs + point, targets: targets + [value], hyperparameters: Hyperparameters(kernel: kernel, noise: 3),
      noiseScale: [Double](repeating: 0, count: 9) + [1.0 / 3, 2.0 / 3, 1, 2])
    #expect(abs(again.logMarginalLikelihood - both.logMarginalLikelihood) < 1e-8)
    #expect(again.logMarginalLikelihoodGradient().logNoise == 0)
  }

  @Test func fantasiesAverageToTheModel() throws {
    let model = try PathTests.model("matern52", n: 10, d: 2)
    let points = ExactGPTests.data(3, 2, seed: 12).inputs
    var stream = RandomStream(seed: 4, stream: "fantasies")
    let count = 2000
    let models = try model.fantasized(inputs: points, count: count, stream: &stream)
    #expect(models.count == count)
    #expect(models.allSatisfy { $0.count == 13 })
    let queries = ExactGPTests.data(4, 2, seed: 13).inputs
    let (mean, variance) = try model.predict(queries)
    let means = try models.map { try $0.predict(queries) }
    for q in 0..<4 {
      let values = means.map { $0.mean[q] }
      let average = values.reduce(0, +) / Double(count)
      let spread = values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(count)
      #expect(abs(average - mean[q]) < 5 * (spread / Double(count)).squareRoot() + 1e-9)
      // Total variance: what is known after the observations plus what they tell.
      #expect(abs(means[0].variance[q] + spread - variance[q]) < 0.12 * variance[q] + 1e-6)
    }
    // Each is the model conditioned on its draw.
    let draw = Array(models[7].targets.suffix(3))
    let again = try model.conditioned(inputs: points, targets: draw)
    #expect(
      firstMismatch(try again.predict(queries).mean, means[7].mean, rtol: 1e-9, atol: 1e-9) == nil)
    #expect(try model.fantasized(inputs: points, count: 0, stream: &stream).isEmpty)
  }

  @Test func warpingHelpsWhereTheFunctionIsNotStationary() throws {
    // All that happens, happens near 0.
    let inputs = (0..<30).map { (Double($0) + 0.5) / 30 }
    let targets = inputs.map { ExactGPTests.sine(0.3 / ($0 + 0.12)) }
    let plain = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 1)
    var options = FitOptions()
    options.inputWarp = true
    let warped = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 1, options: options)
    #expect(warped.logMarginalLikelihood > plain.logMarginalLikelihood + 1)
    // Inputs beyond the unit cube are normalised first.
    let far = try ExactGP.fit(inputs: inputs.map { 100 + 50 * $0 }, targets: targets, dimension: 1, options: options)
    #expect(abs(far.report.objective - warped.report.objective) < 3)
    #expect(try far.predict([90, 200]).mean.allSatisfy { $0.isFinite })
  }

  @Test func conditionNumberIsTheEigenvaluesRatio() throws {
    // Two points at distance r: eigenvalues 1 + noise +- k(r).
    let kernel = try StationaryKernel(.rbf, dimension: 1, lengthscales: [1])
    let model = try ExactGP(
      inputs: [0, 1], targets: [0, 1], hyperparameters: Hyperparameters(kernel: kernel, noise: 0.1))
    let k = kernel.value([0], [1])
    #expect(abs(model.conditionNumber() / ((1.1 + k) / (1.1 - k)) - 1) < 1e-2)
  }

  @Test func rangesNormaliseWhereNoBoundsAreGiven() throws {
    let (inputs, targets) = ExactGPTests.data(15, 2)
    var options = FitOptions()
    options.normalizesByRange = true
    let model = try ExactGP.fit(
      inputs: inputs.map { 1e6 * $0 + 5 }, targets: targets, dimension: 2, options: options)
    #expect(model.points.columns.allSatisfy { (-1e-12...(1 + 1e-12)).contains($0) })
    let single = try ExactGP.fit(inputs: [3, 4], targets: [1], dimension: 2, options: options)
    #expect(try single.predict([3, 4]).mean[0].isFinite)
  }
}
