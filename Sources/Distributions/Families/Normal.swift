import Arrays
import Glibc
import Tensors

/// N(loc, scale²): density exp(-z²/2) / (scale sqrt(2 pi)), z = (x - loc)/scale. `scale` is a standard deviation.
public final class Normal: Continuous {
  public init(loc: ParameterValue = 0, scale: ParameterValue = 1, dtype: DType? = nil) throws {
    try super.init("Normal", ["loc", "scale"], [loc, scale], [.real, .positive], dtype: dtype)
  }

  public override var support: Support? { .real }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    ((x - p[0]) / p[1]).logNormalDensity - p[1].log
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual { p[1].log + 1.41893853320467274178 }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { p[0] }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual { p[1].square }
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double {
    SpecialFunctions.normalDistribution((x - p[0].value) / p[1].value)
  }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double {
    p[0].value + p[1].value * SpecialFunctions.normalQuantile(u)
  }
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    Dual.Slope(1, (x - p[0].value) / p[1].value, 0, 0, 0, 0, 0, 0)
  }
  override func draw(_ e: Dual, _ p: UnsafePointer<Dual>) -> Dual { p[0] + p[1] * e }

  /// Without gradients in place: two passes over memory after the draw.
  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    let draws = try Random.normals(try extended(shape), dtype: dtype, stream: stream)
    try draws.update(.mul, with: parameters[1].tensor.array)
    try draws.update(.add, with: parameters[0].tensor.array)
    return Tensor(draws)
  }
}
