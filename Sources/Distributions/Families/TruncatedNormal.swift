import Arrays
import Glibc
import Tensors

/// N(loc, scale²) given that it lies between low and high, either of which may be infinite.
///
/// Notation: z = (x - loc)/scale, α and β the ends on that scale, Z = Φ(β) - Φ(α). All masses are taken in logarithms
/// on the side where they are small, so that intervals far out in a tail keep their digits.
public final class TruncatedNormal: ImplicitContinuous {
  public init(
    loc: ParameterValue = 0, scale: ParameterValue = 1, low: ParameterValue, high: ParameterValue, dtype: DType? = nil
  ) throws {
    try super.init(
      "TruncatedNormal", ["loc", "scale", "low", "high"], [loc, scale, low, high],
      [.real, .positive, .extendedReal, .extendedReal], dtype: dtype)
    try Interval.check(name, parameters[2], parameters[3])
  }

  public override var support: Support? { .bounded }

  /// The ends on the standard scale; an infinite one does not move.
  private func ends(_ p: UnsafePointer<Dual>) -> (Dual, Dual) {
    func standard(_ end: Dual) -> Dual { end.value.isInfinite ? Dual(end.value) : (end - p[0]) / p[1] }
    return (standard(p[2]), standard(p[3]))
  }

  /// log(Φ(β) - Φ(α))
  static func logMass(_ alpha: Double, _ beta: Double) -> Double {
    if alpha > 0 { return logMass(-beta, -alpha) }
    let upper = SpecialFunctions.logNormalDistribution(beta).value
    if alpha == -.infinity { return upper }
    if beta > 0 {
      return log1p(-SpecialFunctions.normalDistribution(alpha) - SpecialFunctions.normalDistribution(-beta))
    }
    let lower = SpecialFunctions.logNormalDistribution(alpha).value
    return upper + log(-expm1(lower - upper))
  }

  private static func logMass(_ alpha: Dual, _ beta: Dual) -> Dual {
    let mass = logMass(alpha.value, beta.value)
    return Dual(
      mass,
      Dual.scaled(beta.slope, weight(beta.value, mass)) - Dual.scaled(alpha.slope, weight(alpha.value, mass)))
  }

  /// φ(end) / Z, 0 at an infinite end.
  private static func weight(_ end: Double, _ logMass: Double) -> Double {
    end.isInfinite ? 0 : exp(-0.5 * end * end - 0.91893853320467274178 - logMass)
  }

  private static func weight(_ end: Dual, _ logMass: Dual) -> Dual {
    end.value.isInfinite ? Dual(0) : (end.logNormalDensity - logMass).exp
  }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    if x.value < p[2].value || x.value > p[3].value { return .outside }
    let (alpha, beta) = ends(p)
    return ((x - p[0]) / p[1]).logNormalDensity - p[1].log - TruncatedNormal.logMass(alpha, beta)
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual {
    let (alpha, beta) = ends(p)
    let mass = TruncatedNormal.logMass(alpha, beta)
    return mass + p[1].log + 1.41893853320467274178 + 0.5 * tilt(alpha, beta, mass)
  }
  /// (α φ(α) - β φ(β)) / Z
  private func tilt(_ alpha: Dual, _ beta: Dual, _ mass: Dual) -> Dual {
    let low = alpha.value.isInfinite ? Dual(0) : alpha * TruncatedNormal.weight(alpha, mass)
    let high = beta.value.isInfinite ? Dual(0) : beta * TruncatedNormal.weight(beta, mass)
    return low - high
  }
  private func shift(_ alpha: Dual, _ beta: Dual, _ mass: Dual) -> Dual {
    TruncatedNormal.weight(alpha, mass) - TruncatedNormal.weight(beta, mass)
  }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual {
    let (alpha, beta) = ends(p)
    return p[0] + p[1] * shift(alpha, beta, TruncatedNormal.logMass(alpha, beta))
  }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual {
    let (alpha, beta) = ends(p)
    let mass = TruncatedNormal.logMass(alpha, beta)
    return p[1].square * (1 + tilt(alpha, beta, mass) - shift(alpha, beta, mass).square)
  }

  override func bounds(_ p: UnsafePointer<Dual>) -> (low: Double, high: Double) { (p[2].value, p[3].value) }
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double {
    let (alpha, beta) = ends(p)
    let z = (x - p[0].value) / p[1].value
    return exp(TruncatedNormal.logMass(alpha.value, z) - TruncatedNormal.logMass(alpha.value, beta.value))
  }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double {
    let (alpha, beta) = ends(p)
    let z = TruncatedNormal.inverse(u, alpha.value, beta.value)
    return min(max(p[0].value + p[1].value * z, p[2].value), p[3].value)
  }
  /// Φ(z) = (1 - u) Φ(α) + u Φ(β), on the side where the masses are small.
  static func inverse(_ u: Double, _ alpha: Double, _ beta: Double) -> Double {
    if u == 0 || u == 1 { return u == 0 ? alpha : beta }
    if alpha + beta > 0 { return -inverse(1 - u, -beta, -alpha) }
    let (low, high) = (
      SpecialFunctions.logNormalDistribution(alpha).value, SpecialFunctions.logNormalDistribution(beta).value
    )
    // log(e^high (u + (1 - u) e^(low - high)))
    let target = high + log(u + (1 - u) * (low == -.infinity ? 0 : exp(low - high)))
    if target > -600 { return SpecialFunctions.normalQuantile(exp(target)) }
    // Newton's method on log Φ, which is concave: it does not overshoot twice.
    var z = -(-2 * target).squareRoot()
    for _ in 0..<50 {
      let (value, slope) = SpecialFunctions.logNormalDistribution(z)
      let step = (value - target) / slope
      z -= step
      if abs(step) < 1e-15 * abs(z) { break }
    }
    return z
  }

  /// With z fixed at a quantile u: dz/dα = (1 - u) φ(α)/φ(z), dz/dβ = u φ(β)/φ(z).
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    let (loc, scale) = (p[0].value, p[1].value)
    let (alpha, beta) = ends(p)
    let z = (x - loc) / scale
    let u = min(distribution(x, p), 1)
    func moved(_ end: Double, _ share: Double) -> Double {
      end.isInfinite ? 0 : share * exp(0.5 * (z - end) * (z + end))
    }
    let (low, high) = (moved(alpha.value, 1 - u), moved(beta.value, u))
    let lowEnd = alpha.value.isInfinite ? 0 : alpha.value
    let highEnd = beta.value.isInfinite ? 0 : beta.value
    return Dual.Slope(1 - low - high, z - low * lowEnd - high * highEnd, low, high, 0, 0, 0, 0)
  }

  override func fill(
    _ p: UnsafePointer<UnsafeMutablePointer<Double>>, _ out: UnsafeMutablePointer<Double>, _ count: Int,
    _ random: inout RandomStream
  ) {
    Sampling.uniforms(out, count, &random)
    for i in 0..<count {
      let (loc, scale, low, high) = (p[0][i], p[1][i], p[2][i], p[3][i])
      let z = TruncatedNormal.inverse(out[i], (low - loc) / scale, (high - loc) / scale)
      out[i] = min(max(loc + scale * z, low), high)
    }
  }
}
