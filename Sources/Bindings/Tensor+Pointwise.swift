import Arrays
import LuaBridge
import Tensors

/// Functions of each element: Lua's name, what it is, the Swift function.
let unaryFunctions: [(name: String, doc: String, function: UnaryFunction)] = [
  ("neg", "-x", .neg), ("abs", "|x|", .abs), ("sign", "-1, 0 or 1", .sign), ("square", "x²", .square),
  ("relu", "max(x, 0)", .relu), ("floor", "the largest whole number not above x", .floor),
  ("ceil", "the smallest whole number not below x", .ceil), ("trunc", "x without its fraction", .trunc),
  ("reciprocal", "1 / x", .reciprocal), ("sqrt", "√x", .sqrt), ("rsqrt", "1 / √x", .rsqrt), ("exp", "e^x", .exp),
  ("exp2", "2^x", .exp2), ("expm1", "e^x - 1", .expm1), ("log", "the natural logarithm", .log),
  ("log2", "the logarithm to base 2", .log2), ("log10", "the logarithm to base 10", .log10),
  ("log1p", "log(1 + x)", .log1p), ("sin", "the sine", .sin), ("cos", "the cosine", .cos), ("tan", "the tangent", .tan),
  ("asin", "the arcsine", .asin), ("acos", "the arccosine", .acos), ("atan", "the arctangent", .atan),
  ("sinh", "the hyperbolic sine", .sinh), ("cosh", "the hyperbolic cosine", .cosh),
  ("tanh", "the hyperbolic tangent", .tanh), ("asinh", "the inverse of sinh", .asinh),
  ("acosh", "the inverse of cosh", .acosh), ("atanh", "the inverse of tanh", .atanh),
  ("sigmoid", "1 / (1 + e^-x)", .sigmoid), ("log_sigmoid", "log(1 / (1 + e^-x))", .logSigmoid),
  ("silu", "x / (1 + e^-x)", .silu), ("erf", "the error function", .erf), ("erfc", "1 - erf(x)", .erfc),
  ("lgamma", "log |Γ(x)|", .lgamma), ("digamma", "the derivative of lgamma", .digamma),
]

private let tests: [(name: String, doc: String, function: (Tensor) throws -> Tensor)] = [
  ("isnan", "whether x is not a number (bool)", { try $0.isnan() }),
  ("isinf", "whether x is infinite (bool)", { try $0.isinf() }),
  ("isfinite", "whether x is finite (bool)", { try $0.isfinite() }),
  ("logical_not", "whether x is 0 (bool)", { try $0.logicalNot() }),
]

private let binary: [(name: String, doc: String, function: BinaryFunction)] = [
  ("mul", "t * u", .mul),
  ("remainder", "t - u floor(t / u)", .remainder), ("pow", "t to the power u", .pow),
  ("maximum", "The larger of both", .maximum), ("minimum", "The smaller of both", .minimum),
  ("atan2", "The angle of the point (u, t)", .atan2),
]

private let comparisons: [(name: String, doc: String, comparison: Comparison)] = [
  ("eq", "t = u", .eq), ("ne", "t ≠ u", .ne), ("lt", "t < u", .lt), ("le", "t ≤ u", .le), ("gt", "t > u", .gt),
  ("ge", "t ≥ u", .ge),
]

func declareTensorPointwise(_ c: LuaMembers<Tensor>) {
  for (name, doc, function) in unaryFunctions {
    c.method(name, doc: "Element by element: \(doc).", example: "local y = tensor.ones(3):\(name)()") { (t: Tensor) in
      try t.map(function)
    }
  }
  for (name, doc, function) in tests {
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
  for (name, doc, function) in [("add", "t + alpha u", BinaryFunction.add), ("sub", "t - alpha u", .sub)] {
    c.method(
      name, .value("u", as: Operand.self), .option("alpha", as: Scalar?.self),
      doc: "\(doc), element by element, broadcast.", example: "local y = tensor.ones(3):\(name)(2, {alpha=0.5})"
    ) { (t: Tensor, u: Operand, alpha: Scalar?) in
      guard let alpha else { return try combine(function, .tensor(t), u) }
      return try combine(function, .tensor(t), .tensor(try u.tensor(beside: t).mul(alpha)))
    }
  }
  c.method(
    "div", .value("u", as: Operand.self), .option("rounding_mode", RoundingMode.none),
    doc: "t / u, element by element, broadcast; with rounding_mode \"floor\" or \"trunc\" a whole number.",
    example: "local y = tensor.ones(3):div(2)"
  ) { (t: Tensor, u: Operand, rounding: RoundingMode) -> Tensor in
    switch rounding {
    case .none: return try combine(.div, .tensor(t), u)
    case .floor: return try t.floorDivide(try u.tensor(beside: t))
    case .trunc: return try t.truncatingDivide(try u.tensor(beside: t))
    }
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
    "clamp", .value("min", as: Operand?.self), .value("max", as: Operand?.self),
    doc: "Held between min and max, numbers or tensors; nil does not bind.",
    example: "local y = tensor.randn(3):clamp(0, 1)"
  ) { (t: Tensor, low: Operand?, high: Operand?) in try clamped(t, low, high) }
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
    "round", .option("decimals", 0),
    doc: "Element by element: the nearest number with so many decimals, halves to the even one.",
    example: "local y = tensor.randn(3):round{decimals=2}"
  ) { (t: Tensor, decimals: Int) -> Tensor in
    guard decimals != 0, t.dtype.isFloatingPoint else { return try t.round() }
    guard abs(decimals) <= 300 else { throw UserError("decimals from -300 to 300 wanted, got \(decimals)") }
    let scale = Scalar.real(power(10, abs(decimals)))
    return decimals > 0 ? try t.mul(scale).round().div(scale) : try t.div(scale).round().mul(scale)
  }
  c.method(
    "softmax", .index("d"), .option("dtype", as: DType?.self), doc: "e^x / Σ e^x along dimension d.",
    example: "local p = tensor.randn(2, 3):softmax(2)"
  ) { (t: Tensor, d: LuaIndex, dtype: DType?) in try t.to(dtype ?? t.dtype).softmax(try position(d, in: t)) }
  c.method(
    "log_softmax", .index("d"), .option("dtype", as: DType?.self), doc: "The logarithm of softmax.",
    example: "local l = tensor.randn(2, 3):log_softmax(2)"
  ) { (t: Tensor, d: LuaIndex, dtype: DType?) in try t.to(dtype ?? t.dtype).logSoftmax(try position(d, in: t)) }
}

private enum RoundingMode: String, LuaChoice { case none, floor, trunc }

func clamped(_ t: Tensor, _ low: Operand?, _ high: Operand?) throws -> Tensor {
  func number(_ operand: Operand?) -> Scalar? {
    if case .number(let number)? = operand { number } else { nil }
  }
  return switch (low, high) {
  case (.tensor(let low)?, .tensor(let high)?): try t.maximum(low).minimum(high)
  case (.tensor(let low)?, .number(let high)?): try t.maximum(low).clamp(max: high)
  case (.number(let low)?, .tensor(let high)?): try t.clamp(min: low).minimum(high)
  case (.tensor(let low)?, nil): try t.maximum(low)
  case (nil, .tensor(let high)?): try t.minimum(high)
  default: try t.clamp(min: number(low), max: number(high))
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * base }
}

enum Approximation: String, LuaChoice { case none, tanh }
