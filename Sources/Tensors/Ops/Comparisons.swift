import Arrays

/// Relations, whose results are bools without gradients, and choices.
extension Tensor {
  public func eq(_ other: Tensor) throws -> Tensor { try compare(.eq, other) }
  public func ne(_ other: Tensor) throws -> Tensor { try compare(.ne, other) }
  public func lt(_ other: Tensor) throws -> Tensor { try compare(.lt, other) }
  public func le(_ other: Tensor) throws -> Tensor { try compare(.le, other) }
  public func gt(_ other: Tensor) throws -> Tensor { try compare(.gt, other) }
  public func ge(_ other: Tensor) throws -> Tensor { try compare(.ge, other) }

  public func compare(_ comparison: Comparison, _ other: Tensor) throws -> Tensor {
    Tensor(try .compare(comparison, array, other.array))
  }

  public func compare(_ comparison: Comparison, _ number: Scalar) throws -> Tensor {
    Tensor(try .compare(comparison, array, array.beside(number)))
  }

  /// Same shape and same values; nan equals nothing.
  public func equals(_ other: Tensor) throws -> Bool { try array.equals(other.array) }

  public func isnan() throws -> Tensor { Tensor(try array.isnan()) }
  public func isinf() throws -> Tensor { Tensor(try array.isinf()) }
  public func isfinite() throws -> Tensor { Tensor(try array.isfinite()) }

  public func logicalAnd(_ other: Tensor) throws -> Tensor { Tensor(try array.logicalAnd(other.array)) }
  public func logicalOr(_ other: Tensor) throws -> Tensor { Tensor(try array.logicalOr(other.array)) }
  public func logicalNot() throws -> Tensor { Tensor(try array.logicalNot()) }

  /// `a` where `condition` holds, `b` elsewhere; all three broadcast. A gradient goes to the side that was taken.
  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let (c, x, y) = (condition.array, a.array, b.array)
    let result = try NDArray.where(c, x, y)
    let (wantsX, wantsY) = (a.requiresGrad, b.requiresGrad)
    return .record("where", result, inputs: [a, b], saving: [c]) { g in
      let zero = try NDArray.zeros(.scalar, dtype: g.dtype)
      return [
        wantsX ? try NDArray.where(c, g, zero).sum(to: x.shape, dtype: x.dtype) : nil,
        wantsY ? try NDArray.where(c, zero, g).sum(to: y.shape, dtype: y.dtype) : nil,
      ]
    }
  }

  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Scalar) throws -> Tensor {
    try .where(condition, a, Tensor(a.array.beside(b)))
  }

  public static func `where`(_ condition: Tensor, _ a: Scalar, _ b: Tensor) throws -> Tensor {
    try .where(condition, Tensor(b.array.beside(a)), b)
  }
}
