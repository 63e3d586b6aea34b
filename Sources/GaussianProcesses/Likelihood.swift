import Arrays
import Glibc

/// The log marginal likelihood of fixed data and its gradient, evaluated many times in one work space.
///
/// Several outputs observed at the same points are independent processes with one kernel and one noise: they share
/// the factorisation, their likelihoods add up, and each has a mean of its own.
///
/// Notation: K the kernel's matrix; S = K + diag(noise * noiseScale) + jitter I = U^T U; M = U^-T;
/// r = y - mean; alpha = S^-1 r; log p = -(r^T alpha)/2 - sum log U_ii - n log(2 pi)/2;
/// d log p / d theta = sum over i <= j of W_ij dS_ij / d theta with W_ii = (alpha_i^2 - S^-1_ii)/2 and
/// W_ij = alpha_i alpha_j - S^-1_ij. (Rasmussen and Williams 2006, eqs. 5.8 and 5.9.)
final class Likelihood {
  struct Evaluation {
    /// The sum over the outputs.
    var value: Double
    /// The mean that was given, or the best one, of each output.
    var means: [Double]
    var gradientLogNoise = 0.0
    var gradientMeans: [Double] = []
  }

  let points: Points
  /// n numbers for each output.
  let outputs: [[Double]]
  /// Noise of each point in units of the common noise: 1, or 1/c for c merged observations.
  let noiseScale: [Double]
  private let n: Int
  private let stride: Int
  private let upper: UnsafeMutablePointer<Double>
  private let inverse: UnsafeMutablePointer<Double>
  private let weights: UnsafeMutablePointer<Double>
  private let vectors: UnsafeMutablePointer<Double>
  private let scratch: UnsafeMutablePointer<Double>

  init(points: Points, outputs: [[Double]], noiseScale: [Double], kernel: any Kernel) {
    self.points = points
    self.outputs = outputs
    self.noiseScale = noiseScale
    n = points.count
    stride = points.stride
    func array(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 8))
      pointer.initialize(repeating: 0, count: max(count, 8))
      return pointer
    }
    upper = array(n * stride)
    inverse = array(n * stride)
    weights = array(n * stride)
    vectors = array((3 * outputs.count + 1) * stride)
    scratch = array(kernel.scratchCount(n, stride: stride))
  }

  deinit {
    for pointer in [upper, inverse, weights, vectors, scratch] { pointer.deallocate() }
  }

  /// - Parameters:
  ///   - mean: nil for the mean that maximises the likelihood, clamped to `meanBounds`.
  ///   - gradient: receives d log p / d theta of the kernel; nil where only the value is wanted.
  /// - Returns: nil where S is not positive definite or a number is not finite.
  func evaluate(
    _ kernel: any Kernel, noise: Double, mean fixedMean: Double?, meanBounds: ClosedRange<Double>,
    jitter: Double = 0, gradient: UnsafeMutablePointer<Double>?
  ) -> Evaluation? {
    let points = kernel.prepared(points)
    kernel.covariance(points, into: upper, scratch: scratch)
    for i in 0..<n { upper[i &* stride &+ i] += noise * noiseScale[i] + jitter }
    guard TriangularKernels.factor(upper, n, stride) == 0 else { return nil }
    TriangularKernels.invert(upper, into: inverse, n, stride)
    if Cancellation.isRequested { return nil }
    // Rows of one output each; the row sums of M come last.
    let m = outputs.count
    let (residual, half, alpha) = (vectors, vectors + m &* stride, vectors + 2 &* m &* stride)
    let means = self.means(fixedMean, meanBounds, rowSums: vectors + 3 &* m &* stride, scratch: residual)
    var quadratic = 0.0
    var logDeterminant = 0.0
    for i in 0..<n { logDeterminant += Elementary.log(upper[i &* stride &+ i]) }
    for o in 0..<m {
      let (residual, half) = (residual + o &* stride, half + o &* stride)
      for i in 0..<n { residual[i] = outputs[o][i] - means[o] }
      for i in 0..<n {
        half[i] = TriangularKernels.dot(inverse + i &* stride, residual, stride)
        quadratic += half[i] * half[i]
      }
    }
    let value = -0.5 * quadratic - Double(m) * (logDeterminant + Double(n) * 0.91893853320467274178)
    guard value.isFinite else { return nil }
    var result = Evaluation(value: value, means: means)
    guard let gradient else { return result }

    TriangularKernels.multiply(half, rows: m, inverse, .lower, into: alpha, n, stride)
    TriangularKernels.gram(inverse, into: weights, n, stride)
    if Cancellation.isRequested { return nil }
    result.gradientMeans = (0..<m).map { o in (0..<n).reduce(0) { $0 + alpha[o &* stride &+ $1] } }
    let copies = Double(m)
    let (count, pieces) = (kernel.parameterKinds.count, RowPieces.count(n))
    let grain = RowPieces.grain(n)
    let weights = weights
    Threads.forEach(count: n, grain: grain) { rows in
      for i in rows {
        let row = weights + i &* stride
        for j in (i & ~7)..<i { row[j] = 0 }
        for j in i..<n { row[j] *= -copies }
        for o in 0..<m {
          let alpha = alpha + o &* stride
          let a = alpha[i]
          for j in i..<n { row[j] += a * alpha[j] }
        }
        row[i] *= 0.5
      }
    }
    for i in 0..<n { result.gradientLogNoise += weights[i &* stride &+ i] * noise * noiseScale[i] }
    // One sum a piece, added in order.
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(count * pieces, 1)) { buffer in
      guard let sums = buffer.baseAddress else { return }
      sums.initialize(repeating: 0, count: count * pieces)
      Threads.forEach(count: n, grain: grain) { rows in
        kernel.addGradient(
          points, rows: rows, weights: weights, scratch: scratch, to: sums + rows.lowerBound / grain * count)
      }
      for index in 0..<count { gradient[index] = (0..<pieces).reduce(0) { $0 + sums[$1 * count + index] } }
    }
    return result
  }

  /// The mean of each output: the one that is given, or the constant that maximises the likelihood, a ratio of
  /// products of M 1 and M y: 1^T S^-1 y / 1^T S^-1 1.
  private func means(
    _ fixed: Double?, _ bounds: ClosedRange<Double>, rowSums: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) -> [Double] {
    if let fixed { return outputs.map { _ in fixed } }
    var bottom = 0.0
    for i in 0..<n {
      let row = inverse + i &* stride
      var sum = SIMD8<Double>()
      var j = 0
      while j < stride {
        sum += UnsafeRawPointer(row + j).loadUnaligned(as: SIMD8<Double>.self)
        j &+= 8
      }
      rowSums[i] = sum.sum()
      bottom += rowSums[i] * rowSums[i]
    }
    return outputs.map { targets in
      for i in 0..<n { scratch[i] = targets[i] }
      var top = 0.0
      for i in 0..<n { top += rowSums[i] * TriangularKernels.dot(inverse + i &* stride, scratch, stride) }
      return min(max(top / bottom, bounds.lowerBound), bounds.upperBound)
    }
  }
}
