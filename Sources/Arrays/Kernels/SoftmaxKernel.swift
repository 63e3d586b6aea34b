/// Rows of [rows, n]: softmax, its logarithm, and the logarithm of a sum of exponentials, with the largest element
/// taken out first so that nothing overflows.
enum SoftmaxKernel {
  enum Kind { case softmax, logSoftmax }

  static func run(_ kind: Kind, _ x: NDArray, into y: NDArray, rows: Int, n: Int) {
    if x.dtype == .float32 {
      run(kind, x, y, rows, n, Float.self)
    } else {
      run(kind, x, y, rows, n, Double.self)
    }
    withExtendedLifetime((x.storage, y.storage)) {}
  }

  static func gradient(_ kind: Kind, _ gradient: NDArray, _ y: NDArray, into out: NDArray, rows: Int, n: Int) {
    if y.dtype == .float32 {
      self.gradient(kind, gradient, y, out, rows, n, Float.self)
    } else {
      self.gradient(kind, gradient, y, out, rows, n, Double.self)
    }
    withExtendedLifetime((gradient.storage, y.storage, out.storage)) {}
  }

  private static func grain(_ n: Int) -> Int { max(1, (1 << 13) / max(n, 1)) }

  @inline(__always)
  private static func run<T: RealElement & Number>(
    _ kind: Kind, _ x: NDArray, _ y: NDArray, _ rows: Int, _ n: Int, _: T.Type
  ) {
    let (source, target) = (x.pointer(as: T.self), y.pointer(as: T.self))
    if n == 0 { return }
    Threads.forEach(count: rows, grain: grain(n)) { range in
      for row in range {
        let (from, to) = (source + row &* n, target + row &* n)
        let largest = T.largest(from, count: n)
        let total = exponentials(from, to, n, largest)
        switch kind {
        case .softmax:
          let scale = T(1 / total)
          forPieces(n) { for i in $0 { to[i] *= scale } }
        case .logSoftmax:
          let shift = T(Double(largest) + _log(total))
          // Two steps where the shift would round the small part away.
          let rest = T(_log(total))
          if shift.isFinite {
            forPieces(n) { for i in $0 { to[i] = (from[i] - largest) - rest } }
          } else {
            forPieces(n) { for i in $0 { to[i] = from[i] - shift } }
          }
        }
      }
    }
  }

  /// log(sum(exp(row))) of each row; -inf for rows without elements.
  static func logSumExp(_ x: NDArray, into y: NDArray, rows: Int, n: Int) throws {
    let scratch = try NDArray(emptyLike: x, dtype: x.dtype)
    if x.dtype == .float32 {
      logSumExp(x, scratch, y, rows, n, Float.self)
    } else {
      logSumExp(x, scratch, y, rows, n, Double.self)
    }
    withExtendedLifetime((x.storage, y.storage, scratch.storage)) {}
  }

  @inline(__always)
  private static func logSumExp<T: RealElement & Number>(
    _ x: NDArray, _ scratch: NDArray, _ y: NDArray, _ rows: Int, _ n: Int, _: T.Type
  ) {
    let (source, space, target) = (x.pointer(as: T.self), scratch.pointer(as: T.self), y.pointer(as: T.self))
    Threads.forEach(count: rows, grain: grain(n)) { range in
      for row in range {
        let from = source + row &* n
        let largest = n == 0 ? 0 : T.largest(from, count: n)
        let shift: T = largest.isInfinite ? 0 : largest
        let total = exponentials(from, space + row &* n, n, shift)
        target[row] = T(_log(total) + Double(shift))
      }
    }
  }

  @inline(__always)
  private static func gradient<T: RealElement & Number>(
    _ kind: Kind, _ gradient: NDArray, _ y: NDArray, _ out: NDArray, _ rows: Int, _ n: Int, _: T.Type
  ) {
    let (g, s, target) = (gradient.pointer(as: T.self), y.pointer(as: T.self), out.pointer(as: T.self))
    Threads.forEach(count: rows, grain: grain(n)) { range in
      for row in range {
        let (g, s, to) = (g + row &* n, s + row &* n, target + row &* n)
        switch kind {
        case .softmax:
          // dx = y (g - sum(g y))
          for i in 0..<n { to[i] = g[i] * s[i] }
          let total = T(SumKernel.sum(to, n, Itself<T>()))
          for i in 0..<n { to[i] = s[i] * (g[i] - total) }
        case .logSoftmax:
          // dx = g - exp(y) sum(g)
          let total = T(SumKernel.sum(g, n, Itself<T>()))
          T.exp(s, to, count: n)
          for i in 0..<n { to[i] = g[i] - to[i] * total }
        }
      }
    }
  }

  private static func _log(_ x: Double) -> Double {
    withUnsafePointer(to: x) { from in
      var result = 0.0
      VectorMath.log(from, &result, count: 1)
      return result
    }
  }

  /// to = exp(from - shift); returns the sum.
  @inline(__always)
  private static func exponentials<T: RealElement & Number>(
    _ from: UnsafePointer<T>, _ to: UnsafeMutablePointer<T>, _ n: Int, _ shift: T
  ) -> Double {
    forPieces(n) { range in
      let (first, count) = (range.lowerBound, range.count)
      T.exp(from + first, minus: shift, to + first, count: count)
    }
    return SumKernel.sum(to, n, Itself<T>())
  }

  /// A long row is worked on by several threads.
  @inline(__always)
  private static func forPieces(_ n: Int, _ body: (Range<Int>) -> Void) {
    if n <= 1 << 14 { return body(0..<n) }
    Threads.forEach(count: n, grain: 1 << 14, body: body)
  }
}
