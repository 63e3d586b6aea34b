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
  ///   - divisor: PyTorch's `divisor_override`: what sums are divided by in place of the number of elements.
  public static func avgPool2d(
    _ x: Tensor, kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0), roundsUp: Bool = false,
    countsPadding: Bool = true, divisor: Int? = nil
  ) throws -> Tensor {
    let pooling = try Pooling(
      operation: "avg_pool2d", input: x.shape, kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp)
    let rule: Pooling.Divisor
    if let divisor {
      guard divisor != 0 else {
        throw ArrayError.invalidArgument(operation: "avg_pool2d", message: "divisor_override cannot be 0")
      }
      rule = .fixed(divisor)
    } else {
      rule = countsPadding ? .window : .inputs
    }
    let y = try pooling.average(x.array, dividingBy: rule)
    return .record("avg_pool2d", y, inputs: [x]) { [try pooling.averageGradient($0, dividingBy: rule)] }
  }

  /// Means over a grid of bins of images [N, C, H, W] or [C, H, W]: bin i of h covers the rows
  /// ⌊i H / h⌋ ..< ⌈(i + 1) H / h⌉.
  ///
  /// - Parameter output: (h, w); nil keeps the input's size.
  /// - Throws: `ArrayError` when a size is out of range or the images are empty.
  public static func adaptiveAvgPool2d(_ x: Tensor, output: (Int?, Int?)) throws -> Tensor {
    let pooling = try AdaptivePooling(operation: "adaptive_avg_pool2d", input: x.shape, output: output)
    return .record("adaptive_avg_pool2d", try pooling.average(x.array), inputs: [x]) {
      [try pooling.averageGradient($0)]
    }
  }
}
