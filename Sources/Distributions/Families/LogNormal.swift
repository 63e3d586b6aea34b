import Arrays
import Glibc
import Tensors

/// exp(N(loc, scale²)): loc and scale are those of log x.
public final class LogNormal: Continuous {
  public init(loc: ParameterValue = 0, scale: ParameterValue = 1, dtype: DType? = nil) throws {
    try super.init("LogNormal", ["loc", "scale"], [loc, scale], [.real, .positive], dtype: dtype)
  }

  public override var support: Support? { .positive }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    if x.value <= 0 { return .outside }
    let logarithm = x.log
    return ((logarithm - p[0]) / p[1]).logNormalDensity - p[1].log - logarithm
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual { p[0] + p[1].log + 1.41893853320467274178 }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { (p[0] + 0.5 * p[1].square).exp }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual {
    let square = p[1].square
    return square.expm1 * (2 * p[0] + square).exp
  }
  override func bounds(_ p: UnsafePointer<Dual>) -> (low: Double, high: Double) { (0, .infinity) }
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double {
    SpecialFunctions.normalDistribution((log(x) - p[0].value) / p[1].value)
  }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double {
    exp(p[0].value + p[1].value * SpecialFunctions.normalQuantile(u))
  }
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    Dual.Slope(x, x * (log(x) - p[0].value) / p[1].value, 0, 0, 0, 0, 0, 0)
  }
  override func draw(_ e: Dual, _ p: UnsafePointer<Dual>) -> Dual { (p[0] + p[1] * e).exp }
}
