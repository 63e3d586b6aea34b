import Arrays
import GaussianProcesses

/// Batch acquisitions as averages over fixed quasi-random samples of the joint posterior: deterministic,
/// smooth functions of mean and covariance.
///
/// Notation: f_s = mean + L z_s, L the lower Cholesky factor of C, z_s (q) the base samples, s = 1 ... S.
/// qEI = average of max_j (f_sj - best)^+; qUCB = average of max_j (mean_j + sqrt(beta pi/2) |f_sj - mean_j|)
/// (Wilson et al. 2017, "The reparameterization trick for acquisition functions"); qLogEI in
/// `LogImprovement`.
public struct MonteCarloAcquisition: Acquisition {
  public enum Kind: Sendable {
    case expectedImprovement, logExpectedImprovement, upperConfidenceBound
  }

  public let kind: Kind
  public let best: Double
  public let beta: Double
  public let sampleCount: Int
  /// Points a batch that there are base samples for.
  public let largestCount: Int
  /// One after the other the S samples of each point.
  private let samples: [Double]

  /// - Parameter baseSamples: standard normals, row-major (S, points).
  public init(_ kind: Kind, baseSamples: [Double], points: Int, best: Double = 0, beta: Double = 4) {
    self.kind = kind
    self.best = best
    self.beta = beta
    largestCount = max(points, 1)
    let count = baseSamples.count / largestCount
    let points = largestCount
    sampleCount = count
    samples = (0..<points).flatMap { k in (0..<count).map { baseSamples[$0 * points + k] } }
  }

  /// Base samples from scrambled Sobol points.
  /// - Throws: `ArrayError` for more points than Sobol's sequence has dimensions.
  public init(
    _ kind: Kind, samples: Int, points: Int, best: Double, beta: Double = 4, stream: inout RandomStream
  ) throws {
    var sobol = try Sobol(dimension: max(points, 1), scrambledBy: &stream)
    self.init(kind, baseSamples: try sobol.drawNormal(samples), points: points, best: best, beta: beta)
  }

  public func makeEvaluator(count: Int) -> any AcquisitionEvaluator { Evaluator(self, count: count) }

  private final class Evaluator: AcquisitionEvaluator {
    private let acquisition: MonteCarloAcquisition
    private let q: Int
    private let count: Int
    /// q x S each: samples of f and then derivatives in them; a work area of twice that.
    private let values: Numbers
    private let work: Numbers
    private let base: Numbers
    private let factor: Numbers
    private let factorGradient: Numbers

    init(_ acquisition: MonteCarloAcquisition, count: Int) {
      self.acquisition = acquisition
      q = min(max(count, 1), acquisition.largestCount)
      self.count = acquisition.sampleCount
      values = Numbers(q * self.count)
      work = Numbers((q + 4) * self.count)
      base = Numbers(q * self.count, acquisition.samples)
      factor = Numbers(q * q)
      factorGradient = Numbers(q * q)
    }

    func evaluate(
      mean: UnsafePointer<Double>, covariance: UnsafePointer<Double>, meanGradient: UnsafeMutablePointer<Double>?,
      covarianceGradient: UnsafeMutablePointer<Double>?
    ) -> Double {
      let (values, base) = (values.start, base.start)
      let (factor, factorGradient) = (factor.start, factorGradient.start)
      guard SmallCholesky.factor(covariance, q, into: factor) else { return -.infinity }
      for j in 0..<q {
        let row = values + j &* count
        let center = acquisition.kind == .upperConfidenceBound ? 0 : mean[j] - acquisition.best
        for s in 0..<count { row[s] = center }
        for k in 0...j {
          let l = factor[j &* q &+ k]
          let z = base + k &* count
          for s in 0..<count { row[s] += l * z[s] }
        }
      }
      let wantsGradient = meanGradient != nil && covarianceGradient != nil
      let value: Double
      switch acquisition.kind {
      case .logExpectedImprovement:
        value = LogImprovement.average(values, q, count, work: work.start, wantsGradient: wantsGradient)
      case .expectedImprovement: value = improvement()
      case .upperConfidenceBound: value = confidenceBound(mean)
      }
      guard wantsGradient, let meanGradient, let covarianceGradient else { return value }
      // `values` now holds dF/df_sj; it flows to the mean and to the factor.
      for j in 0..<q {
        let row = values + j &* count
        meanGradient[j] =
          acquisition.kind == .upperConfidenceBound ? work.start[j] : SmallCholesky.sum(row, count)
        for k in 0..<q {
          factorGradient[j &* q &+ k] = k <= j ? SmallCholesky.dot(row, base + k &* count, count) : 0
        }
      }
      SmallCholesky.pullback(factor, factorGradient, q, into: covarianceGradient)
      return value
    }

    private func improvement() -> Double {
      let values = values.start
      var total = 0.0
      let share = 1 / Double(count)
      for s in 0..<count {
        var winner = 0
        for j in 1..<max(q, 1) where values[j &* count &+ s] > values[winner &* count &+ s] { winner = j }
        let value = values[winner &* count &+ s]
        total += max(value, 0)
        for j in 0..<q { values[j &* count &+ s] = j == winner && value > 0 ? share : 0 }
      }
      return total * share
    }

    /// Leaves dF/dmean in `work`, because the mean enters beside the samples' deviations.
    private func confidenceBound(_ mean: UnsafePointer<Double>) -> Double {
      let (values, work) = (values.start, work.start)
      let width = (max(acquisition.beta, 0) * Double.pi / 2).squareRoot()
      let share = 1 / Double(count)
      var total = 0.0
      for j in 0..<q { work[j] = 0 }
      for s in 0..<count {
        var winner = 0
        var highest = -Double.infinity
        for j in 0..<q {
          let value = mean[j] + width * abs(values[j &* count &+ s])
          if value > highest { (winner, highest) = (j, value) }
        }
        total += highest
        work[winner] += share
        for j in 0..<q {
          let deviation = values[j &* count &+ s]
          values[j &* count &+ s] = j == winner ? (deviation < 0 ? -width : width) * share : 0
        }
      }
      return total * share
    }
  }
}
