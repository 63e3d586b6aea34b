import Arrays

extension ExactGP {
  /// The condition number of S = k(X, X) + noise: its largest eigenvalue over its smallest, each by power iteration to
  /// about a percent, in O(n^2) a step.
  public func conditionNumber() -> Double {
    let largest = largestEigenvalue { source, half, target in
      // S v = U^T (U v).
      multiply(factor.upper, source, into: half)
      multiply(transposed: factor.upper, half, into: target)
    }
    let inverse = largestEigenvalue { source, half, target in
      // S^-1 v = M^T (M v).
      multiply(factor.inverse, source, into: half)
      multiply(factor.inverseTransposed, half, into: target)
    }
    return max(largest * inverse, 1)
  }

  private typealias Vector = UnsafeMutablePointer<Double>

  private func multiply(_ matrix: Matrix, _ source: Vector, into target: Vector) {
    matrix.storage.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      for i in 0..<count {
        target[i] = TriangularKernels.dot(rows + i * matrix.stride, source, matrix.stride)
      }
    }
  }

  private func multiply(transposed matrix: Matrix, _ source: Vector, into target: Vector) {
    let stride = matrix.stride
    for j in 0..<stride { target[j] = 0 }
    matrix.storage.withUnsafeBufferPointer { rows in
      for i in 0..<count {
        let factor = source[i]
        for j in 0..<stride { target[j] += factor * rows[i * stride + j] }
      }
    }
  }

  private func largestEigenvalue(_ apply: (Vector, Vector, Vector) -> Void) -> Double {
    let stride = points.stride
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * stride) { buffer in
      guard let v = buffer.baseAddress else { return 1 }
      v.initialize(repeating: 0, count: 3 * stride)
      let (half, next) = (v + stride, v + 2 * stride)
      var start = RandomStream(seed: 0, stream: "gp.condition")
      for i in 0..<count { v[i] = 1 + 0.5 * start.normal() }
      var value = 0.0
      for _ in 0..<60 {
        let length = TriangularKernels.dot(v, v, stride).squareRoot()
        guard length > 0, length.isFinite, !Cancellation.isRequested else { return value }
        for i in 0..<stride { v[i] /= length }
        apply(v, half, next)
        let estimate = TriangularKernels.dot(v, next, stride)
        let isDone = abs(estimate - value) <= 1e-3 * abs(estimate)
        value = estimate
        if isDone { break }
        for i in 0..<stride { v[i] = i < count ? next[i] : 0 }
      }
      return value
    }
  }
}
