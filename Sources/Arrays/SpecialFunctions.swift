import CSpecial
import Glibc

/// Functions of one number that Glibc lacks, accurate in the far tails where the plain formulas
/// cancel or underflow.
///
/// Notation: phi, Phi the standard normal density and distribution function;
/// h(u) = phi(u) + u Phi(u), the expected improvement of a standard normal; for u < 0, z = -u/sqrt 2.
/// Ratios of repeated integrals of erfc obey r(k) = 1/(2z + 2(k+1) r(k+1)), r(k) =
/// i^k erfc(z) / i^(k-1) erfc(z) (DLMF 7.18.7); run backwards from far enough they are exact to
/// rounding, and Phi(u) = phi(u) sqrt(2) r(0), h(u) = 2 phi(u) r(0) r(1).
public enum SpecialFunctions {
  public static func normalDensity(_ u: Double) -> Double { exp(-0.5 * u * u) * 0.39894228040143267794 }

  /// Phi(u), accurate in the lower tail.
  public static func normalDistribution(_ u: Double) -> Double { 0.5 * erfc(-u * 0.70710678118654752440) }

  /// Inverse of `normalDistribution`; -inf at 0, inf at 1, nan outside [0, 1].
  public static func normalQuantile(_ p: Double) -> Double { special_normal_quantile(p) }

  /// log Phi(u) and its derivative phi(u)/Phi(u), finite for every finite u.
  public static func logNormalDistribution(_ u: Double) -> (value: Double, derivative: Double) {
    guard u < -1 else {
      if u.isNaN { return (u, u) }
      let probability = normalDistribution(u)
      return (u > 5 ? log1p(-normalDistribution(-u)) : log(probability), normalDensity(u) / probability)
    }
    let r = erfcRatios(-u * 0.70710678118654752440)
    return (logDensity(u) + log(1.41421356237309504880 * r.0), 1 / (1.41421356237309504880 * r.0))
  }

  /// log h(u) and its derivative Phi(u)/h(u), finite for every finite u (Ament et al. 2023,
  /// "Unexpected Improvements to Expected Improvement", section 4.1).
  public static func logExpectedImprovement(_ u: Double) -> (value: Double, derivative: Double) {
    guard u < -1 else {
      if u.isNaN { return (u, u) }
      let probability = normalDistribution(u)
      let improvement = normalDensity(u) + u * probability
      return (log(improvement), probability / improvement)
    }
    let r = erfcRatios(-u * 0.70710678118654752440)
    return (logDensity(u) + log(2 * r.0) + log(r.1), 1 / (1.41421356237309504880 * r.1))
  }

  private static func logDensity(_ u: Double) -> Double { -0.5 * u * u - 0.91893853320467274178 }

  /// r(0), r(1) for z > 0.7. The number of terms grows as 1/z^2.
  private static func erfcRatios(_ z: Double) -> (Double, Double) {
    let reach = 13 / z
    let terms = 20 + Int(min(reach * reach, 1000))
    // Start from the fixed point of the recurrence, which halves the terms needed.
    var r = 1 / (z + (z * z + 2 * Double(terms)).squareRoot())
    var k = terms
    while k > 1 {
      r = 1 / (2 * z + 2 * Double(k) * r)
      k -= 1
    }
    return (1 / (2 * z + 2 * r), r)
  }
}
