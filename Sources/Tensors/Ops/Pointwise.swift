import Arrays

/// Functions of every element. Integers become float32 where the function's values are real.
extension Tensor {
  public func neg() throws -> Tensor { try map(.neg) }
  public func abs() throws -> Tensor { try map(.abs) }
  public func sign() throws -> Tensor { try map(.sign) }
  public func square() throws -> Tensor { try map(.square) }
  public func relu() throws -> Tensor { try map(.relu) }
  public func floor() throws -> Tensor { try map(.floor) }
  public func ceil() throws -> Tensor { try map(.ceil) }
  /// To the nearest whole number, halves to the even one.
  public func round() throws -> Tensor { try map(.round) }
  public func trunc() throws -> Tensor { try map(.trunc) }
  public func reciprocal() throws -> Tensor { try map(.reciprocal) }
  public func sqrt() throws -> Tensor { try map(.sqrt) }
  public func rsqrt() throws -> Tensor { try map(.rsqrt) }
  public func exp() throws -> Tensor { try map(.exp) }
  public func exp2() throws -> Tensor { try map(.exp2) }
  public func expm1() throws -> Tensor { try map(.expm1) }
  public func log() throws -> Tensor { try map(.log) }
  public func log2() throws -> Tensor { try map(.log2) }
  public func log10() throws -> Tensor { try map(.log10) }
  public func log1p() throws -> Tensor { try map(.log1p) }
  public func sin() throws -> Tensor { try map(.sin) }
  public func cos() throws -> Tensor { try map(.cos) }
  public func tan() throws -> Tensor { try map(.tan) }
  public func asin() throws -> Tensor { try map(.asin) }
  public func acos() throws -> Tensor { try map(.acos) }
  public func atan() throws -> Tensor { try map(.atan) }
  public func sinh() throws -> Tensor { try map(.sinh) }
  public func cosh() throws -> Tensor { try map(.cosh) }
  public func tanh() throws -> Tensor { try map(.tanh) }
  public func asinh() throws -> Tensor { try map(.asinh) }
  public func acosh() throws -> Tensor { try map(.acosh) }
  public func atanh() throws -> Tensor { try map(.atanh) }
  /// 1 / (1 + e^-x)
  public func sigmoid() throws -> Tensor { try map(.sigmoid) }
  /// log(1 / (1 + e^-x)), without its overflow
  public func logSigmoid() throws -> Tensor { try map(.logSigmoid) }
  /// x / (1 + e^-x)
  public func silu() throws -> Tensor { try map(.silu) }
  public func erf() throws -> Tensor { try map(.erf) }
  public func erfc() throws -> Tensor { try map(.erfc) }
  public func lgamma() throws -> Tensor { try map(.lgamma) }
  public func digamma() throws -> Tensor { try map(.digamma) }

  /// f of every element, with its gradient.
  public func map(_ function: UnaryFunction) throws -> Tensor {
    let x = array
    let y = try x.map(function)
    guard Tape.isRecording, requiresGrad else { return Tensor(y) }
    let saved = function.gradientReadsResult ? y : x
    return .record(function.name, y, inputs: [self], saving: [saved]) { g in
      [try function.gradient(g, x: x, y: y)]
    }
  }
}

extension UnaryFunction {
  /// Whether `gradient` is written in terms of f(x); of x otherwise.
  fileprivate var gradientReadsResult: Bool {
    switch self {
    case .reciprocal, .sqrt, .rsqrt, .exp, .exp2, .expm1, .tan, .tanh, .sigmoid, .relu: true
    default: false
    }
  }

  /// g · f'(x).
  fileprivate func gradient(_ g: NDArray, x: NDArray, y: NDArray) throws -> NDArray {
    switch self {
    case .neg: try g.neg()
    case .abs: try .fused(MagnitudeGradient(), g, x)
    case .sign, .floor, .ceil, .round, .trunc: try .zeros(g.shape, dtype: g.dtype)
    case .square: try g.mul(x).mul(2)
    case .relu: try g.masked(wherePositive: y)
    case .reciprocal: try .fused(ReciprocalGradient(), g, y)
    case .sqrt: try .fused(SquareRootGradient(), g, y)
    case .rsqrt: try g.mul(y.square()).mul(y).mul(-0.5)
    case .exp: try g.mul(y)
    case .exp2: try g.mul(y).mul(0.69314718055994530942)
    case .expm1: try g.mul(y.add(1))
    case .log: try g.div(x)
    case .log2: try g.div(x.mul(0.69314718055994530942))
    case .log10: try g.div(x.mul(2.30258509299404568402))
    case .log1p: try g.div(x.add(1))
    case .sin: try g.mul(x.map(.cos))
    case .cos: try g.mul(x.map(.sin)).neg()
    case .tan: try g.mul(y.square().add(1))
    case .asin: try g.mul(x.square().neg().add(1).map(.rsqrt))
    case .acos: try g.mul(x.square().neg().add(1).map(.rsqrt)).neg()
    case .atan: try g.div(x.square().add(1))
    case .sinh: try g.mul(x.map(.cosh))
    case .cosh: try g.mul(x.map(.sinh))
    case .tanh: try .fused(TanhGradient(), g, y)
    case .asinh: try g.mul(x.square().add(1).map(.rsqrt))
    case .acosh: try g.mul(x.square().sub(1).map(.rsqrt))
    case .atanh: try g.div(x.square().neg().add(1))
    case .sigmoid: try .fused(SigmoidGradient(), g, y)
    case .logSigmoid: try g.mul(x.neg().map(.sigmoid))
    case .softplus: try g.mul(x.map(.sigmoid))
    case .silu: try siluGradient(g, x)
    case .gelu: try .geluGradient(g, x, tanh: false)
    case .geluTanh: try .geluGradient(g, x, tanh: true)
    // erf' = 2/sqrt(pi) e^(-x²)
    case .erf: try g.mul(x.square().neg().exp()).mul(1.12837916709551257390)
    case .erfc: try g.mul(x.square().neg().exp()).mul(-1.12837916709551257390)
    case .lgamma: try g.mul(x.map(.digamma))
    case .digamma: try g.mul(x.map(.trigamma))
    case .trigamma:
      throw ArrayError.invalidArgument(operation: "trigamma", message: "the second derivative of digamma is not known")
    }
  }

  /// s (1 + x (1 - s)), s the logistic function.
  private func siluGradient(_ g: NDArray, _ x: NDArray) throws -> NDArray {
    let s = try x.map(.sigmoid)
    return try g.mul(s.mul(x.mul(s.neg().add(1)).add(1)))
  }

  var name: StaticString {
    switch self {
    case .neg: "neg"
    case .abs: "abs"
    case .sign: "sign"
    case .square: "square"
    case .relu: "relu"
    case .floor: "floor"
    case .ceil: "ceil"
    case .round: "round"
    case .trunc: "trunc"
    case .reciprocal: "reciprocal"
    case .sqrt: "sqrt"
    case .rsqrt: "rsqrt"
    case .exp: "exp"
    case .exp2: "exp2"
    case .expm1: "expm1"
    case .log: "log"
    case .log2: "log2"
    case .log10: "log10"
    case .log1p: "log1p"
    case .sin: "sin"
    case .cos: "cos"
    case .tan: "tan"
    case .asin: "asin"
    case .acos: "acos"
    case .atan: "atan"
    case .sinh: "sinh"
    case .cosh: "cosh"
    case .tanh: "tanh"
    case .asinh: "asinh"
    case .acosh: "acosh"
    case .atanh: "atanh"
    case .sigmoid: "sigmoid"
    case .logSigmoid: "log_sigmoid"
    case .softplus: "softplus"
    case .silu: "silu"
    case .gelu, .geluTanh: "gelu"
    case .erf: "erf"
    case .erfc: "erfc"
    case .lgamma: "lgamma"
    case .digamma: "digamma"
    case .trigamma: "trigamma"
    }
  }
}
