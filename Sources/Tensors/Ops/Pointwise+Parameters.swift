import Arrays

/// Functions of every element with a parameter, and the softmax family.
extension Tensor {
  /// x where positive, slope · x elsewhere.
  public func leakyRelu(_ slope: Double = 0.01) throws -> Tensor {
    let x = try floating()
    let (values, y) = (x.array, try NDArray.fused(LeakyRectifier(slope: slope), x.array, x.array))
    return .record("leaky_relu", y, inputs: [x], saving: [values]) { g in
      [try .fused(SlopeGradient(slope: slope), g, values)]
    }
  }

  /// x where positive, alpha (e^x - 1) elsewhere.
  public func elu(alpha: Double = 1) throws -> Tensor {
    let x = try floating()
    let values = x.array
    let isPositive = try values.gt(.scalar(0, dtype: x.dtype))
    let y = try NDArray.where(isPositive, values, values.map(.expm1).mul(.real(alpha)))
    return .record("elu", y, inputs: [x], saving: [values]) { g in
      [try .where(isPositive, g, g.mul(values.exp()).mul(.real(alpha)))]
    }
  }

  /// log(1 + e^(beta x)) / beta; x itself where beta x is above `threshold`.
  public func softplus(beta: Double = 1, threshold: Double = 20) throws -> Tensor {
    let x = try floating()
    // From 18 on the curve and the line are one in single precision.
    if beta == 1, threshold >= 18, x.dtype == .float32 { return try x.map(.softplus) }
    let values = x.array
    let scaled = beta == 1 ? values : try values.mul(.real(beta))
    let isLinear = try scaled.gt(.scalar(.real(threshold), dtype: x.dtype))
    let curved = try scaled.map(.softplus)
    let y = try NDArray.where(isLinear, values, beta == 1 ? curved : curved.div(.real(beta)))
    return .record("softplus", y, inputs: [x], saving: [scaled]) { g in
      [try .where(isLinear, g, g.mul(scaled.map(.sigmoid)))]
    }
  }

  /// x Phi(x), Phi the normal distribution function; with `tanh` its approximation
  /// x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x³))). Hendrycks & Gimpel 2016.
  public func gelu(tanh: Bool = false) throws -> Tensor { try map(tanh ? .geluTanh : .gelu) }

  /// min(max(x, low), high); a bound of nil does not bind. The gradient passes where low <= x <= high.
  public func clamp(min low: Scalar? = nil, max high: Scalar? = nil) throws -> Tensor {
    let x = array
    let y = try x.clamp(min: low, max: high)
    let bounds = ClampGradient(low: low?.double ?? -.infinity, high: high?.double ?? .infinity)
    return .record("clamp", y, inputs: [self], saving: [x]) { g in [try .fused(bounds, g, x)] }
  }

  /// exp(x) / sum(exp(x)) along `dimension`; dx = y (g - sum(g y)).
  public func softmax(_ dimension: Int) throws -> Tensor {
    let y = try array.softmax(dimension)
    return .record("softmax", y, inputs: [self], saving: [y]) { g in [try y.softmaxGradient(g, dimension)] }
  }

  /// log(softmax(x)); dx = g - softmax(x) sum(g).
  public func logSoftmax(_ dimension: Int) throws -> Tensor {
    let y = try array.logSoftmax(dimension)
    return .record("log_softmax", y, inputs: [self], saving: [y]) { g in [try y.logSoftmaxGradient(g, dimension)] }
  }

  /// This tensor in a float dtype.
  func floating() throws -> Tensor { try to(dtype.floating) }
}
