import Arrays
import CSpecial
import Glibc
import Tensors

/// Density x^(a-1) (1-x)^(b-1) / B(a, b) on [0, 1], a = concentration1, b = concentration0.
public final class Beta: ImplicitContinuous {
  /// How draws are made; both carry the same derivatives.
  public enum Method: String, Sendable, CaseIterable {
    /// By two Gamma draws.
    case implicit
    /// By the inverse of the distribution function at a uniform number: slower, and monotone in it.
    case icdf
  }

  public let method: Method

  public init(
    concentration1: ParameterValue, concentration0: ParameterValue, method: Method = .implicit, dtype: DType? = nil
  ) throws {
    self.method = method
    try super.init(
      "Beta", ["concentration1", "concentration0"], [concentration1, concentration0], [.positive, .positive],
      dtype: dtype)
  }

  public override var support: Support? { .unitInterval }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    if x.value < 0 || x.value > 1 { return .outside }
    return (p[0] - 1).timesLog(x) + (p[1] - 1).timesLogComplement(x) - .logBeta(p[0], p[1])
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual {
    Dual.logBeta(p[0], p[1]) - (p[0] - 1) * p[0].digamma - (p[1] - 1) * p[1].digamma
      + (p[0] + p[1] - 2) * (p[0] + p[1]).digamma
  }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { p[0] / (p[0] + p[1]) }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual {
    let whole = p[0] + p[1]
    return p[0] / whole * (p[1] / whole) / (whole + 1)
  }
  override func meanLog(_ p: UnsafePointer<Dual>) -> Dual { p[0].digamma - (p[0] + p[1]).digamma }
  override func bounds(_ p: UnsafePointer<Dual>) -> (low: Double, high: Double) { (0, 1) }
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double {
    special_beta_i(p[0].value, p[1].value, x)
  }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double {
    u == 0 || u == 1 ? u : special_beta_i_inv(p[0].value, p[1].value, u)
  }
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    if x <= 0 || x >= 1 { return Dual.Slope(repeating: x == 0 || x == 1 ? 0 : .nan) }
    let slopes = BetaPath.logitSlopes(p[0].value, p[1].value, x, 1 - x)
    let scale = x * (1 - x)
    return Dual.Slope(scale * slopes.a, scale * slopes.b, 0, 0, 0, 0, 0, 0)
  }

  override var interior: OpenInterval? { .unit }
  override func fill(
    _ p: UnsafePointer<UnsafeMutablePointer<Double>>, _ out: UnsafeMutablePointer<Double>, _ count: Int,
    _ random: inout RandomStream
  ) {
    switch method {
    case .implicit: BetaSampler.fill(out, p[0], p[1], count, &random)
    case .icdf:
      Sampling.uniforms(out, count, &random)
      for i in 0..<count { out[i] = special_beta_i_inv(p[0][i], p[1][i], out[i]) }
    }
  }
}
