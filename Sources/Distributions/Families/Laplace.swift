import Arrays
import Glibc
import Tensors

/// The double exponential law: density exp(-|x - loc| / scale) / (2 scale).
public final class Laplace: Continuous {
  public init(loc: ParameterValue = 0, scale: ParameterValue = 1, dtype: DType? = nil) throws {
    try super.init("Laplace", ["loc", "scale"], [loc, scale], [.real, .positive], dtype: dtype)
  }

  public override var support: Support? { .real }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    -((x - p[0]).magnitude / p[1]) - (2 * p[1]).log
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual { (2 * p[1]).log + 1 }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { p[0] }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual { 2 * p[1].square }
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double {
    let z = (x - p[0].value) / p[1].value
    return z < 0 ? 0.5 * exp(z) : 1 - 0.5 * exp(-z)
  }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double {
    p[0].value + p[1].value * (u < 0.5 ? log(2 * u) : -log(2 * (1 - u)))
  }
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    Dual.Slope(1, (x - p[0].value) / p[1].value, 0, 0, 0, 0, 0, 0)
  }
  override func draw(_ e: Dual, _ p: UnsafePointer<Dual>) -> Dual { p[0] + p[1] * e }

  override func noise(_ out: UnsafeMutablePointer<Double>, _ count: Int, _ random: inout RandomStream) {
    Sampling.uniforms(out, count, &random)
    for i in 0..<count {
      let u = out[i]
      let tail = -Elementary.log(u < 0.5 ? 2 * u : 2 * (1 - u))
      out[i] = u < 0.5 ? -tail : tail
    }
  }
}
