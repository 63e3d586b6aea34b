import Arrays

/// Compositions of arithmetic that have names of their own.
extension Tensor {
  /// self + weight (end - self); from `end` backwards where the weight is at least 1/2, so that both ends are exact.
  public func lerp(_ end: Tensor, _ weight: Tensor) throws -> Tensor {
    let distance = try end.sub(self)
    let isNear = try weight.compare(.lt, .real(0.5))
    return try .where(
      isNear, add(weight.mul(distance)), end.sub(distance.mul(weight.rsub(1))))
  }

  public func lerp(_ end: Tensor, _ weight: Double) throws -> Tensor {
    let distance = try end.sub(self)
    return try weight < 0.5 ? add(distance.mul(.real(weight))) : end.sub(distance.mul(.real(1 - weight)))
  }

  /// self + value a b
  public func addcmul(_ a: Tensor, _ b: Tensor, value: Scalar = 1) throws -> Tensor { try add(a.mul(b).mul(value)) }

  /// self + value a / b
  public func addcdiv(_ a: Tensor, _ b: Tensor, value: Scalar = 1) throws -> Tensor { try add(a.div(b).mul(value)) }

  /// √(self² + other²), without overflow.
  public func hypot(_ other: Tensor) throws -> Tensor {
    let (a, b) = (try floating().abs(), try other.floating().abs())
    let (large, small) = (try a.maximum(b), try a.minimum(b))
    // Largest first, so that the square is of a number of at most 1; two zeros have no ratio.
    let isPlain = try Tensor(large.array.gt(.scalar(0, dtype: large.dtype)).logicalAnd(large.isfinite().array))
    let one = try Tensor(NDArray.ones(.scalar, dtype: large.dtype))
    let ratio = try Tensor.where(isPlain, small, small.detach().mul(0)).div(.where(isPlain, large, one))
    return try .where(isPlain, large.mul(ratio.square().add(1).sqrt()), large)
  }

  /// log(e^self + e^other), without overflow.
  public func logaddexp(_ other: Tensor) throws -> Tensor {
    let (a, b) = (try floating(), try other.floating())
    let (x, y) = (a.array, b.array)
    // m + log1p(e^-|a - b|); equal infinities have no difference.
    let distance = try x.sub(y)
    let isEqual = try x.eq(y)
    let gap = try distance.maskedFill(isEqual, 0).map(.abs).neg()
    let result = try x.maximum(y).add(gap.exp().map(.log1p))
    let share = try distance.maskedFill(isEqual, 0).map(.sigmoid)
    return .record("logaddexp", result, inputs: [a, b], saving: []) { g in
      [
        try g.mul(share).sum(to: x.shape, dtype: x.dtype),
        try g.mul(share.neg().add(1)).sum(to: y.shape, dtype: y.dtype),
      ]
    }
  }

  /// self log(other), 0 where self is 0 (and other is a number).
  public func xlogy(_ other: Tensor) throws -> Tensor {
    let (a, b) = (try floating(), try other.floating())
    let isZero = Tensor(try a.array.eq(.scalar(0, dtype: a.dtype)).logicalAnd(b.isnan().array.logicalNot()))
    let one = Tensor(try NDArray.ones(.scalar, dtype: b.dtype))
    let product = try a.mul(Tensor.where(isZero, one, b).log())
    // The gradient of `self` there is log(other).
    let slope = try a.mul(b.detach().log()).sub(a.detach().mul(b.detach().log()))
    return try .where(isZero, .where(slope.isfinite(), slope, product.mul(0)), product)
  }

  /// log(x / (1 - x)); with `eps` of x held in [eps, 1 - eps].
  public func logit(eps: Double? = nil) throws -> Tensor {
    let x = try floating()
    let p = try eps.map { try x.clamp(min: .real($0), max: .real(1 - $0)) } ?? x
    return try p.div(p.rsub(1)).log()
  }

  /// x tanh(log(1 + e^x))
  public func mish() throws -> Tensor { try mul(softplus().tanh()) }

  /// self - other · trunc(self / other): the sign of `self`, as C's fmod.
  public func fmod(_ other: Tensor) throws -> Tensor {
    let (a, b) = (array, other.array)
    let r = try a.map(.abs).remainder(b.map(.abs))
    // With the sign of the dividend, and its gradient: d = self - other · whole.
    let value = try NDArray.where(a.lt(.scalar(0, dtype: dtype)), r.neg(), r)
    let (wantsA, wantsB) = (requiresGrad, other.requiresGrad)
    return .record("fmod", value, inputs: [self, other], saving: [a, b]) { g in
      [
        wantsA ? try g.sum(to: a.shape, dtype: a.dtype) : nil,
        wantsB ? try g.mul(a.div(b).map(.trunc)).neg().sum(to: b.shape, dtype: b.dtype) : nil,
      ]
    }
  }

  /// floor(self / other); integers stay integers. No gradient passes.
  public func floorDivide(_ other: Tensor) throws -> Tensor {
    let result = try array.floorDivide(other.array)
    let (a, b) = (array, other.array)
    return .record("floor_divide", result, inputs: [self, other]) { _ in
      [try .zeros(a.shape, dtype: a.dtype), try .zeros(b.shape, dtype: b.dtype)]
    }
  }

  /// trunc(self / other), C's quotient; integers stay integers. No gradient passes.
  public func truncatingDivide(_ other: Tensor) throws -> Tensor {
    guard dtype.isFloatingPoint || other.dtype.isFloatingPoint else {
      // What is left is a multiple of the divisor.
      return try sub(fmod(other)).floorDivide(other)
    }
    let quotient = try div(other)
    return try quotient.map(.trunc)
  }

  /// nan and infinities replaced; by the largest numbers of the dtype where no other is given.
  public func nanToNum(nan: Double = 0, positive: Double? = nil, negative: Double? = nil) throws -> Tensor {
    guard dtype.isFloatingPoint else { return try clone() }
    let most = dtype == .float32 ? Double(Float.greatestFiniteMagnitude) : .greatestFiniteMagnitude
    let isPositive = try array.eq(.scalar(.real(.infinity), dtype: dtype))
    let isNegative = try array.eq(.scalar(.real(-.infinity), dtype: dtype))
    return try maskedFill(isnan(), .real(nan)).maskedFill(Tensor(isPositive), .real(positive ?? most))
      .maskedFill(Tensor(isNegative), .real(negative ?? -most))
  }

  /// Where |self - other| <= atol + rtol |other|; equal infinities are close, nan only with `equalNan`.
  public func isclose(_ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNan: Bool = false) throws
    -> Tensor
  {
    let (a, b) = (array, other.array)
    let isEqual = try a.eq(b)
    let common = NDArray.commonDType(a, b)
    let type = common == .float32 ? DType.float32 : .float64
    let (x, y) = (try a.cast(to: type), try b.cast(to: type))
    let isNear = try x.sub(y).map(.abs).le(y.map(.abs).mul(.real(rtol)).add(.real(atol))).logicalAnd(
      x.sub(y).isfinite())
    var result = try isEqual.logicalOr(isNear)
    if equalNan { result = try result.logicalOr(a.isnan().logicalAnd(b.isnan())) }
    return Tensor(result)
  }

  public func logicalXor(_ other: Tensor) throws -> Tensor {
    Tensor(try array.cast(to: .bool).ne(other.array.cast(to: .bool)))
  }

  /// Distances between the rows of [..., n, d] and [..., m, d] → [..., n, m]: (Σ |a - b|^p)^(1/p).
  public func cdist(_ other: Tensor, p: Double = 2) throws -> Tensor {
    let (a, b) = (shape, other.shape)
    guard a.rank >= 2, b.rank >= 2, a[a.rank - 1] == b[b.rank - 1] else {
      throw ArrayError.shapeMismatch(operation: "cdist", left: a, right: b)
    }
    guard p >= 0 else {
      throw ArrayError.invalidArgument(operation: "cdist", message: "p from 0 to infinity wanted, got \(p)")
    }
    let distances = try unsqueeze(-2).sub(other.unsqueeze(-3))
    // Over no coordinates at all every distance is 0, also the largest.
    if a[a.rank - 1] == 0 { return try distances.sum([-1]) }
    return try distances.floating().norm(p, [-1])
  }
}
