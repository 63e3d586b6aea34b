import Arrays
import LuaBridge
import Networks

/// Layers that bring numbers to one scale.
func declareNormalizations(_ m: LuaModule) {
  func options(_ eps: Double, _ momentum: Momentum, _ affine: Bool, _ tracks: Bool, _ dtype: FloatName)
    -> BatchNorm.Options
  {
    var options = BatchNorm.Options()
    options.eps = eps
    options.momentum = momentum.value
    options.affine = affine
    options.tracksMoments = tracks
    options.dtype = dtype.dtype
    return options
  }
  m.function(
    "BatchNorm1d", .integer("num_features"), .option("eps", 1e-5), .option("momentum", Momentum(value: 0.1)),
    .option("affine", true), .option("track_running_stats", true), .option("dtype", FloatName.float32),
    doc: "Normalises each feature of (N, C) or (N, C, L), as BatchNorm2d does channels.",
    example: "local y = nn.BatchNorm1d(20)(tensor.randn(8, 20))"
  ) { (channels: Int, eps: Double, momentum: Momentum, affine: Bool, tracks: Bool, dtype: FloatName) -> Module in
    try BatchNorm1d(channels, options(eps, momentum, affine, tracks, dtype))
  }
  m.function(
    "BatchNorm2d", .integer("num_features"), .option("eps", 1e-5), .option("momentum", Momentum(value: 0.1)),
    .option("affine", true), .option("track_running_stats", true), .option("dtype", FloatName.float32),
    doc: "Normalises each channel of (N, C, H, W) by the batch's moments in training, by running ones afterwards. "
      + "momentum=false takes the mean over all batches; without running moments evaluation takes the batch's.",
    example: "local n = nn.BatchNorm2d(20)"
  ) { (channels: Int, eps: Double, momentum: Momentum, affine: Bool, tracks: Bool, dtype: FloatName) -> Module in
    try BatchNorm2d(channels, options(eps, momentum, affine, tracks, dtype))
  }
  m.function(
    "LayerNorm", .value("normalized_shape", as: Sizes.self), .named("eps", 1e-5), .option("elementwise_affine", true),
    .option("bias", true), .option("dtype", FloatName.float32),
    doc: "Normalises over the last dimensions, which are normalized_shape.",
    example: "local y = nn.LayerNorm({3, 4})(tensor.randn(2, 3, 4))"
  ) { (sizes: Sizes, eps: Double, affine: Bool, bias: Bool, dtype: FloatName) -> Module in
    try LayerNorm(Shape(sizes.values), eps: eps, affine: affine, bias: bias, dtype: dtype.dtype)
  }
  m.function(
    "LocalResponseNorm", .named("size", as: Int.self), .named("alpha", 1e-4), .named("beta", 0.75), .named("k", 1.0),
    doc: "x / (k + alpha / size Σ x²)^beta, the sum over `size` neighbouring channels of (N, C, ...).",
    example: "local y = nn.LocalResponseNorm(5)(tensor.randn(1, 8, 4, 4))"
  ) { (size: Int, alpha: Double, beta: Double, k: Double) -> Module in
    try LocalResponseNorm(size, alpha: alpha, beta: beta, k: k)
  }
}

/// A size, or several in a table.
struct Sizes: LuaReadable {
  let values: [Int]
  static var luaTypeName: String { "integer or table of integers" }
  static var luaType: LuaValueType { .either([.integer, .list(.integer)]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Sizes? {
    if let size = Int.read(stack, index) { return Sizes(values: [size]) }
    return try [Int].read(stack, index).map { Sizes(values: $0) }
  }
}

/// How far running moments move; false where a script wants the mean of all batches, since nil would be the default.
struct Momentum: LuaReadable, CustomStringConvertible {
  let value: Double?
  static var luaTypeName: String { "number or false" }
  static var luaType: LuaValueType { .either([.number, .boolean]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Momentum? {
    if let number = Double.read(stack, index) { return Momentum(value: number) }
    return Bool.read(stack, index) == false ? Momentum(value: nil) : nil
  }

  var description: String { value.map { "\($0)" } ?? "false" }
}
