import Glibc

/// Running products, extremes and log-sums along a dimension. nan spreads to all that follow.
extension NDArray {
  /// Running product; bools and integers as int64.
  public func cumprod(_ dimension: Int) throws -> NDArray {
    let numbers = dtype == .bool ? try cast(to: .int64) : self
    let runs = try numbers.runs(along: dimension, of: "cumprod")
    let result = try NDArray(empty: shape, dtype: numbers.dtype)
    if count == 0 { return result }
    switch numbers.dtype {
    case .float32: runs.forEachLine(Float.self, result) { x, y, step, n in Self.products(x, y, step, n, { $0 * $1 }) }
    case .float64: runs.forEachLine(Double.self, result) { x, y, step, n in Self.products(x, y, step, n, { $0 * $1 }) }
    default: runs.forEachLine(Int64.self, result) { x, y, step, n in Self.products(x, y, step, n, { $0 &* $1 }) }
    }
    return result
  }

  /// What a gradient of `cumprod` makes of this array: dx[k] = (x[0] ... x[k-1]) s[k], s[k] = g[k] + x[k+1] s[k+1]; no
  /// division, so that zeros need no care. Floats only.
  public func cumprodGradient(_ gradient: NDArray, _ dimension: Int) throws -> NDArray {
    let runs = try runs(along: dimension, of: "cumprod")
    let g = try gradient.cast(to: dtype).contiguous()
    let result = try NDArray(empty: shape, dtype: dtype)
    if count == 0 { return result }
    if dtype == .float32 {
      runs.productGradient(Float.self, g, result)
    } else {
      runs.productGradient(Double.self, g, result)
    }
    return result
  }

  /// The largest (or smallest) so far, and the position (int64) where it stands, the last among equals.
  public func cumulativeExtreme(_ dimension: Int, largest: Bool) throws -> (values: NDArray, indices: NDArray) {
    let operation = largest ? "cummax" : "cummin"
    let numbers = dtype == .bool ? try cast(to: .int64) : self
    let runs = try numbers.runs(along: dimension, of: operation)
    let values = try NDArray(empty: shape, dtype: numbers.dtype)
    let indices = try NDArray(empty: shape, dtype: .int64)
    if count > 0 {
      switch numbers.dtype {
      case .float32: runs.extremes(Float.self, values, indices, largest)
      case .float64: runs.extremes(Double.self, values, indices, largest)
      default: runs.extremes(Int64.self, values, indices, largest)
      }
    }
    return (try values.cast(to: dtype), indices)
  }

  /// log(exp(x[0]) + ... + exp(x[k])) without overflow. Floats only.
  public func logcumsumexp(_ dimension: Int) throws -> NDArray {
    try checkFloating("logcumsumexp")
    let runs = try runs(along: dimension, of: "logcumsumexp")
    let result = try NDArray(empty: shape, dtype: dtype)
    if count == 0 { return result }
    if dtype == .float32 {
      runs.forEachLine(Float.self, result) { x, y, step, n in
        var sum = -Double.infinity
        for i in 0..<n {
          sum = Self.logSum(sum, Double(x[i &* step]))
          y[i &* step] = Float(sum)
        }
      }
    } else {
      runs.forEachLine(Double.self, result) { x, y, step, n in
        var sum = -Double.infinity
        for i in 0..<n {
          sum = Self.logSum(sum, x[i &* step])
          y[i &* step] = sum
        }
      }
    }
    return result
  }

  /// log(e^a + e^b)
  private static func logSum(_ a: Double, _ b: Double) -> Double {
    // Infinities of one sign have no difference.
    if a == b { return a + 0.69314718055994530942 }
    let (low, high) = a < b ? (a, b) : (b, a)
    return a.isNaN || b.isNaN ? .nan : high + Glibc.log1p(Glibc.exp(low - high))
  }

  @inline(__always)
  private static func products<T>(
    _ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>, _ step: Int, _ n: Int, _ times: (T, T) -> T
  ) {
    y[0] = x[0]
    for i in 1..<max(n, 1) { y[i &* step] = times(y[(i &- 1) &* step], x[i &* step]) }
  }
}

extension Runs {
  /// Calls `body` with the start of each line, in this array and in `out` of the same shape, the distance of its
  /// elements and their number, at least 1.
  @inline(__always)
  fileprivate func forEachLine<T: Element>(
    _ type: T.Type, _ out: NDArray, _ body: (UnsafeMutablePointer<T>, UnsafeMutablePointer<T>, Int, Int) -> Void
  ) {
    let (x, y) = (array.pointer(as: T.self), out.pointer(as: T.self))
    for o in 0..<outer {
      for j in 0..<inner {
        let start = o &* n &* inner &+ j
        body(x + start, y + start, inner, n)
      }
    }
    withExtendedLifetime((array.storage, out.storage)) {}
  }

  fileprivate func productGradient<T: Element & BinaryFloatingPoint>(_ type: T.Type, _ g: NDArray, _ out: NDArray) {
    let gradient = g.pointer(as: T.self)
    let values = array.pointer(as: T.self)
    forEachLine(T.self, out) { x, y, step, n in
      let start = x - values
      var tail: T = 0
      for i in stride(from: n - 1, through: 0, by: -1) {
        tail = gradient[start + i &* step] + (i + 1 < n ? x[(i &+ 1) &* step] * tail : 0)
        y[i &* step] = tail
      }
      var head: T = 1
      for i in 0..<n {
        y[i &* step] *= head
        head *= x[i &* step]
      }
    }
    withExtendedLifetime(g.storage) {}
  }

  fileprivate func extremes<T: Number>(_ type: T.Type, _ values: NDArray, _ indices: NDArray, _ largest: Bool) {
    let places = indices.pointer(as: Int64.self)
    let first = array.pointer(as: T.self)
    forEachLine(T.self, values) { x, y, step, n in
      let start = x - first
      var (best, place) = (x[0], 0)
      for i in 0..<n {
        let value = x[i &* step]
        if best == best, value != value || (largest ? value >= best : value <= best) { (best, place) = (value, i) }
        y[i &* step] = best
        places[start + i &* step] = Int64(place)
      }
    }
    withExtendedLifetime(indices.storage) {}
  }
}
