import Arrays
import GaussianProcesses
import TestSupport
import Testing

/// Yeo and Johnson's transform of outputs, and predictions back through it.
@Suite struct OutputWarpTests {
  private static let skewed = [
    -0.799441, -1.170238, -0.33843, 0.312032, 1.121288, -0.002906, -0.600512, -0.78621, 0.66876, 1.754549, 0.159607,
    -1.110119, -0.916945, 1.708564,
  ]

  @Test func lambdaIsSciPys() throws {
    // scipy.stats.yeojohnson: 0.40103503810153 and the first values; mirrored data have 2 - lambda.
    let warp = try #require(OutputWarp(fitting: Self.skewed))
    #expect(abs(warp.lambda - 0.4010350381015321) < 1e-6)
    let first = Self.skewed.prefix(3).map { warp.shift + warp.scale * warp.value($0) }
    #expect(
      firstMismatch(
        first, [-0.9745850062806753, -1.533455709299234, -0.37133816746056003], rtol: 1e-6, atol: 1e-6) == nil)
    #expect(abs(try #require(OutputWarp(fitting: Self.skewed.map { -$0 })).lambda - 1.5989649724428525) < 1e-6)
    let model = Self.skewed.map(warp.value)
    #expect(abs(model.reduce(0, +)) < 1e-9)
    #expect(abs(model.reduce(0) { $0 + $1 * $1 } / 13 - 1) < 1e-9)
  }

  @Test func inverseAndSlopeBelongToTheValue() throws {
    for data in [Self.skewed, Self.skewed.map { -$0 }, (0..<20).map { 0.1 * Double($0 * $0 * $0) }] {
      let warp = try #require(OutputWarp(fitting: data))
      #expect((0...2).contains(warp.lambda))
      for u in stride(from: -6.0, through: 6.0, by: 0.37) {
        #expect(abs(warp.inverse(warp.value(u)) - u) < 1e-9 * max(1, abs(u)))
        let h = 1e-6
        #expect(abs((warp.value(u + h) - warp.value(u - h)) / (2 * h) - warp.slope(u)) < 1e-7 * max(1, warp.slope(u)))
      }
      #expect(warp.inverse(1e30).isFinite && warp.inverse(-1e30).isFinite)
    }
  }

  @Test func momentsAreThoseOfSamples() throws {
    let warp = try #require(OutputWarp(fitting: Self.skewed))
    var stream = RandomStream(seed: 2, stream: "moments")
    let count = 400_000
    for (mean, variance) in [(0.3, 0.5), (-1.2, 0.04), (2, 1)] {
      var (sum, squares) = (0.0, 0.0)
      for _ in 0..<count {
        let u = warp.inverse(mean + variance.squareRoot() * stream.normal())
        sum += u
        squares += u * u
      }
      let moments = warp.moments(mean: mean, variance: variance)
      let average = sum / Double(count)
      let spread = squares / Double(count) - average * average
      #expect(abs(moments.mean - average) < 5 * (spread / Double(count)).squareRoot())
      #expect(abs(moments.variance / spread - 1) < 0.03)
    }
  }

  @Test func posteriorIsThatOfPredictAndOfSamples() throws {
    let (inputs, plain) = ExactGPTests.data(15, 2)
    var options = FitOptions()
    options.outputWarp = true
    let model = try ExactGP.fit(
      inputs: inputs, targets: plain.map { 1000 + 50 * $0 * $0 * $0 }, dimension: 2, options: options)
    #expect(model.transform.warp != nil)
    let queries = ExactGPTests.data(4, 2, seed: 6).inputs
    let (mean, variance) = try model.predict(queries)
    let joint = try model.posterior(queries)
    #expect(firstMismatch(joint.mean, mean, rtol: 1e-10, atol: 1e-10) == nil)
    #expect(firstMismatch((0..<4).map { joint.covariance[$0, $0] }, variance, rtol: 1e-6, atol: 1e-9) == nil)
    var stream = RandomStream(seed: 3, stream: "draws")
    let count = 20_000
    let draws = try model.sample(queries, count: count, stream: &stream)
    for a in 0..<4 {
      for b in a..<4 {
        let product =
          (0..<count).reduce(0) { $0 + (draws[$1 * 4 + a] - mean[a]) * (draws[$1 * 4 + b] - mean[b]) } / Double(count)
        let spread = (variance[a] * variance[b]).squareRoot()
        #expect(abs(product - joint.covariance[a, b]) < 0.06 * spread)
      }
    }
    // The density of one left out integrates its Jacobian: as a change of units does.
    let scaled = try ExactGP.fit(
      inputs: inputs, targets: plain.map { 10_000 + 500 * $0 * $0 * $0 }, dimension: 2, options: options)
    #expect(abs(model.leaveOneOut().logPredictive - scaled.leaveOneOut().logPredictive - 15 * logarithm(10)) < 1e-3)
  }

  @Test func skewedDataArePredictedBetterInLikelihood() throws {
    var stream = RandomStream(seed: 9, stream: "skewed")
    let inputs = (0..<40).map { _ in stream.uniform() }
    let targets = inputs.map { exponential(3 * ExactGPTests.sine(3 * $0) + 0.3 * stream.normal()) }
    let plain = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 1)
    var options = FitOptions()
    options.outputWarp = true
    let warped = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 1, options: options)
    #expect(warped.leaveOneOut().logPredictive > plain.leaveOneOut().logPredictive)
  }

  @Test func degenerateOutputsAreNotWarped() {
    #expect(OutputWarp(fitting: [0, 0, 0, 0]) == nil)
    #expect(OutputWarp(fitting: [1, 2]) == nil)
    #expect(OutputWarp(fitting: [1, 2, 1e200]) == nil)
  }
}
