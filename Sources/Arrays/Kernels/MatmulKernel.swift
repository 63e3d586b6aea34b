/// Products of stacks of matrices: C [b, m, n] = A [b, m, k] B [b, k, n].
///
/// A matrix whose rows or whose columns are gap-free goes to BLAS as it is (transposed in the second case).
struct MatmulOperand {
  let array: NDArray
  let leading: Int
  let isTransposed: Bool

  /// - Parameter array: at least 2 dimensions; copied when neither of the last two has stride 1.
  init(_ array: NDArray) throws {
    let (r, c) = (array.rank - 2, array.rank - 1)
    let (rows, columns) = (array.shape[r], array.shape[c])
    if array.strides[c] == 1 || columns <= 1, array.strides[r] >= max(columns, 1) || rows <= 1 {
      self.array = array
      (leading, isTransposed) = (rows <= 1 ? max(columns, 1) : array.strides[r], false)
    } else if array.strides[r] == 1 || rows <= 1, array.strides[c] >= max(rows, 1) || columns <= 1 {
      self.array = array
      (leading, isTransposed) = (columns <= 1 ? max(rows, 1) : array.strides[c], true)
    } else {
      self.array = try array.clone()
      (leading, isTransposed) = (max(columns, 1), false)
    }
  }

  /// Where the matrices of the stack start, in row-major order of the leading dimensions.
  func offsets(_ batch: Shape) -> [Int] {
    var result = [Int](repeating: 0, count: batch.count)
    var step = 1
    for d in stride(from: batch.rank - 1, through: 0, by: -1) {
      let (size, stride) = (max(batch[d], 1), array.strides[d])
      for i in result.indices { result[i] += (i / step % size) * stride }
      step *= size
    }
    return result
  }
}

enum MatmulKernel {
  /// `a` [batch..., m, k], `b` [batch..., k, n], one float dtype; `out` [batch..., m, n] contiguous.
  static func run(_ a: NDArray, _ b: NDArray, into out: NDArray) throws {
    let rank = out.rank
    let (m, n, k) = (out.shape[rank - 2], out.shape[rank - 1], a.shape[rank - 1])
    if out.count == 0 { return }
    if k == 0 { return try out.fill(0) }
    let (left, right) = (try MatmulOperand(a), try MatmulOperand(b))
    let longest = max(max(m, n, k), max(left.leading, right.leading))
    guard longest <= Int(Int32.max) else {
      throw ArrayError.invalidArgument(operation: "matmul", message: "a side of \(longest) is too long")
    }
    let batch = out.shape.removing(rank - 1).removing(rank - 2)
    if out.dtype == .float32 {
      products(left, right, out, batch, m, n, k, Float.self)
    } else {
      products(left, right, out, batch, m, n, k, Double.self)
    }
    withExtendedLifetime((left.array.storage, right.array.storage, out.storage)) {}
    try Cancellation.check()
  }

  @inline(__always)
  private static func products<T: RealElement>(
    _ a: MatmulOperand, _ b: MatmulOperand, _ out: NDArray, _ batch: Shape, _ m: Int, _ n: Int, _ k: Int, _: T.Type
  ) {
    let (x, y, z) = (a.array.pointer(as: T.self), b.array.pointer(as: T.self), out.pointer(as: T.self))
    if batch.count == 1 { return product(x, a, y, b, z, m, n, k) }
    let (atA, atB) = (a.offsets(batch), b.offsets(batch))
    let work = max(1, m &* n &* k)
    Threads.forEach(count: batch.count, grain: max(1, (1 << 18) / work)) { range in
      for i in range { product(x + atA[i], a, y + atB[i], b, z + i &* m &* n, m, n, k) }
    }
  }

  @inline(__always)
  private static func product<T: RealElement>(
    _ x: UnsafePointer<T>, _ a: MatmulOperand, _ y: UnsafePointer<T>, _ b: MatmulOperand,
    _ z: UnsafeMutablePointer<T>, _ m: Int, _ n: Int, _ k: Int
  ) {
    // A vector on the right, gap-free: no packing is worth it.
    if n == 1, b.isTransposed || b.leading == 1 {
      let (rows, columns) = a.isTransposed ? (k, m) : (m, k)
      return T.gemv(
        rows: rows, columns: columns, alpha: 1, x, lda: a.leading, transpose: a.isTransposed, y, beta: 0, z)
    }
    T.gemm(
      m, n, k, alpha: 1, x, lda: a.leading, transposeA: a.isTransposed, y, ldb: b.leading, transposeB: b.isTransposed,
      beta: 0, z, ldc: n)
  }

  /// Integers wrap around.
  static func integers(_ a: NDArray, _ b: NDArray, into out: NDArray) throws {
    let rank = out.rank
    let (m, n, k) = (out.shape[rank - 2], out.shape[rank - 1], a.shape[rank - 1])
    let (a, b) = (try a.contiguous(), try b.contiguous())
    let (x, y, z) = (a.pointer(as: Int64.self), b.pointer(as: Int64.self), out.pointer(as: Int64.self))
    if out.count == 0 { return }
    for matrix in 0..<(out.count / (m &* n)) {
      let (x, y, z) = (x + matrix &* m &* k, y + matrix &* k &* n, z + matrix &* m &* n)
      for i in 0..<m {
        try Cancellation.check()
        for j in 0..<n { z[i &* n &+ j] = 0 }
        for l in 0..<k {
          let factor = x[i &* k &+ l]
          for j in 0..<n { z[i &* n &+ j] &+= factor &* y[l &* n &+ j] }
        }
      }
    }
    withExtendedLifetime((a.storage, b.storage)) {}
  }
}
