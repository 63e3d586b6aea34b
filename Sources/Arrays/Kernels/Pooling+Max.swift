extension Pooling {
  /// Each window's largest number.
  ///
  /// nan counts as largest, the last of several; of equal numbers the first in row-major order wins: as in PyTorch.
  /// - Parameter positions: room for the place of each in its plane [H · W], -1 where a window sees padding only.
  public func maximum(_ x: NDArray, positions: UnsafeMutablePointer<Int32>? = nil) throws -> NDArray {
    let x = try x.dense("max_pool2d", like: x.dtype, shape: inputShape)
    let y = try NDArray(empty: outputShape, dtype: x.dtype)
    if x.dtype == .float32, !isHalving, let sliding = SlidingMaximum(self) {
      try run(sliding, x.pointer(as: Float.self), y.pointer(as: Float.self), positions)
    } else if x.dtype == .float32 {
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

  /// Two by two in float32, by rows of vectors.
  @inline(__always)
  private func halve<T>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ places: UnsafeMutablePointer<Int32>?) {
    let source = UnsafeRawPointer(x).assumingMemoryBound(to: Float.self)
    let target = UnsafeMutableRawPointer(y).assumingMemoryBound(to: Float.self)
    let (width, count) = (columns.input, columns.count)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(count, 1)) { buffer in
      guard let codes = buffer.baseAddress else { return }
      for row in 0..<rows.count {
        let start = 2 &* row &* width
        Halving.row(
          source + start, source + (start &+ width), shift: 0, rectify: false, target + row &* count, codes, count)
        guard let places else { continue }
        let line = places + row &* count
        for i in 0..<count {
          let code = Int(codes[i])
          line[i] = Int32(truncatingIfNeeded: start &+ 2 &* i &+ (code & 1) &+ (code >> 1) &* width)
        }
      }
    }
  }

  private func run(
    _ sliding: SlidingMaximum, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
    _ positions: UnsafeMutablePointer<Int32>?
  ) throws {
    let workers = Threads.workers(pieces: planes / grain &+ 1)
    let buffer = try Scratch(Float.self, count: sliding.bufferCount, slots: workers)
    let first = try Scratch(Int32.self, count: sliding.placeCount)
    sliding.fillFirstColumns(first[0])
    Threads.forEach(count: planes, grain: grain, workers: workers) { range, worker in
      for plane in range {
        if Cancellation.isRequested { return }
        sliding.run(
          x + plane &* inPlane, y + plane &* outPlane, positions.map { $0 + plane &* outPlane }, buffer[worker],
          first[0])
      }
    }
    try Cancellation.check()
  }

  private func largest<T: RealElement>(
    _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ positions: UnsafeMutablePointer<Int32>?
  ) {
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        let source = x + plane &* inPlane
        let target = y + plane &* outPlane
        let places = positions.map { $0 + plane &* outPlane }
        if isHalving, T.self == Float.self {
          halve(source, target, places)
        } else {
          slide(source, target, places)
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
            if place < 0 || value > best || value != value {
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
