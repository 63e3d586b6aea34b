import Arrays
import CSpecial
import Glibc
import Tensors

/// Density rate^α x^(α-1) exp(-rate x) / Γ(α) for x > 0, α the concentration.
public final class Gamma: ImplicitContinuous {
  public init(concentration: ParameterValue, rate: ParameterValue = 1, dtype: DType? = nil) throws {
    try super.init(
      "Gamma", ["concentration", "rate"], [concentration, rate], [.positive, .positive], dtype: dtype)
  }

  public override var support: Support? { .positive }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    if x.value < 0 || x.value == .infinity { return .outside }
    return p[0] * p[1].log + (p[0] - 1).timesLog(x) - p[1] * x - p[0].lgamma
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual {
    p[0] - p[1].log + p[0].lgamma + (1 - p[0]) * p[0].digamma
  }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { p[0] / p[1] }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual { p[0] / p[1].square }
  override func meanLog(_ p: UnsafePointer<Dual>) -> Dual { p[0].digamma - p[1].log }
  override func bounds(_ p: UnsafePointer<Dual>) -> (low: Double, high: Double) { (0, .infinity) }
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double {
    special_gamma_p(p[0].value, x * p[1].value)
  }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double {
    u == 0 ? 0 : u == 1 ? .infinity : special_gamma_p_inv(p[0].value, u) / p[1].value
  }
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    let slope = p[0].isConstant ? 0 : GammaPath.slope(p[0].value, x * p[1].value) / p[1].value
    return Dual.Slope(slope, -x / p[1].value, 0, 0, 0, 0, 0, 0)
  }

  override var interior: OpenInterval? { .positive }
  override func fill(
    _ p: UnsafePointer<UnsafeMutablePointer<Double>>, _ out: UnsafeMutablePointer<Double>, _ count: Int,
    _ random: inout RandomStream
  ) {
    GammaSampler.fill(out, p[0], count, &random, logarithm: false)
    for i in 0..<count { out[i] /= p[1][i] }
  }
}
