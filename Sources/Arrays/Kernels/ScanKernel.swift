/// Products and running sums along the middle of [outer, n, inner]; floats accumulate in double.
enum ScanKernel {
  static func product(_ runs: Runs, into out: NDArray) {
    switch runs.array.dtype {
    case .float32:
      product(runs, out, Float.self, one: 1.0, widen: { Double($0) }, times: { $0 * $1 }, narrow: { Float($0) })
    case .float64: product(runs, out, Double.self, one: 1.0, widen: { $0 }, times: { $0 * $1 }, narrow: { $0 })
    case .int64: product(runs, out, Int64.self, one: 1, widen: { $0 }, times: { $0 &* $1 }, narrow: { $0 })
    case .bool: break
    }
    withExtendedLifetime((runs.array.storage, out.storage)) {}
  }

  static func cumulativeSum(_ runs: Runs, into out: NDArray) {
    switch runs.array.dtype {
    case .float32:
      cumulate(runs, out, Float.self, zero: 0.0, widen: { Double($0) }, plus: { $0 + $1 }, narrow: { Float($0) })
    case .float64: cumulate(runs, out, Double.self, zero: 0.0, widen: { $0 }, plus: { $0 + $1 }, narrow: { $0 })
    case .int64: cumulate(runs, out, Int64.self, zero: 0, widen: { $0 }, plus: { $0 &+ $1 }, narrow: { $0 })
    case .bool: break
    }
    withExtendedLifetime((runs.array.storage, out.storage)) {}
  }

  @inline(__always)
  private static func product<T: Element, Wide>(
    _ runs: Runs, _ out: NDArray, _ type: T.Type, one: Wide, widen: (T) -> Wide, times: (Wide, Wide) -> Wide,
    narrow: (Wide) -> T
  ) {
    let (x, y) = (runs.array.pointer(as: T.self), out.pointer(as: T.self))
    let (n, inner) = (runs.n, runs.inner)
    for o in 0..<runs.outer {
      for j in 0..<inner {
        let source = x + (o &* n &* inner &+ j)
        var total = one
        for i in 0..<n { total = times(total, widen(source[i &* inner])) }
        y[o &* inner &+ j] = narrow(total)
      }
    }
  }

  @inline(__always)
  private static func cumulate<T: Element, Wide>(
    _ runs: Runs, _ out: NDArray, _ type: T.Type, zero: Wide, widen: (T) -> Wide, plus: (Wide, Wide) -> Wide,
    narrow: (Wide) -> T
  ) {
    let (x, y) = (runs.array.pointer(as: T.self), out.pointer(as: T.self))
    let (n, inner) = (runs.n, runs.inner)
    for o in 0..<runs.outer {
      for j in 0..<inner {
        let start = o &* n &* inner &+ j
        var total = zero
        for i in 0..<n {
          total = plus(total, widen(x[start &+ i &* inner]))
          y[start &+ i &* inner] = narrow(total)
        }
      }
    }
  }
}
