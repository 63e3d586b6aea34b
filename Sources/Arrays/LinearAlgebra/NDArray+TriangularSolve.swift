import COpenBLAS

extension NDArray {
  /// X with op(A) X = B (`left`) or X op(A) = B; A triangular [..., n, n], B [..., n, k] or [..., k, n]; batches
  /// broadcast.
  ///
  /// - Parameters:
  ///   - upper: which triangle of A is read; the other may hold anything.
  ///   - transpose: op(A) is Aᵀ.
  ///   - unitriangular: A's diagonal counts as ones and is not read.
  /// A zero on the diagonal makes infinities and nan, as PyTorch's.
  public func solveTriangular(
    _ b: NDArray, upper: Bool, left: Bool = true, transpose: Bool = false, unitriangular: Bool = false
  ) throws -> NDArray {
    try MatrixStack.check(self, "solve_triangular", square: true)
    try MatrixStack.check(b, "solve_triangular")
    try checkSameDType(as: b, "solve_triangular")
    guard shape[rank - 1] == b.shape[b.rank - (left ? 2 : 1)] else {
      throw left
        ? ArrayError.innerSizes(operation: "solve_triangular", left: shape, right: b.shape)
        : ArrayError.innerSizes(operation: "solve_triangular", left: b.shape, right: shape)
    }
    let (a, right, _) = try NDArray.broadcastBatches(self, b, "solve_triangular")
    let x = try MatrixStack(right.clone())
    var operand = try MatmulOperand(a)
    if operand.leading > Int(Int32.max) { operand = try MatmulOperand(a.clone()) }
    let system = TriangularSystem(
      matrix: operand, upper: upper, left: left, transpose: transpose, unitriangular: unitriangular)
    try system.solve(x)
    return x.array
  }
}

/// Solves with stacks of triangular matrices by BLAS, in place.
struct TriangularSystem {
  /// [..., n, n], a gap-free row or column.
  let matrix: MatmulOperand
  let upper: Bool
  let left: Bool
  let transpose: Bool
  let unitriangular: Bool

  /// - Parameter x: B on entry; of the matrix's batch.
  func solve(_ x: MatrixStack) throws {
    if x.array.dtype == .float32 { solve(x, Float.self) } else { solve(x, Double.self) }
    try Cancellation.check()
  }

  /// Columns (rows where A is on the right) do not depend on each other. Where they are cut depends on sizes only.
  private func solve<T: LAPACKElement>(_ x: MatrixStack, _: T.Type) {
    guard x.count > 0, x.area > 0 else { return }
    let a = matrix.array.pointer(as: T.self)
    let offsets = matrix.offsets(x.batch)
    let n = left ? x.rows : x.columns
    let others = left ? x.columns : x.rows
    let each = Swift.max(n &* n / 2, 1)
    let step = Swift.min(Swift.max((1 << 22) / each, 16), others)
    let parts = (others &- 1) / step &+ 1
    let grain = Swift.max(1, (1 << 18) / Swift.max(each &* step, 1))
    let isUpper = matrix.isTransposed ? !upper : upper
    let isTransposed = matrix.isTransposed != transpose
    Threads.forEach(count: x.count &* parts, grain: grain) { range in
      for piece in range {
        if Cancellation.isRequested { return }
        let (index, first) = (piece / parts, piece % parts &* step)
        let length = Swift.min(step, others &- first)
        T.lapack.trsm(
          left ? CblasLeft : CblasRight, isUpper ? CblasUpper : CblasLower, isTransposed ? CblasTrans : CblasNoTrans,
          unitriangular ? CblasUnit : CblasNonUnit, Int32(truncatingIfNeeded: left ? n : length),
          Int32(truncatingIfNeeded: left ? length : n), 1, a + offsets[index],
          Int32(truncatingIfNeeded: matrix.leading),
          x.matrix(index, as: T.self) + (left ? first : first &* n), Int32(truncatingIfNeeded: x.columns))
      }
    }
    withExtendedLifetime((matrix.array.storage, x.array.storage)) {}
  }
}
