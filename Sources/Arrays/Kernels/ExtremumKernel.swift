/// Largest or smallest element along the middle of [outer, n, inner], n > 0, and the first position where it stands.
/// nan counts as more extreme than any number.
private protocol Order {
  static func beats<T: Number>(_ a: T, _ b: T) -> Bool
  static func better<T: Number>(_ a: T, _ b: T) -> T
}

private enum Upwards: Order {
  @inline(__always) static func beats<T: Number>(_ a: T, _ b: T) -> Bool { a > b }
  @inline(__always) static func better<T: Number>(_ a: T, _ b: T) -> T { T.larger(a, b) }
}
private enum Downwards: Order {
  @inline(__always) static func beats<T: Number>(_ a: T, _ b: T) -> Bool { a < b }
  @inline(__always) static func better<T: Number>(_ a: T, _ b: T) -> T { T.smaller(a, b) }
}

enum ExtremumKernel {
  /// - Parameter positions: 0-based along n; not computed when nil.
  static func run(_ runs: Runs, largest: Bool, values: NDArray, positions: NDArray?) {
    switch runs.array.dtype {
    case .float32: run(runs, largest, values, positions, Float.self)
    case .float64: run(runs, largest, values, positions, Double.self)
    case .int64: run(runs, largest, values, positions, Int64.self)
    case .bool: break
    }
    withExtendedLifetime((runs.array.storage, values.storage, positions?.storage)) {}
  }

  private static func run<T: Number>(
    _ runs: Runs, _ largest: Bool, _ values: NDArray, _ positions: NDArray?, _ type: T.Type
  ) {
    if largest {
      loop(Upwards.self, runs, values, positions, type)
    } else {
      loop(Downwards.self, runs, values, positions, type)
    }
  }

  @inline(__always)
  private static func loop<T: Number, O: Order>(
    _ order: O.Type, _ runs: Runs, _ values: NDArray, _ positions: NDArray?, _ type: T.Type
  ) {
    let (x, best) = (runs.array.pointer(as: T.self), values.pointer(as: T.self))
    let place = positions?.pointer(as: Int64.self)
    let (n, inner) = (runs.n, runs.inner)
    Threads.forEach(count: runs.outer, grain: max(1, (1 << 15) / max(1, n &* inner))) { range in
      for o in range {
        let source = x + o &* n &* inner
        if inner == 1 {
          let value = row(order, source, n)
          best[o] = value
          if let place { place[o] = Int64(truncatingIfNeeded: position(of: value, source, n)) }
        } else {
          columns(order, source, n, inner, best + o &* inner, place.map { $0 + o &* inner })
        }
      }
    }
  }

  /// Candidates side by side, so that the loop becomes vector code.
  @inline(__always)
  private static func row<T: Number, O: Order>(_ order: O.Type, _ x: UnsafePointer<T>, _ n: Int) -> T {
    let lanes = 32
    guard n >= lanes else {
      var value = x[0]
      for i in 1..<max(n, 1) { value = O.better(value, x[i]) }
      return value
    }
    return withUnsafeTemporaryAllocation(of: T.self, capacity: lanes) { buffer in
      guard let best = buffer.baseAddress else { return x[0] }
      for lane in 0..<lanes { best[lane] = x[lane] }
      var i = lanes
      while i &+ lanes <= n {
        for lane in 0..<lanes { best[lane] = O.better(best[lane], x[i &+ lane]) }
        i &+= lanes
      }
      var value = best[0]
      for lane in 1..<lanes { value = O.better(value, best[lane]) }
      while i < n {
        value = O.better(value, x[i])
        i &+= 1
      }
      return value
    }
  }

  @inline(__always)
  private static func position<T: Number>(of value: T, _ x: UnsafePointer<T>, _ n: Int) -> Int {
    if value == value {
      for i in 0..<n where x[i] == value { return i }
    } else {
      for i in 0..<n where x[i] != x[i] { return i }
    }
    return 0
  }

  @inline(__always)
  private static func columns<T: Number, O: Order>(
    _ order: O.Type, _ x: UnsafePointer<T>, _ n: Int, _ inner: Int, _ best: UnsafeMutablePointer<T>,
    _ place: UnsafeMutablePointer<Int64>?
  ) {
    for j in 0..<inner { best[j] = x[j] }
    guard let place else {
      for i in 1..<max(n, 1) {
        let source = x + i &* inner
        for j in 0..<inner { best[j] = O.better(best[j], source[j]) }
      }
      return
    }
    for j in 0..<inner { place[j] = 0 }
    for i in 1..<max(n, 1) {
      let source = x + i &* inner
      for j in 0..<inner where O.beats(source[j], best[j]) || (source[j] != source[j] && best[j] == best[j]) {
        best[j] = source[j]
        place[j] = Int64(truncatingIfNeeded: i)
      }
    }
  }
}
