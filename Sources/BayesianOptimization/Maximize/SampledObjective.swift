import Arrays
import GaussianProcesses

/// A utility of joint samples of several models, as a function of a batch's coordinates: one a thread.
///
/// Notation: m models; F fixed points outside the batch (whose samples tell how good the best is), then p pending ones,
/// then q moving ones; S samples. For each model f = mean + L z with L the Cholesky factor of the joint covariance in
/// that order: what is sampled at fixed and pending points is computed once, and only L's last q rows move with x.
public final class SampledObjective: BatchFunction {
  /// What all threads share.
  public struct Setting: Sendable {
    let models: [PosteriorData]
    let utility: any SampleUtility
    /// Row-major (F, d) and (p, d).
    let fixed: [Double]
    let pending: [Double]
    /// q.
    let moving: Int
    /// S.
    let sampleCount: Int
    /// m x (F + p + q) rows of S standard normals.
    let base: [Double]

    /// Base samples from scrambled Sobol points.
    /// - Throws: `ArrayError` for more points times models than Sobol's sequence has dimensions.
    public init(
      models: [PosteriorData], utility: any SampleUtility, fixed: [Double] = [], pending: [Double] = [], moving: Int,
      samples: Int, stream: inout RandomStream
    ) throws {
      self.models = models
      self.utility = utility
      self.fixed = fixed
      self.pending = pending
      self.moving = moving
      sampleCount = samples
      let d = models.first?.dimension ?? 1
      let rows = models.count * ((fixed.count + pending.count) / d + moving)
      var sobol = try Sobol(dimension: max(rows, 1), scrambledBy: &stream)
      let drawn = try sobol.drawNormal(samples)
      var base = [Double](repeating: 0, count: rows * samples)
      for s in 0..<samples {
        for row in 0..<rows { base[row * samples + s] = drawn[s * rows + row] }
      }
      self.base = base
    }
  }

  private let setting: Setting
  private let posteriors: [JointPosterior]
  private let utility: any SampleUtilityEvaluator
  private let d: Int
  private let q: Int
  private let pendingCount: Int
  private let fixedCount: Int
  private let count: Int
  private let points: Numbers
  private let base: Numbers
  /// For each model: samples at pending points, the factor's first rows, the factor.
  private let pendingSamples: Numbers
  private let factors: [Numbers]
  private let f: Numbers
  private let ordered: Numbers
  private let factorGradient: Numbers
  private let orderedGradient: Numbers
  private let meanGradient: Numbers
  private let covarianceGradient: Numbers
  private let part: Numbers
  private var isDefined = true

  public init(_ setting: Setting) {
    self.setting = setting
    d = setting.models.first?.dimension ?? 1
    q = setting.moving
    pendingCount = setting.pending.count / d
    fixedCount = setting.fixed.count / d
    count = setting.sampleCount
    let (m, known) = (setting.models.count, fixedCount + pendingCount)
    let total = q + known
    // A posterior has the moving points first, a factor last.
    points = Numbers(total * d, [Double](repeating: 0.5, count: q * d) + setting.fixed + setting.pending)
    base = Numbers(setting.base.count, setting.base)
    posteriors = setting.models.map { JointPosterior($0, count: total) }
    factors = setting.models.map { _ in Numbers(total * total) }
    f = Numbers(m * (pendingCount + q) * count)
    ordered = Numbers(total * total)
    factorGradient = Numbers(total * total)
    orderedGradient = Numbers(total * total)
    meanGradient = Numbers(total)
    covarianceGradient = Numbers(total * total)
    part = Numbers(q * d)
    pendingSamples = Numbers(m * pendingCount * count)
    var samples = [Double](repeating: 0, count: m * fixedCount * count)
    var isDefined = true
    // The factor's rows of fixed and pending points, by a matrix of those alone.
    let corner = Numbers(known * known)
    let cornerFactor = Numbers(known * known)
    let row = Numbers(count)
    for o in 0..<m {
      let posterior = posteriors[o]
      posterior.evaluate(points.start)
      for i in 0..<known {
        for j in 0..<known { corner.start[i * known + j] = posterior.covariance[(q + i) * total + q + j] }
      }
      guard SmallCholesky.factor(corner.start, known, into: cornerFactor.start) else {
        isDefined = false
        continue
      }
      for i in 0..<known {
        for s in 0..<count { row.start[s] = posterior.mean[q + i] }
        for j in 0...i {
          let l = cornerFactor.start[i * known + j]
          factors[o].start[i * total + j] = l
          let z = base.start + (o * total + j) * count
          for s in 0..<count { row.start[s] += l * z[s] }
        }
        for s in 0..<count {
          if i < fixedCount {
            samples[(o * fixedCount + i) * count + s] = row.start[s]
          } else {
            pendingSamples.start[(o * pendingCount + i - fixedCount) * count + s] = row.start[s]
          }
        }
      }
    }
    self.isDefined = isDefined
    utility = setting.utility.makeEvaluator(
      points: pendingCount + q, samples: count, fixed: samples, fixedCount: fixedCount)
  }

  public func value(_ x: UnsafePointer<Double>) -> Double {
    guard sample(x) else { return -.infinity }
    return utility.evaluate(f.start, wantsGradient: false)
  }

  public func value(_ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>) -> Double {
    for k in 0..<(q &* d) { gradient[k] = 0 }
    guard sample(x) else { return -.infinity }
    let value = utility.evaluate(f.start, wantsGradient: true)
    for o in posteriors.indices { pullback(o, into: gradient) }
    return value
  }

  /// The row of a posterior that stands in row `t` of a factor.
  @inline(__always)
  private func place(_ t: Int) -> Int { t < fixedCount &+ pendingCount ? q &+ t : t &- fixedCount &- pendingCount }

  /// Writes the samples of the batch, pending points first; false where a covariance cannot be factored.
  private func sample(_ x: UnsafePointer<Double>) -> Bool {
    guard isDefined else { return false }
    points.start.update(from: x, count: q &* d)
    let known = fixedCount &+ pendingCount
    let total = known &+ q
    for o in posteriors.indices {
      let posterior = posteriors[o]
      posterior.evaluate(points.start, moving: q)
      for i in known..<total {
        let row = posterior.covariance + place(i) &* total
        for j in 0...i { ordered.start[i &* total &+ j] = row[place(j)] }
      }
      guard SmallCholesky.factor(ordered.start, total, known: known, into: factors[o].start) else { return false }
      let rows = f.start + o &* (pendingCount &+ q) &* count
      rows.update(from: pendingSamples.start + o &* pendingCount &* count, count: pendingCount &* count)
      for a in 0..<q {
        let row = rows + (pendingCount &+ a) &* count
        for s in 0..<count { row[s] = posterior.mean[a] }
        for j in 0...(known &+ a) {
          let l = factors[o].start[(known &+ a) &* total &+ j]
          let z = base.start + (o &* total &+ j) &* count
          for s in 0..<count { row[s] += l * z[s] }
        }
      }
    }
    return true
  }

  /// Adds what the derivatives in the samples of model `o` come to in the moving points.
  private func pullback(_ o: Int, into gradient: UnsafeMutablePointer<Double>) {
    let known = fixedCount &+ pendingCount
    let total = known &+ q
    for i in 0..<(total &* total) { factorGradient.start[i] = 0 }
    for i in 0..<total { meanGradient.start[i] = 0 }
    for a in 0..<q {
      let flow = f.start + (o &* (pendingCount &+ q) &+ pendingCount &+ a) &* count
      meanGradient.start[a] = SmallCholesky.sum(flow, count)
      for j in 0...(known &+ a) {
        factorGradient.start[(known &+ a) &* total &+ j] = SmallCholesky.dot(
          flow, base.start + (o &* total &+ j) &* count, count)
      }
    }
    SmallCholesky.pullback(factors[o].start, factorGradient.start, total, into: orderedGradient.start)
    for i in 0..<total {
      for j in 0..<total {
        covarianceGradient.start[place(i) &* total &+ place(j)] = orderedGradient.start[i &* total &+ j]
      }
    }
    posteriors[o].pullback(
      meanGradient: meanGradient.start, covarianceGradient: covarianceGradient.start, moving: q, into: part.start)
    for k in 0..<(q &* d) { gradient[k] += part.start[k] }
  }
}
