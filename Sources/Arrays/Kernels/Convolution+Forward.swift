extension Convolution {
  /// y = w ⋆ x + b [N, O, Ho, Wo], and where wanted max(y, 0) in the same pass.
  ///
  /// `x` and `w` have the shapes this convolution was made for and one float dtype; `bias` has one number per output
  /// channel.
  /// - Throws: `ArrayError`.
  public func forward(_ x: NDArray, _ w: NDArray, bias: NDArray?, relu: Bool = false) throws -> NDArray {
    let (x, w) = (
      try x.dense("conv2d", like: x.dtype, shape: inputShape), try w.dense("conv2d", like: x.dtype, shape: weightShape)
    )
    let bias = try bias?.dense("conv2d", like: x.dtype)
    if let bias, bias.count != outChannels {
      throw ArrayError.wrongShape(operation: "conv2d", wanted: "a bias (\(outChannels),)", got: bias.shape)
    }
    let y = try NDArray(empty: outputShape, dtype: x.dtype)
    if x.dtype == .float32 {
      let (images, weights, shifts) = (
        x.pointer(as: Float.self), w.pointer(as: Float.self), bias?.pointer(as: Float.self)
      )
      if try !forwardByLibrary(images, weights, shifts, relu, y.pointer(as: Float.self)) {
        try run(images, weights, shifts, relu, y.pointer(as: Float.self))
      }
    } else {
      try run(
        x.pointer(as: Double.self), w.pointer(as: Double.self), bias?.pointer(as: Double.self), relu,
        y.pointer(as: Double.self))
    }
    withExtendedLifetime((x, w, bias)) {}
    try Cancellation.check()
    return y
  }

  private func run<T: RealElement>(
    _ x: UnsafePointer<T>, _ w: UnsafePointer<T>, _ bias: UnsafePointer<T>?, _ relu: Bool,
    _ y: UnsafeMutablePointer<T>
  ) throws {
    let (taps, plane) = (taps, outPlane)
    guard plane > 0 else { return }
    let workers = Threads.workers(pieces: batch / grain &+ 1)
    let scratch = try Scratch(T.self, count: isPointwise ? 0 : taps &* plane, slots: workers)
    Threads.forEach(count: batch, grain: grain, workers: workers) { images, worker in
      let columns = scratch[worker]
      for image in images {
        if Cancellation.isRequested { return }
        for group in 0..<groups {
          let source = x + (image &* inChannels &+ group &* groupIn) &* inPlane
          if !isPointwise { spread(source, columns) }
          let target = y + (image &* outChannels &+ group &* groupOut) &* plane
          T.gemm(
            groupOut, plane, taps, alpha: 1, w + group &* groupOut &* taps, lda: taps, transposeA: false,
            isPointwise ? source : UnsafePointer(columns), ldb: plane, transposeB: false, beta: 0, target, ldc: plane)
          Convolution.finish(target, groupOut, plane, bias.map { $0 + group &* groupOut }, relu)
        }
      }
    }
  }

  /// Adds the bias to the channels of one image and rectifies them, as wanted.
  @inline(__always)
  static func finish<T: RealElement>(
    _ y: UnsafeMutablePointer<T>, _ channels: Int, _ plane: Int, _ bias: UnsafePointer<T>?, _ relu: Bool
  ) {
    guard let bias else {
      if relu { T.rectify(y, adding: 0, count: channels &* plane) }
      return
    }
    for channel in 0..<channels {
      let (row, shift) = (y + channel &* plane, bias[channel])
      if relu {
        T.rectify(row, adding: shift, count: plane)
      } else {
        for i in 0..<plane { row[i] += shift }
      }
    }
  }
}
