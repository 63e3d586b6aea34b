import Glibc

/// What the loops need of an element type; integers wrap around.
protocol Number: Element, Comparable {
  static func plus(_ a: Self, _ b: Self) -> Self
  static func minus(_ a: Self, _ b: Self) -> Self
  static func times(_ a: Self, _ b: Self) -> Self
  /// True quotient of floats; integers are divided as floats before they come here.
  static func quotient(_ a: Self, _ b: Self) -> Self
  /// a - b floor(a / b): the sign of b. The integer divisor is not 0.
  static func remainder(_ a: Self, _ b: Self) -> Self
  static func power(_ a: Self, _ b: Self) -> Self
  /// The larger; nan when either is.
  static func larger(_ a: Self, _ b: Self) -> Self
  static func smaller(_ a: Self, _ b: Self) -> Self
  static func arcTangent(_ a: Self, _ b: Self) -> Self
}

extension Float: Number {
  @inline(__always) static func plus(_ a: Float, _ b: Float) -> Float { a + b }
  @inline(__always) static func minus(_ a: Float, _ b: Float) -> Float { a - b }
  @inline(__always) static func times(_ a: Float, _ b: Float) -> Float { a * b }
  @inline(__always) static func quotient(_ a: Float, _ b: Float) -> Float { a / b }
  @inline(__always) static func remainder(_ a: Float, _ b: Float) -> Float {
    let r = fmodf(a, b)
    return r != 0 && (r < 0) != (b < 0) ? r + b : r
  }
  @inline(__always) static func power(_ a: Float, _ b: Float) -> Float { powf(a, b) }
  @inline(__always) static func larger(_ a: Float, _ b: Float) -> Float { a > b || a != a ? a : b }
  @inline(__always) static func smaller(_ a: Float, _ b: Float) -> Float { a < b || a != a ? a : b }
  @inline(__always) static func arcTangent(_ a: Float, _ b: Float) -> Float { atan2f(a, b) }
}

extension Double: Number {
  @inline(__always) static func plus(_ a: Double, _ b: Double) -> Double { a + b }
  @inline(__always) static func minus(_ a: Double, _ b: Double) -> Double { a - b }
  @inline(__always) static func times(_ a: Double, _ b: Double) -> Double { a * b }
  @inline(__always) static func quotient(_ a: Double, _ b: Double) -> Double { a / b }
  @inline(__always) static func remainder(_ a: Double, _ b: Double) -> Double {
    let r = fmod(a, b)
    return r != 0 && (r < 0) != (b < 0) ? r + b : r
  }
  @inline(__always) static func power(_ a: Double, _ b: Double) -> Double { pow(a, b) }
  @inline(__always) static func larger(_ a: Double, _ b: Double) -> Double { a > b || a != a ? a : b }
  @inline(__always) static func smaller(_ a: Double, _ b: Double) -> Double { a < b || a != a ? a : b }
  @inline(__always) static func arcTangent(_ a: Double, _ b: Double) -> Double { atan2(a, b) }
}

extension Int64: Number {
  @inline(__always) static func plus(_ a: Int64, _ b: Int64) -> Int64 { a &+ b }
  @inline(__always) static func minus(_ a: Int64, _ b: Int64) -> Int64 { a &- b }
  @inline(__always) static func times(_ a: Int64, _ b: Int64) -> Int64 { a &* b }
  @inline(__always) static func quotient(_ a: Int64, _ b: Int64) -> Int64 {
    a.dividedReportingOverflow(by: b).partialValue
  }
  @inline(__always) static func remainder(_ a: Int64, _ b: Int64) -> Int64 {
    let r = a.remainderReportingOverflow(dividingBy: b).partialValue
    return r != 0 && (r < 0) != (b < 0) ? r &+ b : r
  }
  /// By squaring; a negative power is 0 unless the base is 1 or -1.
  static func power(_ a: Int64, _ b: Int64) -> Int64 {
    if b < 0 { return a == 1 ? 1 : a == -1 ? (b & 1 == 0 ? 1 : -1) : 0 }
    var (result, base, exponent): (Int64, Int64, Int64) = (1, a, b)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* base }
      base = base &* base
      exponent &>>= 1
    }
    return result
  }
  @inline(__always) static func larger(_ a: Int64, _ b: Int64) -> Int64 { a > b ? a : b }
  @inline(__always) static func smaller(_ a: Int64, _ b: Int64) -> Int64 { a < b ? a : b }
  @inline(__always) static func arcTangent(_ a: Int64, _ b: Int64) -> Int64 { 0 }
}
