import Arrays
import Glibc

/// The log marginal likelihood of fixed data and its gradient, evaluated many times in one work space.
///
/// Notation: K the kernel's matrix; S = K + diag(noise * noiseScale) + jitter I = U^T U; M = U^-T;
/// r = y - mean; alpha = S^-1 r; log p = -(r^T alpha)/2 - sum log U_ii - n log(2 pi)/2;
/// d log p / d theta = sum over i <= j of W_ij dS_ij / d theta with W_ii = (alpha_i^2 - S^-1_ii)/2 and
/// W_ij = alpha_i alpha_j - S^-1_ij. (Rasmussen and Williams 2006, eqs. 5.8 and 5.9.)
final class Likelihood {
  struct Evaluation {
    var value: Double
    /// The mean that was given, or the best one.
    var mean: Double
    var gradientLogNoise = 0.0
    var gradientMean = 0.0
  }

  let points: Points
  let targets: [Double]
  /// Noise of each point in units of the common noise: 1, or 1/c for c merged observations.
  let noiseScale: [Double]
  private let n: Int
  private let stride: Int
  private let upper: UnsafeMutablePointer<Double>
  private let inverse: UnsafeMutablePointer<Double>
  private let weights: UnsafeMutablePointer<Double>
  private let vectors: UnsafeMutablePointer<Double>
  private let scratch: UnsafeMutablePointer<Double>

  init(points: Points, targets: [Double], noiseScale: [Double], kernel: any Kernel) {
    self.points = points
    self.targets = targets
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
    vectors = array(4 * stride)
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
    kernel.covariance(points, into: upper, scratch: scratch)
    for i in 0..<n { upper[i &* stride &+ i] += noise * noiseScale[i] + jitter }
    guard TriangularKernels.factor(upper, n, stride) == 0 else { return nil }
    TriangularKernels.invert(upper, into: inverse, n, stride)
    let (residual, half, alpha) = (vectors, vectors + stride, vectors + 2 * stride)
    var mean = fixedMean ?? 0
    if fixedMean == nil {
      // The best constant is 1^T S^-1 y / 1^T S^-1 1: a ratio of products of M 1 and M y.
      for i in 0..<n { residual[i] = targets[i] }
      var top = 0.0
      var bottom = 0.0
      for i in 0..<n {
        let row = inverse + i &* stride
        var sum = SIMD8<Double>()
        var j = 0
        while j < stride {
          sum += UnsafeRawPointer(row + j).loadUnaligned(as: SIMD8<Double>.self)
          j &+= 8
        }
        let one = sum.sum()
        top += one * TriangularKernels.dot(row, residual, stride)
        bottom += one * one
      }
      mean = min(max(top / bottom, meanBounds.lowerBound), meanBounds.upperBound)
    }
    for i in 0..<n { residual[i] = targets[i] - mean }
    var quadratic = 0.0
    var logDeterminant = 0.0
    for i in 0..<n {
      half[i] = TriangularKernels.dot(inverse + i &* stride, residual, stride)
      quadratic += half[i] * half[i]
      logDeterminant += Elementary.log(upper[i &* stride &+ i])
    }
    let value = -0.5 * quadratic - logDeterminant - Double(n) * 0.91893853320467274178
    guard value.isFinite else { return nil }
    var result = Evaluation(value: value, mean: mean)
    guard let gradient else { return result }

    TriangularKernels.multiply(half, rows: 1, inverse, .lower, into: alpha, n, stride)
    TriangularKernels.gram(inverse, into: weights, n, stride)
    for i in 0..<n {
      let row = weights + i &* stride
      let a = alpha[i]
      let diagonal = 0.5 * (a * a - row[i])
      for j in (i & ~7)..<i { row[j] = 0 }
      for j in i..<n { row[j] = a * alpha[j] - row[j] }
      row[i] = diagonal
      result.gradientLogNoise += diagonal * noise * noiseScale[i]
      result.gradientMean += a
    }
    for index in 0..<kernel.parameters.count { gradient[index] = 0 }
    kernel.addGradient(points, weights: weights, scratch: scratch, to: gradient)
    return result
  }
}
