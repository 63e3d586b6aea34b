import Arrays
import CSpecial
import Glibc

/// A number with its derivatives by up to eight inputs, so that a formula written once gives the value and all
/// partial derivatives together (forward mode).
///
/// A factor that is infinite leaves a derivative that is zero at zero: it belongs to an input on which the number does
/// not depend.
struct Dual {
  typealias Slope = SIMD8<Double>

  var value: Double
  var slope: Slope

  @inline(__always) init(_ value: Double, _ slope: Slope = Slope(repeating: 0)) {
    (self.value, self.slope) = (value, slope)
  }

  /// What a log density is outside the support: no derivative either.
  static var outside: Dual { Dual(-.infinity, Slope(repeating: .nan)) }

  /// Whether no input moves the number.
  @inline(__always) var isConstant: Bool { !any(slope .!= Slope(repeating: 0)) }

  /// f(self) for f' = `derivative`, which is not computed where nothing moves.
  @inline(__always) func chain(_ value: Double, _ derivative: @autoclosure () -> Double) -> Dual {
    isConstant ? Dual(value, slope) : Dual(value, Dual.scaled(slope, derivative()))
  }

  @inline(__always) static func scaled(_ slope: Slope, _ factor: Double) -> Slope {
    if factor.isFinite { return slope * factor }
    return (slope * factor).replacing(with: 0, where: slope .== 0)
  }

  @inline(__always) static func + (a: Dual, b: Dual) -> Dual { Dual(a.value + b.value, a.slope + b.slope) }
  @inline(__always) static func - (a: Dual, b: Dual) -> Dual { Dual(a.value - b.value, a.slope - b.slope) }
  @inline(__always) static func * (a: Dual, b: Dual) -> Dual {
    Dual(a.value * b.value, scaled(a.slope, b.value) + scaled(b.slope, a.value))
  }
  @inline(__always) static func / (a: Dual, b: Dual) -> Dual {
    let quotient = a.value / b.value
    return Dual(quotient, scaled(a.slope, 1 / b.value) - scaled(b.slope, quotient / b.value))
  }
  @inline(__always) static prefix func - (a: Dual) -> Dual { Dual(-a.value, -a.slope) }
  @inline(__always) static func + (a: Dual, b: Double) -> Dual { Dual(a.value + b, a.slope) }
  @inline(__always) static func + (a: Double, b: Dual) -> Dual { Dual(a + b.value, b.slope) }
  @inline(__always) static func - (a: Dual, b: Double) -> Dual { Dual(a.value - b, a.slope) }
  @inline(__always) static func - (a: Double, b: Dual) -> Dual { Dual(a - b.value, -b.slope) }
  @inline(__always) static func * (a: Dual, b: Double) -> Dual { Dual(a.value * b, scaled(a.slope, b)) }
  @inline(__always) static func * (a: Double, b: Dual) -> Dual { b * a }
  @inline(__always) static func / (a: Dual, b: Double) -> Dual { Dual(a.value / b, scaled(a.slope, 1 / b)) }
  @inline(__always) static func / (a: Double, b: Dual) -> Dual {
    let quotient = a / b.value
    return Dual(quotient, scaled(b.slope, -quotient / b.value))
  }

  var square: Dual { chain(value * value, 2 * value) }
  var exp: Dual {
    let e = Glibc.exp(value)
    return chain(e, e)
  }
  var log: Dual { chain(Glibc.log(value), 1 / value) }
  var log1p: Dual { chain(Glibc.log1p(value), 1 / (1 + value)) }
  var expm1: Dual { chain(Glibc.expm1(value), Glibc.exp(value)) }
  var sqrt: Dual {
    let root = value.squareRoot()
    return chain(root, 0.5 / root)
  }
  /// The derivative at 0 is 0.
  var magnitude: Dual { chain(Swift.abs(value), value > 0 ? 1 : value < 0 ? -1 : 0) }
  var erf: Dual { chain(Glibc.erf(value), 1.12837916709551257390 * Glibc.exp(-value * value)) }
  var lgamma: Dual { chain(special_lgamma(value), special_digamma(value)) }
  var digamma: Dual { chain(special_digamma(value), special_trigamma(value)) }
  /// log(1 / (1 + e^-x))
  var logSigmoid: Dual {
    let e = Glibc.exp(-Swift.abs(value))
    let sigmoid = value < 0 ? 1 / (1 + e) : e / (1 + e)
    return chain(Swift.min(value, 0) - Glibc.log1p(e), sigmoid)
  }

  /// self log x, 0 where self is 0, also at x = 0.
  func timesLog(_ x: Dual) -> Dual {
    let logarithm = Glibc.log(x.value)
    if value == 0 { return Dual(0, Dual.scaled(slope, logarithm)) }
    return Dual(value * logarithm, Dual.scaled(slope, logarithm) + Dual.scaled(x.slope, value / x.value))
  }

  /// self log(1 - x), 0 where self is 0, also at x = 1.
  func timesLogComplement(_ x: Dual) -> Dual {
    let logarithm = Glibc.log1p(-x.value)
    if value == 0 { return Dual(0, Dual.scaled(slope, logarithm)) }
    return Dual(value * logarithm, Dual.scaled(slope, logarithm) - Dual.scaled(x.slope, value / (1 - x.value)))
  }

  /// x log x, 0 at 0, where the derivative is minus infinity.
  var timesOwnLog: Dual {
    let logarithm = Glibc.log(value)
    return chain(value == 0 ? 0 : value * logarithm, logarithm + 1)
  }

  /// log B(a, b).
  static func logBeta(_ a: Dual, _ b: Dual) -> Dual {
    let value = BetaFunction.logarithm(a.value, b.value)
    if a.isConstant, b.isConstant { return Dual(value) }
    let whole = special_digamma(a.value + b.value)
    return Dual(
      value, a.chain(0, special_digamma(a.value) - whole).slope + b.chain(0, special_digamma(b.value) - whole).slope)
  }

  /// log of the standard normal density.
  var logNormalDensity: Dual { chain(-0.5 * value * value - 0.91893853320467274178, -value) }
}
