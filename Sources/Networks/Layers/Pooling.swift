import Tensors

/// Largest number of each window of images [N, C, H, W].
public final class MaxPool2d: Module {
  public let kernel: (Int, Int)
  public let stride: (Int, Int)
  public let padding: (Int, Int)
  public let dilation: (Int, Int)
  /// PyTorch's `ceil_mode`.
  public let roundsUp: Bool

  public init(
    _ kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0), dilation: (Int, Int) = (1, 1),
    roundsUp: Bool = false
  ) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
    self.dilation = dilation
    self.roundsUp = roundsUp
  }

  /// Two by two without overlap.
  var isHalving: Bool {
    kernel == (2, 2) && stride == (2, 2) && padding == (0, 0) && dilation == (1, 1) && !roundsUp
  }

  public override var details: String { "\(kernel)\(stride != kernel ? ", stride=\(stride)" : "")" }

  public override func forward(_ x: Tensor) throws -> Tensor {
    try Tensor.maxPool2d(
      x, kernel: kernel, stride: stride, padding: padding, dilation: dilation, roundsUp: roundsUp)
  }
}

/// Mean of each window of images [N, C, H, W].
public final class AvgPool2d: Module {
  public let kernel: (Int, Int)
  public let stride: (Int, Int)
  public let padding: (Int, Int)
  public let roundsUp: Bool
  /// PyTorch's `count_include_pad`.
  public let countsPadding: Bool

  public init(
    _ kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0), roundsUp: Bool = false,
    countsPadding: Bool = true
  ) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
    self.roundsUp = roundsUp
    self.countsPadding = countsPadding
  }

  public override var details: String { "\(kernel)\(stride != kernel ? ", stride=\(stride)" : "")" }

  public override func forward(_ x: Tensor) throws -> Tensor {
    try Tensor.avgPool2d(
      x, kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp, countsPadding: countsPadding)
  }
}
