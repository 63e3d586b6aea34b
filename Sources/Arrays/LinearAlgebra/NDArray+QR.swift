/// Which factors `qr` makes of A [m, n], k = min(m, n).
public enum QRMode: String, Sendable, CaseIterable {
  /// Q [m, k], R [k, n].
  case reduced
  /// Q [m, m], R [m, n].
  case complete
  /// R [k, n] alone; Q is empty.
  case r
}

extension NDArray {
  /// A = Q R, Q with orthonormal columns, R upper triangular; by Householder reflections, so that R's diagonal may be
  /// negative. A [..., m, n].
  public func qr(_ mode: QRMode = .reduced) throws -> (q: NDArray, r: NDArray) {
    try MatrixStack.check(self, "qr")
    // LAPACK's columns are the rows of the transpose.
    let columns = try MatrixStack(copying: matrixTransposed(), "qr")
    return dtype == .float32
      ? try NDArray.orthogonalize(columns, mode, Float.self) : try NDArray.orthogonalize(columns, mode, Double.self)
  }

  private static func orthogonalize<T: LAPACKElement>(_ a: MatrixStack, _ mode: QRMode, _: T.Type) throws -> (
    q: NDArray, r: NDArray
  ) {
    let (m, n) = (a.columns, a.rows)
    let k = Swift.min(m, n)
    let rRows = mode == .complete ? m : k
    let r = try MatrixStack(.zeros(Shape(a.batch.array + [rRows, n]), dtype: T.dtype))
    guard mode != .r else {
      try reflect(a, nil, r, T.self)
      return (try NDArray(empty: Shape(0), dtype: T.dtype), r.array)
    }
    let q = try MatrixStack(empty: a.batch, rRows, m, dtype: T.dtype)
    if k == 0 {
      try q.array.fill(0)
      try q.array.diagonal(offset: 0, -2, -1).fill(1)
    }
    try reflect(a, q, r, T.self)
    return (try q.array.matrixTransposed(), r.array)
  }

  /// - Parameters:
  ///   - a: the columns of A as rows; overwritten by the reflectors.
  ///   - q: the columns of Q as rows.
  ///   - r: zeros.
  private static func reflect<T: LAPACKElement>(
    _ a: MatrixStack, _ q: MatrixStack?, _ r: MatrixStack, _: T.Type
  ) throws {
    let (m, n) = (a.columns, a.rows)
    let k = Swift.min(m, n)
    let wanted = q?.rows ?? 0
    let blocks = try LAPACKSize.checked(64 * Double(Swift.max(n, wanted, 1)), "qr")
    let size = Int32(truncatingIfNeeded: blocks)
    let work = Double(m) * Double(n) * Double(k) + Double(m) * Double(wanted) * Double(k)
    let (rows, columns) = (Int32(truncatingIfNeeded: m), Int32(truncatingIfNeeded: n))
    let status = try a.forEach(work: work, scratch: blocks &+ k, T.self) { matrix, memory, _ in
      let x = a.matrix(matrix, as: T.self)
      let factors = memory + blocks
      let info = T.lapack.geqrf(rows, columns, x, rows, factors, memory, size)
      if info != 0 { return info }
      let target = r.matrix(matrix, as: T.self)
      for i in 0..<k { for j in i..<n { target[i &* n &+ j] = x[j &* m &+ i] } }
      guard let q else { return 0 }
      let base = q.matrix(matrix, as: T.self)
      base.update(from: x, count: k &* m)
      return T.lapack.orgqr(
        rows, Int32(truncatingIfNeeded: wanted), Int32(truncatingIfNeeded: k), base, rows, factors, memory, size)
    }
    try status.check("qr") { _, matrix in NotConverged(operation: "qr", matrix: matrix) }
  }
}
