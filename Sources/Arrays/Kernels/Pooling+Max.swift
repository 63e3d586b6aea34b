extension Pooling {
  /// Each window's largest number.
  ///
  /// nan counts as largest; of equal numbers the first in row-major order wins, as in PyTorch.
  /// - Parameter positions: room for the place of each in its plane [H · W], -1 where a window sees padding only.
  public func maximum(_ x: NDArray, positions: UnsafeMutablePointer<Int32>? = nil) throws -> NDArray {
    let x = try x.dense("max_pool2d", like: x.dtype, shape: inputShape)
    let y = try NDArray(empty: outputShape, dtype: x.dtype)
    if x.dtype == .float32 {
      largest(x.pointer(as: Float.self), y.pointer(as: Float.self), positions)
    } else {
      largest(x.pointer(as: Double.self), y.pointer(as: Double.self), positions)
    }
    withExtendedLifetime(x) {}
    return y
  }

  /// dL/dx from `g` = dL/dy and the positions that `maximum` gave.
  public func maximumGradient(_ g: NDArray, positions: UnsafePointer<Int32>) throws -> NDArray {
    let g = try g.dense("max_pool2d", like: g.dtype, shape: outputShape)
    let dx = try NDArray(empty: inputShape, dtype: g.dtype)
    if g.dtype == .float32 {
      scatter(g.pointer(as: Float.self), positions, dx.pointer(as: Float.self))
    } else {
      scatter(g.pointer(as: Double.self), positions, dx.pointer(as: Double.self))
    }
    withExtendedLifetime(g) {}
    return dx
  }

  private func largest<T: RealElement>(
    _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ positions: UnsafeMutablePointer<Int32>?
  ) {
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        let source = x + plane &* inPlane
        let target = y + plane &* outPlane
        let places = positions.map { $0 + plane &* outPlane }
        if isHalving {
          halve(source, target, places)
        } else {
          slide(source, target, places)
        }
      }
    }
  }

  @inline(__always)
  private func halve<T: RealElement>(
    _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ positions: UnsafeMutablePointer<Int32>?
  ) {
    let width = columns.input
    for oy in 0..<rows.count {
      let upper = x + 2 &* oy &* width
      let lower = upper + width
      let target = y + oy &* columns.count
      let base = Int32(truncatingIfNeeded: 2 &* oy &* width)
      let places = positions.map { $0 + oy &* columns.count }
      for ox in 0..<columns.count {
        let (a, b, c, d) = (upper[2 &* ox], upper[2 &* ox &+ 1], lower[2 &* ox], lower[2 &* ox &+ 1])
        // "not (b <= a)" also lets a nan in b win; a nan in a stays because b <= nan is false, hence the second test.
        let right = !(b <= a) && a == a
        let top = right ? b : a
        let rightBelow = !(d <= c) && c == c
        let bottom = rightBelow ? d : c
        let below = !(bottom <= top) && top == top
        target[ox] = below ? bottom : top
        if let places {
          let shift = below ? Int32(truncatingIfNeeded: width) &+ (rightBelow ? 1 : 0) : (right ? 1 : 0)
          places[ox] = base &+ Int32(truncatingIfNeeded: 2 &* ox) &+ shift
        }
      }
    }
  }

  @inline(__always)
  private func slide<T: RealElement>(
    _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ positions: UnsafeMutablePointer<Int32>?
  ) {
    for oy in 0..<rows.count {
      for ox in 0..<columns.count {
        var best = -T.infinity
        var place = -1
        for ky in 0..<rows.kernel {
          let iy = oy &* rows.stride &- rows.padding &+ ky &* rows.dilation
          if iy < 0 || iy >= rows.input { continue }
          for kx in 0..<columns.kernel {
            let ix = ox &* columns.stride &- columns.padding &+ kx &* columns.dilation
            if ix < 0 || ix >= columns.input { continue }
            let value = x[iy &* columns.input &+ ix]
            if place < 0 || value > best || (value != value && best == best) {
              best = value
              place = iy &* columns.input &+ ix
            }
          }
        }
        y[oy &* columns.count &+ ox] = best
        // A dilated window can lie wholly in the padding: then no input gets its gradient.
        positions?[oy &* columns.count &+ ox] = Int32(truncatingIfNeeded: place)
      }
    }
  }

  private func scatter<T: RealElement>(
    _ g: UnsafePointer<T>, _ positions: UnsafePointer<Int32>, _ dx: UnsafeMutablePointer<T>
  ) {
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        let target = dx + plane &* inPlane
        target.update(repeating: 0, count: inPlane)
        for o in plane &* outPlane..<(plane &+ 1) &* outPlane where positions[o] >= 0 {
          target[Int(positions[o])] += g[o]
        }
      }
    }
  }
}
