extension NDArray {
  /// L lower triangular with A = L Lᵀ, or with `upper` U = Lᵀ. [..., n, n]
  ///
  /// Only the lower triangle is read (with `upper` the upper one).
  /// - Throws: `NotPositiveDefinite`, also where nan or an infinity was met.
  public func cholesky(upper: Bool = false) throws -> NDArray {
    let stack = try MatrixStack(copying: self, "cholesky", square: true)
    if dtype == .float32 {
      try NDArray.factor(stack, upper, Float.self)
    } else {
      try NDArray.factor(stack, upper, Double.self)
    }
    return stack.array
  }

  private static func factor<T: LAPACKElement>(_ stack: MatrixStack, _ upper: Bool, _: T.Type) throws {
    let n = stack.rows
    let size = Int32(truncatingIfNeeded: n)
    let work = Double(n) * Double(n) * Double(n) / 6
    let status = try stack.forEach(work: work, T.self) { matrix, _, _ in
      let a = stack.matrix(matrix, as: T.self)
      let info = T.lapack.potrf(.letter(upper ? "L" : "U"), size, a, size)
      if info != 0 { return info }
      for i in 0..<n {
        // OpenBLAS lets nan through; every one comes to the diagonal of its row.
        guard a[i &* n &+ i] > 0, a[i &* n &+ i] < .infinity else { return Int32(truncatingIfNeeded: i &+ 1) }
        let row = a + i &* n
        if upper {
          row.update(repeating: 0, count: i)
        } else {
          (row + i + 1).update(repeating: 0, count: n &- i &- 1)
        }
      }
      return 0
    }
    try status.check("cholesky") { NotPositiveDefinite(order: $0, size: n, matrix: $1) }
  }

  /// X with A X = B, where this is A's Cholesky factor. A [..., n, n], B [..., n, k]; batches broadcast.
  public func choleskySolve(_ b: NDArray, upper: Bool = false) throws -> NDArray {
    let half = try solveTriangular(b, upper: upper, transpose: upper)
    return try solveTriangular(half, upper: upper, transpose: !upper)
  }
}
