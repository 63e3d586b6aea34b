/// Arithmetic. Operands broadcast; different dtypes promote (`commonDType`); a number keeps the array's dtype
/// unless it is of a higher kind (`Scalar.dtype(beside:)`). Methods have PyTorch's names.
extension NDArray {
  public func add(_ other: NDArray) throws -> NDArray { try .binary(.add, self, other) }
  public func sub(_ other: NDArray) throws -> NDArray { try .binary(.sub, self, other) }
  public func mul(_ other: NDArray) throws -> NDArray { try .binary(.mul, self, other) }
  /// The true quotient: integers are divided as float32.
  public func div(_ other: NDArray) throws -> NDArray { try .binary(.div, self, other) }
  /// self - other · floor(self / other): the sign of `other`, as Lua's and Python's `%`.
  public func remainder(_ other: NDArray) throws -> NDArray { try .binary(.remainder, self, other) }
  public func pow(_ exponent: NDArray) throws -> NDArray { try .binary(.pow, self, exponent) }
  /// The larger of two; nan where either is.
  public func maximum(_ other: NDArray) throws -> NDArray { try .binary(.maximum, self, other) }
  public func minimum(_ other: NDArray) throws -> NDArray { try .binary(.minimum, self, other) }
  /// The angle of the point (other, self), radians.
  public func atan2(_ other: NDArray) throws -> NDArray { try .binary(.atan2, self, other) }

  public func add(_ number: Scalar) throws -> NDArray { try .binary(.add, self, beside(number)) }
  public func sub(_ number: Scalar) throws -> NDArray { try .binary(.sub, self, beside(number)) }
  public func mul(_ number: Scalar) throws -> NDArray { try .binary(.mul, self, beside(number)) }
  public func div(_ number: Scalar) throws -> NDArray { try .binary(.div, self, beside(number)) }
  public func remainder(_ number: Scalar) throws -> NDArray { try .binary(.remainder, self, beside(number)) }

  /// Small whole powers and ±1/2 without logarithms.
  public func pow(_ number: Scalar) throws -> NDArray {
    guard dtype.isFloatingPoint else { return try .binary(.pow, self, beside(number)) }
    switch number.double {
    case 1: return try clone()
    case 2: return try map(.square)
    case 3: return try map(.square).mul(self)
    case -1: return try map(.reciprocal)
    case -2: return try map(.square).map(.reciprocal)
    case 0.5: return try map(.sqrt)
    case -0.5: return try map(.rsqrt)
    default: return try .binary(.pow, self, beside(number))
    }
  }

  /// `number` as a 0-d array of the dtype that an operation with this array has.
  public func beside(_ number: Scalar) throws -> NDArray { try .scalar(number, dtype: number.dtype(beside: dtype)) }

  /// f(a, b) with broadcasting and promotion.
  /// - Throws: `ArrayError.shapeMismatch`, `.wrongDType`, `.outOfMemory`.
  public static func binary(_ function: BinaryFunction, _ a: NDArray, _ b: NDArray) throws -> NDArray {
    // Nothing to convert or to broadcast: small arrays would feel every copy of a window.
    if a.dtype == b.dtype, a.dtype.isFloatingPoint, a.layout === b.layout || a.shape == b.shape {
      let out = try NDArray(emptyLike: a, dtype: a.dtype)
      BinaryKernel.run(function, a, b, into: out)
      try Cancellation.check()
      return out
    }
    try checkKinds(function, a.dtype, b.dtype, "\(function)")
    let dtype = computeDType(function, commonDType(a, b))
    if a.dtype == .bool, b.dtype == .bool, dtype == .int64 {
      return try binary(function, a.cast(to: .int64), b.cast(to: .int64)).cast(to: .bool)
    }
    let (left, right) = (try a.cast(to: dtype), try b.cast(to: dtype))
    if dtype == .int64 { try checkIntegers(function, left, right) }
    if left.shape == right.shape {
      let out = try NDArray(emptyLike: left, dtype: dtype)
      BinaryKernel.run(function, left, right, into: out)
      try Cancellation.check()
      return out
    }
    let shape = try Shape.broadcast(left.shape, right.shape, of: "\(function)")
    let out = try NDArray(empty: shape, dtype: dtype)
    BinaryKernel.run(function, try left.expand(to: shape), try right.expand(to: shape), into: out)
    try Cancellation.check()
    return out
  }

  /// Two bools are added (or) and multiplied (and) as such, and compared; real functions make floats.
  private static func computeDType(_ function: BinaryFunction, _ common: DType) -> DType {
    switch function {
    case .div, .atan2: common.floating
    default: common == .bool ? .int64 : common
    }
  }

  /// - Throws: `ArrayError.wrongDType` for a difference with bools, a remainder or power of two bools.
  static func checkKinds(_ function: BinaryFunction, _ a: DType, _ b: DType, _ operation: @autoclosure () -> String)
    throws
  {
    switch function {
    case .sub where a == .bool || b == .bool:
      throw ArrayError.wrongDType(operation: operation(), wanted: "numbers (logical_xor is for bools)", got: .bool)
    case .remainder where a == .bool && b == .bool, .pow where a == .bool && b == .bool:
      throw ArrayError.wrongDType(operation: operation(), wanted: "numbers", got: .bool)
    default: break
    }
  }

  private static func checkIntegers(_ function: BinaryFunction, _ a: NDArray, _ b: NDArray) throws {
    guard function == .remainder else { return }
    let divisors = try b.values(as: Int64.self)
    if divisors.contains(0), a.count > 0 {
      throw ArrayError.invalidArgument(operation: "remainder", message: "an integer cannot be divided by 0")
    }
  }
}

extension Shape {
  /// The shape that both broadcast to: sizes are matched from the last dimension on, 1 fits any size.
  /// - Throws: `ArrayError.shapeMismatch`, `.tooManyElements`.
  public static func broadcast(_ left: Shape, _ right: Shape, of operation: @autoclosure () -> String) throws -> Shape {
    if left == right || right.rank == 0 { return left }
    if left.rank == 0 { return right }
    let rank = max(left.rank, right.rank)
    var inline = SIMD8<Int>(repeating: 1)
    for d in 0..<rank {
      let a = d < rank - left.rank ? 1 : left[d - (rank - left.rank)]
      let b = d < rank - right.rank ? 1 : right[d - (rank - right.rank)]
      guard a == b || a == 1 || b == 1 else {
        throw ArrayError.shapeMismatch(operation: operation(), left: left, right: right)
      }
      inline[d] = a == 1 ? b : a
    }
    return try Shape(inline: inline, rank: rank)
  }
}
