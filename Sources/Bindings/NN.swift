import Arrays
import LuaBridge
import Networks
import Tensors

let nnModule = LuaModule("nn", doc: "Layers, networks and losses, named and parametrised as PyTorch's.") { m in
  m.function(
    "Linear", .integer("in_features"), .integer("out_features"), .option("bias", true),
    .option("dtype", FloatName.float32), doc: "y = x Wᵀ + b: (..., in) → (..., out).",
    example: "local y = nn.Linear(4, 2)(tensor.randn(3, 4))"
  ) { (inputs: Int, outputs: Int, bias: Bool, dtype: FloatName) -> Module in
    try Linear(inputs, outputs, bias: bias, dtype: dtype.dtype)
  }
  m.function(
    "Conv2d", .integer("in_channels"), .integer("out_channels"), .value("kernel_size", as: Pair.self),
    .option("stride", Pair(1, 1)), .option("padding", Pair(0, 0)), .option("dilation", Pair(1, 1)),
    .option("groups", 1), .option("bias", true), .option("dtype", FloatName.float32),
    doc: "Cross-correlation of images: (N, in, H, W) → (N, out, H', W').",
    example: "local y = nn.Conv2d(1, 20, 5, {stride=1, padding=2})(tensor.randn(2, 1, 8, 8))"
  ) {
    (
      inputs: Int, outputs: Int, kernel: Pair, stride: Pair, padding: Pair, dilation: Pair, groups: Int, bias: Bool,
      dtype: FloatName
    ) -> Module in
    var options = Conv2d.Options()
    options.stride = stride.both
    options.padding = padding.both
    options.dilation = dilation.both
    options.groups = groups
    options.bias = bias
    options.dtype = dtype.dtype
    return try Conv2d(inputs, outputs, kernel: kernel.both, options)
  }
  m.function(
    "MaxPool2d", .value("kernel_size", as: Pair.self), .option("stride", as: Pair?.self),
    .option("padding", Pair(0, 0)), .option("dilation", Pair(1, 1)), .option("ceil_mode", false),
    doc: "Largest number of each window; stride is the kernel's size unless given.",
    example: "local p = nn.MaxPool2d(2)"
  ) { (kernel: Pair, stride: Pair?, padding: Pair, dilation: Pair, roundsUp: Bool) -> Module in
    MaxPool2d(
      kernel.both, stride: stride?.both, padding: padding.both, dilation: dilation.both, roundsUp: roundsUp)
  }
  m.function(
    "AvgPool2d", .value("kernel_size", as: Pair.self), .option("stride", as: Pair?.self),
    .option("padding", Pair(0, 0)), .option("ceil_mode", false), .option("count_include_pad", true),
    doc: "Mean of each window; stride is the kernel's size unless given.", example: "local p = nn.AvgPool2d(2)"
  ) { (kernel: Pair, stride: Pair?, padding: Pair, roundsUp: Bool, counts: Bool) -> Module in
    AvgPool2d(kernel.both, stride: stride?.both, padding: padding.both, roundsUp: roundsUp, countsPadding: counts)
  }
  m.function(
    "BatchNorm2d", .integer("num_features"), .option("eps", 1e-5), .option("momentum", 0.1),
    .option("affine", true), .option("dtype", FloatName.float32),
    doc: "Normalises each channel of (N, C, H, W) by the batch's moments in training, by running ones afterwards.",
    example: "local n = nn.BatchNorm2d(20)"
  ) { (channels: Int, eps: Double, momentum: Double, affine: Bool, dtype: FloatName) -> Module in
    try BatchNorm2d(channels, eps: eps, momentum: momentum, affine: affine, dtype: dtype.dtype)
  }
  m.function(
    "Dropout", .number("p", 0.5), doc: "Zeroes elements at random in training.", example: "local d = nn.Dropout(0.3)"
  ) { (p: Double) -> Module in try Dropout(p) }
  m.function(
    "Flatten", .value("start_dim", as: LuaIndex?.self), .value("end_dim", as: LuaIndex?.self),
    doc: "Joins dimensions into one; all but the first unless given.", example: "local f = nn.Flatten()"
  ) { (start: LuaIndex?, end: LuaIndex?) -> Module in
    Flatten(start.map(dimension) ?? 1, end.map(dimension) ?? -1)
  }
  m.function(
    "Unflatten", .index("dim"), .sizes("sizes"), doc: "Cuts one dimension into several.",
    example: "local u = nn.Unflatten(2, {1, 28, 28})"
  ) { (place: LuaIndex, sizes: [Int]) -> Module in Unflatten(dimension(place), sizes) }
  declareActivations(m)
  m.function(
    "Sequential", .rest("modules"), doc: "Modules one after the other; seq[1] is the first.",
    example: "local net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))"
  ) { (modules: LuaRest) -> Module in Sequential(try list(modules)) }
  m.function(
    "ModuleList", .rest("modules"), doc: "Modules held in order, for loops of your own.",
    example: "for _, layer in ipairs(nn.ModuleList(nn.ReLU(), nn.Tanh())) do end"
  ) { (modules: LuaRest) -> Module in ModuleList(try list(modules)) }
  m.function(
    "Parameter", .value("data", as: Tensor.self),
    doc: "The tensor as one that training changes; as a field of a module it becomes a parameter of it.",
    example: "local w = nn.Parameter(tensor.randn(3))"
  ) { (data: Tensor) -> Tensor in
    let parameter = data.detach()
    try parameter.setRequiresGrad(true)
    return parameter
  }
  m.value("Module", doc: "Base of modules written in Lua: nn.Module:extend(\"Net\").", ScriptClass.root)
  declareLosses(m)
  m.type(Module.luaClass)
  m.type(scriptModuleClass)
  m.type(ScriptClass.luaClass)
}

/// 0-based; counted from the end it stays negative.
private func dimension(_ index: LuaIndex) -> Int { index.value > 0 ? index.value - 1 : index.value }

/// Modules as arguments or in one table.
private func list(_ arguments: LuaRest) throws -> [Module] {
  let listed = arguments.count == 1 ? try arguments[0].read(as: [Module].self) : nil
  let modules = try listed ?? arguments.values(as: Module.self)
  for module in modules { try Module().checkHolding(module) }
  return modules
}

private func declareActivations(_ m: LuaModule) {
  m.function("ReLU", doc: "max(x, 0)", example: "nn.ReLU()(tensor.randn(3))") { () -> Module in ReLU() }
  m.function(
    "LeakyReLU", .number("negative_slope", 0.01), doc: "x, or slope · x where negative.",
    example: "local y = nn.LeakyReLU(0.2)(tensor.randn(3))"
  ) {
    (slope: Double) -> Module in LeakyReLU(slope: slope)
  }
  m.function("Tanh", doc: "Hyperbolic tangent.", example: "local y = nn.Tanh()(tensor.randn(3))") { () -> Module in
    Tanh()
  }
  m.function("Sigmoid", doc: "1 / (1 + exp(-x))", example: "local y = nn.Sigmoid()(tensor.randn(3))") { () -> Module in
    Sigmoid()
  }
  m.function("Softplus", doc: "log(1 + exp(x))", example: "local y = nn.Softplus()(tensor.randn(3))") { () -> Module in
    Softplus()
  }
  m.function(
    "GELU", doc: "x Φ(x), Φ the normal distribution function.", example: "local y = nn.GELU()(tensor.randn(3))"
  ) { () -> Module in GELU() }
  m.function(
    "Softmax", .value("dim", as: LuaIndex?.self), doc: "exp(x) / Σ exp(x) along a dimension, the last.",
    example: "local p = nn.Softmax(2)(tensor.randn(2, 3))"
  ) {
    (place: LuaIndex?) -> Module in Softmax(place.map(dimension) ?? -1)
  }
  m.function(
    "LogSoftmax", .value("dim", as: LuaIndex?.self), doc: "The logarithm of softmax, without loss of digits.",
    example: "local l = nn.LogSoftmax(2)(tensor.randn(2, 3))"
  ) {
    (place: LuaIndex?) -> Module in LogSoftmax(place.map(dimension) ?? -1)
  }
  m.function("Identity", doc: "Returns its input.", example: "local same = nn.Identity()(tensor.randn(3))") {
    () -> Module in Identity()
  }
}
