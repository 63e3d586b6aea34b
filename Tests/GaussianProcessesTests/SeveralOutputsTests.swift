import Arrays
import GaussianProcesses
import Testing

/// Independent processes with one kernel over several outputs.
@Suite struct SeveralOutputsTests {
  private let n = 14
  private let d = 3

  private func data() -> (inputs: [Double], outputs: [[Double]]) {
    let (inputs, first) = ExactGPTests.data(n, d)
    let second = (0..<n).map { 100 + 5 * inputs[$0 * d] - inputs[$0 * d + 1] }
    let third = (0..<n).map { -first[$0] * inputs[$0 * d + 2] }
    return (inputs, [first, second, third])
  }

  @Test func equalOutputsFitAsOneWithTheLikelihoodCounted() throws {
    let (inputs, outputs) = data()
    let two = try ExactGP.fit(inputs: inputs, outputs: [outputs[0], outputs[0]], dimension: d)
    #expect(two.count == 2)
    #expect(two[0].alpha == two[1].alpha)
    #expect(two[0].hyperparameters.kernel.parameters == two[1].hyperparameters.kernel.parameters)
    // The objective of the two is at least what the one's optimum gives.
    let one = try ExactGP.fit(inputs: inputs, targets: outputs[0], dimension: d)
    #expect(two[0].report.objective >= one.report.objective + one.logMarginalLikelihood - 1e-4)
  }

  @Test func everyOutputPredictsItsOwnUnits() throws {
    let (inputs, outputs) = data()
    let models = try ExactGP.fit(inputs: inputs, outputs: outputs, dimension: d)
    for (model, targets) in zip(models, outputs) {
      let deviation = zip(try model.predict(inputs).mean, targets).map { abs($0 - $1) }.max() ?? .infinity
      #expect(deviation < 0.2 * ((targets.max() ?? 0) - (targets.min() ?? 0)))
    }
  }

  @Test func jointPosteriorOfEachOutputIsThatOfTheOutputAlone() throws {
    let (inputs, outputs) = data()
    let models = try ExactGP.fit(inputs: inputs, outputs: outputs, dimension: d)
    let q = 2
    let x = ExactGPTests.data(q, d, seed: 5).inputs
    let joint = JointPosterior(models[0], others: models.dropFirst(), count: q)
    joint.evaluate(x)
    let m = models.count
    var stream = RandomStream(seed: 4, stream: "weights")
    let weights = (0..<(q * m)).map { _ in stream.normal() }
    var gradient = [Double](repeating: 0, count: q * d)
    gradient.withUnsafeMutableBufferPointer {
      joint.pullback(
        meanGradient: weights, covarianceGradient: [Double](repeating: 0, count: q * q), moving: q,
        into: $0.baseAddress!)
    }
    var sum = [Double](repeating: 0, count: q * d)
    for (o, model) in models.enumerated() {
      let alone = JointPosterior(model, count: q)
      alone.evaluate(x)
      for a in 0..<q { #expect(alone.mean[a] == joint.mean[a * m + o]) }
      for index in 0..<(q * q) { #expect(alone.covariance[index] == joint.covariance[index]) }
      var part = [Double](repeating: 0, count: q * d)
      part.withUnsafeMutableBufferPointer {
        alone.pullback(
          meanGradient: (0..<q).map { weights[$0 * m + o] }, covarianceGradient: [Double](repeating: 0, count: q * q),
          moving: q, into: $0.baseAddress!)
      }
      for index in sum.indices { sum[index] += part[index] }
    }
    for index in sum.indices { #expect(abs(sum[index] - gradient[index]) < 1e-12 * max(1, abs(sum[index]))) }
  }

  @Test func unequalLengthsAreRefused() {
    #expect(throws: GaussianProcessError.self) {
      try ExactGP.fit(inputs: [0, 1], outputs: [[1, 2], [1]], dimension: 1)
    }
    #expect(throws: GaussianProcessError.self) { try ExactGP.fit(inputs: [], outputs: [], dimension: 1) }
  }
}
