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
  ) throws {
    try WindowOptions.check(
      "MaxPool2d", kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation)
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

  public override var details: String {
    var text = "\(kernel)\(stride != kernel ? ", stride=\(stride)" : "")"
    if padding != (0, 0) { text += ", padding=\(padding)" }
    return text + (roundsUp ? ", ceil_mode=true" : "")
  }

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
  /// PyTorch's `divisor_override`.
  public let divisor: Int?

  public init(
    _ kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0), roundsUp: Bool = false,
    countsPadding: Bool = true, divisor: Int? = nil
  ) throws {
    try WindowOptions.check("AvgPool2d", kernel: kernel, stride: stride ?? kernel, padding: padding)
    guard divisor != 0 else {
      throw NetworkError.invalidOption(owner: "AvgPool2d", message: "divisor_override cannot be 0")
    }
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
    self.roundsUp = roundsUp
    self.countsPadding = countsPadding
    self.divisor = divisor
  }

  public override var details: String {
    var text = "\(kernel)\(stride != kernel ? ", stride=\(stride)" : "")"
    if padding != (0, 0) { text += ", padding=\(padding)" }
    return text + (roundsUp ? ", ceil_mode=true" : "")
  }

  public override func forward(_ x: Tensor) throws -> Tensor {
    try Tensor.avgPool2d(
      x, kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp, countsPadding: countsPadding,
      divisor: divisor)
  }
}

/// Means over a grid of bins of images [N, C, H, W] → [N, C, h, w], whatever the images' size.
public final class AdaptiveAvgPool2d: Module {
  /// (h, w); nil keeps the image's.
  public let output: (Int?, Int?)

  /// - Throws: `NetworkError.invalidOption` when a size is negative.
  public init(_ output: (Int?, Int?)) throws {
    for case let size? in [output.0, output.1] where size < 0 {
      throw NetworkError.invalidOption(owner: "AdaptiveAvgPool2d", message: "output_size cannot be \(size)")
    }
    self.output = output
  }

  public override var details: String {
    "(\(output.0.map { "\($0)" } ?? "nil"), \(output.1.map { "\($0)" } ?? "nil"))"
  }

  public override func forward(_ x: Tensor) throws -> Tensor { try Tensor.adaptiveAvgPool2d(x, output: output) }
}
