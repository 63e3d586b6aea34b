/// Convolution, bias, relu and two-by-two max-pooling as one operation in float32: the block that small image
/// classifiers are made of.
///
/// The convolution's own result, four times as large as what is kept, never leaves the cache. And because one in four
/// of its gradients at most is not zero, the backward pass adds up rows instead of multiplying matrices: a quarter
/// of the work, or an eighth where half of the maxima are closed by the relu.
///
/// Notation: x [N, C, H, W], w [O, C, kh, kw], y [N, O, Ho/2, Wo/2]; a code for each of y says which of its window
/// it was. In the backward pass an image stands as [H, W, C], so that the kw · C = L inputs of one kernel row ky are
/// neighbours; M = ⌈L / 16⌉ lane groups hold them.
public struct ConvolutionBlock: Sendable {
  public let convolution: Convolution
  public let outputShape: Shape
  let pooledRows: Int
  let pooledColumns: Int

  /// Nil where the block does not apply: strides, padding, dilation, groups or tiny images.
  /// - Throws: `ArrayError` when shapes do not fit together.
  public init?(input: Shape, weight: Shape) throws {
    convolution = try Convolution(input: input, weight: weight)
    pooledRows = convolution.rows.count / 2
    pooledColumns = convolution.columns.count / 2
    guard pooledRows > 0, pooledColumns > 0, convolution.inPlane &* convolution.inChannels < 1 << 30 else { return nil }
    outputShape = try Shape(input[0], weight[0], pooledRows, pooledColumns)
  }

  var pooledPlane: Int { pooledRows &* pooledColumns }

  /// y, and where wanted the code of every maximum.
  /// - Throws: `ArrayError`.
  public func forward(_ x: NDArray, _ w: NDArray, bias: NDArray?, codes: UnsafeMutablePointer<UInt8>? = nil) throws
    -> NDArray
  {
    let c = convolution
    let (x, w) = (
      try x.dense("conv2d", like: .float32, shape: c.inputShape),
      try w.dense("conv2d", like: .float32, shape: c.weightShape)
    )
    let b = try bias?.dense("conv2d", like: .float32, shape: Shape(c.outChannels))
    let result = try NDArray(empty: outputShape)
    let (images, weights, y) = (x.pointer(as: Float.self), w.pointer(as: Float.self), result.pointer(as: Float.self))
    let shifts = b?.pointer(as: Float.self)
    let (taps, plane, width) = (c.taps, c.outPlane, c.columns.count)
    let workers = Threads.workers(pieces: c.batch / c.grain &+ 1)
    let columns = try Scratch(Float.self, count: taps &* plane, slots: workers)
    let full = try Scratch(Float.self, count: c.outChannels &* plane, slots: workers)
    let unused = try Scratch(UInt8.self, count: pooledColumns, slots: workers)
    Threads.forEach(count: c.batch, grain: c.grain, workers: workers) { range, worker in
      let (column, values) = (columns[worker], full[worker])
      for image in range {
        if Cancellation.isRequested { return }
        c.spread(images + image &* c.inChannels &* c.inPlane, column)
        BLAS.gemm(c.outChannels, plane, taps, weights, lda: taps, column, ldb: plane, values, ldc: plane)
        for channel in 0..<c.outChannels {
          let start = (image &* c.outChannels &+ channel) &* pooledPlane
          let source = values + channel &* plane
          let shift = shifts?[channel] ?? 0
          for row in 0..<pooledRows {
            let upper = source + 2 &* row &* width
            let place = start &+ row &* pooledColumns
            Halving.row(
              upper, upper + width, shift: shift, rectify: true, y + place, codes.map { $0 + place } ?? unused[worker],
              pooledColumns)
          }
        }
      }
    }
    withExtendedLifetime((x, w, b)) {}
    try Cancellation.check()
    return result
  }
}
