import COpenBLAS

/// Matrix products by OpenBLAS, row-major.
///
/// Notation: op(A) is A or its transpose; C [m, n] = alpha op(A) [m, k] op(B) [k, n] + beta C; `lda`, `ldb`,
/// `ldc` are the distances between rows as stored. With beta 0 the old C is not read.
/// A large product is cut into pieces of C that depend on its sizes only, so the bits do not depend on the
/// number of threads. Once a cancellation is requested the pieces left are not computed: the caller checks, and lets
/// nobody see C. Sizes must fit 32 bits and the buffers must be large enough: the caller has checked.
public enum BLAS {
  public static func gemm(
    _ m: Int, _ n: Int, _ k: Int, alpha: Float = 1, _ a: UnsafePointer<Float>, lda: Int, transposeA: Bool = false,
    _ b: UnsafePointer<Float>, ldb: Int, transposeB: Bool = false, beta: Float = 0, _ c: UnsafeMutablePointer<Float>,
    ldc: Int
  ) {
    let product = Product(
      m: m, n: n, k: k, lda: lda, ldb: ldb, ldc: ldc, transposeA: transposeA, transposeB: transposeB)
    product.forEachPiece { piece in
      cblas_sgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, piece.m,
        piece.n, piece.k, alpha, a + piece.a, leading(lda), b + piece.b, leading(ldb), piece.isFirst ? beta : 1,
        c + piece.c, leading(ldc))
    }
  }

  public static func gemm(
    _ m: Int, _ n: Int, _ k: Int, alpha: Double = 1, _ a: UnsafePointer<Double>, lda: Int, transposeA: Bool = false,
    _ b: UnsafePointer<Double>, ldb: Int, transposeB: Bool = false, beta: Double = 0, _ c: UnsafeMutablePointer<Double>,
    ldc: Int
  ) {
    let product = Product(
      m: m, n: n, k: k, lda: lda, ldb: ldb, ldc: ldc, transposeA: transposeA, transposeB: transposeB)
    product.forEachPiece { piece in
      cblas_dgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, piece.m,
        piece.n, piece.k, alpha, a + piece.a, leading(lda), b + piece.b, leading(ldb), piece.isFirst ? beta : 1,
        c + piece.c, leading(ldc))
    }
  }

  @inline(__always)
  private static func leading(_ distance: Int) -> Int32 { Int32(truncatingIfNeeded: max(distance, 1)) }

  /// y [m] = alpha op(A) [m, n] x [n] + beta y, where A is stored with `rows` rows of `columns`.
  public static func gemv(
    rows: Int, columns: Int, alpha: Float = 1, _ a: UnsafePointer<Float>, lda: Int, transpose: Bool = false,
    _ x: UnsafePointer<Float>, beta: Float = 0, _ y: UnsafeMutablePointer<Float>
  ) {
    guard rows > 0, columns > 0 else { return scale(y, transpose ? columns : rows, beta) }
    cblas_sgemv(
      CblasRowMajor, transpose ? CblasTrans : CblasNoTrans, Int32(truncatingIfNeeded: rows),
      Int32(truncatingIfNeeded: columns), alpha, a, Int32(truncatingIfNeeded: max(lda, 1)), x, 1, beta, y, 1)
  }

  /// y [m] = alpha op(A) [m, n] x [n] + beta y, where A is stored with `rows` rows of `columns`.
  public static func gemv(
    rows: Int, columns: Int, alpha: Double = 1, _ a: UnsafePointer<Double>, lda: Int, transpose: Bool = false,
    _ x: UnsafePointer<Double>, beta: Double = 0, _ y: UnsafeMutablePointer<Double>
  ) {
    guard rows > 0, columns > 0 else { return scale(y, transpose ? columns : rows, beta) }
    cblas_dgemv(
      CblasRowMajor, transpose ? CblasTrans : CblasNoTrans, Int32(truncatingIfNeeded: rows),
      Int32(truncatingIfNeeded: columns), alpha, a, Int32(truncatingIfNeeded: max(lda, 1)), x, 1, beta, y, 1)
  }

  /// What is left of a product over an empty dimension.
  private static func scale<T: FloatingPoint>(_ y: UnsafeMutablePointer<T>, _ count: Int, _ beta: T) {
    for i in 0..<max(count, 0) { y[i] = beta == 0 ? 0 : beta * y[i] }
  }
}
