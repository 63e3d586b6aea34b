import Arrays
import BayesianOptimization
import GaussianProcesses
import TestSupport
import Testing

@Suite struct AcquisitionGradientTests {
  /// Derivatives in mean and covariance against central differences.
  @Test(arguments: [1, 2, 3, 5]) func ofMeanAndCovariance(q: Int) throws {
    var stream = RandomStream(seed: 3, stream: "covariance")
    let b = (0..<(q * q)).map { _ in stream.normal() }
    var covariance = [Double](repeating: 0, count: q * q)
    for i in 0..<q {
      for j in 0..<q {
        covariance[i * q + j] = (0..<q).reduce(i == j ? 0.3 : 0) { $0 + 0.2 * b[i * q + $1] * b[j * q + $1] }
      }
    }
    let mean = (0..<q).map { _ in 0.3 * stream.normal() }
    for kind in [MonteCarloAcquisition.Kind.logExpectedImprovement, .expectedImprovement, .upperConfidenceBound] {
      let acquisition = try MonteCarloAcquisition(kind, samples: 64, points: q, best: 0.2, beta: 2, stream: &stream)
      let result = AcquisitionTests.evaluate(acquisition, mean, covariance)
      let h = 1e-7
      for i in 0..<q {
        var (up, down) = (mean, mean)
        up[i] += h
        down[i] -= h
        let slope =
          (AcquisitionTests.evaluate(acquisition, up, covariance).value
            - AcquisitionTests.evaluate(acquisition, down, covariance).value) / (2 * h)
        #expect(abs(slope - result.mean[i]) < 2e-5 * max(1, abs(slope)), "\(kind) mean \(i)")
        for j in 0...i {
          var (up, down) = (covariance, covariance)
          for (row, column) in Set([[i, j], [j, i]]).map({ ($0[0], $0[1]) }) {
            up[row * q + column] += h
            down[row * q + column] -= h
          }
          let slope =
            (AcquisitionTests.evaluate(acquisition, mean, up).value
              - AcquisitionTests.evaluate(acquisition, mean, down).value) / (2 * h)
          let analytic = result.covariance[i * q + j] * (i == j ? 1 : 2)
          #expect(abs(slope - analytic) < 2e-5 * max(1, abs(slope)), "\(kind) covariance \(i) \(j)")
        }
      }
    }
  }
}
