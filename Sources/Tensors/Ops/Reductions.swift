import Arrays

/// Reductions over `dimensions`; nil or an empty list means all. `keepdim` leaves them with size 1.
extension Tensor {
  public func sum(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    let before = shape
    return .record("sum", try array.sum(dimensions, keepdim: keepdim), inputs: [self]) { g in
      [try g.unreduced(dimensions, keepdim: keepdim, to: before)]
    }
  }

  /// Floats only; nan over nothing.
  public func mean(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    let before = shape
    let result = try array.mean(dimensions, keepdim: keepdim)
    let n = Double(before.count) / Double(Swift.max(result.count, 1))
    return .record("mean", result, inputs: [self]) { g in
      [try g.div(.real(n)).unreduced(dimensions, keepdim: keepdim, to: before)]
    }
  }

  /// Mean squared distance from the mean, the sum divided by n - correction: 1 by default (PyTorch's `unbiased`).
  ///
  /// dx = 2 g (x - mean) / (n - correction)
  public func variance(_ dimensions: [Int]? = nil, correction: Double = 1, keepdim: Bool = false) throws -> Tensor {
    let x = array
    let y = try x.variance(dimensions, correction: correction, keepdim: keepdim)
    let n = Double(x.count) / Double(Swift.max(y.count, 1))
    return .record("var", y, inputs: [self], saving: [x]) { g in
      let distance = try x.sub(x.mean(dimensions, keepdim: true))
      let scaled = try g.mul(.real(2 / (n - correction)))
      return [try distance.mul(scaled.unreduced(dimensions, keepdim: keepdim, to: x.shape))]
    }
  }

  /// The square root of `variance`.
  public func std(_ dimensions: [Int]? = nil, correction: Double = 1, keepdim: Bool = false) throws -> Tensor {
    let x = array
    let y = try x.variance(dimensions, correction: correction, keepdim: keepdim).map(.sqrt)
    let n = Double(x.count) / Double(Swift.max(y.count, 1))
    return .record("std", y, inputs: [self], saving: [x]) { g in
      let distance = try x.sub(x.mean(dimensions, keepdim: true))
      // Without spread the slope is 0 (a minimum), not 0/0.
      let isFlat = try y.eq(.scalar(0, dtype: y.dtype))
      let slope = try g.div(y.mul(.real(n - correction))).maskedFill(isFlat, 0)
      return [try distance.mul(slope.unreduced(dimensions, keepdim: keepdim, to: x.shape))]
    }
  }

  /// (sum |x|^p)^(1/p); ±infinity take the extreme magnitudes, whose gradient ties share; 0 counts what is not 0.
  public func norm(_ p: Double = 2, _ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    if p.isInfinite {
      return try p > 0 ? abs().amax(dimensions, keepdim: keepdim) : abs().amin(dimensions, keepdim: keepdim)
    }
    let x = array
    let y = try x.norm(p, dimensions, keepdim: keepdim)
    return .record("norm", y, inputs: [self], saving: [x]) { g in
      if p == 0 { return [try .zeros(x.shape, dtype: x.dtype)] }
      let upstream = try g.unreduced(dimensions, keepdim: keepdim, to: x.shape)
      if p == 1 { return [try upstream.mul(x.map(.sign))] }
      // sign(x) (|x| / y)^(p-1), 0 where y is.
      let whole = try y.unreduced(dimensions, keepdim: keepdim, to: x.shape)
      let ratio = p == 2 ? try x.div(whole) : try x.map(.abs).div(whole).pow(.real(p - 1)).mul(x.map(.sign))
      let isZero = try (p < 2 ? x : whole).eq(.scalar(0, dtype: x.dtype))
      return [try upstream.mul(ratio.maskedFill(isZero, 0))]
    }
  }

  /// dx = g exp(x - y)
  public func logsumexp(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    let source = try floating()
    let x = source.array
    let y = try x.logsumexp(dimensions, keepdim: keepdim)
    return .record("logsumexp", y, inputs: [source], saving: [x]) { g in
      let whole = try y.unreduced(dimensions, keepdim: keepdim, to: x.shape)
      // Where y is infinite its differences are not numbers.
      let shift = try whole.maskedFill(whole.isinf(), 0)
      return [try x.sub(shift).exp().mul(g.unreduced(dimensions, keepdim: keepdim, to: x.shape))]
    }
  }

  /// The product; its gradient also where factors are 0.
  public func prod(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    let x = array
    let y = try x.prod(dimensions, keepdim: keepdim)
    return .record("prod", y, inputs: [self], saving: [x]) { g in
      // With one factor 0 only its own slope lives: the product of the others. With none the product over x.
      let isZero = try x.eq(.scalar(0, dtype: x.dtype))
      let zeros = try isZero.sum(dimensions, keepdim: true).expand(to: x.shape)
      let others = try x.maskedFill(isZero, 1)
      let rest = try others.prod(dimensions, keepdim: true).expand(to: x.shape)
      let isAlive = try zeros.eq(.scalar(0, dtype: .int64)).logicalOr(
        isZero.logicalAnd(zeros.eq(.scalar(1, dtype: .int64))))
      let slope = try NDArray.where(isAlive, rest.div(others), .scalar(0, dtype: x.dtype))
      return [try g.unreduced(dimensions, keepdim: keepdim, to: x.shape).mul(slope)]
    }
  }

  /// Running sum along `dimension`; the gradient is the running sum from the other end.
  public func cumsum(_ dimension: Int) throws -> Tensor {
    .record("cumsum", try array.cumsum(dimension), inputs: [self]) { g in
      [try g.flip(dimension).cumsum(dimension).flip(dimension)]
    }
  }

  public func any(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    Tensor(try array.any(dimensions, keepdim: keepdim))
  }

  public func all(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    Tensor(try array.all(dimensions, keepdim: keepdim))
  }
}
