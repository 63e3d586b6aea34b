extension NDArray {
  /// X with A X = B, or X A = B where not `left`; A [..., n, n], B [..., n, k] or [..., k, n], or a vector: see
  /// `isVector`. Batches broadcast.
  /// - Throws: `SingularMatrix`.
  public func solve(_ b: NDArray, left: Bool = true) throws -> NDArray {
    let system = try LinearSystem(self, b, left: left, "solve")
    return try system.restored(system.factors.solve(system.right, left: left))
  }

  /// A⁻¹. [..., n, n]
  /// - Throws: `SingularMatrix`.
  public func inverse() throws -> NDArray {
    let factors = try LU(self, of: "inverse")
    try factors.checkRegular("inverse")
    return try factors.inverse()
  }

  /// The determinants; 0 of a singular matrix, 1 of an empty one. [..., n, n] → [...]
  public func det() throws -> NDArray { try LU(self, of: "det").determinant() }

  /// The determinants' signs (-1, 0 or 1) and the logarithms of their magnitudes. [..., n, n] → [...]
  public func slogdet() throws -> (sign: NDArray, logAbsolute: NDArray) { try LU(self, of: "slogdet").logDeterminant() }

  /// The logarithms of the determinants; -inf of a singular matrix, nan where the determinant is negative.
  public func logdet() throws -> NDArray {
    let (sign, logarithm) = try LU(self, of: "logdet").logDeterminant()
    return try logarithm.maskedFill(sign.lt(.scalar(0, dtype: dtype)), .real(.nan))
  }
}

/// A X = B or X A = B, checked, with A factored.
package struct LinearSystem {
  package let factors: LU
  /// B as a stack of matrices.
  package let right: NDArray
  package let left: Bool
  /// B was [n], or [..., n] with A's own batch (PyTorch's rule): the matrix has one column (one row where not `left`).
  package let isVector: Bool

  package init(_ a: NDArray, _ b: NDArray, left: Bool, _ operation: String) throws {
    try MatrixStack.check(a, operation, square: true)
    try a.checkSameDType(as: b, operation)
    isVector = b.rank == 1 || (b.rank == a.rank - 1 && b.shape.array == a.shape.array.dropLast())
    self.left = left
    let right = isVector ? try b.unsqueeze(left ? -1 : -2) : b
    try MatrixStack.check(right, operation)
    guard a.shape[a.rank - 1] == right.shape[right.rank - (left ? 2 : 1)] else {
      throw left
        ? ArrayError.innerSizes(operation: operation, left: a.shape, right: b.shape)
        : ArrayError.innerSizes(operation: operation, left: b.shape, right: a.shape)
    }
    self.right = right
    _ = try Shape.broadcast(a.shape.batch, right.shape.batch, of: operation)
    factors = try LU(a, of: operation)
    try factors.checkRegular(operation)
  }

  /// Without the dimension that a vector lacked.
  package func restored(_ x: NDArray) throws -> NDArray { isVector ? try x.squeeze(left ? -1 : -2) : x }
  /// With it.
  package func asMatrix(_ x: NDArray) throws -> NDArray { isVector ? try x.unsqueeze(left ? -1 : -2) : x }
}
