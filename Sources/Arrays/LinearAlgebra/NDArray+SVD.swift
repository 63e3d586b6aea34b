extension NDArray {
  /// A = U diag(S) Vᵀ: S [..., k] descending, k = min(m, n), U [..., m, k] and Vᵀ [..., k, n] with orthonormal columns
  /// and rows; with `fullMatrices` U [..., m, m] and Vᵀ [..., n, n]. The signs of pairs of vectors are the algorithm's choice.
  /// - Throws: `ArrayError.invalidArgument` for nan or infinities, `NotConverged`.
  public func svd(fullMatrices: Bool = true) throws -> (u: NDArray, s: NDArray, vh: NDArray) {
    try MatrixStack.check(self, "svd")
    _ = try singularScratch("svd", vectors: true)
    let (m, n) = (shape[rank - 2], shape[rank - 1])
    let k = Swift.min(m, n)
    let batch = try shape.batch
    let u = try MatrixStack(empty: batch, m, fullMatrices ? m : k, dtype: dtype)
    let vh = try MatrixStack(empty: batch, fullMatrices ? n : k, n, dtype: dtype)
    if k == 0 {
      // All of a base is free to choose.
      for base in [u.array, vh.array] {
        try base.fill(0)
        try base.diagonal(offset: 0, -2, -1).fill(1)
      }
    }
    return (u.array, try singularValues("svd", (u, vh)), vh.array)
  }

  /// The singular values alone. [..., m, n] → [..., min(m, n)]
  public func svdvals() throws -> NDArray { try singularValues("svdvals", nil) }

  private func singularValues(_ operation: String, _ bases: (u: MatrixStack, vh: MatrixStack)?) throws -> NDArray {
    try MatrixStack.check(self, operation)
    let minimum = try singularScratch(operation, vectors: bases != nil)
    let stack = try MatrixStack(copying: self, operation)
    let values = try NDArray(
      empty: Shape(stack.batch.array + [Swift.min(stack.rows, stack.columns)]), dtype: dtype)
    if dtype == .float32 {
      try NDArray.decompose(stack, values, bases, operation, minimum, Float.self)
    } else {
      try NDArray.decompose(stack, values, bases, operation, minimum, Double.self)
    }
    return values
  }

  /// The working memory that LAPACK's page asks for at least.
  /// - Throws: `ArrayError.invalidArgument` where LAPACK would overflow when it is asked what it would like.
  private func singularScratch(_ operation: String, vectors: Bool) throws -> Double {
    let (m, n) = (Double(shape[rank - 2]), Double(shape[rank - 1]))
    let (small, large) = (Swift.min(m, n), Swift.max(m, n))
    let least = vectors ? 4 * small * small + 7 * small + large : 3 * small + Swift.max(large, 7 * small)
    _ = try LAPACKSize.checked(least + 64 * (small + large), operation)
    return Swift.max(least, 1)
  }

  /// LAPACK sees Aᵀ = V S Uᵀ, so that both bases come out row-major in each other's place.
  private static func decompose<T: LAPACKElement>(
    _ stack: MatrixStack, _ values: NDArray, _ bases: (u: MatrixStack, vh: MatrixStack)?, _ operation: String,
    _ minimum: Double, _: T.Type
  ) throws {
    guard stack.area > 0 else { return }
    let (rows, columns) = (Int32(truncatingIfNeeded: stack.rows), Int32(truncatingIfNeeded: stack.columns))
    let least = Swift.min(stack.rows, stack.columns)
    let job: CChar =
      bases.map { .letter($0.u.columns == stack.rows && $0.vh.rows == stack.columns ? "A" : "S") } ?? .letter("N")
    let uWidth = Int32(truncatingIfNeeded: bases?.u.columns ?? 1)
    let (small, large) = (Double(least), Double(Swift.max(stack.rows, stack.columns)))
    let integers = 8 &* least
    var answer: T = 0
    _ = T.lapack.gesdd(
      job, columns, rows, nil, columns, nil, nil, columns, nil, uWidth, &answer, -1, nil)
    let scratch = try LAPACKSize.answered(answer, least: minimum, operation)
    let work = small * small * large * (bases == nil ? 4 : 12)
    let status = try stack.forEach(work: work, scratch: scratch, integers: integers, T.self) { matrix, memory, whole in
      let a = stack.matrix(matrix, as: T.self)
      guard a.areFinite(stack.area) else { return LAPACKSize.notFinite }
      return T.lapack.gesdd(
        job, columns, rows, a, columns, values.pointer(as: T.self) + matrix &* least,
        bases?.vh.matrix(matrix, as: T.self), columns, bases?.u.matrix(matrix, as: T.self), uWidth, memory,
        Int32(truncatingIfNeeded: scratch), whole)
    }
    try status.checkConverged(operation)
  }
}
