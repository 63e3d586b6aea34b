import LuaBridge
import Networks

/// Layers that work on each number, or along one dimension.
func declareActivations(_ m: LuaModule) {
  m.function("ReLU", doc: "max(x, 0)", example: "nn.ReLU()(tensor.randn(3))") { () -> Module in ReLU() }
  m.function(
    "LeakyReLU", .named("negative_slope", 0.01), doc: "x, or slope · x where negative.",
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
  m.function(
    "Softplus", .named("beta", 1.0), .named("threshold", 20.0),
    doc: "log(1 + exp(beta x)) / beta, and x itself where beta x is above the threshold.",
    example: "local y = nn.Softplus()(tensor.randn(3))"
  ) { (beta: Double, threshold: Double) -> Module in try Softplus(beta: beta, threshold: threshold) }
  m.function(
    "GELU", .named("approximate", Approximation.none),
    doc: "x Φ(x), Φ the normal distribution function, or its approximation by tanh.",
    example: "local y = nn.GELU{approximate=\"tanh\"}(tensor.randn(3))"
  ) { (approximation: Approximation) -> Module in GELU(tanh: approximation == .tanh) }
  m.function(
    "Softmax", .named("dim", as: LuaIndex?.self), doc: "exp(x) / Σ exp(x) along a dimension, the last.",
    example: "local p = nn.Softmax(2)(tensor.randn(2, 3))"
  ) {
    (place: LuaIndex?) -> Module in Softmax(place.map(dimension) ?? -1)
  }
  m.function(
    "LogSoftmax", .named("dim", as: LuaIndex?.self), doc: "The logarithm of softmax, without loss of digits.",
    example: "local l = nn.LogSoftmax(2)(tensor.randn(2, 3))"
  ) {
    (place: LuaIndex?) -> Module in LogSoftmax(place.map(dimension) ?? -1)
  }
  m.function("Identity", doc: "Returns its input.", example: "local same = nn.Identity()(tensor.randn(3))") {
    () -> Module in Identity()
  }
}
