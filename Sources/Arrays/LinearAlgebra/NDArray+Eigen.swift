extension NDArray {
  /// Eigenvalues of symmetric matrices [..., n, n], ascending [..., n], and orthonormal eigenvectors as the columns of
  /// [..., n, n]. The sign of a vector, and the basis of a repeated value's space, are the algorithm's choice.
  ///
  /// - Parameter upper: the upper triangle is read; the lower one by default.
  /// - Throws: `ArrayError.invalidArgument` where nan or an infinity was read, `NotConverged`.
  public func eigh(upper: Bool = false) throws -> (values: NDArray, vectors: NDArray) {
    let (values, rows) = try symmetricEigen("eigh", upper, vectors: true)
    return (values, try rows.matrixTransposed())
  }

  /// The eigenvalues alone; see `eigh`.
  public func eigvalsh(upper: Bool = false) throws -> NDArray {
    try symmetricEigen("eigvalsh", upper, vectors: false).values
  }

  /// Eigenvectors come as rows: LAPACK's columns.
  private func symmetricEigen(_ operation: String, _ upper: Bool, vectors: Bool) throws -> (
    values: NDArray, rows: NDArray
  ) {
    try MatrixStack.check(self, operation, square: true)
    // What LAPACK asks for, and room for its blocks of 64 columns.
    let n = Double(shape[rank - 1])
    let scratch = try LAPACKSize.checked(1 + 66 * n + (vectors ? 2 * n * n : 0), operation)
    let stack = try MatrixStack(copying: self, operation, square: true)
    let values = try NDArray(empty: Shape(shape.array.dropLast()), dtype: dtype)
    if dtype == .float32 {
      try NDArray.eigen(stack, values, operation, upper, vectors, scratch, Float.self)
    } else {
      try NDArray.eigen(stack, values, operation, upper, vectors, scratch, Double.self)
    }
    return (values, stack.array)
  }

  private static func eigen<T: LAPACKElement>(
    _ stack: MatrixStack, _ values: NDArray, _ operation: String, _ upper: Bool, _ vectors: Bool, _ scratch: Int,
    _: T.Type
  ) throws {
    let n = stack.rows
    let size = Int32(truncatingIfNeeded: n)
    let integers = vectors ? 3 &+ 5 &* n : 1
    let work = Double(n) * Double(n) * Double(n) * (vectors ? 9 : 3)
    let status = try stack.forEach(work: work, scratch: scratch, integers: integers, T.self) { matrix, memory, whole in
      let a = stack.matrix(matrix, as: T.self)
      for i in 0..<n {
        // LAPACK's iterations are not defined among nan.
        let read = upper ? (a + i &* n + i).areFinite(n &- i) : (a + i &* n).areFinite(i &+ 1)
        if !read { return LAPACKSize.notFinite }
      }
      return T.lapack.syevd(
        .letter(vectors ? "V" : "N"), .letter(upper ? "L" : "U"), size, a, size,
        values.pointer(as: T.self) + matrix &* n, memory, Int32(truncatingIfNeeded: scratch), whole,
        Int32(truncatingIfNeeded: integers))
    }
    try status.checkConverged(operation)
  }
}
