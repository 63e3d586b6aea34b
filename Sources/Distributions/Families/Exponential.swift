import Arrays
import Glibc
import Tensors

/// Density rate exp(-rate x) for x >= 0.
public final class Exponential: Continuous {
  public init(rate: ParameterValue = 1, dtype: DType? = nil) throws {
    try super.init("Exponential", ["rate"], [rate], [.positive], dtype: dtype)
  }

  public override var support: Support? { .positive }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    x.value < 0 ? .outside : p[0].log - p[0] * x
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual { 1 - p[0].log }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { 1 / p[0] }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual { 1 / p[0].square }
  /// -Euler's constant - log rate.
  override func meanLog(_ p: UnsafePointer<Dual>) -> Dual { -p[0].log - 0.57721566490153286061 }
  override func bounds(_ p: UnsafePointer<Dual>) -> (low: Double, high: Double) { (0, .infinity) }
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double { -expm1(-p[0].value * x) }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double { -log1p(-u) / p[0].value }
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    Dual.Slope(-x / p[0].value, 0, 0, 0, 0, 0, 0, 0)
  }
  override func draw(_ e: Dual, _ p: UnsafePointer<Dual>) -> Dual { e / p[0] }
  override func noise(_ out: UnsafeMutablePointer<Double>, _ count: Int, _ random: inout RandomStream) {
    Sampling.exponentials(out, count, &random)
  }
}
