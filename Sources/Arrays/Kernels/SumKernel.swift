/// Sums of a function of each element, in a fixed order.
///
/// Within a block of 2048 numbers 64 lanes add up 32 numbers each in the element type; block sums are added
/// pairwise in double, so a sum of n floats is off by a few units in the last place of sum |x| for any n (Higham,
/// "The accuracy of floating point summation", 1993). The tree depends on n alone: same bits on any number of threads.
protocol SumTerm {
  associatedtype T: RealElement
  func callAsFunction(_ x: T) -> T
  func callAsFunction(_ x: SIMD16<T>) -> SIMD16<T>
}

struct Itself<T: RealElement>: SumTerm {
  @inline(__always) func callAsFunction(_ x: T) -> T { x }
  @inline(__always) func callAsFunction(_ x: SIMD16<T>) -> SIMD16<T> { x }
}

/// (x - center)².
struct SquaredDistance<T: RealElement>: SumTerm {
  let center: T
  @inline(__always) func callAsFunction(_ x: T) -> T { (x - center) * (x - center) }
  @inline(__always) func callAsFunction(_ x: SIMD16<T>) -> SIMD16<T> { (x - center) * (x - center) }
}

/// The function for each result of a reduction.
protocol SumTerms {
  associatedtype Term: SumTerm
  func term(_ result: Int) -> Term
}

struct Plain<T: RealElement>: SumTerms {
  @inline(__always) func term(_ result: Int) -> Itself<T> { Itself() }
}

/// Squared distances from zero.
struct Squares<T: RealElement>: SumTerms {
  @inline(__always) func term(_ result: Int) -> SquaredDistance<T> { SquaredDistance(center: 0) }
}

/// Squared distances, each result's from its own center.
struct Spread<T: RealElement>: SumTerms {
  let centers: UnsafePointer<T>
  @inline(__always) func term(_ result: Int) -> SquaredDistance<T> { SquaredDistance(center: centers[result]) }
}

enum SumKernel {
  private static let block = 2048
  private static let piece = 1 << 16

  /// Sum of a contiguous run.
  @inline(__always)
  static func sum<Term: SumTerm>(_ x: UnsafePointer<Term.T>, _ count: Int, _ term: Term) -> Double {
    if count <= block { return Double(blockSum(x, count, term)) }
    if count <= piece {
      return pairwise((count &+ block &- 1) / block) { i in
        let start = i &* block
        return Double(blockSum(x + start, min(block, count &- start), term))
      }
    }
    let pieces = (count &+ piece &- 1) / piece
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: pieces) { partial in
      guard let sums = partial.baseAddress else { return 0 }
      Threads.forEach(count: count, grain: piece) { range in
        let (start, length) = (range.lowerBound, range.count)
        sums[start / piece] = pairwise((length &+ block &- 1) / block) { i in
          let place = i &* block
          return Double(blockSum(x + (start &+ place), min(block, length &- place), term))
        }
      }
      return pairwise(pieces) { sums[$0] }
    }
  }

  /// Adds `count` numbers as a binary counter adds: neighbours first. At most 64 partial sums are alive.
  @inline(__always)
  private static func pairwise(_ count: Int, _ value: (Int) -> Double) -> Double {
    var stack = SIMD32<Double>(repeating: 0)
    var depth = 0
    for i in 0..<count {
      var sum = value(i)
      var merges = (i &+ 1).trailingZeroBitCount
      while merges > 0, depth > 0 {
        depth &-= 1
        sum += stack[depth]
        merges &-= 1
      }
      stack[depth] = sum
      depth &+= 1
    }
    var total = 0.0
    while depth > 0 {
      depth &-= 1
      total += stack[depth]
    }
    return total
  }

  @inline(__always)
  private static func blockSum<Term: SumTerm>(_ x: UnsafePointer<Term.T>, _ count: Int, _ term: Term) -> Term.T {
    typealias Lanes = SIMD16<Term.T>
    var i = 0
    var total: Term.T = 0
    if count >= 16 {
      let raw = UnsafeRawPointer(x)
      let size = MemoryLayout<Term.T>.stride
      var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      while i &+ 64 <= count {
        a += term(raw.loadUnaligned(fromByteOffset: i &* size, as: Lanes.self))
        b += term(raw.loadUnaligned(fromByteOffset: (i &+ 16) &* size, as: Lanes.self))
        c += term(raw.loadUnaligned(fromByteOffset: (i &+ 32) &* size, as: Lanes.self))
        d += term(raw.loadUnaligned(fromByteOffset: (i &+ 48) &* size, as: Lanes.self))
        i &+= 64
      }
      while i &+ 16 <= count {
        a += term(raw.loadUnaligned(fromByteOffset: i &* size, as: Lanes.self))
        i &+= 16
      }
      let lanes = (a + b) + (c + d)
      let half = lanes.lowHalf + lanes.highHalf
      let quarter = half.lowHalf + half.highHalf
      let pair = quarter.lowHalf + quarter.highHalf
      total = pair[0] + pair[1]
    }
    while i < count {
      total += term(x[i])
      i &+= 1
    }
    return total
  }

  /// Sums along the middle of [outer, n, inner]; `out` gets scale · sum.
  @inline(__always)
  static func reduce<Terms: SumTerms>(
    _ runs: Runs, _ x: UnsafePointer<Terms.Term.T>, _ out: UnsafeMutablePointer<Terms.Term.T>, scale: Double,
    _ terms: Terms
  ) throws {
    typealias T = Terms.Term.T
    let (outer, n, inner) = (runs.outer, runs.n, runs.inner)
    if outer == 0 || inner == 0 { return }
    if inner == 1 {
      Threads.forEach(count: outer, grain: max(1, (1 << 15) / max(n, 1))) { rows in
        for row in rows { out[row] = T(scale * sum(x + row &* n, n, terms.term(row))) }
      }
      return
    }
    // Strips of rows, each adding up in double; the strips' sums are added in order.
    let strip = max(256, (1 << 15) / inner)
    let strips = max(1, (n &+ strip &- 1) / strip)
    let partial = try Storage(byteCount: outer &* strips &* inner &* 8)
    let sums = partial.pointer.assumingMemoryBound(to: Double.self)
    Threads.forEach(count: outer &* strips, grain: max(1, (1 << 15) / max(1, min(n, strip) &* inner))) { range in
      for index in range {
        let (o, first) = (index / strips, index % strips &* strip)
        columns(
          x + (o &* n &+ first) &* inner, min(strip, n &- first), inner, sums + index &* inner, terms, o &* inner)
      }
    }
    for o in 0..<outer {
      let first = sums + o &* strips &* inner
      for s in stride(from: 1, to: strips, by: 1) {
        let source = first + s &* inner
        for j in 0..<inner { first[j] += source[j] }
      }
      for j in 0..<inner { out[o &* inner &+ j] = T(scale * first[j]) }
    }
    withExtendedLifetime(partial) {}
  }

  /// Column sums of [rows, inner]; eight rows are added in the element type before they go to the double.
  @inline(__always)
  private static func columns<Terms: SumTerms>(
    _ x: UnsafePointer<Terms.Term.T>, _ rows: Int, _ inner: Int, _ sums: UnsafeMutablePointer<Double>, _ terms: Terms,
    _ result: Int
  ) {
    for j in 0..<inner { sums[j] = 0 }
    var i = 0
    while i &+ 8 <= rows {
      let (r0, r1, r2, r3) = (x + i &* inner, x + (i &+ 1) &* inner, x + (i &+ 2) &* inner, x + (i &+ 3) &* inner)
      let (r4, r5, r6, r7) = (r0 + 4 &* inner, r1 + 4 &* inner, r2 + 4 &* inner, r3 + 4 &* inner)
      for j in 0..<inner {
        let f = terms.term(result &+ j)
        let low = (f(r0[j]) + f(r1[j])) + (f(r2[j]) + f(r3[j]))
        let high = (f(r4[j]) + f(r5[j])) + (f(r6[j]) + f(r7[j]))
        sums[j] += Double(low + high)
      }
      i &+= 8
    }
    while i < rows {
      let row = x + i &* inner
      for j in 0..<inner { sums[j] += Double(terms.term(result &+ j)(row[j])) }
      i &+= 1
    }
  }
}
