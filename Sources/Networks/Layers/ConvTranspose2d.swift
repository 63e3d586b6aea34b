import Arrays
import Tensors

/// The adjoint of `Conv2d`: images [N, in, H, W] → [N, out, Ho, Wo], Ho = (H - 1) stride - 2 padding +
/// dilation (kernel - 1) + output padding + 1. Parameters `weight` [in, out/groups, kh, kw], `bias` [out].
public final class ConvTranspose2d: Module {
  public struct Options {
    public var stride = (1, 1)
    public var padding = (0, 0)
    public var outputPadding = (0, 0)
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
  private let weight: Parameter
  private let bias: Parameter?

  /// - Throws: `NetworkError.invalidOption`, `ArrayError` when a size is out of range.
  public init(_ inChannels: Int, _ outChannels: Int, kernel: (Int, Int), _ options: Options = Options()) throws {
    let owner = "ConvTranspose2d"
    try WindowOptions.check(
      owner, inChannels, outChannels, options.groups, kernel, options.stride, options.padding, options.dilation)
    let extra = options.outputPadding
    let most = (max(options.stride.0, options.dilation.0), max(options.stride.1, options.dilation.1))
    guard extra.0 >= 0, extra.1 >= 0, extra.0 < most.0, extra.1 < most.1 else {
      throw NetworkError.invalidOption(
        owner: owner, message: "output_padding \(extra) must be smaller than the stride or the dilation")
    }
    self.inChannels = inChannels
    self.outChannels = outChannels
    self.kernel = kernel
    self.options = options
    let shape = try Shape(inChannels, outChannels / options.groups, kernel.0, kernel.1)
    let fanIn = shape.count / inChannels
    weight = Parameter(try Initialization.uniform(shape, fanIn: fanIn, dtype: options.dtype))
    bias =
      options.bias
      ? Parameter(try Initialization.uniform(Shape(outChannels), fanIn: fanIn, dtype: options.dtype)) : nil
    super.init()
    register("weight", parameter: weight)
    if let bias { register("bias", parameter: bias) }
  }

  public override var details: String {
    var text = "\(inChannels), \(outChannels), kernel_size=\(kernel)"
    if options.stride != (1, 1) { text += ", stride=\(options.stride)" }
    if options.padding != (0, 0) { text += ", padding=\(options.padding)" }
    if options.outputPadding != (0, 0) { text += ", output_padding=\(options.outputPadding)" }
    if options.dilation != (1, 1) { text += ", dilation=\(options.dilation)" }
    if options.groups != 1 { text += ", groups=\(options.groups)" }
    return text
  }

  public override func forward(_ x: Tensor) throws -> Tensor {
    try Tensor.convTranspose2d(
      x, weight: weight.tensor, bias: bias?.tensor, stride: options.stride, padding: options.padding,
      extra: options.outputPadding, dilation: options.dilation, groups: options.groups)
  }
}
