extension Cholesky {
  /// The factor of [[A, B], [B^T, D]], in O(n^2 k) for k new rows.
  ///
  /// With W = B^T M^T (k x n) and L2 L2^T = D - W W^T, L gains the rows [W, L2] and its inverse M the rows
  /// [-L2^-1 W M, L2^-1].
  /// - Parameters:
  ///   - cross: B^T, k x n: new rows against old columns.
  ///   - corner: D, k x k.
  /// - Throws: `NotPositiveDefinite`, its order counted in the whole matrix; `ArrayError.interrupted`.
  public func extended(cross: Matrix, corner: Matrix) throws -> Cholesky {
    let (n, k, stride) = (size, corner.rows, upper.stride)
    let w = Cholesky.product(cross, inverseTransposed, .upper)
    var schur = corner
    w.storage.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      for i in 0..<k {
        for j in i..<k { schur[i, j] -= TriangularKernels.dot(rows + i &* stride, rows + j &* stride, stride) }
      }
    }
    let block: Cholesky
    do { block = try Cholesky(schur) } catch let error as NotPositiveDefinite {
      throw NotPositiveDefinite(order: n + error.order, size: n + k)
    }
    var scaled = Matrix(rows: k, columns: n)
    for i in 0..<k {
      for j in 0...i {
        let factor = -block.inverse[i, j]
        for column in 0..<stride { scaled.storage[i &* stride &+ column] += factor * w.storage[j &* stride &+ column] }
      }
    }
    let left = Cholesky.product(scaled, inverse, .lower)
    try Cancellation.check()

    var (newUpper, newInverse) = (Matrix(rows: n + k, columns: n + k), Matrix(rows: n + k, columns: n + k))
    var newTransposed = newUpper
    newUpper.copy(upper, n, right: w, corner: block.upper)
    newTransposed.copy(inverseTransposed, n, right: left, corner: block.inverseTransposed)
    newInverse.copy(inverse, n, right: nil, corner: block.inverse)
    for i in 0..<k { for j in 0..<n { newInverse[n + i, j] = left[i, j] } }
    return Cholesky(
      size: n + k, upper: newUpper, inverse: newInverse, inverseTransposed: newTransposed, jitter: jitter)
  }

  /// A B of a few rows A and a triangular B.
  private static func product(_ a: Matrix, _ b: Matrix, _ triangle: TriangularKernels.Triangle) -> Matrix {
    var result = Matrix(rows: a.rows, columns: b.rows)
    result.storage.withUnsafeMutableBufferPointer { target in
      a.storage.withUnsafeBufferPointer { a in
        b.storage.withUnsafeBufferPointer { source in
          guard let target = target.baseAddress, let rows = a.baseAddress, let source = source.baseAddress else {
            return
          }
          TriangularKernels.multiply(rows, rows: result.rows, source, triangle, into: target, b.rows, b.stride)
        }
      }
    }
    return result
  }
}

extension Matrix {
  /// [[block, right^T], [0, corner]] into a matrix of zeros; `block` is n x n.
  fileprivate mutating func copy(_ block: Matrix, _ n: Int, right: Matrix?, corner: Matrix) {
    let (stride, target) = (block.stride, self.stride)
    storage.withUnsafeMutableBufferPointer { to in
      block.storage.withUnsafeBufferPointer { from in
        guard let to = to.baseAddress, let from = from.baseAddress else { return }
        for i in 0..<n { (to + i &* target).update(from: from + i &* stride, count: n) }
      }
      for j in 0..<corner.rows {
        if let right { for i in 0..<n { to[i &* target &+ n &+ j] = right[j, i] } }
        for c in 0..<corner.rows { to[(n &+ j) &* target &+ n &+ c] = corner[j, c] }
      }
    }
  }
}
