/// The gradients of a product with few rows: dL/dx = g w and dL/dw = gᵀ x, with g [m, n] = dL/dy.
///
/// Four rows meet six vectors of neighbouring columns in registers. w is read once, dL/dw written once, in strips whose
/// other operand stays in the inner cache. Sums run in the order of rows, in stretches that depend on the sizes alone.
extension FlatProduct {
  private static let strip = 960
  private static let stretch = 32

  /// dx [m, k] = g [m, n] w [n, k]
  static func inputGradient(
    _ m: Int, _ n: Int, _ k: Int, _ g: UnsafePointer<Float>, _ w: UnsafePointer<Float>,
    _ dx: UnsafeMutablePointer<Float>
  ) {
    Threads.forEach(count: k, grain: strip) { columns in
      var start = 0
      while start < n {
        if Cancellation.isRequested { return }
        let depth = min(stretch, n &- start)
        var row = 0
        while row < m {
          // C = dx, A = g, B = w
          block(
            g + (row &* n &+ start), n, 1, w + (start &* k &+ columns.lowerBound), k, depth, min(4, m &- row),
            columns.count, dx + (row &* k &+ columns.lowerBound), k, start > 0)
          row &+= 4
        }
        start &+= stretch
      }
    }
  }

  /// dw [n, k] = gᵀ [n, m] x [m, k]
  static func weightGradient(
    _ m: Int, _ n: Int, _ k: Int, _ g: UnsafePointer<Float>, _ x: UnsafePointer<Float>,
    _ dw: UnsafeMutablePointer<Float>
  ) {
    let grain = max(1, (1 << 21) / max(m &* k, 1) / 4) &* 4
    Threads.forEach(count: n, grain: grain) { rows in
      var row = rows.lowerBound
      while row < rows.upperBound {
        if Cancellation.isRequested { return }
        block(g + row, 1, n, x, k, m, min(4, rows.upperBound &- row), k, dw + row &* k, k, false)
        row &+= 4
      }
    }
  }

  private typealias Lanes = SIMD16<Float>

  @inline(__always)
  private static func load(_ pointer: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
  }

  /// C [rows, columns] (+)= A [rows, depth] B [depth, columns], at most four rows; element (i, j) of A stands at
  /// i · aRow + j · aColumn. Of fewer rows the last stands in for those that are missing.
  private static func block(
    _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bStep: Int, _ depth: Int,
    _ rows: Int, _ columns: Int, _ c: UnsafeMutablePointer<Float>, _ cStep: Int, _ adds: Bool
  ) {
    let a1 = a + min(1, rows &- 1) &* aRow
    let a2 = a + min(2, rows &- 1) &* aRow
    let a3 = a + min(3, rows &- 1) &* aRow
    var column = 0
    while column &+ 96 <= columns {
      let zero = Lanes(repeating: 0)
      var (p0, p1, p2, p3, p4, p5) = (zero, zero, zero, zero, zero, zero)
      var (q0, q1, q2, q3, q4, q5) = (zero, zero, zero, zero, zero, zero)
      var (r0, r1, r2, r3, r4, r5) = (zero, zero, zero, zero, zero, zero)
      var (s0, s1, s2, s3, s4, s5) = (zero, zero, zero, zero, zero, zero)
      var line = b + column
      for i in 0..<depth {
        let (v0, v1, v2) = (load(line), load(line + 16), load(line + 32))
        let (v3, v4, v5) = (load(line + 48), load(line + 64), load(line + 80))
        var f = Lanes(repeating: a[i &* aColumn])
        (p0, p1, p2) = (p0.addingProduct(f, v0), p1.addingProduct(f, v1), p2.addingProduct(f, v2))
        (p3, p4, p5) = (p3.addingProduct(f, v3), p4.addingProduct(f, v4), p5.addingProduct(f, v5))
        f = Lanes(repeating: a1[i &* aColumn])
        (q0, q1, q2) = (q0.addingProduct(f, v0), q1.addingProduct(f, v1), q2.addingProduct(f, v2))
        (q3, q4, q5) = (q3.addingProduct(f, v3), q4.addingProduct(f, v4), q5.addingProduct(f, v5))
        f = Lanes(repeating: a2[i &* aColumn])
        (r0, r1, r2) = (r0.addingProduct(f, v0), r1.addingProduct(f, v1), r2.addingProduct(f, v2))
        (r3, r4, r5) = (r3.addingProduct(f, v3), r4.addingProduct(f, v4), r5.addingProduct(f, v5))
        f = Lanes(repeating: a3[i &* aColumn])
        (s0, s1, s2) = (s0.addingProduct(f, v0), s1.addingProduct(f, v1), s2.addingProduct(f, v2))
        (s3, s4, s5) = (s3.addingProduct(f, v3), s4.addingProduct(f, v4), s5.addingProduct(f, v5))
        line += bStep
      }
      let target = c + column
      store(p0, p1, p2, p3, p4, p5, target, adds)
      if rows > 1 { store(q0, q1, q2, q3, q4, q5, target + cStep, adds) }
      if rows > 2 { store(r0, r1, r2, r3, r4, r5, target + 2 &* cStep, adds) }
      if rows > 3 { store(s0, s1, s2, s3, s4, s5, target + 3 &* cStep, adds) }
      column &+= 96
    }
    for row in 0..<rows {
      for j in column..<max(columns, column) {
        var sum: Float = 0
        for i in 0..<depth { sum = sum.addingProduct(a[row &* aRow &+ i &* aColumn], b[i &* bStep &+ j]) }
        c[row &* cStep &+ j] = adds ? c[row &* cStep &+ j] + sum : sum
      }
    }
  }

  @inline(__always)
  private static func store(
    _ v0: Lanes, _ v1: Lanes, _ v2: Lanes, _ v3: Lanes, _ v4: Lanes, _ v5: Lanes, _ c: UnsafeMutablePointer<Float>,
    _ adds: Bool
  ) {
    put(v0, c, adds)
    put(v1, c + 16, adds)
    put(v2, c + 32, adds)
    put(v3, c + 48, adds)
    put(v4, c + 64, adds)
    put(v5, c + 80, adds)
  }

  @inline(__always)
  private static func put(_ value: Lanes, _ c: UnsafeMutablePointer<Float>, _ adds: Bool) {
    UnsafeMutableRawPointer(c).storeBytes(of: adds ? load(c) + value : value, as: Lanes.self)
  }
}
