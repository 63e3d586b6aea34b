import COpenBLAS

/// A part of a product that is one call of the library: its sizes, and where its parts of A, B and C start.
struct ProductPiece {
  let m: Int32
  let n: Int32
  let k: Int32
  let a: Int
  let b: Int
  let c: Int
  /// The first along the depth, which overwrites (or scales) C; the others add to it.
  let isFirst: Bool
}

/// C [m, n] = op(A) [m, k] op(B) [k, n], cut into pieces; see `BLAS`.
struct Product {
  let m: Int
  let n: Int
  let k: Int
  let lda: Int
  let ldb: Int
  let ldc: Int
  let transposeA: Bool
  let transposeB: Bool

  /// Multiplications that one piece should have at least: some 50 microseconds on one core.
  private static let pieceWork = 4 << 20
  /// And at most: some 40 milliseconds, within which an interrupt is heard.
  private static let mostWork = 1 << 31
  /// Nor may it be deeper: small and deep, it waits for memory more than it multiplies.
  private static let mostDepth = 1 << 16
  /// A product of this many is cut into four where that suffices: each piece copies its rows of A and columns of B, so that
  /// four pieces of 512 x 2048 take 5 percent longer than 2048 x 2048 at once, four of 1024 x 1024 take 3.
  private static let largeWork = 1 << 32
  private static let (fewRows, fewColumns) = (1024, 2048)

  /// Calls `body` for each piece, on several threads.
  ///
  /// Halves C's pieces along their longer side, or their rows where there are many, as long as each has enough work, and
  /// until none has too much; multiples of 16 keep the library's inner kernels full. What is deep still is cut in depth,
  /// too. Small pieces are cut once more for OpenBLAS's in-place kernels, see `inPlaceStep`.
  @inline(__always)
  func forEachPiece(_ body: (ProductPiece) -> Void) {
    guard m > 0, n > 0 else { return }
    var (rowStep, columnStep) = (m, n)
    var pieces = 1
    let depth = max(k, 1)
    let enough = m &* n >= Product.largeWork / depth ? 4 : 16
    while max(rowStep, columnStep) >= 64,
      (pieces < enough && rowStep &* columnStep >= (2 &* Product.pieceWork) / depth)
        || ((rowStep > Product.fewRows || columnStep > Product.fewColumns)
          && rowStep &* columnStep > Product.mostWork / depth)
    {
      if rowStep >= columnStep || rowStep >= 2 &* Product.fewRows {
        rowStep = ((rowStep &+ 1) / 2 &+ 15) & ~15
      } else {
        columnStep = ((columnStep &+ 1) / 2 &+ 15) & ~15
      }
      pieces &*= 2
    }
    if pieces == 1 {
      let (rows, columns) = inPlaceStep(m, n)
      cut(0..<m, 0..<n, rows, columns) { body(piece($0, $1, 0..<k)) }
      return
    }
    let across = (n &- 1) / columnStep &+ 1
    let down = (m &- 1) / rowStep &+ 1
    let (rows, columns) = inPlaceStep(rowStep, columnStep)
    let depthStep = min(max(Product.mostWork / (rowStep &* columnStep), 1024), Product.mostDepth)
    Threads.forEach(count: across &* down, grain: 1) { range in
      for index in range {
        let (row, column) = (index / across &* rowStep, index % across &* columnStep)
        var start = 0
        repeat {
          if Cancellation.isRequested { return }
          let part = start..<min(start &+ depthStep, k)
          cut(row..<min(row &+ rowStep, m), column..<min(column &+ columnStep, n), rows, columns) {
            body(piece($0, $1, part))
          }
          start &+= depthStep
        } while start < k
      }
    }
  }

  @inline(__always)
  private func piece(_ rows: Range<Int>, _ columns: Range<Int>, _ depth: Range<Int>) -> ProductPiece {
    let (i, j, l) = (rows.lowerBound, columns.lowerBound, depth.lowerBound)
    return ProductPiece(
      m: Int32(truncatingIfNeeded: rows.count), n: Int32(truncatingIfNeeded: columns.count),
      k: Int32(truncatingIfNeeded: depth.count), a: transposeA ? l &* lda &+ i : i &* lda &+ l,
      b: transposeB ? j &* ldb &+ l : l &* ldb &+ j, c: i &* ldc &+ j, isFirst: l == 0)
  }

  @inline(__always)
  private func cut(
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
  private func inPlaceStep(_ m: Int, _ n: Int) -> (rows: Int, columns: Int) {
    let all = (max(m, 1), max(n, 1))
    let most = 1_000_000 / max(k, 1)
    guard Product.multipliesInPlace, k > 0, max(m, n) &* k <= 1 << 19 else { return all }
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
