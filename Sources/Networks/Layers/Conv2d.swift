import Arrays
import Tensors

/// Cross-correlation of images [N, in, H, W] → [N, out, Ho, Wo]. Parameters `weight` [out, in/groups, kh, kw], `bias` [out].
public final class Conv2d: Module {
  public struct Options {
    public var stride = (1, 1)
    public var padding = (0, 0)
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
    guard options.groups >= 1, inChannels % options.groups == 0, outChannels % options.groups == 0 else {
      throw NetworkError.invalidOption(
        owner: "Conv2d",
        message: "\(inChannels) and \(outChannels) channels cannot be cut into \(options.groups) groups")
    }
    guard inChannels > 0, outChannels > 0, kernel.0 > 0, kernel.1 > 0 else {
      throw NetworkError.invalidOption(owner: "Conv2d", message: "channels and kernel size must be positive")
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
  }

  public override var details: String {
    var text = "\(inChannels), \(outChannels), kernel_size=\(kernel)"
    if options.stride != (1, 1) { text += ", stride=\(options.stride)" }
    if options.padding != (0, 0) { text += ", padding=\(options.padding)" }
    if options.dilation != (1, 1) { text += ", dilation=\(options.dilation)" }
    if options.groups != 1 { text += ", groups=\(options.groups)" }
    return text
  }

  public override func forward(_ x: Tensor) throws -> Tensor { try forward(x, relu: false) }

  /// With max(y, 0) fused in.
  public func forward(_ x: Tensor, relu: Bool) throws -> Tensor {
    try Tensor.conv2d(
      x, weight: weight.tensor, bias: bias?.tensor, stride: options.stride, padding: options.padding,
      dilation: options.dilation, groups: options.groups, relu: relu)
  }
}
