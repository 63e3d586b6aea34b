import Arrays
import LuaBridge
import Networks

extension Padding.Mode: LuaChoice {}

/// Layers whose kernel slides over images.
func declareWindows(_ m: LuaModule) {
  m.function(
    "Conv2d", .integer("in_channels"), .integer("out_channels"), .value("kernel_size", as: Pair.self),
    .named("stride", Pair(1, 1)), .named("padding", Margin.sizes(Pair(0, 0))), .named("dilation", Pair(1, 1)),
    .named("groups", 1), .option("bias", true), .option("padding_mode", Padding.Mode.zeros),
    .option("dtype", FloatName.float32),
    doc: "Cross-correlation of images: (N, in, H, W) → (N, out, H', W'). padding=\"same\" keeps the images' size, "
      + "padding_mode says what borders are filled with.",
    example: "local y = nn.Conv2d(1, 20, 5, {stride=1, padding=2})(tensor.randn(2, 1, 8, 8))"
  ) {
    (
      inputs: Int, outputs: Int, kernel: Pair, stride: Pair, padding: Margin, dilation: Pair, groups: Int, bias: Bool,
      mode: Padding.Mode, dtype: FloatName
    ) -> Module in
    var options = Conv2d.Options()
    options.stride = stride.both
    switch padding {
    case .sizes(let pair): options.padding = pair.both
    case .same: options.keepsSize = true
    }
    options.paddingMode = mode
    options.dilation = dilation.both
    options.groups = groups
    options.bias = bias
    options.dtype = dtype.dtype
    return try Conv2d(inputs, outputs, kernel: kernel.both, options)
  }
  m.function(
    "ConvTranspose2d", .integer("in_channels"), .integer("out_channels"), .value("kernel_size", as: Pair.self),
    .named("stride", Pair(1, 1)), .named("padding", Pair(0, 0)), .named("output_padding", Pair(0, 0)),
    .named("groups", 1), .option("bias", true), .option("dilation", Pair(1, 1)), .option("dtype", FloatName.float32),
    doc: "The adjoint of a convolution, which enlarges images: (N, in, H, W) → (N, out, H', W') with "
      + "H' = (H - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1.",
    example: "local y = nn.ConvTranspose2d(8, 3, 4, {stride=2, padding=1})(tensor.randn(2, 8, 7, 7))"
  ) {
    (
      inputs: Int, outputs: Int, kernel: Pair, stride: Pair, padding: Pair, extra: Pair, groups: Int, bias: Bool,
      dilation: Pair, dtype: FloatName
    ) -> Module in
    var options = ConvTranspose2d.Options()
    options.stride = stride.both
    options.padding = padding.both
    options.outputPadding = extra.both
    options.dilation = dilation.both
    options.groups = groups
    options.bias = bias
    options.dtype = dtype.dtype
    return try ConvTranspose2d(inputs, outputs, kernel: kernel.both, options)
  }
  m.function(
    "MaxPool2d", .named("kernel_size", as: Pair.self), .named("stride", as: Pair?.self),
    .named("padding", Pair(0, 0)), .option("dilation", Pair(1, 1)), .option("ceil_mode", false),
    doc: "Largest number of each window; stride is the kernel's size unless given.",
    example: "local p = nn.MaxPool2d(2)"
  ) { (kernel: Pair, stride: Pair?, padding: Pair, dilation: Pair, roundsUp: Bool) -> Module in
    try MaxPool2d(
      kernel.both, stride: stride?.both, padding: padding.both, dilation: dilation.both, roundsUp: roundsUp)
  }
  m.function(
    "AvgPool2d", .named("kernel_size", as: Pair.self), .named("stride", as: Pair?.self),
    .named("padding", Pair(0, 0)), .option("ceil_mode", false), .option("count_include_pad", true),
    .option("divisor_override", as: Int?.self),
    doc:
      "Mean of each window; stride is the kernel's size unless given. divisor_override is what sums are divided by in "
      + "place of the number of elements.", example: "local p = nn.AvgPool2d(2)"
  ) { (kernel: Pair, stride: Pair?, padding: Pair, roundsUp: Bool, counts: Bool, divisor: Int?) -> Module in
    try AvgPool2d(
      kernel.both, stride: stride?.both, padding: padding.both, roundsUp: roundsUp, countsPadding: counts,
      divisor: divisor)
  }
  m.function(
    "AdaptiveAvgPool2d", .named("output_size", as: OutputSize.self),
    doc: "Means over a grid of bins: images of any size → (N, C, h, w). {nil, w} and {h} keep the image's other size.",
    example: "local y = nn.AdaptiveAvgPool2d({6, 6})(tensor.randn(1, 3, 13, 9))"
  ) { (size: OutputSize) -> Module in try AdaptiveAvgPool2d(size.both) }
}

/// A size along height and width: one number for both, or {height, width}.
struct Pair: LuaReadable, CustomStringConvertible {
  let both: (Int, Int)
  init(_ height: Int, _ width: Int) { both = (height, width) }

  static var luaTypeName: String { "integer or {height, width}" }
  static var luaType: LuaValueType { .either([.integer, .list(.integer)]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Pair? {
    if let size = Int.read(stack, index) { return Pair(size, size) }
    guard let sizes = try [Int].read(stack, index), sizes.count == 2 else { return nil }
    return Pair(sizes[0], sizes[1])
  }

  var description: String { both.0 == both.1 ? "\(both.0)" : "{\(both.0), \(both.1)}" }
}

/// Borders of a convolution: sizes, or as much as keeps the image's.
enum Margin: LuaReadable, CustomStringConvertible {
  case sizes(Pair)
  case same

  static var luaTypeName: String { "integer, {height, width}, \"same\" or \"valid\"" }
  static var luaType: LuaValueType { .either([.integer, .list(.integer), .choice(["same", "valid"])]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Margin? {
    guard stack.type(index) == .string, let word = stack.string(index) else {
      return try Pair.read(stack, index).map { .sizes($0) }
    }
    switch word {
    case "same": return .same
    case "valid": return .sizes(Pair(0, 0))
    default: throw BindingError.choice(got: word, known: ["same", "valid"])
    }
  }

  var description: String {
    switch self {
    case .sizes(let pair): pair.description
    case .same: "\"same\""
    }
  }
}

/// {height, width}, either of which may be missing.
struct OutputSize: LuaReadable {
  let both: (Int?, Int?)
  static var luaTypeName: String { "integer or {height, width}" }
  static var luaType: LuaValueType { .either([.integer, .list(.integer)]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> OutputSize? {
    if let size = Int.read(stack, index) { return OutputSize(both: (size, size)) }
    guard stack.type(index) == .table else { return nil }
    let table = LuaTable(stack, index)
    guard table.count <= 2 else { return nil }
    return OutputSize(both: (try table.itemIfAny(1, as: Int.self), try table.itemIfAny(2, as: Int.self)))
  }
}
