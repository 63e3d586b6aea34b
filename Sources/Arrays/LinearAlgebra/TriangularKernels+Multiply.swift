extension TriangularKernels {
  /// Which part of the right-hand matrix is not zero.
  public enum Triangle: Sendable { case upper, lower }

  /// C = A B for a few rows A (m x n) and a triangular B (n x n), all with `stride` padding.
  ///
  /// Four rows of A and sixteen columns of B a pass: B is read once for four rows.
  public static func multiply(
    _ a: UnsafePointer<Double>, rows m: Int, _ b: UnsafePointer<Double>, _ triangle: Triangle,
    into c: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int
  ) {
    if n >= TriangularBlocks.leastSize, m >= 16 {
      return TriangularBlocks.multiply(a, rows: m, b, triangle, into: c, n, stride)
    }
    var row = 0
    while row < m {
      switch m &- row {
      case 1: pass(a + row &* stride, 1, b, triangle, c + row &* stride, n, stride)
      case 2: pass(a + row &* stride, 2, b, triangle, c + row &* stride, n, stride)
      case 3: pass(a + row &* stride, 3, b, triangle, c + row &* stride, n, stride)
      default: pass(a + row &* stride, 4, b, triangle, c + row &* stride, n, stride)
      }
      row &+= 4
    }
  }

  @inline(__always)
  private static func pass(
    _ a: UnsafePointer<Double>, _ m: Int, _ b: UnsafePointer<Double>, _ triangle: Triangle,
    _ c: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int
  ) {
    let a1 = m > 1 ? a + stride : a
    let a2 = m > 2 ? a + 2 &* stride : a
    let a3 = m > 3 ? a + 3 &* stride : a
    var column = 0
    while column < stride {
      let wide = column &+ 8 < stride
      let second = wide ? 8 : 0
      var s0 = (SIMD8<Double>(), SIMD8<Double>())
      var s1 = s0
      var s2 = s0
      var s3 = s0
      let from = triangle == .upper ? 0 : column
      let to = triangle == .upper ? min(n, column &+ 16) : n
      var j = from
      while j < to {
        let source = b + (j &* stride &+ column)
        let b0 = load(source)
        let b1 = load(source + second)
        s0.0 += b0 * a[j]
        s0.1 += b1 * a[j]
        if m > 1 {
          s1.0 += b0 * a1[j]
          s1.1 += b1 * a1[j]
        }
        if m > 2 {
          s2.0 += b0 * a2[j]
          s2.1 += b1 * a2[j]
        }
        if m > 3 {
          s3.0 += b0 * a3[j]
          s3.1 += b1 * a3[j]
        }
        j &+= 1
      }
      let target = c + column
      store(s0.0, target)
      if wide { store(s0.1, target + 8) }
      if m > 1 {
        store(s1.0, target + stride)
        if wide { store(s1.1, target + (stride &+ 8)) }
      }
      if m > 2 {
        store(s2.0, target + 2 &* stride)
        if wide { store(s2.1, target + (2 &* stride &+ 8)) }
      }
      if m > 3 {
        store(s3.0, target + 3 &* stride)
        if wide { store(s3.1, target + (3 &* stride &+ 8)) }
      }
      column &+= 16
    }
  }

  /// Sum of a[j] b[j] over `count` numbers, a multiple of eight.
  @inlinable @inline(__always)
  public static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
    var sum = SIMD8<Double>()
    var j = 0
    while j < count {
      sum += load(a + j) * load(b + j)
      j &+= 8
    }
    return sum.sum()
  }
}
