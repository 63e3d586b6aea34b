import Arrays
import BayesianOptimization
import GaussianProcesses
import TestSupport
import Testing

@Suite struct AcquisitionTests {
  static func kind(_ name: String) -> AnalyticAcquisition.Kind? {
    switch name {
    case "EI": .expectedImprovement
    case "LogEI": .logExpectedImprovement
    case "PI": .probabilityOfImprovement
    case "LogPI": .logProbabilityOfImprovement
    case "UCB": .upperConfidenceBound
    default: nil
    }
  }

  static func evaluate(
    _ acquisition: any Acquisition, _ mean: [Double], _ covariance: [Double]
  ) -> (value: Double, mean: [Double], covariance: [Double]) {
    var meanGradient = [Double](repeating: .nan, count: mean.count)
    var covarianceGradient = [Double](repeating: .nan, count: covariance.count)
    let value = meanGradient.withUnsafeMutableBufferPointer { a in
      covarianceGradient.withUnsafeMutableBufferPointer { b in
        acquisition.makeEvaluator(count: mean.count).evaluate(
          mean: mean, covariance: covariance, meanGradient: a.baseAddress, covarianceGradient: b.baseAddress)
      }
    }
    return (value, meanGradient, covarianceGradient)
  }

  /// BoTorch 0.18: logmeanexp(fatmax(log_fatplus(mean + L z - best, 1e-6), 1e-2)) with base samples
  /// z_sk = 1.5 sin(1.7 (3 s + k + 1)), s = 0 ... 7, and its gradients.
  @Test func logImprovementIsThePeers() {
    for test in Self.logImprovements {
      let q = test.mean.count
      let samples = (0..<8).flatMap { s in (0..<q).map { k in 1.5 * Self.sine(1.7 * Double(3 * s + k + 1)) } }
      let acquisition = MonteCarloAcquisition(
        .logExpectedImprovement, baseSamples: samples, points: q, best: test.best)
      let result = Self.evaluate(acquisition, test.mean, test.covariance)
      #expect(abs(result.value - test.value) < 1e-10)
      #expect(firstMismatch(result.mean, test.meanGradient, rtol: 1e-8, atol: 1e-12) == nil)
      #expect(firstMismatch(result.covariance, test.covarianceGradient, rtol: 1e-8, atol: 1e-12) == nil)
    }
  }

  /// With thousands of samples and one point, qLogEI is LogEI but for its smoothing.
  @Test func batchOfOneAgreesWithTheClosedForm() throws {
    var stream = RandomStream(seed: 5, stream: "qmc")
    let many = try MonteCarloAcquisition(
      .logExpectedImprovement, samples: 1 << 14, points: 1, best: 0.4, stream: &stream)
    let exact = AnalyticAcquisition(.logExpectedImprovement, best: 0.4)
    for (mean, variance) in [(0.0, 1.0), (0.5, 0.1), (-1, 0.7), (2, 0.01)] {
      let difference = Self.evaluate(many, [mean], [variance]).value - exact(mean: mean, variance: variance).value
      #expect(abs(difference) < 5e-3)
    }
  }

  @Test func singularAndHostileCovariancesGiveAnAnswer() {
    let samples = (0..<32).map { Self.sine(Double($0)) }
    for kind in [MonteCarloAcquisition.Kind.logExpectedImprovement, .expectedImprovement, .upperConfidenceBound] {
      let acquisition = MonteCarloAcquisition(kind, baseSamples: samples, points: 2, best: 0)
      let same = Self.evaluate(acquisition, [0.1, 0.1], [1, 1, 1, 1])
      #expect(same.value.isFinite)
      #expect(same.mean.allSatisfy { $0.isFinite })
      #expect(same.covariance.allSatisfy { $0.isFinite })
      for bad in [[0, 0, 0, 0], [-1, 0, 0, 1], [.nan, 0, 0, 1], [1, 5, 5, 1]] {
        _ = Self.evaluate(acquisition, [0, 0], bad).value
      }
    }
  }

  static func sine(_ x: Double) -> Double {
    // Reduced to (-pi, pi], then the series: no Foundation needed.
    let r = x - (x / (2 * Double.pi)).rounded() * 2 * Double.pi
    var (term, sum) = (r, 0.0)
    for k in stride(from: 1, to: 40, by: 2) {
      sum += term
      term *= -r * r / Double((k + 1) * (k + 2))
    }
    return sum
  }

  struct LogImprovementCase {
    var mean: [Double]
    var covariance: [Double]
    var best: Double
    var value: Double
    var meanGradient: [Double]
    var covarianceGradient: [Double]
  }

  static let logImprovements = [
    LogImprovementCase(
      mean: [0.3, -0.2], covariance: [1, 0.4, 0.4, 0.5], best: 0.6, value: -0.8245179304348551,
      meanGradient: [1.140389316394892, 5.644825084870791e-06],
      covarianceGradient: [
        0.6710578241767076, 1.506384690550569e-07, 1.506384690550569e-07, 5.421306689338308e-06,
      ]),
    LogImprovementCase(
      mean: [-5, -4, -6], covariance: [0.04, 0.01, 0, 0.01, 0.02, 0.005, 0, 0.005, 0.09], best: 1,
      value: -46.94930055963281,
      meanGradient: [3.3377179744269784e-05, 0.40415684297964616, 3.6691309833998017e-06],
      covarianceGradient: [
        -0.02942761807695403, 0.11795122305974089, -2.6694545926330843e-06, 0.11795122305974089,
        0.4661501713100263, -9.882138411448055e-08, -2.6694545926330843e-06, -9.882138411448055e-08,
        1.7641191944413918e-06,
      ]),
    LogImprovementCase(
      mean: [2], covariance: [0.01], best: 0.5, value: 0.4198059882565377, meanGradient: [0.6571743069807094],
      covarianceGradient: [0.7119269764468014]),
  ]
}
