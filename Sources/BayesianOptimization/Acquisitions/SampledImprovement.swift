import Arrays
import Glibc

/// Improvement of the first output over the best so far, weighted by the feasibility of the others: qLogEI with
/// constraints, qLogNEI and qNEI.
///
/// l_as = log (smoothed improvement of f_0as over best_s) + sum over constraints of log step(threshold_o - f_oas), then
/// the smoothed maximum over a and the log of the mean of exp over s, as `LogImprovement`. best_s is one number, or, with
/// noise, the best of sample s among the fixed points that are feasible in it (Letham et al. 2019, "Constrained Bayesian
/// Optimization with Noisy Experiments"; Ament et al. 2023).
public struct SampledImprovement: SampleUtility {
  public enum Incumbent: Sendable {
    case value(Double)
    /// The best of each sample at the fixed points.
    case sampled
    /// None is feasible yet: feasibility alone counts.
    case none
  }

  public var incumbent: Incumbent
  /// Of each constraint, in its model's units: feasible at or below.
  public var thresholds: [Double]
  /// The mean of the improvement itself in place of the smoothed log.
  public var isPlain: Bool

  public init(incumbent: Incumbent, thresholds: [Double] = [], isPlain: Bool = false) {
    self.incumbent = incumbent
    self.thresholds = thresholds
    self.isPlain = isPlain
  }

  public func makeEvaluator(points: Int, samples: Int, fixed: [Double], fixedCount: Int) -> any SampleUtilityEvaluator {
    Evaluator(self, points: points, samples: samples, fixed: fixed, fixedCount: fixedCount)
  }

  private final class Evaluator: SampleUtilityEvaluator {
    private let utility: SampledImprovement
    private let points: Int
    private let count: Int
    private let best: Numbers
    private let weights: Numbers
    private let work: Numbers

    init(_ utility: SampledImprovement, points: Int, samples: Int, fixed: [Double], fixedCount: Int) {
      self.utility = utility
      self.points = points
      count = samples
      var incumbents = [Double](repeating: 0, count: samples)
      switch utility.incumbent {
      case .value(let value): incumbents = incumbents.map { _ in value }
      case .none: break
      case .sampled:
        for s in 0..<samples where fixedCount > 0 {
          var (highest, lowest) = (-Double.infinity, Double.infinity)
          for a in 0..<fixedCount {
            let value = fixed[a * samples + s]
            lowest = min(lowest, value)
            let isFeasible = utility.thresholds.enumerated().allSatisfy { o, threshold in
              fixed[((o + 1) * fixedCount + a) * samples + s] <= threshold
            }
            if isFeasible { highest = max(highest, value) }
          }
          // Where a sample has no feasible point, whatever is feasible is an improvement.
          incumbents[s] = highest.isFinite ? highest : lowest - 1
        }
      }
      best = Numbers(samples, incumbents)
      weights = Numbers(points * samples)
      work = Numbers((points + 4) * samples)
    }

    func evaluate(_ f: UnsafeMutablePointer<Double>, wantsGradient: Bool) -> Double {
      let size = points &* count
      let weights = weights.start
      for i in 0..<size { weights[i] = 0 }
      // Log feasibility, and its slope in place of the constraint's samples.
      for (o, threshold) in utility.thresholds.enumerated() {
        let row = f + (o &+ 1) &* size
        for i in 0..<size {
          let (value, slope) = Feasibility.logStep(threshold - row[i])
          weights[i] += value
          row[i] = -slope
        }
      }
      let value: Double
      if case .none = utility.incumbent {
        for i in 0..<size { f[i] = 0 }
        value = LogImprovement.combine(
          slopes: f, logs: weights, points, count, work: work.start, wantsGradient: wantsGradient)
        // `f` holds the derivative in log feasibility.
        if wantsGradient { spreadToConstraints(f, by: f) }
        for i in 0..<size where wantsGradient { f[i] = 0 }
        return value
      }
      for a in 0..<points {
        let row = f + a &* count
        for s in 0..<count { row[s] -= best.start[s] }
      }
      if utility.isPlain { return plain(f, wantsGradient: wantsGradient) }
      value = LogImprovement.average(
        f, points, count, work: work.start, wantsGradient: wantsGradient,
        weights: utility.thresholds.isEmpty ? nil : weights)
      // `weights` now holds the derivative in the log weights.
      if wantsGradient { spreadToConstraints(f, by: weights) }
      return value
    }

    private func spreadToConstraints(_ f: UnsafeMutablePointer<Double>, by share: UnsafePointer<Double>) {
      let size = points &* count
      for o in utility.thresholds.indices {
        let row = f + (o &+ 1) &* size
        for i in 0..<size { row[i] = share[i] == 0 ? 0 : row[i] * share[i] }
      }
    }

    /// The mean over samples of the highest feasible improvement.
    private func plain(_ f: UnsafeMutablePointer<Double>, wantsGradient: Bool) -> Double {
      let (size, share) = (points &* count, 1 / Double(count))
      var total = 0.0
      for s in 0..<count {
        var (winner, highest) = (-1, 0.0)
        for a in 0..<points {
          let value = max(f[a &* count &+ s], 0) * exp(weights.start[a &* count &+ s])
          if value > highest { (winner, highest) = (a, value) }
        }
        total += highest
        guard wantsGradient else { continue }
        for a in 0..<points {
          let place = a &* count &+ s
          let weight = a == winner ? exp(weights.start[place]) * share : 0
          f[place] = weight
          for o in utility.thresholds.indices {
            let row = f + (o &+ 1) &* size
            row[place] = a == winner ? row[place] * highest * share : 0
          }
        }
      }
      return total * share
    }
  }
}
