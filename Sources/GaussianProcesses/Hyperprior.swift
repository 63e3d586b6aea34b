import Arrays
import Distributions
import Glibc

/// A law of a positive hyperparameter t; a fit sees it through l = log t.
public protocol Hyperprior: Sendable {
  /// log density of t, not of l, at t = exp(l), and its derivative in l.
  func logDensity(logarithm l: Double) -> (value: Double, derivative: Double)
  /// Where the density is high: a fit begins there.
  var start: Double { get }
  var median: Double { get }
  /// The values of t beyond which there is next to no mass.
  var range: ClosedRange<Double> { get }
  /// log t of where a further start is tried.
  func draw(_ stream: inout RandomStream) -> Double
}

/// log t ~ N(mu, sigma^2).
public struct LogNormalPrior: Hyperprior, Equatable {
  public var mu: Double
  public var sigma: Double

  public init(mu: Double, sigma: Double) {
    self.mu = mu
    self.sigma = sigma
  }

  public func logDensity(logarithm l: Double) -> (value: Double, derivative: Double) {
    let z = (l - mu) / sigma
    return (-l - log(sigma) - 0.91893853320467274178 - 0.5 * z * z, -1 - z / sigma)
  }

  /// The mode.
  public var start: Double { exp(mu - sigma * sigma) }
  public var median: Double { exp(mu) }
  public var range: ClosedRange<Double> { 0...Double.infinity }
  /// Around the mode.
  public func draw(_ stream: inout RandomStream) -> Double { mu - sigma * sigma + sigma * stream.normal() }
}

/// Any continuous law serves; what it says of numbers that are not positive does not count.
extension ScalarLaw: Hyperprior {
  /// The share of the mass that is left out at each end: a density may be infinite or nothing there.
  private static let tail = 1e-6

  public func logDensity(logarithm l: Double) -> (value: Double, derivative: Double) {
    let t = exp(l)
    let density = logDensity(t)
    return (density.value, density.derivative * t)
  }

  /// The median, of the positive part where there are others.
  public var start: Double { median }
  public var median: Double { quantile(0.5 * (1 + massBelowZero)) }
  public var range: ClosedRange<Double> {
    let low = quantile(massBelowZero + ScalarLaw.tail)
    var high = quantile(1 - ScalarLaw.tail)
    // Rounding takes the quantile to the end of a support that is dense there.
    if logDensity(high).value == .infinity { high *= 1 - 1e-9 }
    return low <= high ? low...high : 0...0
  }
  public func draw(_ stream: inout RandomStream) -> Double {
    log(quantile(massBelowZero + (1 - massBelowZero) * stream.uniform()))
  }

  private var massBelowZero: Double { ends.low >= 0 ? 0 : cumulative(0) }
}
