import CSpecial
import Glibc

/// log B(a, b) without the cancellation of log Γ(a) + log Γ(b) - log Γ(a + b) for large arguments.
enum BetaFunction {
  /// With s the smaller and l the larger of a and b, for l >= 100:
  /// log Γ(l) - log Γ(l + s) = s - (l - 1/2) log1p(s/l) - s log(l + s) + δ(l) - δ(l + s),
  /// δ the rest of Stirling's series (DLMF 5.11.1), whose first terms are exact to rounding there.
  static func logarithm(_ a: Double, _ b: Double) -> Double {
    let (s, l) = a < b ? (a, b) : (b, a)
    if l < 100 { return special_lgamma(s) + (special_lgamma(l) - special_lgamma(a + b)) }
    if s < 100 {
      return special_lgamma(s) + s - (l - 0.5) * log1p(s / l) - s * log(l + s) + rest(l) - rest(l + s)
    }
    // Both large: Stirling's formula for all three.
    let whole = l + s
    return 0.91893853320467274178 - 0.5 * log(s) - (s * log1p(l / s)) - (l - 0.5) * log1p(s / l)
      + rest(s) + rest(l) - rest(whole)
  }

  private static func rest(_ x: Double) -> Double {
    let y = 1 / (x * x)
    return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x
  }
}
