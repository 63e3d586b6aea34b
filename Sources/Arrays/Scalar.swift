/// A plain number given to an operation; whether it is an integer decides the result's dtype.
public enum Scalar: Sendable, Equatable {
  case integer(Int64)
  case real(Double)

  public var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    }
  }

  /// Rounded towards zero and held within the range of 64 bits; 0 for nan.
  public var int64: Int64 {
    switch self {
    case .integer(let value): value
    case .real(let value): Int64(saturating: value)
    }
  }

  /// The dtype of an operation between an array of `dtype` and this number: the array's own, unless the number
  /// is of a higher kind (a real beside integers makes float32).
  public func dtype(beside dtype: DType) -> DType {
    switch self {
    case .real: dtype.floating
    case .integer: dtype == .bool ? .int64 : dtype
    }
  }
}

extension Scalar: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .real(value) }
}

extension Int64 {
  /// Truncates towards zero; out of range goes to the nearest end, nan to 0.
  @inlinable init(saturating value: Double) {
    if value >= 0x1p63 {
      self = .max
    } else if value >= -0x1p63 {
      self = Int64(value)
    } else {
      self = value.isNaN ? 0 : .min
    }
  }
}
