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

  /// The peer's gradients through a process, one point at a time.
  @Test(.enabled(if: Reference.isAvailable)) func throughAProcess() throws {
    var covered = 0
    for test in try Reference.cases("acquisition") where test.name.hasPrefix("gp_gradient") {
      guard let x = test.inputs["x"], let inputs = test.inputs["X"], let y = test.inputs["y"]?.data,
        let profile = RadialProfile(rawValue: test.parameters["kernel"] as? String ?? ""),
        let lengthscales = test.parameters["lengthscales"] as? [Double],
        let variance = test.parameters["outputscale"] as? Double, let noise = test.parameters["noise"] as? Double,
        let mean = test.parameters["mean_constant"] as? Double, let best = test.parameters["best_f"] as? Double,
        let beta = test.parameters["beta"] as? Double
      else {
        Issue.record("\(test): incomplete")
        continue
      }
      let d = inputs.shape[1]
      let kernel = try StationaryKernel(profile, dimension: d, lengthscales: lengthscales, variance: variance)
      let model = try ExactGP(
        inputs: inputs.data, targets: y, hyperparameters: Hyperparameters(kernel: kernel, noise: noise, mean: mean))
      let joint = JointPosterior(model, count: 1)
      for name in ["EI", "LogEI", "UCB", "PI"] {
        guard let kind = AcquisitionTests.kind(name) else { continue }
        let acquisition = AnalyticAcquisition(kind, best: best, beta: beta)
        var values: [Double] = []
        var gradients: [Double] = []
        for row in 0..<x.shape[0] {
          joint.evaluate(Array(x.data[(row * d)..<((row + 1) * d)]))
          let result = acquisition(mean: joint.mean[0], variance: joint.covariance[0])
          values.append(result.value)
          var gradient = [Double](repeating: 0, count: d)
          joint.pullback(
            meanGradient: [result.meanGradient], covarianceGradient: [result.varianceGradient], moving: 1,
            into: &gradient)
          gradients += gradient
        }
        let mismatches = [test.mismatch(name, got: values), test.mismatch("\(name)_grad_x", got: gradients)]
        #expect(mismatches == [nil, nil])
      }
      covered += 1
    }
    #expect(covered == 3)
  }
}
