import COpenBLAS

/// The same work as `TriangularKernels` for matrices that do not fit a core's cache: by tiles, through OpenBLAS's
/// products, shared among threads.
///
/// Notation as there: A = U^T U, M = U^-T lower, A^-1 = M^T M, row-major with `stride`. Tiles have `tile` rows and columns
/// (the last fewer); the cut depends on n only, so the bits do not depend on the number of threads. Once a cancellation is
/// requested the tiles left are not computed: the caller checks.
enum TriangularBlocks {
  /// From this size on tiles win over the plain loops.
  static let leastSize = 160

  /// Large enough to keep products near the processor's peak, small enough to leave several threads something to do.
  static func tile(_ n: Int) -> Int { n < 768 ? 64 : (n < 1536 ? 128 : 192) }

  /// Tile `index` of `count` numbers.
  private static func range(_ index: Int, _ tile: Int, _ count: Int) -> Range<Int> {
    (index &* tile)..<min((index &+ 1) &* tile, count)
  }

  private static func int32(_ value: Int) -> Int32 { Int32(truncatingIfNeeded: value) }

  /// C += factor op(A) B on one thread.
  private static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ factor: Double, _ a: UnsafePointer<Double>, transposed: Bool,
    _ b: UnsafePointer<Double>, beta: Double, _ c: UnsafeMutablePointer<Double>, _ stride: Int
  ) {
    guard m > 0, n > 0, k > 0 else { return }
    let leading = int32(stride)
    cblas_dgemm(
      CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, int32(m), int32(n), int32(k), factor, a,
      leading, b, leading, beta, c, leading)
  }

  /// Replaces the upper triangle of A by U, a row of tiles at a time; the tiles below it are subtracted from what is left.
  /// - Returns: 0, or the order of the first leading minor that is not positive.
  static func factor(_ a: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int) -> Int {
    let tile = tile(n)
    let tiles = (n &- 1) / tile &+ 1
    for index in 0..<tiles {
      if Cancellation.isRequested { return 1 }
      let pivots = range(index, tile, n)
      let (first, rows) = (pivots.lowerBound, pivots.count)
      let diagonal = a + (first &* stride &+ first)
      let order = TriangularKernels.factorPlainly(diagonal, rows, stride, width: rows)
      guard order == 0 else { return first + order }
      let rest = n &- pivots.upperBound
      guard rest > 0 else { return 0 }
      // The rows right of the diagonal tile: U^-T of it times them.
      Threads.forEach(count: rest, grain: tile) { columns in
        cblas_dtrsm(
          CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, int32(rows), int32(columns.count), 1,
          diagonal, int32(stride), diagonal + (rows &+ columns.lowerBound), int32(stride))
      }
      // The triangle below loses the product of those rows with themselves.
      Threads.forEach(count: tiles &- index &- 1, grain: 1) { part in
        if Cancellation.isRequested { return }
        let target = range(index &+ 1 &+ part.lowerBound, tile, n)
        let (start, height) = (target.lowerBound, target.count)
        let left = a + (first &* stride &+ start)
        cblas_dsyrk(
          CblasRowMajor, CblasUpper, CblasTrans, int32(height), int32(rows), -1, left, int32(stride), 1,
          a + (start &* stride &+ start), int32(stride))
        multiply(
          height, n &- target.upperBound, rows, -1, left, transposed: true,
          a + (first &* stride &+ target.upperBound), beta: 1, a + (start &* stride &+ target.upperBound), stride)
      }
    }
    return 0
  }

  /// M = U^-T into `m`, whose upper triangle and padding become zero: each column of tiles by forward substitution, on its
  /// own.
  static func invert(_ u: UnsafePointer<Double>, into m: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int) {
    let tile = tile(n)
    let tiles = (n &- 1) / tile &+ 1
    Threads.forEach(count: n, grain: tile) {
      m.advanced(by: $0.lowerBound &* stride).update(repeating: 0, count: $0.count &* stride)
    }
    Threads.forEach(count: tiles, grain: 1) { part in
      let columns = range(part.lowerBound, tile, n)
      for index in part.lowerBound..<tiles {
        if Cancellation.isRequested { return }
        let rows = range(index, tile, n)
        let target = m + (rows.lowerBound &* stride &+ columns.lowerBound)
        if index == part.lowerBound {
          for i in 0..<rows.count { target[i &* stride &+ i] = 1 }
        } else {
          // Minus the tiles of U above, transposed, times the tiles of M above.
          multiply(
            rows.count, columns.count, rows.lowerBound &- columns.lowerBound, -1,
            u + (columns.lowerBound &* stride &+ rows.lowerBound), transposed: true,
            m + (columns.lowerBound &* stride &+ columns.lowerBound), beta: 0, target, stride)
        }
        cblas_dtrsm(
          CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, int32(rows.count), int32(columns.count), 1,
          u + (rows.lowerBound &* stride &+ rows.lowerBound), int32(stride), target, int32(stride))
      }
    }
  }

  /// The upper triangle of A^-1 = M^T M into `result`; its lower triangle is scratch.
  static func gram(_ m: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int) {
    let tile = tile(n)
    let tiles = (n &- 1) / tile &+ 1
    Threads.forEach(count: tiles, grain: 1) { part in
      if Cancellation.isRequested { return }
      let columns = range(part.lowerBound, tile, n)
      let (first, depth) = (columns.lowerBound, n &- columns.lowerBound)
      let source = m + (first &* stride)
      // Columns right of the triangle's are padding.
      for i in 0..<columns.upperBound where columns.upperBound == n {
        for j in n..<stride { result[i &* stride &+ j] = 0 }
      }
      multiply(
        first, columns.count, depth, 1, source, transposed: true, source + first, beta: 0, result + first, stride)
      cblas_dsyrk(
        CblasRowMajor, CblasUpper, CblasTrans, int32(columns.count), int32(depth), 1, source + first, int32(stride), 0,
        result + (first &* stride &+ first), int32(stride))
    }
  }

  /// C = A B for rows A (rows x n) and a triangular B (n x n), both sides of B's diagonal tiles read.
  static func multiply(
    _ a: UnsafePointer<Double>, rows: Int, _ b: UnsafePointer<Double>, _ triangle: TriangularKernels.Triangle,
    into c: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int
  ) {
    let tile = tile(n)
    for i in 0..<rows { for j in n..<stride { c[i &* stride &+ j] = 0 } }
    Threads.forEach(count: n, grain: tile) { columns in
      if Cancellation.isRequested { return }
      let (from, to) = triangle == .upper ? (0, columns.upperBound) : (columns.lowerBound, n)
      multiply(
        rows, columns.count, to &- from, 1, a + from, transposed: false,
        b + (from &* stride &+ columns.lowerBound), beta: 0, c + columns.lowerBound, stride)
    }
  }
}
