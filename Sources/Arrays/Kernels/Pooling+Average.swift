extension Pooling {
  /// What a window's sum is divided by.
  public enum Divisor: Sendable {
    /// The window's size with its padding, where a part that hangs over the padded input does not count.
    case window
    /// The number of inputs under the window.
    case inputs
    /// This number; not 0.
    case fixed(Int)
  }

  /// Each window's mean.
  public func average(_ x: NDArray, dividingBy rule: Divisor) throws -> NDArray {
    let x = try x.dense("avg_pool2d", like: x.dtype, shape: inputShape)
    let y = try NDArray(empty: outputShape, dtype: x.dtype)
    if x.dtype == .float32 {
      mean(x.pointer(as: Float.self), y.pointer(as: Float.self), rule)
    } else {
      mean(x.pointer(as: Double.self), y.pointer(as: Double.self), rule)
    }
    withExtendedLifetime(x) {}
    return y
  }

  /// dL/dx from `g` = dL/dy.
  public func averageGradient(_ g: NDArray, dividingBy rule: Divisor) throws -> NDArray {
    let g = try g.dense("avg_pool2d", like: g.dtype, shape: outputShape)
    let dx = try NDArray(empty: inputShape, dtype: g.dtype)
    if g.dtype == .float32 {
      spreadMean(g.pointer(as: Float.self), dx.pointer(as: Float.self), rule)
    } else {
      spreadMean(g.pointer(as: Double.self), dx.pointer(as: Double.self), rule)
    }
    withExtendedLifetime(g) {}
    return dx
  }

  @inline(__always)
  private func divisor(_ oy: Int, _ ox: Int, _ ys: Range<Int>, _ xs: Range<Int>, _ rule: Divisor) -> Int {
    switch rule {
    case .fixed(let number): return number
    case .inputs: return max(ys.count &* xs.count, 1)
    case .window: break
    }
    let startY = oy &* rows.stride &- rows.padding
    let startX = ox &* columns.stride &- columns.padding
    let height = min(startY &+ rows.kernel, rows.input &+ rows.padding) &- startY
    let width = min(startX &+ columns.kernel, columns.input &+ columns.padding) &- startX
    return max(height &* width, 1)
  }

  private func mean<T: RealElement>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ rule: Divisor) {
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        let source = x + plane &* inPlane
        var target = y + plane &* outPlane
        for oy in 0..<rows.count {
          let ys = rows.span(oy)
          for ox in 0..<columns.count {
            let xs = columns.span(ox)
            var sum: T = 0
            for iy in ys {
              for ix in xs { sum += source[iy &* columns.input &+ ix] }
            }
            target.pointee = sum / T(divisor(oy, ox, ys, xs, rule))
            target += 1
          }
        }
      }
    }
  }

  private func spreadMean<T: RealElement>(
    _ g: UnsafePointer<T>, _ dx: UnsafeMutablePointer<T>, _ rule: Divisor
  ) {
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        let target = dx + plane &* inPlane
        target.update(repeating: 0, count: inPlane)
        var source = g + plane &* outPlane
        for oy in 0..<rows.count {
          let ys = rows.span(oy)
          for ox in 0..<columns.count {
            let xs = columns.span(ox)
            let share = source.pointee / T(divisor(oy, ox, ys, xs, rule))
            for iy in ys {
              for ix in xs { target[iy &* columns.input &+ ix] += share }
            }
            source += 1
          }
        }
      }
    }
  }
}
