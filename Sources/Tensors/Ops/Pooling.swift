import Arrays

extension Tensor {
  /// Largest number of each window of images [N, C, H, W] or [C, H, W]; the gradient goes to its place, the first
  /// among equals.
  ///
  /// - Parameters:
  ///   - stride: the kernel's size when nil.
  ///   - roundsUp: PyTorch's `ceil_mode`.
  public static func maxPool2d(
    _ x: Tensor, kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0),
    dilation: (Int, Int) = (1, 1), roundsUp: Bool = false
  ) throws -> Tensor {
    let pooling = try Pooling(
      operation: "max_pool2d", input: x.shape, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
      roundsUp: roundsUp)
    guard Tape.isRecording, x.requiresGrad else { return Tensor(try pooling.maximum(x.array)) }
    let places = try Storage(byteCount: pooling.outputShape.count * MemoryLayout<Int32>.stride)
    let positions = places.pointer.assumingMemoryBound(to: Int32.self)
    let y = try pooling.maximum(x.array, positions: positions)
    return .record("max_pool2d", y, inputs: [x]) { g in
      try withExtendedLifetime(places) { [try pooling.maximumGradient(g, positions: positions)] }
    }
  }

  /// Mean of each window of images [N, C, H, W] or [C, H, W].
  ///
  /// - Parameters:
  ///   - stride: the kernel's size when nil.
  ///   - roundsUp: PyTorch's `ceil_mode`.
  ///   - countsPadding: PyTorch's `count_include_pad`.
  public static func avgPool2d(
    _ x: Tensor, kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0), roundsUp: Bool = false,
    countsPadding: Bool = true
  ) throws -> Tensor {
    let pooling = try Pooling(
      operation: "avg_pool2d", input: x.shape, kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp)
    let y = try pooling.average(x.array, countsPadding: countsPadding)
    return .record("avg_pool2d", y, inputs: [x]) { [try pooling.averageGradient($0, countsPadding: countsPadding)] }
  }
}
