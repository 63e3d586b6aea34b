/// The LU factors of a stack of square matrices A, with partial pivoting.
///
/// Notation: LAPACK sees the row-major A as Aᵀ = P L U, L unit lower; so A = M N Pᵀ with M = Uᵀ lower and N = Lᵀ unit
/// upper, stored over each other row-major. P = S₀ S₁ … exchanges column i with column pivots[i], in order of i.
public struct LU: Sendable {
  /// [..., n, n]: M below and on the diagonal, N above.
  public let factors: NDArray
  /// From 1, n for each matrix.
  let pivots: [Int32]
  /// The order, from 1, at which each matrix has no pivot other than 0; 0 where it is regular.
  let singularOrders: [Int32]

  private var n: Int { factors.shape[factors.rank - 1] }

  /// - Parameters:
  ///   - a: [..., n, n]; nan or infinities anywhere make all of a matrix's factors nan.
  ///   - operation: what to name in errors.
  /// - Throws: `ArrayError`; a singular matrix is no error here.
  public init(_ a: NDArray, of operation: String = "lu") throws {
    let stack = try MatrixStack(copying: a, operation, square: true)
    self = a.dtype == .float32 ? try LU(stack, operation, Float.self) : try LU(stack, operation, Double.self)
  }

  private init<T: LAPACKElement>(_ stack: MatrixStack, _ operation: String, _: T.Type) throws {
    let n = stack.rows
    let size = Int32(truncatingIfNeeded: n)
    let found = PivotTable(matrices: n == 0 ? 0 : stack.count, size: n)
    let status = try stack.forEach(work: Double(n) * Double(n) * Double(n) / 3, T.self) { matrix, _, _ in
      let a = stack.matrix(matrix, as: T.self)
      // The search for a pivot is not defined among nan.
      guard a.areFinite(n &* n) else {
        a.update(repeating: .nan, count: n &* n)
        return 0
      }
      return T.lapack.getrf(size, size, a, size, found.pivots + matrix &* n)
    }
    (factors, pivots) = (stack.array, found.array)
    singularOrders = status.info.map { max($0, 0) }
    try FactorizationStatus(info: status.info.map { min($0, 0) }).check(operation) { _, _ in ArrayError.interrupted }
  }

  /// - Throws: `SingularMatrix` for the first matrix that is.
  public func checkRegular(_ operation: String) throws {
    try FactorizationStatus(info: singularOrders).check(operation) {
      SingularMatrix(operation: operation, order: $0, size: n, matrix: $1)
    }
  }

  /// X with op(A) X = B, or X op(A) = B where not `left`; op(A) = Aᵀ with `transpose`. B [..., n, k] or [..., k, n];
  /// batches broadcast. A singular matrix makes infinities or nan; see `checkRegular`.
  public func solve(_ b: NDArray, left: Bool = true, transpose: Bool = false) throws -> NDArray {
    let (_, right, batch) = try NDArray.broadcastBatches(factors, b, "solve")
    let x = try MatrixStack(right.clone())
    // A = M N Pᵀ. From the left: P N⁻¹ M⁻¹ b; from the right: b P N⁻¹ M⁻¹. Transposed: M⁻ᵀ N⁻ᵀ Pᵀ b; b M⁻ᵀ N⁻ᵀ Pᵀ.
    let exchangesFirst = left == transpose
    if exchangesFirst { exchange(x, batch, left: left, backwards: false) }
    for usesM in left != transpose ? [true, false] : [false, true] {
      let matrix = try MatmulOperand(factors.expand(to: Shape(batch.array + [n, n])))
      try TriangularSystem(
        matrix: matrix, upper: !usesM, left: left, transpose: transpose, unitriangular: !usesM
      ).solve(x)
    }
    if !exchangesFirst { exchange(x, batch, left: left, backwards: true) }
    return x.array
  }

  /// Rows (columns where not `left`) of each matrix in their new places.
  private func exchange(_ x: MatrixStack, _ batch: Shape, left: Bool, backwards: Bool) {
    guard x.area > 0 else { return }
    let own = positions(in: batch)
    func run<T: Element>(_: T.Type) {
      for index in own.indices {
        let (start, width) = (x.matrix(index, as: T.self), x.columns)
        let first = own[index] &* n
        for step in 0..<n {
          let i = backwards ? n &- 1 &- step : step
          let j = Int(pivots[first &+ i]) &- 1
          if i == j { continue }
          if left {
            for c in 0..<width { swap(&start[i &* width &+ c], &start[j &* width &+ c]) }
          } else {
            for r in 0..<x.rows { swap(&start[r &* width &+ i], &start[r &* width &+ j]) }
          }
        }
      }
    }
    if x.array.dtype == .float32 { run(Float.self) } else { run(Double.self) }
    withExtendedLifetime(x.array.storage) {}
  }

  /// Which of the factored matrices stands at each place of a batch that this one was broadcast to.
  private func positions(in batch: Shape) -> [Int] {
    let own = factors.shape.array.dropLast(2)
    let strides = factors.shape.contiguousStrides
    var result = [Int](repeating: 0, count: batch.count)
    var step = 1
    for d in Swift.stride(from: batch.rank - 1, through: 0, by: -1) {
      let mine = d - (batch.rank - own.count)
      let stride = mine < 0 || own[mine] == 1 ? 0 : strides[mine] / Swift.max(n &* n, 1)
      for i in result.indices { result[i] += (i / step % batch[d]) * stride }
      step *= batch[d]
    }
    return result
  }

  /// A⁻¹; infinities or nan of a singular matrix.
  public func inverse() throws -> NDArray {
    try solve(.eye(n, dtype: factors.dtype).expand(to: factors.shape))
  }

  /// Sign (0 for a singular matrix) and log |det A| (-inf then); nan where A is not finite. Both [...]
  public func logDeterminant() throws -> (sign: NDArray, logAbsolute: NDArray) {
    let diagonal = try factors.diagonal(offset: 0, -2, -1)
    let sign = try diagonal.map(.sign).prod([-1]).mul(exchangeSigns())
    return (sign, try diagonal.map(.abs).map(.log).sum([-1]))
  }

  /// det A. [...]
  public func determinant() throws -> NDArray {
    try factors.diagonal(offset: 0, -2, -1).prod([-1]).mul(exchangeSigns())
  }

  /// det P of each matrix; 1 where there is nothing to exchange. [...]
  private func exchangeSigns() throws -> NDArray {
    let n = n
    let batch = try factors.shape.batch
    guard n > 0 else { return try .ones(batch, dtype: factors.dtype) }
    let signs = (0..<batch.count).map { matrix in
      var sign = 1.0
      for i in 0..<n where Int(pivots[matrix &* n &+ i]) != i + 1 { sign = -sign }
      return sign
    }
    return try NDArray(signs, shape: batch).cast(to: factors.dtype)
  }
}

/// Where a factorisation writes its pivots; lives as long as anybody might write.
private final class PivotTable: @unchecked Sendable {
  let pivots: UnsafeMutablePointer<Int32>
  private let count: Int

  /// Nothing exchanged.
  init(matrices: Int, size: Int) {
    count = matrices &* size
    pivots = .allocate(capacity: count)
    for i in 0..<count { pivots[i] = Int32(truncatingIfNeeded: i % size + 1) }
  }

  var array: [Int32] { Array(UnsafeBufferPointer(start: pivots, count: count)) }

  deinit { pivots.deallocate() }
}
