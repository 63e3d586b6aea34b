import Arrays

/// Arithmetic of two tensors, or of a tensor and a number, with broadcasting and PyTorch's promotion.
/// `r` in front (`rsub`): the number stands on the left.
extension Tensor {
  public func add(_ other: Tensor) throws -> Tensor { try .binary(.add, self, other) }
  public func sub(_ other: Tensor) throws -> Tensor { try .binary(.sub, self, other) }
  public func mul(_ other: Tensor) throws -> Tensor { try .binary(.mul, self, other) }
  /// The true quotient; integers give float32.
  public func div(_ other: Tensor) throws -> Tensor { try .binary(.div, self, other) }
  /// self - other · floor(self / other), the sign of `other`.
  public func remainder(_ other: Tensor) throws -> Tensor { try .binary(.remainder, self, other) }
  public func pow(_ exponent: Tensor) throws -> Tensor { try .binary(.pow, self, exponent) }
  /// The larger of two; where they are equal each gets half of the gradient.
  public func maximum(_ other: Tensor) throws -> Tensor { try .binary(.maximum, self, other) }
  public func minimum(_ other: Tensor) throws -> Tensor { try .binary(.minimum, self, other) }
  /// The angle of the point (other, self), radians.
  public func atan2(_ other: Tensor) throws -> Tensor { try .binary(.atan2, self, other) }

  public func add(_ number: Scalar) throws -> Tensor { try .binary(.add, self, beside(number)) }
  public func sub(_ number: Scalar) throws -> Tensor { try .binary(.sub, self, beside(number)) }
  public func mul(_ number: Scalar) throws -> Tensor { try .binary(.mul, self, beside(number)) }
  public func div(_ number: Scalar) throws -> Tensor { try .binary(.div, self, beside(number)) }
  public func remainder(_ number: Scalar) throws -> Tensor { try .binary(.remainder, self, beside(number)) }
  public func maximum(_ number: Scalar) throws -> Tensor { try .binary(.maximum, self, beside(number)) }
  public func minimum(_ number: Scalar) throws -> Tensor { try .binary(.minimum, self, beside(number)) }
  public func rsub(_ number: Scalar) throws -> Tensor { try .binary(.sub, beside(number), self) }
  public func rdiv(_ number: Scalar) throws -> Tensor { try .binary(.div, beside(number), self) }
  public func rremainder(_ number: Scalar) throws -> Tensor { try .binary(.remainder, beside(number), self) }
  public func rpow(_ number: Scalar) throws -> Tensor { try .binary(.pow, beside(number), self) }

  /// self^number, quick for small whole numbers and ±1/2.
  ///
  /// dx = g p x^(p-1), 0 for p = 0.
  public func pow(_ number: Scalar) throws -> Tensor {
    let (x, p) = (array, number.double)
    if number.dtype(beside: dtype) == .int64, p < 0 {
      throw ArrayError.invalidArgument(operation: "pow", message: "integers cannot be raised to a negative power")
    }
    return try .record("pow", x.pow(number), inputs: [self], saving: [x]) { g in
      if p == 0 { return [try .zeros(x.shape, dtype: x.dtype)] }
      if p == 1 { return [g] }
      return [try g.mul(x.pow(.real(p - 1))).mul(.real(p))]
    }
  }

  private func beside(_ number: Scalar) throws -> Tensor { Tensor(try array.beside(number)) }

  /// f(a, b).
  public static func binary(_ function: BinaryFunction, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let result = try NDArray.binary(function, a.array, b.array)
    guard a.requiresGrad || b.requiresGrad, Tape.isRecording else { return Tensor(result) }
    let (x, y) = (a.array, b.array)
    let left = a.requiresGrad ? Kind(x) : nil
    let right = b.requiresGrad ? Kind(y) : nil
    // The commonest operations hold on to no more than their gradients need.
    switch function {
    case .add, .sub:
      return .record(function.name, result, inputs: [a, b]) { g in
        [try left?.fit(g), try right?.fit(function == .sub ? g.neg() : g)]
      }
    case .mul:
      let factors = (left == nil ? nil : y, right == nil ? nil : x)
      let saved = [factors.0, factors.1].compactMap { $0 }
      return .record(function.name, result, inputs: [a, b], saving: saved) { g in
        [try factors.0.flatMap { try left?.fit(g.mul($0)) }, try factors.1.flatMap { try right?.fit(g.mul($0)) }]
      }
    default:
      return .record(function.name, result, inputs: [a, b], saving: [x, y]) { g in
        let pull = BinaryPullback(g: g, a: x, b: y, result: result)
        return [try left?.fit(pull.left(function)), try right?.fit(pull.right(function))]
      }
    }
  }
}

/// What a gradient must look like to fit an operand.
private struct Kind {
  let shape: Shape
  let dtype: DType

  init(_ array: NDArray) { (shape, dtype) = (array.shape, array.dtype) }

  func fit(_ gradient: NDArray) throws -> NDArray { try gradient.sum(to: shape, dtype: dtype) }
}

/// How a gradient `g` of f(a, b) reaches a and b, before it is summed over broadcast dimensions.
private struct BinaryPullback {
  let g: NDArray
  let a: NDArray
  let b: NDArray
  let result: NDArray

  func left(_ function: BinaryFunction) throws -> NDArray {
    switch function {
    case .add, .sub, .remainder: g
    case .mul: try g.mul(b)
    case .div: try g.div(b)
    // b a^(b-1), and 0 where b is 0 whatever a is.
    case .pow: try .where(b.eq(.scalar(0, dtype: b.dtype)), g.mul(0), g.mul(b).mul(a.pow(b.sub(1))))
    case .maximum: try share(a.gt(b))
    case .minimum: try share(a.lt(b))
    case .atan2: try g.mul(b).div(a.square().add(b.square()))
    }
  }

  func right(_ function: BinaryFunction) throws -> NDArray {
    switch function {
    case .add: g
    case .sub: try g.neg()
    case .mul: try g.mul(a)
    case .div: try g.mul(a.div(b)).div(b).neg()
    case .remainder: try g.mul(a.div(b).map(.floor)).neg()
    // a^b log a, and 0 where a is 0 and b not negative.
    case .pow:
      try .where(
        a.eq(.scalar(0, dtype: a.dtype)).logicalAnd(b.ge(.scalar(0, dtype: b.dtype))), g.mul(0),
        g.mul(result).mul(a.log()))
    case .maximum: try share(b.gt(a))
    case .minimum: try share(b.lt(a))
    case .atan2: try g.mul(a).div(a.square().add(b.square())).neg()
    }
  }

  /// g where this side was chosen, half of it where both are equal.
  private func share(_ isChosen: NDArray) throws -> NDArray {
    let half = try NDArray.where(a.eq(b), g.mul(0.5), .zeros(.scalar, dtype: g.dtype))
    return try .where(isChosen, g, half)
  }
}

extension BinaryFunction {
  fileprivate var name: StaticString {
    switch self {
    case .add: "add"
    case .sub: "sub"
    case .mul: "mul"
    case .div: "div"
    case .remainder: "remainder"
    case .pow: "pow"
    case .maximum: "maximum"
    case .minimum: "minimum"
    case .atan2: "atan2"
    }
  }
}
