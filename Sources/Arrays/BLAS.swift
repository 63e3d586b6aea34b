import COpenBLAS

/// Matrix products by OpenBLAS, row-major.
///
/// Notation: op(A) is A or its transpose; C [m, n] = alpha op(A) [m, k] op(B) [k, n] + beta C; `lda`, `ldb`,
/// `ldc` are the distances between rows as stored. With beta 0 the old C is not read.
/// A large product is cut into pieces of C that depend on its sizes only, so the bits do not depend on the
/// number of threads. Once a cancellation is requested the pieces left are not computed: the caller checks, and lets
/// nobody see C. Sizes must fit 32 bits and the buffers must be large enough: the caller has checked.
public enum BLAS {
  /// Multiplications that one piece should have at least: some 50 microseconds on one core.
  private static let pieceWork = 4 << 20
  /// And at most: some 20 milliseconds, within which an interrupt is heard.
  private static let mostWork = 1 << 30

  public static func gemm(
    _ m: Int, _ n: Int, _ k: Int, alpha: Float = 1, _ a: UnsafePointer<Float>, lda: Int, transposeA: Bool = false,
    _ b: UnsafePointer<Float>, ldb: Int, transposeB: Bool = false, beta: Float = 0, _ c: UnsafeMutablePointer<Float>,
    ldc: Int
  ) {
    forEachPiece(m, n, k, transposeA, transposeB) { rows, columns, depth, isFirst in
      cblas_sgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
        Int32(truncatingIfNeeded: rows.count), Int32(truncatingIfNeeded: columns.count),
        Int32(truncatingIfNeeded: depth.count), alpha,
        a
          + (transposeA
            ? depth.lowerBound &* lda &+ rows.lowerBound : rows.lowerBound &* lda &+ depth.lowerBound),
        Int32(truncatingIfNeeded: max(lda, 1)),
        b
          + (transposeB
            ? columns.lowerBound &* ldb &+ depth.lowerBound : depth.lowerBound &* ldb &+ columns.lowerBound),
        Int32(truncatingIfNeeded: max(ldb, 1)), isFirst ? beta : 1,
        c + (rows.lowerBound &* ldc &+ columns.lowerBound), Int32(truncatingIfNeeded: max(ldc, 1)))
    }
  }

  public static func gemm(
    _ m: Int, _ n: Int, _ k: Int, alpha: Double = 1, _ a: UnsafePointer<Double>, lda: Int, transposeA: Bool = false,
    _ b: UnsafePointer<Double>, ldb: Int, transposeB: Bool = false, beta: Double = 0,
    _ c: UnsafeMutablePointer<Double>, ldc: Int
  ) {
    forEachPiece(m, n, k, transposeA, transposeB) { rows, columns, depth, isFirst in
      cblas_dgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
        Int32(truncatingIfNeeded: rows.count), Int32(truncatingIfNeeded: columns.count),
        Int32(truncatingIfNeeded: depth.count), alpha,
        a
          + (transposeA
            ? depth.lowerBound &* lda &+ rows.lowerBound : rows.lowerBound &* lda &+ depth.lowerBound),
        Int32(truncatingIfNeeded: max(lda, 1)),
        b
          + (transposeB
            ? columns.lowerBound &* ldb &+ depth.lowerBound : depth.lowerBound &* ldb &+ columns.lowerBound),
        Int32(truncatingIfNeeded: max(ldb, 1)), isFirst ? beta : 1,
        c + (rows.lowerBound &* ldc &+ columns.lowerBound), Int32(truncatingIfNeeded: max(ldc, 1)))
    }
  }

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

  /// Halves C's pieces along their longer side as long as each has enough work, and until none has too much;
  /// multiples of 16 keep the library's inner kernels full. Very deep products are cut in depth, too.
  ///
  /// Small pieces are cut once more for OpenBLAS's in-place kernels, see `inPlaceStep`.
  @inline(__always)
  private static func forEachPiece(
    _ m: Int, _ n: Int, _ k: Int, _ transposeA: Bool, _ transposeB: Bool,
    _ body: (_ rows: Range<Int>, _ columns: Range<Int>, _ depth: Range<Int>, _ isFirst: Bool) -> Void
  ) {
    guard m > 0, n > 0 else { return }
    var (rowStep, columnStep) = (m, n)
    var pieces = 1
    while max(rowStep, columnStep) >= 64,
      (pieces < 16 && rowStep &* columnStep >= (2 &* pieceWork) / max(k, 1))
        || (max(rowStep, columnStep) >= 512 && rowStep &* columnStep > mostWork / max(k, 1))
    {
      if rowStep >= columnStep {
        rowStep = ((rowStep &+ 1) / 2 &+ 15) & ~15
      } else {
        columnStep = ((columnStep &+ 1) / 2 &+ 15) & ~15
      }
      pieces &*= 2
    }
    if pieces == 1 {
      let (rows, columns) = inPlaceStep(m, n, k, transposeA, transposeB)
      cut(0..<m, 0..<n, rows, columns) { body($0, $1, 0..<k, true) }
      return
    }
    let across = (n &- 1) / columnStep &+ 1
    let down = (m &- 1) / rowStep &+ 1
    let (rows, columns) = inPlaceStep(rowStep, columnStep, k, transposeA, transposeB)
    let depth = max(mostWork / (rowStep &* columnStep), 1024)
    Threads.forEach(count: across &* down, grain: 1) { range in
      for piece in range {
        let (row, column) = (piece / across &* rowStep, piece % across &* columnStep)
        var start = 0
        repeat {
          if Cancellation.isRequested { return }
          let part = start..<min(start &+ depth, k)
          cut(row..<min(row &+ rowStep, m), column..<min(column &+ columnStep, n), rows, columns) {
            body($0, $1, part, start == 0)
          }
          start &+= depth
        } while start < k
      }
    }
  }

  @inline(__always)
  private static func cut(
    _ rows: Range<Int>, _ columns: Range<Int>, _ rowStep: Int, _ columnStep: Int,
    _ body: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      var column = columns.lowerBound
      while column < columns.upperBound {
        body(
          row..<min(row &+ rowStep, rows.upperBound), column..<min(column &+ columnStep, columns.upperBound))
        column &+= columnStep
      }
      row &+= rowStep
    }
  }

  /// Whether the library has kernels that multiply small matrices in place, which OpenBLAS 0.3.21 has for CPUs with
  /// AVX-512 only.
  private static let multipliesInPlace: Bool = {
    guard let name = openblas_get_corename() else { return false }
    return ["SkylakeX", "Cooperlake", "SapphireRapids"].contains(String(cString: name))
  }()

  /// Steps within which the library multiplies in place; beyond, it copies both matrices first.
  ///
  /// Measured on those kernels: up to 10^6 multiplications, and 1024 results where B is transposed. For few rows,
  /// copying B takes five times as long as the product itself (a layer at batch 3: 125 microseconds against 30); for
  /// a small convolution it costs a quarter, for a layer at batch 128 a tenth. The steps keep one matrix in the
  /// inner cache while the other passes; for matrices beyond the outer cache copies pay.
  private static func inPlaceStep(
    _ m: Int, _ n: Int, _ k: Int, _ transposeA: Bool, _ transposeB: Bool
  ) -> (rows: Int, columns: Int) {
    let all = (max(m, 1), max(n, 1))
    let most = 1_000_000 / max(k, 1)
    guard multipliesInPlace, k > 0, max(m, n) &* k <= 1 << 19 else { return all }
    if transposeB {
      if transposeA || m &* n <= 1024 { return all }
      let rows = m <= 32 ? m : (m >= 64 ? 64 : 32)
      return (rows, max((1024 / rows) & ~15, 16))
    }
    if m &* n <= most { return all }
    if transposeA {
      let columns = min((most / 48) & ~15, 128)
      return columns >= 32 ? (48, columns) : all
    }
    let rows = (most / n) & ~3
    if rows >= 16 { return (rows, n) }
    let columns = (most / 16) & ~15
    return columns >= 32 ? (16, columns) : all
  }
}
