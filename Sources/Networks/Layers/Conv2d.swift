import Arrays
import Tensors

/// Cross-correlation of images [N, in, H, W] → [N, out, Ho, Wo]. Parameters `weight` [out, in/groups, kh, kw], `bias` [out].
public final class Conv2d: Module {
  public struct Options {
    public var stride = (1, 1)
    public var padding = (0, 0)
    /// PyTorch's padding "same": as many rows and columns as keep the image's size, one more after it than before it where
    /// their number is odd; `padding` is not used then, strides must be 1.
    public var keepsSize = false
    /// What the padding is filled with.
    public var paddingMode = Padding.Mode.zeros
    public var dilation = (1, 1)
    public var groups = 1
    public var bias = true
    public var dtype = DType.float32
    public init() {}
  }

  public let inChannels: Int
  public let outChannels: Int
  public let kernel: (Int, Int)
  public let options: Options
  let weight: Parameter
  let bias: Parameter?

  /// - Throws: `NetworkError.invalidOption`, `ArrayError` when a size is out of range.
  public init(_ inChannels: Int, _ outChannels: Int, kernel: (Int, Int), _ options: Options = Options()) throws {
    try WindowOptions.check(
      "Conv2d", inChannels, outChannels, options.groups, kernel, options.stride, options.padding, options.dilation)
    guard !options.keepsSize || options.stride == (1, 1) else {
      throw NetworkError.invalidOption(
        owner: "Conv2d", message: "padding \"same\" wants strides of 1, got \(options.stride)")
    }
    self.inChannels = inChannels
    self.outChannels = outChannels
    self.kernel = kernel
    self.options = options
    let shape = try Shape(outChannels, inChannels / options.groups, kernel.0, kernel.1)
    let fanIn = shape.count / outChannels
    weight = Parameter(try Initialization.uniform(shape, fanIn: fanIn, dtype: options.dtype))
    bias =
      options.bias
      ? Parameter(try Initialization.uniform(Shape(outChannels), fanIn: fanIn, dtype: options.dtype)) : nil
    super.init()
    register("weight", parameter: weight)
    if let bias { register("bias", parameter: bias) }
  }

  /// Without strides, padding, dilation and groups.
  var isPlain: Bool {
    options.stride == (1, 1) && options.padding == (0, 0) && options.dilation == (1, 1) && options.groups == 1
      && !options.keepsSize
  }

  public override var details: String {
    var text = "\(inChannels), \(outChannels), kernel_size=\(kernel)"
    if options.stride != (1, 1) { text += ", stride=\(options.stride)" }
    if options.padding != (0, 0) { text += ", padding=\(options.padding)" }
    if options.keepsSize { text += ", padding=same" }
    if options.paddingMode != .zeros { text += ", padding_mode=\(options.paddingMode)" }
    if options.dilation != (1, 1) { text += ", dilation=\(options.dilation)" }
    if options.groups != 1 { text += ", groups=\(options.groups)" }
    return text
  }

  public override func forward(_ x: Tensor) throws -> Tensor { try forward(x, relu: false) }

  /// With max(y, 0) fused in.
  public func forward(_ x: Tensor, relu: Bool) throws -> Tensor {
    var (x, padding) = (x, options.padding)
    if options.keepsSize || options.paddingMode != .zeros {
      let (rows, columns) = (
        try border(kernel.0, padding.0, options.dilation.0), try border(kernel.1, padding.1, options.dilation.1)
      )
      if options.paddingMode == .zeros, rows.before == rows.after, columns.before == columns.after {
        padding = (rows.before, columns.before)
      } else {
        x = try Tensor.pad2d(x, rows: rows, columns: columns, mode: options.paddingMode)
        padding = (0, 0)
      }
    }
    return try Tensor.conv2d(
      x, weight: weight.tensor, bias: bias?.tensor, stride: options.stride, padding: padding,
      dilation: options.dilation, groups: options.groups, relu: relu)
  }

  private func border(_ kernel: Int, _ padding: Int, _ dilation: Int) throws -> (before: Int, after: Int) {
    guard options.keepsSize else { return (padding, padding) }
    let (total, overflow) = dilation.multipliedReportingOverflow(by: kernel - 1)
    guard !overflow else {
      throw NetworkError.invalidOption(owner: "Conv2d", message: "dilation cannot be \(dilation)")
    }
    return (total / 2, total - total / 2)
  }
}
