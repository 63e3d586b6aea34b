/// Relations and choices. Operands broadcast and promote; results are bools.
extension NDArray {
  public func eq(_ other: NDArray) throws -> NDArray { try .compare(.eq, self, other) }
  public func ne(_ other: NDArray) throws -> NDArray { try .compare(.ne, self, other) }
  public func lt(_ other: NDArray) throws -> NDArray { try .compare(.lt, self, other) }
  public func le(_ other: NDArray) throws -> NDArray { try .compare(.le, self, other) }
  public func gt(_ other: NDArray) throws -> NDArray { try .compare(.gt, self, other) }
  public func ge(_ other: NDArray) throws -> NDArray { try .compare(.ge, self, other) }

  public static func compare(_ comparison: Comparison, _ a: NDArray, _ b: NDArray) throws -> NDArray {
    let common = commonDType(a, b)
    let dtype = common == .bool ? DType.int64 : common
    let (left, right) = (try a.cast(to: dtype), try b.cast(to: dtype))
    let shape = try Shape.broadcast(left.shape, right.shape, of: "\(comparison)")
    let out = try NDArray(empty: shape, dtype: .bool)
    ComparisonKernel.run(comparison, try left.expand(to: shape), try right.expand(to: shape), into: out)
    return out
  }

  /// Same shape and, after promotion, same values; nan equals nothing.
  public func equals(_ other: NDArray) throws -> Bool {
    guard shape == other.shape else { return false }
    let differs = try ne(other)
    return withExtendedLifetime(differs.storage) {
      !UnsafeBufferPointer(start: differs.pointer(as: Bool.self), count: count).contains(true)
    }
  }

  public func isnan() throws -> NDArray { try ne(self) }

  /// Neither nan nor infinite.
  public func isfinite() throws -> NDArray {
    guard dtype.isFloatingPoint else { return try NDArray(repeating: 1, shape: shape, dtype: .bool) }
    return try .compare(.lt, map(.abs), .scalar(.real(.infinity), dtype: dtype))
  }

  public func isinf() throws -> NDArray {
    guard dtype.isFloatingPoint else { return try .zeros(shape, dtype: .bool) }
    return try .compare(.eq, map(.abs), .scalar(.real(.infinity), dtype: dtype))
  }

  /// self != 0 for both / either / not.
  public func logicalAnd(_ other: NDArray) throws -> NDArray {
    try .binary(.mul, cast(to: .bool), other.cast(to: .bool)).cast(to: .bool)
  }
  public func logicalOr(_ other: NDArray) throws -> NDArray {
    try .binary(.add, cast(to: .bool), other.cast(to: .bool)).cast(to: .bool)
  }
  public func logicalNot() throws -> NDArray { try .compare(.eq, self, .scalar(0, dtype: dtype)) }

  /// `a` where `condition` holds, `b` elsewhere; all three broadcast.
  public static func `where`(_ condition: NDArray, _ a: NDArray, _ b: NDArray) throws -> NDArray {
    guard condition.dtype == .bool else {
      throw ArrayError.wrongDType(operation: "where", wanted: "a bool condition", got: condition.dtype)
    }
    let dtype = commonDType(a, b)
    let values = try Shape.broadcast(a.shape, b.shape, of: "where")
    let shape = try Shape.broadcast(condition.shape, values, of: "where")
    let out = try NDArray(empty: shape, dtype: dtype)
    SelectionKernel.run(
      try condition.expand(to: shape), try a.cast(to: dtype).expand(to: shape),
      try b.cast(to: dtype).expand(to: shape), into: out)
    return out
  }

  /// `value` where `mask` holds; the mask must broadcast to this shape.
  public func maskedFill(_ mask: NDArray, _ value: Scalar) throws -> NDArray {
    guard mask.dtype == .bool else {
      throw ArrayError.wrongDType(operation: "masked_fill", wanted: "a bool mask", got: mask.dtype)
    }
    return try .where(mask.expand(to: shape), .scalar(value, dtype: dtype), self)
  }
}
