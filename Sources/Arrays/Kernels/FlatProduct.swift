import COpenBLAS

/// y [m, n] = x [m, k] wᵀ, w [n, k], for few rows m beside a large w, which passes through the CPU once.
///
/// A library's product copies w into an order of its own first, which for few rows takes longer than the product itself.
/// Here four rows of x meet six of w in registers, in 24 sums of sixteen lanes each. Sums run over k in a fixed
/// order, in stretches for which x stays in the inner cache.
enum FlatProduct {
  /// Rows up to which, and numbers of w from which, this is faster than packing, and for one row than one stream.
  static func suits(rows: Int, outputs: Int, inputs: Int) -> Bool {
    rows >= 1 && rows <= 32 && inputs >= 256 && outputs >= 64 && outputs &* inputs >= 1 << 20 && cpu_fuses() != 0
  }

  static func run(
    _ m: Int, _ n: Int, _ k: Int, _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
  ) {
    let stretch = max((160_000 / max(m, 1)) & ~15, 256)
    // Pieces of some 10^6 multiplications, multiples of the six rows.
    let grain = max(1, (1 << 21) / max(m &* k, 1) / 6) &* 6
    Threads.forEach(count: n, grain: grain) { range in
      var start = 0
      while start < k {
        if Cancellation.isRequested { return }
        let depth = min(stretch, k &- start)
        var column = range.lowerBound
        while column < range.upperBound {
          let columns = min(6, range.upperBound &- column)
          var row = 0
          while row < m {
            block(
              x + (row &* k &+ start), w + (column &* k &+ start), k, depth, min(4, m &- row), columns,
              y + (row &* n &+ column), n, start == 0)
            row &+= 4
          }
          column &+= 6
        }
        start &+= depth
      }
    }
  }

  private typealias Lanes = SIMD16<Float>

  @inline(__always)
  private static func load(_ pointer: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
  }

  /// Fewer rows than four or six: the last one stands in for those that are missing.
  private static func block(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ step: Int, _ depth: Int, _ rows: Int, _ columns: Int,
    _ y: UnsafeMutablePointer<Float>, _ yStep: Int, _ isFirst: Bool
  ) {
    let x1 = x + min(1, rows &- 1) &* step
    let x2 = x + min(2, rows &- 1) &* step
    let x3 = x + min(3, rows &- 1) &* step
    let w1 = w + min(1, columns &- 1) &* step
    let w2 = w + min(2, columns &- 1) &* step
    let w3 = w + min(3, columns &- 1) &* step
    let w4 = w + min(4, columns &- 1) &* step
    let w5 = w + min(5, columns &- 1) &* step
    let zero = Lanes(repeating: 0)
    var (a0, a1, a2, a3, a4, a5) = (zero, zero, zero, zero, zero, zero)
    var (b0, b1, b2, b3, b4, b5) = (zero, zero, zero, zero, zero, zero)
    var (c0, c1, c2, c3, c4, c5) = (zero, zero, zero, zero, zero, zero)
    var (d0, d1, d2, d3, d4, d5) = (zero, zero, zero, zero, zero, zero)
    var i = 0
    while i &+ 16 <= depth {
      let (p, q, r, s) = (load(x + i), load(x1 + i), load(x2 + i), load(x3 + i))
      var v = load(w + i)
      (a0, b0, c0, d0) = (
        a0.addingProduct(v, p), b0.addingProduct(v, q), c0.addingProduct(v, r), d0.addingProduct(v, s)
      )
      v = load(w1 + i)
      (a1, b1, c1, d1) = (
        a1.addingProduct(v, p), b1.addingProduct(v, q), c1.addingProduct(v, r), d1.addingProduct(v, s)
      )
      v = load(w2 + i)
      (a2, b2, c2, d2) = (
        a2.addingProduct(v, p), b2.addingProduct(v, q), c2.addingProduct(v, r), d2.addingProduct(v, s)
      )
      v = load(w3 + i)
      (a3, b3, c3, d3) = (
        a3.addingProduct(v, p), b3.addingProduct(v, q), c3.addingProduct(v, r), d3.addingProduct(v, s)
      )
      v = load(w4 + i)
      (a4, b4, c4, d4) = (
        a4.addingProduct(v, p), b4.addingProduct(v, q), c4.addingProduct(v, r), d4.addingProduct(v, s)
      )
      v = load(w5 + i)
      (a5, b5, c5, d5) = (
        a5.addingProduct(v, p), b5.addingProduct(v, q), c5.addingProduct(v, r), d5.addingProduct(v, s)
      )
      i &+= 16
    }
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 24) { sums in
      (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]) = (a0, a1, a2, a3, a4, a5)
      (sums[6], sums[7], sums[8], sums[9], sums[10], sums[11]) = (b0, b1, b2, b3, b4, b5)
      (sums[12], sums[13], sums[14], sums[15], sums[16], sums[17]) = (c0, c1, c2, c3, c4, c5)
      (sums[18], sums[19], sums[20], sums[21], sums[22], sums[23]) = (d0, d1, d2, d3, d4, d5)
      for row in 0..<rows {
        for column in 0..<columns {
          var total = sums[row &* 6 &+ column].sum()
          var j = i
          while j < depth {
            total += x[row &* step &+ j] * w[column &* step &+ j]
            j &+= 1
          }
          let target = y + (row &* yStep &+ column)
          target.pointee = isFirst ? total : target.pointee + total
        }
      }
    }
  }
}
