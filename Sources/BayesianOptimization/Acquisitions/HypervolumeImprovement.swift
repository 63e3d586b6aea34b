import Arrays
import Glibc

/// The log of the expected hypervolume that a batch adds to a Pareto front: qLogEHVI.
///
/// The part of objective space that is not dominated is cut into boxes (l_k, u_k). In each, sample s of point a reaches
/// e_aok = min(smoothed (f_oas - l_ok), u_ok - l_ok) along objective o, and the batch covers the union of the boxes
/// [0, e_ak], by inclusion and exclusion: the sum over subsets A of (-1)^(|A|+1) prod over o of min over a in A of e_aok.
/// The smoothing is `LogImprovement`'s fat softplus, so that gradients last where nothing is gained; feasibilities weigh
/// each subset by the product of its members' (Daulton, Balandat and Bakshy 2020, "Differentiable Expected Hypervolume
/// Improvement for Parallel Multi-Objective Bayesian Optimization", eq. 6; Ament et al. 2023, section 4.4).
public struct HypervolumeImprovement: SampleUtility {
  /// In the models' units.
  public let boxes: BoxDecomposition
  /// Of the constraints that follow the objectives: feasible at or below.
  public let thresholds: [Double]
  /// Subsets grow as 2^points.
  public static let mostPoints = 5

  public init(boxes: BoxDecomposition, thresholds: [Double] = []) {
    self.boxes = boxes
    self.thresholds = thresholds
  }

  public func makeEvaluator(points: Int, samples: Int, fixed: [Double], fixedCount: Int) -> any SampleUtilityEvaluator {
    Evaluator(self, points: points, samples: samples)
  }

  private final class Evaluator: SampleUtilityEvaluator {
    private let utility: HypervolumeImprovement
    private let m: Int
    private let points: Int
    private let count: Int
    private let lower: Numbers
    private let lengths: Numbers
    /// By objective and point: e and its slope, and dF/de.
    private let reach: Numbers
    private let slopes: Numbers
    private let flows: Numbers
    private let weights: Numbers
    private let weightFlows: Numbers
    private let volumes: Numbers

    init(_ utility: HypervolumeImprovement, points: Int, samples: Int) {
      self.utility = utility
      m = utility.boxes.objectiveCount
      self.points = min(points, HypervolumeImprovement.mostPoints)
      count = samples
      lower = Numbers(utility.boxes.lower.count, utility.boxes.lower)
      lengths = Numbers(utility.boxes.lower.count, zip(utility.boxes.upper, utility.boxes.lower).map { $0 - $1 })
      let size = m * points
      reach = Numbers(size)
      slopes = Numbers(size)
      flows = Numbers(size * samples)
      weights = Numbers(points * samples)
      weightFlows = Numbers(points * samples)
      volumes = Numbers(samples)
    }

    func evaluate(_ f: UnsafeMutablePointer<Double>, wantsGradient: Bool) -> Double {
      let size = points &* count
      let weights = weights.start
      for i in 0..<size { weights[i] = 0 }
      for (o, threshold) in utility.thresholds.enumerated() {
        let row = f + (m &+ o) &* size
        for i in 0..<size {
          let (value, slope) = Feasibility.logStep(threshold - row[i])
          weights[i] += value
          row[i] = -slope
        }
      }
      for i in 0..<size {
        weights[i] = Elementary.exp(weights[i])
        weightFlows.start[i] = 0
      }
      for i in 0..<(m &* size) where wantsGradient { flows.start[i] = 0 }
      var total = 0.0
      for s in 0..<count {
        var volume = 0.0
        for k in 0..<utility.boxes.count { volume += box(k, s, f, wantsGradient: wantsGradient) }
        volumes.start[s] = volume
        total += volume
      }
      guard total > 0 else { return -.infinity }
      let value = log(total / Double(count))
      guard wantsGradient else { return value }
      for i in 0..<(m &* size) { f[i] = flows.start[i] / total }
      for o in utility.thresholds.indices {
        let row = f + (m &+ o) &* size
        // The weight is the exponential of the log feasibilities' sum.
        for i in 0..<size { row[i] *= weightFlows.start[i] * weights[i] / total }
      }
      return value
    }

    /// The volume that sample s covers in box k; adds its derivatives to `flows` and `weightFlows`.
    private func box(_ k: Int, _ s: Int, _ f: UnsafePointer<Double>, wantsGradient: Bool) -> Double {
      let (reach, slopes) = (reach.start, slopes.start)
      let tau = LogImprovement.tauRelu
      for o in 0..<m {
        let (low, length) = (lower.start[k &* m &+ o], lengths.start[k &* m &+ o])
        for a in 0..<points {
          let t = (f[(o &* points &+ a) &* count &+ s] - low) / tau
          let (g, slope) = HypervolumeImprovement.softplus(t)
          let isInside = tau * g < length
          reach[o &* points &+ a] = isInside ? tau * g : length
          slopes[o &* points &+ a] = isInside ? slope : 0
        }
      }
      var volume = 0.0
      for subset in 1..<(1 << points) {
        let sign = subset.nonzeroBitCount % 2 == 1 ? 1.0 : -1.0
        var weight = 1.0
        for a in 0..<points where subset >> a & 1 == 1 { weight *= weights.start[a &* count &+ s] }
        var product = 1.0
        for o in 0..<m { product *= reach[o &* points &+ lowest(o, subset)] }
        volume += sign * weight * product
        guard wantsGradient, product > 0 else { continue }
        for o in 0..<m {
          let a = lowest(o, subset)
          let place = o &* points &+ a
          flows.start[place &* count &+ s] += sign * weight * product / reach[place] * slopes[place]
        }
        for a in 0..<points where subset >> a & 1 == 1 {
          let own = weights.start[a &* count &+ s]
          if own > 0 { weightFlows.start[a &* count &+ s] += sign * weight / own * product }
        }
      }
      return volume
    }

    /// The member of a subset that reaches least along an objective, the first of equals.
    @inline(__always)
    private func lowest(_ o: Int, _ subset: Int) -> Int {
      var (winner, least) = (0, Double.infinity)
      for a in 0..<points where subset >> a & 1 == 1 && reach.start[o &* points &+ a] < least {
        (winner, least) = (a, reach.start[o &* points &+ a])
      }
      return winner
    }
  }

  /// The fat softplus g(t) and its derivative.
  @inline(__always)
  static func softplus(_ t: Double) -> (value: Double, slope: Double) {
    let inverse = 1 / (1 + t * t)
    // Nearly everywhere: beyond rounding's reach only the ramp and the fat tail are left.
    if abs(t) > 40 { return ((t > 0 ? t : 0) + 0.1 * inverse, (t > 0 ? 1 : 0) - 0.2 * t * inverse * inverse) }
    let e = Elementary.exp(-abs(t))
    let g = (t > 0 ? t : 0) + Elementary.log(1 + e) + 0.1 * inverse
    return (g, (t > 0 ? 1 : e) / (1 + e) - 0.2 * t * inverse * inverse)
  }
}
