import Arrays
import CSpecial
import Glibc
import Tensors

/// loc + scale T, T with density (1 + t²/ν)^(-(ν+1)/2) / (sqrt(ν) B(ν/2, 1/2)), ν = df.
///
/// The mean is nan for ν <= 1; the variance is infinite for 1 < ν <= 2 and nan below.
public final class StudentT: ImplicitContinuous {
  public init(
    df: ParameterValue, loc: ParameterValue = 0, scale: ParameterValue = 1, dtype: DType? = nil
  ) throws {
    try super.init(
      "StudentT", ["df", "loc", "scale"], [df, loc, scale], [.positive, .real, .positive], dtype: dtype)
  }

  public override var support: Support? { .real }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    let t = (x - p[1]) / p[2]
    // log(1 + t²/ν), without the overflow of t².
    let ratio = t / p[0].sqrt
    let logarithm = abs(ratio.value) > 1e100 ? 2 * ratio.magnitude.log : ratio.square.log1p
    return -0.5 * ((p[0] + 1) * logarithm) - normalizer(p[0]) - p[2].log
  }
  /// log(sqrt(ν) B(ν/2, 1/2))
  private func normalizer(_ df: Dual) -> Dual { 0.5 * df.log + .logBeta(0.5 * df, Dual(0.5)) }

  override func entropy(_ p: UnsafePointer<Dual>) -> Dual {
    let half = 0.5 * (p[0] + 1)
    return half * (half.digamma - (0.5 * p[0]).digamma) + normalizer(p[0]) + p[2].log
  }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { p[0].value <= 1 ? Dual(.nan) : p[1] }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual {
    if p[0].value <= 1 { return Dual(.nan) }
    return p[0].value <= 2 ? Dual(.infinity) : p[2].square * p[0] / (p[0] - 2)
  }

  /// I_w(1/2, ν/2) with w = t²/(ν + t²) is the mass between -|t| and |t|; far out its complement keeps the digits.
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double {
    let (df, t) = (p[0].value, (x - p[1].value) / p[2].value)
    let square = t / df * t
    let tail =
      square < 1
      ? 0.5 * special_beta_ic(0.5, 0.5 * df, square / (1 + square))
      : 0.5 * special_beta_i(0.5 * df, 0.5, 1 / (1 + square))
    return t < 0 ? tail : 1 - tail
  }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double {
    if u == 0 || u == 1 { return u == 0 ? -.infinity : .infinity }
    var w = 0.0
    let y = special_beta_i_inv_pair(0.5 * p[0].value, 0.5, 2 * min(u, 1 - u), &w)
    let t = (p[0].value * w / y).squareRoot()
    return p[1].value + p[2].value * (u < 0.5 ? -t : t)
  }

  /// |t| = sqrt(ν w / y), y = ν/(ν + t²) a Beta(ν/2, 1/2) draw at a fixed quantile, w = 1 - y:
  /// dt/dν = t/(2ν) - (t/4) d logit(y)/da.
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    let (df, t) = (p[0].value, (x - p[1].value) / p[2].value)
    let square = t / df * t
    var slope = 0.0
    if t != 0, !p[0].isConstant {
      let y = 1 / (1 + square)
      let w = square / (1 + square)
      slope = t * (0.5 / df - 0.25 * BetaPath.logitSlopes(0.5 * df, 0.5, y, w).a)
    }
    return Dual.Slope(p[2].value * slope, 1, t, 0, 0, 0, 0, 0)
  }

  /// A normal draw over the square root of a Gamma draw, in logarithms: small ν give huge numbers.
  override func fill(
    _ p: UnsafePointer<UnsafeMutablePointer<Double>>, _ out: UnsafeMutablePointer<Double>, _ count: Int,
    _ random: inout RandomStream
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * Sampling.tile) { buffer in
      guard let half = buffer.baseAddress else { return }
      let chi = half + Sampling.tile
      for i in 0..<count { half[i] = 0.5 * p[0][i] }
      GammaSampler.fill(chi, half, count, &random, logarithm: true)
      Sampling.normals(out, count, &random)
      for i in 0..<count {
        let t = out[i] * exp(0.5 * (log(half[i]) - chi[i]))
        out[i] = p[1][i] + p[2][i] * min(max(t, -0x1p1000), 0x1p1000)
      }
    }
  }
}
