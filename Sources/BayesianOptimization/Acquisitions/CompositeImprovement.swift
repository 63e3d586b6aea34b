import Arrays
import GaussianProcesses

/// qLogEI of a composite objective: the smoothed log improvement of g(h) over fixed samples of the joint posterior of
/// several outputs. One batch's work space.
///
/// It comes in two halves, so that g, which may be a script's, is called between them once for all batches under way:
/// `sample` writes outcomes, `finish` takes their values and derivatives.
///
/// Notation: q points, m outputs, S samples; mean (q x m) in model units, C (q x q) common to the outputs, C = L L^T;
/// h_aso = shift_o + scale_o (mean_ao + sum_b L_ab z_bso); x_as = (g(h_as) - best) / width; then `LogImprovement`.
/// Rows of outcomes stand in the order (a, s).
final class CompositeImprovement {
  /// What all batches of one suggestion share.
  struct Setting {
    let outputCount: Int
    let sampleCount: Int
    /// Points that there are base samples for: moving and pending ones.
    let pointCount: Int
    /// One after the other the S x m samples of each point.
    let base: [Double]
    /// The models' output transforms.
    let shifts: [Double]
    let scales: [Double]
    /// The highest value so far, and the unit that improvements are measured in.
    let best: Double
    let width: Double

    /// Base samples from scrambled Sobol points.
    /// - Throws: `ArrayError` for more points times outputs than Sobol's sequence has dimensions.
    init(
      models: [ExactGP], samples: Int, points: Int, best: Double, width: Double, stream: inout RandomStream
    ) throws {
      outputCount = models.count
      sampleCount = max(samples, 1)
      pointCount = max(points, 1)
      let (m, q, count) = (outputCount, pointCount, sampleCount)
      var sobol = try Sobol(dimension: m * q, scrambledBy: &stream)
      let rows = try sobol.drawNormal(count)
      var base = [Double](repeating: 0, count: rows.count)
      for s in 0..<count {
        for a in 0..<q {
          for o in 0..<m { base[(a * count + s) * m + o] = rows[s * q * m + a * m + o] }
        }
      }
      self.base = base
      shifts = models.map(\.transform.shift)
      scales = models.map(\.transform.scale)
      self.best = best
      self.width = width
    }

    var rowCount: Int { pointCount * sampleCount }
  }

  private let setting: Setting
  private let q: Int
  private let m: Int
  private let count: Int
  private let base: Numbers
  private let scales: Numbers
  private let factor: Numbers
  private let factorGradient: Numbers
  private let improvements: Numbers
  private let work: Numbers
  private var isDefined = false

  init(_ setting: Setting) {
    self.setting = setting
    q = setting.pointCount
    m = setting.outputCount
    count = setting.sampleCount
    base = Numbers(q * count * m, setting.base)
    scales = Numbers(m, setting.scales)
    factor = Numbers(q * q)
    factorGradient = Numbers(q * q)
    improvements = Numbers(q * count)
    work = Numbers((q + 4) * count)
  }

  /// Writes q S rows of m outcomes.
  func sample(
    mean: UnsafePointer<Double>, covariance: UnsafePointer<Double>, into outcomes: UnsafeMutablePointer<Double>
  ) {
    let (base, scales, factor) = (base.start, scales.start, factor.start)
    isDefined = SmallCholesky.factor(covariance, q, into: factor)
    let size = count &* m
    for a in 0..<q {
      let rows = outcomes + a &* size
      for i in 0..<size { rows[i] = 0 }
      // Without a factor the outcomes are not used; the mean is as good as anything.
      for b in 0...a where isDefined {
        let l = factor[a &* q &+ b]
        let z = base + b &* size
        for i in 0..<size { rows[i] += l * z[i] }
      }
      for s in 0..<count {
        let row = rows + s &* m
        for o in 0..<m { row[o] = setting.shifts[o] + scales[o] * (mean[a &* m &+ o] + row[o]) }
      }
    }
  }

  /// The acquisition from the values of the rows and, where wanted, the derivatives of each in its outcomes; writes
  /// dF/dmean (q x m) and the symmetric dF/dC (q x q, every entry counted by itself).
  func finish(
    values: UnsafePointer<Double>, derivatives: UnsafePointer<Double>?, meanGradient: UnsafeMutablePointer<Double>,
    covarianceGradient: UnsafeMutablePointer<Double>
  ) -> Double {
    guard isDefined else { return -.infinity }
    let (improvements, base, scales) = (improvements.start, base.start, scales.start)
    let (factor, factorGradient) = (factor.start, factorGradient.start)
    let share = 1 / setting.width
    for i in 0..<(q &* count) { improvements[i] = (values[i] - setting.best) * share }
    let result = LogImprovement.average(improvements, q, count, work: work.start, wantsGradient: derivatives != nil)
    guard let derivatives else { return result }
    // `improvements` now holds dF/dx; it flows through g to mean and factor.
    let size = count &* m
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { flow in
      guard let flow = flow.baseAddress else { return }
      for a in 0..<q {
        let rows = derivatives + a &* size
        for o in 0..<m { meanGradient[a &* m &+ o] = 0 }
        for s in 0..<count {
          let slope = improvements[a &* count &+ s] * share
          let row = rows + s &* m
          let target = flow + s &* m
          for o in 0..<m {
            // A sample of no weight must not let an overflow in its derivative through.
            let part = slope == 0 ? 0 : slope * row[o] * scales[o]
            target[o] = part
            meanGradient[a &* m &+ o] += part
          }
        }
        for b in 0..<q {
          factorGradient[a &* q &+ b] = b <= a ? SmallCholesky.dot(flow, base + b &* size, size) : 0
        }
      }
    }
    SmallCholesky.pullback(factor, factorGradient, q, into: covarianceGradient)
    return result
  }
}
