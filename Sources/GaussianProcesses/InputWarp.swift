import Glibc

/// A monotone map of the unit interval onto itself for each input dimension, by Kumaraswamy's distribution function
/// w(x) = 1 - (1 - u^a)^b with learned exponents a (inner) and b (outer); a = b = 1 changes nothing.
///
/// Snoek, Swersky, Zemel and Adams (2014), "Input Warping for Bayesian Optimization of Non-Stationary Functions", with
/// the closed form of BoTorch's `Warp` in place of the beta distribution; as there, u = x (1 - 2e-7) + 1e-7 keeps
/// derivatives finite at the ends. Inputs outside the interval count as its ends.
public struct InputWarp: Sendable, Equatable {
  /// log a and log b of every dimension.
  public private(set) var logInner: [Double]
  public private(set) var logOuter: [Double]
  /// a and b of every dimension.
  public private(set) var inner: [Double]
  public private(set) var outer: [Double]

  public init(dimension: Int) {
    self.init(
      logInner: [Double](repeating: 0, count: dimension), logOuter: [Double](repeating: 0, count: dimension))
  }

  init(logInner: [Double], logOuter: [Double]) {
    self.logInner = logInner
    self.logOuter = logOuter
    inner = logInner.map(exp)
    outer = logOuter.map(exp)
  }

  private static let margin = 1e-7

  private func place(_ x: Double) -> Double {
    min(max(x, 0), 1) * (1 - 2 * InputWarp.margin) + InputWarp.margin
  }

  public func value(_ dimension: Int, _ x: Double) -> Double {
    let power = pow(place(x), inner[dimension])
    return -expm1(outer[dimension] * log1p(-power))
  }

  /// dw/dx; 0 outside the interval.
  public func slope(_ dimension: Int, _ x: Double) -> Double {
    guard x >= 0, x <= 1 else { return 0 }
    let (u, a, b) = (place(x), inner[dimension], outer[dimension])
    return a * b * pow(u, a - 1) * pow(1 - pow(u, a), b - 1) * (1 - 2 * InputWarp.margin)
  }

  /// (dw/d log a, dw/d log b).
  public func parameterSlopes(_ dimension: Int, _ x: Double) -> (inner: Double, outer: Double) {
    let (u, a, b) = (place(x), inner[dimension], outer[dimension])
    let power = pow(u, a)
    let rest = 1 - power
    return (a * b * pow(rest, b - 1) * power * log(u), -b * pow(rest, b) * log1p(-power))
  }
}
