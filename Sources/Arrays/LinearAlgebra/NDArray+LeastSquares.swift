/// What `lstsq` found.
public struct LeastSquares: Sendable {
  /// [..., n, k], or [..., n] where B was a vector.
  public let solution: NDArray
  /// Squared distances |A X - B|² of the columns [..., k]; empty unless m > n and every matrix has rank n.
  public let residuals: NDArray
  /// Singular values of A above rcond times the largest; int64. [...]
  public let rank: NDArray
  /// Descending. [..., min(m, n)]
  public let singularValues: NDArray
}

extension NDArray {
  /// The X of least norm among those for which |A X - B| is least, by the singular values of A [..., m, n].
  ///
  /// - Parameters:
  ///   - b: [..., m, k], or [..., m] with one dimension less than A; the same batch.
  ///   - rcond: singular values below rcond times the largest count as 0; by default max(m, n) times the precision.
  /// - Throws: `ArrayError.invalidArgument` for nan or infinities, `NotConverged`.
  public func lstsq(_ b: NDArray, rcond: Double? = nil) throws -> LeastSquares {
    try MatrixStack.check(self, "lstsq")
    try checkSameDType(as: b, "lstsq")
    let isVector = b.rank == rank - 1
    let right = isVector ? try b.unsqueeze(-1) : b
    guard right.rank == rank, try right.shape.batch == shape.batch, right.shape[rank - 2] == shape[rank - 2] else {
      throw ArrayError.shapeMismatch(operation: "lstsq", left: shape, right: b.shape)
    }
    try MatrixStack.check(right, "lstsq")
    let scratch = try leastSquaresScratch(columns: right.shape[rank - 1])
    return dtype == .float32
      ? try leastSquares(right, rcond, isVector, scratch, Float.self)
      : try leastSquares(right, rcond, isVector, scratch, Double.self)
  }

  /// More than the working memory that LAPACK's page asks for at least.
  /// - Throws: `ArrayError.invalidArgument` where LAPACK would overflow when it is asked what it would like.
  private func leastSquaresScratch(columns: Int) throws -> Double {
    let (m, n, k) = (Double(shape[rank - 2]), Double(shape[rank - 1]), Double(columns))
    let (least, longest) = (Swift.min(m, n), Swift.max(m, n))
    let minimum = 2000 + 50 * longest + 300 * least + least * k
    _ = try LAPACKSize.checked(minimum + least * least + 64 * (longest + k), "lstsq")
    return minimum
  }

  private func leastSquares<T: LAPACKElement>(
    _ b: NDArray, _ rcond: Double?, _ isVector: Bool, _ minimum: Double, _: T.Type
  ) throws -> LeastSquares {
    // LAPACK's columns are the rows of the transpose.
    let a = try MatrixStack(copying: matrixTransposed(), "lstsq")
    let (m, n, k) = (a.columns, a.rows, b.shape[b.rank - 1])
    let (least, longest) = (Swift.min(m, n), Swift.max(m, n))
    // B goes in and X comes out in the same rows.
    let x = try MatrixStack(.zeros(Shape(a.batch.array + [k, longest]), dtype: dtype))
    try x.array.narrow(-1, start: 0, length: m).copy(from: b.matrixTransposed())
    let values = try NDArray.zeros(Shape(a.batch.array + [least]), dtype: dtype)
    let ranks = try NDArray.zeros(a.batch, dtype: .int64)
    if a.area > 0 {
      let limit = T(rcond ?? Double(longest) * precision)
      let sizes = (Int32(truncatingIfNeeded: m), Int32(truncatingIfNeeded: n), Int32(truncatingIfNeeded: k))
      let leading = Int32(truncatingIfNeeded: longest)
      var answer: T = 0
      var (integers, rank): (Int32, Int32) = (0, 0)
      _ = T.lapack.gelsd(
        sizes.0, sizes.1, sizes.2, nil, sizes.0, nil, leading, nil, limit, &rank, &answer, -1, &integers)
      let scratch = try LAPACKSize.answered(answer, least: minimum, "lstsq")
      let whole = Swift.max(Int(integers), 100 &* least) &+ 1
      let work = Double(m) * Double(n) * Double(least) * 4 + Double(m) * Double(n) * Double(k)
      let status = try a.forEach(work: work, scratch: scratch, integers: whole, T.self) { matrix, memory, integers in
        let (columns, target) = (a.matrix(matrix, as: T.self), x.matrix(matrix, as: T.self))
        guard columns.areFinite(a.area), target.areFinite(x.area) else { return LAPACKSize.notFinite }
        let info = T.lapack.gelsd(
          sizes.0, sizes.1, sizes.2, columns, sizes.0, target, leading,
          values.pointer(as: T.self) + matrix &* least, limit, integers, memory, Int32(truncatingIfNeeded: scratch),
          integers + 1)
        ranks.pointer(as: Int64.self)[matrix] = Int64(integers[0])
        return info
      }
      try status.checkConverged("lstsq")
    }
    let full = try x.array.matrixTransposed()
    let solution =
      try a.area > 0
      ? full.narrow(-2, start: 0, length: n)
      : NDArray.zeros(
        Shape(a.batch.array + [n, k]), dtype: dtype)
    var residuals = try NDArray(empty: Shape(0), dtype: dtype)
    if a.area > 0, m > n, try ranks.eq(.scalar(.integer(Int64(n)), dtype: .int64)).all().item().int64 == 1 {
      residuals = try full.narrow(-2, start: n, length: m - n).square().sum([-2])
    }
    return LeastSquares(
      solution: isVector ? try solution.squeeze(-1) : solution, residuals: residuals, rank: ranks,
      singularValues: values)
  }
}
