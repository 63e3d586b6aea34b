/// Loops over small triangular matrices that run faster than a call into LAPACK up to a few hundred
/// rows, on one thread, with the same bits every time.
///
/// Notation: A symmetric positive definite, n x n; A = U^T U, U upper; M = U^-T lower, so that
/// A^-1 = M^T M. All row-major with `stride` a multiple of eight and at least n; columns n..<stride
/// are padding and must be zero on entry. Rows are walked from a multiple of eight, so numbers on
/// the far side of the diagonal are scratch: they are overwritten, never read. Once a cancellation is requested an
/// inversion or product is left undone: the caller checks. Large matrices go to `TriangularBlocks`.
public enum TriangularKernels {
  @inlinable @inline(__always)
  static func load(_ pointer: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Double>.self)
  }

  @inlinable @inline(__always)
  static func store(_ value: SIMD8<Double>, _ pointer: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD8<Double>.self)
  }

  /// Replaces the upper triangle of A by U (right-looking, eight pivots at a time).
  /// - Returns: 0, or the order of the first leading minor that is not positive.
  public static func factor(_ a: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int) -> Int {
    n >= TriangularBlocks.leastSize ? TriangularBlocks.factor(a, n, stride) : factorPlainly(a, n, stride, width: stride)
  }

  /// On one thread; `width` numbers of each row, a multiple of eight and at least n, belong to it.
  static func factorPlainly(_ a: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int, width: Int) -> Int {
    let width = (width &+ 7) & ~7
    var first = 0
    while first < n {
      let last = min(first + 8, n)
      for p in first..<last {
        let row = a + p &* stride
        for q in first..<p {
          subtract(row, a[q &* stride &+ p], a + q &* stride, from: p & ~7, to: width)
        }
        let pivot = row[p]
        guard pivot > 0, pivot < .infinity else { return p + 1 }
        let scale = 1 / pivot.squareRoot()
        var j = p & ~7
        while j < width {
          store(load(row + j) * scale, row + j)
          j &+= 8
        }
      }
      if last - first == 8 { updateTrailing(a, first: first, n, stride, width) }
      first = last
    }
    return 0
  }

  /// Rows below a block of eight pivot rows lose the block's contribution, two rows a pass.
  @inline(__always)
  private static func updateTrailing(
    _ a: UnsafeMutablePointer<Double>, first: Int, _ n: Int, _ stride: Int, _ width: Int
  ) {
    let pivots = a + first &* stride
    var i = first &+ 8
    while i < n {
      let pair = i &+ 1 < n
      let row0 = a + i &* stride
      let row1 = pair ? row0 + stride : row0
      var c0 = SIMD8<Double>()
      var c1 = SIMD8<Double>()
      for p in 0..<8 {
        c0[p] = pivots[p &* stride &+ i]
        c1[p] = pair ? pivots[p &* stride &+ i &+ 1] : 0
      }
      var j = i & ~7
      while j < width {
        var t0 = load(row0 + j)
        var t1 = load(row1 + j)
        for p in 0..<8 {
          let u = load(pivots + (p &* stride &+ j))
          t0 -= u * c0[p]
          t1 -= u * c1[p]
        }
        if pair { store(t1, row1 + j) }
        store(t0, row0 + j)
        j &+= 8
      }
      i &+= 2
    }
  }

  @inline(__always)
  private static func subtract(
    _ target: UnsafeMutablePointer<Double>, _ factor: Double, _ source: UnsafePointer<Double>, from: Int, to: Int
  ) {
    var j = from
    while j < to {
      store(load(target + j) - load(source + j) * factor, target + j)
      j &+= 8
    }
  }

  /// M = U^-T into `m`; its upper triangle and padding become zero.
  public static func invert(
    _ u: UnsafePointer<Double>, into m: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int
  ) {
    if n >= TriangularBlocks.leastSize { return TriangularBlocks.invert(u, into: m, n, stride) }
    m.update(repeating: 0, count: n &* stride)
    for i in 0..<n {
      if Cancellation.isRequested { return }
      let row = m + i &* stride
      let width = (i & ~7) &+ 8
      // row = (e_i - sum over j < i of U[j][i] M[j]) / U[i][i], eight rows j a pass.
      var j = 0
      while j &+ 8 <= i {
        var c = SIMD8<Double>()
        for p in 0..<8 { c[p] = u[(j &+ p) &* stride &+ i] }
        let source = m + j &* stride
        var k = 0
        while k < j &+ 8 {
          var t = load(row + k)
          for p in 0..<8 { t -= load(source + (p &* stride &+ k)) * c[p] }
          store(t, row + k)
          k &+= 8
        }
        j &+= 8
      }
      while j < i {
        subtract(row, u[j &* stride &+ i], m + j &* stride, from: 0, to: (j & ~7) &+ 8)
        j &+= 1
      }
      row[i] += 1
      let scale = 1 / u[i &* stride &+ i]
      var k = 0
      while k < width {
        store(load(row + k) * scale, row + k)
        k &+= 8
      }
    }
  }

  /// The upper triangle of A^-1 = M^T M into `result`; its lower triangle is scratch.
  public static func gram(
    _ m: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int
  ) {
    if n >= TriangularBlocks.leastSize { return TriangularBlocks.gram(m, into: result, n, stride) }
    result.update(repeating: 0, count: n &* stride)
    var k = 0
    while k < n {
      if Cancellation.isRequested { return }
      let count = min(8, n &- k)
      let source = m + k &* stride
      // Row i of the result gains sum over the block's k of M[k][i] M[k][i...].
      var i = 0
      while i < k &+ count {
        let row = result + i &* stride
        var c = SIMD8<Double>()
        for p in 0..<count { c[p] = source[p &* stride &+ i] }
        var j = i & ~7
        let end = ((k &+ count &- 1) & ~7) &+ 8
        if count == 8 {
          while j < end {
            var t = load(row + j)
            for p in 0..<8 { t += load(source + (p &* stride &+ j)) * c[p] }
            store(t, row + j)
            j &+= 8
          }
        } else {
          while j < end {
            var t = load(row + j)
            for p in 0..<count { t += load(source + (p &* stride &+ j)) * c[p] }
            store(t, row + j)
            j &+= 8
          }
        }
        i &+= 1
      }
      k &+= 8
    }
  }
}
