import Arrays
import LuaBridge
import Tensors

/// Functions of each element: Lua's name, what it is, the Swift function.
private let unary: [(name: String, doc: String, function: (Tensor) throws -> Tensor)] = [
  ("neg", "-x", { try $0.neg() }), ("abs", "|x|", { try $0.abs() }), ("sign", "-1, 0 or 1", { try $0.sign() }),
  ("square", "x²", { try $0.square() }), ("relu", "max(x, 0)", { try $0.relu() }),
  ("floor", "the largest whole number not above x", { try $0.floor() }),
  ("ceil", "the smallest whole number not below x", { try $0.ceil() }),
  ("round", "the nearest whole number, halves to the even one", { try $0.round() }),
  ("trunc", "x without its fraction", { try $0.trunc() }), ("reciprocal", "1 / x", { try $0.reciprocal() }),
  ("sqrt", "√x", { try $0.sqrt() }), ("rsqrt", "1 / √x", { try $0.rsqrt() }), ("exp", "e^x", { try $0.exp() }),
  ("exp2", "2^x", { try $0.exp2() }), ("expm1", "e^x - 1", { try $0.expm1() }),
  ("log", "the natural logarithm", { try $0.log() }), ("log2", "the logarithm to base 2", { try $0.log2() }),
  ("log10", "the logarithm to base 10", { try $0.log10() }), ("log1p", "log(1 + x)", { try $0.log1p() }),
  ("sin", "the sine", { try $0.sin() }), ("cos", "the cosine", { try $0.cos() }),
  ("tan", "the tangent", { try $0.tan() }), ("asin", "the arcsine", { try $0.asin() }),
  ("acos", "the arccosine", { try $0.acos() }), ("atan", "the arctangent", { try $0.atan() }),
  ("sinh", "the hyperbolic sine", { try $0.sinh() }), ("cosh", "the hyperbolic cosine", { try $0.cosh() }),
  ("tanh", "the hyperbolic tangent", { try $0.tanh() }), ("asinh", "the inverse of sinh", { try $0.asinh() }),
  ("acosh", "the inverse of cosh", { try $0.acosh() }), ("atanh", "the inverse of tanh", { try $0.atanh() }),
  ("sigmoid", "1 / (1 + e^-x)", { try $0.sigmoid() }),
  ("log_sigmoid", "log(1 / (1 + e^-x))", { try $0.logSigmoid() }), ("silu", "x / (1 + e^-x)", { try $0.silu() }),
  ("erf", "the error function", { try $0.erf() }), ("erfc", "1 - erf(x)", { try $0.erfc() }),
  ("lgamma", "log |Γ(x)|", { try $0.lgamma() }), ("digamma", "the derivative of lgamma", { try $0.digamma() }),
  ("isnan", "whether x is not a number (bool)", { try $0.isnan() }),
  ("isinf", "whether x is infinite (bool)", { try $0.isinf() }),
  ("isfinite", "whether x is finite (bool)", { try $0.isfinite() }),
  ("logical_not", "whether x is 0 (bool)", { try $0.logicalNot() }),
]

private let binary: [(name: String, doc: String, function: BinaryFunction)] = [
  ("add", "t + u", .add), ("sub", "t - u", .sub), ("mul", "t * u", .mul), ("div", "t / u", .div),
  ("remainder", "t - u floor(t / u)", .remainder), ("pow", "t to the power u", .pow),
  ("maximum", "The larger of both", .maximum), ("minimum", "The smaller of both", .minimum),
  ("atan2", "The angle of the point (u, t)", .atan2),
]

private let comparisons: [(name: String, doc: String, comparison: Comparison)] = [
  ("eq", "t = u", .eq), ("ne", "t ≠ u", .ne), ("lt", "t < u", .lt), ("le", "t ≤ u", .le), ("gt", "t > u", .gt),
  ("ge", "t ≥ u", .ge),
]

func declareTensorPointwise(_ c: LuaMembers<Tensor>) {
  for (name, doc, function) in unary {
    c.method(name, doc: "Element by element: \(doc).", example: "local y = tensor.ones(3):\(name)()") { (t: Tensor) in
      try function(t)
    }
  }
  for (name, doc, function) in binary {
    c.method(
      name, .value("u", as: Operand.self), doc: "\(doc), element by element, broadcast.",
      example: "local y = tensor.ones(3):\(name)(2)"
    ) { (t: Tensor, u: Operand) in try combine(function, .tensor(t), u) }
  }
  for (name, doc, comparison) in comparisons {
    c.method(
      name, .value("u", as: Operand.self), doc: "Where \(doc), a bool tensor, broadcast.",
      example: "local mask = tensor.arange(3):\(name)(2)"
    ) { (t: Tensor, u: Operand) -> Tensor in
      switch u {
      case .tensor(let u): try t.compare(comparison, u)
      case .number(let number): try t.compare(comparison, number)
      }
    }
  }
  c.method(
    "logical_and", .value("u", as: Tensor.self), doc: "Where both are not 0.",
    example: "local m = tensor{true, false}:logical_and(tensor{true, true})"
  ) { (t: Tensor, u: Tensor) in try t.logicalAnd(u) }
  c.method(
    "logical_or", .value("u", as: Tensor.self), doc: "Where one is not 0.",
    example: "local m = tensor{true, false}:logical_or(tensor{true, true})"
  ) { (t: Tensor, u: Tensor) in try t.logicalOr(u) }
  c.method(
    "clamp", .value("min", as: Scalar?.self), .value("max", as: Scalar?.self),
    doc: "Held between min and max; nil does not bind.", example: "local y = tensor.randn(3):clamp(0, 1)"
  ) { (t: Tensor, low: Scalar?, high: Scalar?) in try t.clamp(min: low, max: high) }
  c.method(
    "leaky_relu", .number("slope", 0.01), doc: "x where positive, slope x elsewhere.",
    example: "local y = tensor.randn(3):leaky_relu(0.2)"
  ) { (t: Tensor, slope: Double) in try t.leakyRelu(slope) }
  c.method(
    "elu", .number("alpha", 1), doc: "x where positive, alpha (e^x - 1) elsewhere.",
    example: "local y = tensor.randn(3):elu()"
  ) { (t: Tensor, alpha: Double) in try t.elu(alpha: alpha) }
  c.method(
    "softplus", .number("beta", 1), .number("threshold", 20), doc: "log(1 + e^(beta x)) / beta.",
    example: "local y = tensor.randn(3):softplus()"
  ) { (t: Tensor, beta: Double, threshold: Double) in try t.softplus(beta: beta, threshold: threshold) }
  c.method(
    "gelu", .option("approximate", Approximation.none), doc: "x Φ(x), or its tanh approximation.",
    example: "local y = tensor.randn(3):gelu()"
  ) { (t: Tensor, approximation: Approximation) in try t.gelu(tanh: approximation == .tanh) }
  c.method(
    "softmax", .index("d"), doc: "e^x / Σ e^x along dimension d.", example: "local p = tensor.randn(2, 3):softmax(2)"
  ) { (t: Tensor, d: LuaIndex) in try t.softmax(try position(d, in: t)) }
  c.method(
    "log_softmax", .index("d"), doc: "The logarithm of softmax.",
    example: "local l = tensor.randn(2, 3):log_softmax(2)"
  ) { (t: Tensor, d: LuaIndex) in try t.logSoftmax(try position(d, in: t)) }
}

enum Approximation: String, LuaChoice { case none, tanh }
