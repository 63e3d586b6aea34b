/// Gradients: with g = dL/dy as [O, P] per image,
/// dL/dx = gather(wᵀ g), dL/dw = Σ g columnsᵀ and dL/db = Σ g, summed over images in fixed pieces.
extension Convolution {
  /// dL/dx [N, C, H, W] from `g` [N, O, Ho, Wo].
  public func inputGradient(_ g: NDArray, _ w: NDArray) throws -> NDArray {
    let (g, w) = (
      try g.dense("conv2d", like: g.dtype, shape: outputShape), try w.dense("conv2d", like: g.dtype, shape: weightShape)
    )
    let dx = try NDArray(empty: inputShape, dtype: g.dtype)
    if g.dtype == .float32 {
      let (slopes, weights, result) = (g.pointer(as: Float.self), w.pointer(as: Float.self), dx.pointer(as: Float.self))
      if try !inputGradientByLibrary(slopes, weights, result) { try pullInput(slopes, weights, result) }
    } else {
      try pullInput(g.pointer(as: Double.self), w.pointer(as: Double.self), dx.pointer(as: Double.self))
    }
    withExtendedLifetime((g, w)) {}
    try Cancellation.check()
    return dx
  }

  /// dL/dw [O, C/g, kh, kw] from `g` [N, O, Ho, Wo] and x [N, C, H, W].
  public func weightGradient(_ g: NDArray, _ x: NDArray) throws -> NDArray {
    let (g, x) = (
      try g.dense("conv2d", like: g.dtype, shape: outputShape), try x.dense("conv2d", like: g.dtype, shape: inputShape)
    )
    let dw = try NDArray(empty: weightShape, dtype: g.dtype)
    if g.dtype == .float32 {
      let (slopes, images, result) = (g.pointer(as: Float.self), x.pointer(as: Float.self), dw.pointer(as: Float.self))
      if try !weightGradientByLibrary(slopes, images, result) { try pullWeight(slopes, images, result) }
    } else {
      try pullWeight(g.pointer(as: Double.self), x.pointer(as: Double.self), dw.pointer(as: Double.self))
    }
    withExtendedLifetime((g, x)) {}
    try Cancellation.check()
    return dw
  }

  /// dL/db [O] from `g` [N, O, Ho, Wo].
  public func biasGradient(_ g: NDArray) throws -> NDArray {
    let g = try g.dense("conv2d", like: g.dtype, shape: outputShape)
    let db = try NDArray(empty: Shape(outChannels), dtype: g.dtype)
    if g.dtype == .float32 {
      pullBias(g.pointer(as: Float.self), db.pointer(as: Float.self))
    } else {
      pullBias(g.pointer(as: Double.self), db.pointer(as: Double.self))
    }
    withExtendedLifetime(g) {}
    return db
  }

  private func pullInput<T: RealElement>(
    _ g: UnsafePointer<T>, _ w: UnsafePointer<T>, _ dx: UnsafeMutablePointer<T>
  ) throws {
    let (taps, plane) = (taps, outPlane)
    let workers = Threads.workers(pieces: batch / grain &+ 1)
    let scratch = try Scratch(T.self, count: isPointwise ? 0 : taps &* plane, slots: workers)
    Threads.forEach(count: batch, grain: grain, workers: workers) { images, worker in
      for image in images {
        if Cancellation.isRequested { return }
        for group in 0..<groups {
          let target = dx + (image &* inChannels &+ group &* groupIn) &* inPlane
          let columns = isPointwise ? target : scratch[worker]
          T.gemm(
            taps, plane, groupOut, alpha: 1, w + group &* groupOut &* taps, lda: taps, transposeA: true,
            g + (image &* outChannels &+ group &* groupOut) &* plane, ldb: plane, transposeB: false, beta: 0, columns,
            ldc: plane)
          if !isPointwise {
            target.update(repeating: 0, count: groupIn &* inPlane)
            gather(columns, target)
          }
        }
      }
    }
  }

  /// Images summed into one partial result: at most 16 partial results, whatever the number of threads.
  private var partialGrain: Int { max(grain, (batch &+ 15) / 16) }

  private func pullWeight<T: RealElement>(
    _ g: UnsafePointer<T>, _ x: UnsafePointer<T>, _ dw: UnsafeMutablePointer<T>
  ) throws {
    let (taps, plane, grain) = (taps, outPlane, partialGrain)
    let weights = outChannels &* taps
    guard batch > 0, plane > 0 else { return dw.update(repeating: 0, count: weights) }
    let pieces = (batch &- 1) / grain &+ 1
    let workers = Threads.workers(pieces: pieces)
    let partial = try Scratch(T.self, count: weights, slots: max(pieces &- 1, 1))
    let scratch = try Scratch(T.self, count: isPointwise ? 0 : taps &* plane, slots: workers)
    Threads.forEach(count: batch, grain: grain, workers: workers) { images, worker in
      let piece = images.lowerBound / grain
      let sum = piece == 0 ? dw : partial[piece &- 1]
      let columns = scratch[worker]
      for image in images {
        if Cancellation.isRequested { return }
        for group in 0..<groups {
          let source = x + (image &* inChannels &+ group &* groupIn) &* inPlane
          if !isPointwise { spread(source, columns) }
          T.gemm(
            groupOut, taps, plane, alpha: 1, g + (image &* outChannels &+ group &* groupOut) &* plane, lda: plane,
            transposeA: false, isPointwise ? source : UnsafePointer(columns), ldb: plane, transposeB: true,
            beta: image == images.lowerBound ? 0 : 1, sum + group &* groupOut &* taps, ldc: taps)
        }
      }
    }
    for piece in 1..<max(pieces, 1) {
      let part = partial[piece &- 1]
      for i in 0..<weights { dw[i] += part[i] }
    }
  }

  private func pullBias<T: RealElement>(_ g: UnsafePointer<T>, _ db: UnsafeMutablePointer<T>) {
    let plane = outPlane
    Threads.forEach(count: outChannels, grain: max(1, (1 << 16) / max(batch &* plane, 1))) { channels in
      for channel in channels {
        var total: T = 0
        for image in 0..<batch { total += sum(g + (image &* outChannels &+ channel) &* plane, count: plane) }
        db[channel] = total
      }
    }
  }

  /// In sixteen lanes, so that it is vector code with one fixed order.
  @inline(__always)
  private func sum<T: RealElement>(_ values: UnsafePointer<T>, count: Int) -> T {
    var lanes = SIMD16<T>(repeating: 0)
    var i = 0
    while i &+ 16 <= count {
      lanes += UnsafeRawPointer(values + i).loadUnaligned(as: SIMD16<T>.self)
      i &+= 16
    }
    var total: T = 0
    for lane in 0..<16 { total += lanes[lane] }
    while i < count {
      total += values[i]
      i &+= 1
    }
    return total
  }
}
