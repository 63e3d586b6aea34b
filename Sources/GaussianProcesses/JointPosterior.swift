import Arrays

/// The joint posterior of the latent function at a few points, with its derivative, in a work space of
/// its own: one for each thread.
///
/// With several outputs (processes of one kernel and one factorisation) each has a mean of its own, and the
/// covariance is that of every one of them.
///
/// Everything is in model units. Notation: q points x_a; k_a = k(X, x_a); v_a = L^-1 k_a;
/// b_a = S^-1 k_a = L^-T v_a; mean_a = m + k_a . alpha; C_ab = k(x_a, x_b) - v_a . v_b.
/// Given dF/dmean and a symmetric dF/dC:
/// dF/dk_a = sum over outputs of dF/dmean_a alpha - 2 sum over b of dF/dC_ab b_b, and then through the kernel to x_a.
public final class JointPosterior {
  public let count: Int
  public let outputCount: Int
  /// count x outputCount, row-major.
  public let mean: UnsafeMutablePointer<Double>
  /// count x count, row-major, symmetric.
  public let covariance: UnsafeMutablePointer<Double>

  private let data: PosteriorData
  private let points: Points
  private let kernel: any Kernel
  private let meanConstants: [Double]
  private let n: Int
  private let stride: Int
  private let d: Int
  private let slopeStride: Int
  private let inverse: UnsafePointer<Double>
  private let inverseTransposed: UnsafePointer<Double>
  private let alpha: UnsafePointer<Double>
  private let queries: UnsafeMutablePointer<Double>
  private let cross: UnsafeMutablePointer<Double>
  private let slopes: UnsafeMutablePointer<Double>
  private let half: UnsafeMutablePointer<Double>
  private let solved: UnsafeMutablePointer<Double>
  private let weights: UnsafeMutablePointer<Double>
  private var isEvaluated = false
  /// Rows of `solved` from this one on are those of the present points.
  private var solvedFrom: Int

  public convenience init(_ model: ExactGP, count: Int) { self.init(model, others: [], count: count) }

  /// - Parameter others: further outputs of the same fit: same points, kernel and factorisation as `model`.
  public convenience init(_ model: ExactGP, others: some Collection<ExactGP>, count: Int) {
    self.init(PosteriorData(model, others: others), count: count)
  }

  /// A work space that shares the factorisation with others.
  public init(_ data: PosteriorData, count: Int) {
    self.data = data
    self.count = max(count, 1)
    solvedFrom = self.count
    outputCount = data.meanConstants.count
    points = data.points
    kernel = data.kernel
    meanConstants = data.meanConstants
    n = points.count
    stride = points.stride
    d = points.dimension
    inverse = UnsafePointer(data.inverse)
    inverseTransposed = UnsafePointer(data.inverseTransposed)
    alpha = UnsafePointer(data.alpha)
    func array(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 8))
      pointer.initialize(repeating: 0, count: max(count, 8))
      return pointer
    }
    let q = self.count
    mean = array(q * outputCount)
    covariance = array(q * q)
    queries = array(q * d)
    cross = array(q * stride)
    slopeStride = kernel.slopeRows * stride
    slopes = array(q * slopeStride)
    half = array(q * stride)
    solved = array(q * stride)
    weights = array(stride)
  }

  deinit {
    for pointer in [mean, covariance, queries, cross, slopes, half, solved, weights] { pointer.deallocate() }
  }

  /// Computes `mean` and `covariance` at `count` points, row-major (count, d).
  ///
  /// - Parameter moving: how many of the points differ from those of the last evaluation, the first ones; the others
  ///   cost next to nothing. nil for all.
  public func evaluate(_ x: UnsafePointer<Double>, moving: Int? = nil) {
    let q = count
    let changed = isEvaluated ? max(min(moving ?? q, q), 0) : q
    isEvaluated = true
    solvedFrom = max(solvedFrom, changed)
    queries.update(from: x, count: q &* d)
    kernel.cross(points, queries: queries, count: changed, into: cross, slopes: slopes)
    TriangularKernels.multiply(cross, rows: changed, inverseTransposed, .upper, into: half, n, stride)
    for a in 0..<changed {
      for o in 0..<outputCount {
        mean[a &* outputCount &+ o] =
          meanConstants[o] + TriangularKernels.dot(cross + a &* stride, alpha + o &* stride, stride)
      }
      for b in a..<q {
        let prior = kernel.pair(queries + a &* d, queries + b &* d)
        var value = prior - TriangularKernels.dot(half + a &* stride, half + b &* stride, stride)
        // Rounding may leave a variance below zero where the data pin the function down.
        if a == b { value = max(value, prior * 1e-14) }
        covariance[a &* q &+ b] = value
        covariance[b &* q &+ a] = value
      }
    }
  }

  /// Writes dF/dx of the first `moving` points, row-major, for the points of the last `evaluate`.
  /// Call once after each `evaluate`.
  ///
  /// - Parameters:
  ///   - meanGradient: dF/dmean, count x outputCount.
  ///   - covarianceGradient: dF/dC, symmetric, every entry counted by itself.
  public func pullback(
    meanGradient: UnsafePointer<Double>, covarianceGradient: UnsafePointer<Double>, moving: Int,
    into gradient: UnsafeMutablePointer<Double>
  ) {
    let q = count
    TriangularKernels.multiply(half, rows: solvedFrom, inverse, .lower, into: solved, n, stride)
    solvedFrom = 0
    for a in 0..<min(moving, q) {
      let target = gradient + a &* d
      for k in 0..<d { target[k] = 0 }
      for j in 0..<stride { weights[j] = 0 }
      for o in 0..<outputCount {
        let slope = meanGradient[a &* outputCount &+ o]
        let alpha = alpha + o &* stride
        for j in 0..<stride { weights[j] += slope * alpha[j] }
      }
      for b in 0..<q {
        let factor = 2 * covarianceGradient[a &* q &+ b]
        let row = solved + b &* stride
        for j in 0..<stride { weights[j] -= factor * row[j] }
      }
      kernel.addInputGradient(
        points, query: queries + a &* d, weights: weights, slopes: slopes + a &* slopeStride, to: target)
      for b in 0..<q {
        kernel.addPairGradient(
          queries + a &* d, queries + b &* d, weight: 2 * covarianceGradient[a &* q &+ b], to: target)
      }
    }
  }
}

/// What the posteriors of one fit read: copied once, shared by the work spaces of all threads.
public final class PosteriorData: @unchecked Sendable {
  let points: Points
  let kernel: any Kernel
  /// One an output.
  let meanConstants: [Double]
  let inverse: UnsafeMutablePointer<Double>
  let inverseTransposed: UnsafeMutablePointer<Double>
  /// outputs x stride.
  let alpha: UnsafeMutablePointer<Double>

  /// - Parameter others: further outputs of the same fit: same points, kernel and factorisation as `model`.
  public init(_ model: ExactGP, others: some Collection<ExactGP> = []) {
    points = model.prepared
    kernel = model.hyperparameters.kernel
    meanConstants = [model.hyperparameters.mean] + others.map(\.hyperparameters.mean)
    let stride = points.stride
    func array(_ count: Int, _ rows: [[Double]]) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count * rows.count, 8))
      pointer.initialize(repeating: 0, count: max(count * rows.count, 8))
      for (index, row) in rows.enumerated() {
        row.withUnsafeBufferPointer { row in
          if let start = row.baseAddress { (pointer + index * count).update(from: start, count: min(row.count, count)) }
        }
      }
      return pointer
    }
    inverse = array(points.count * stride, [model.factor.inverse.storage])
    inverseTransposed = array(points.count * stride, [model.factor.inverseTransposed.storage])
    alpha = array(stride, [model.alpha] + others.map(\.alpha))
  }

  /// d.
  public var dimension: Int { points.dimension }

  deinit { for pointer in [inverse, inverseTransposed, alpha] { pointer.deallocate() } }
}
