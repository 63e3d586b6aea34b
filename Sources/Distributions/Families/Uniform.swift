import Arrays
import Glibc
import Tensors

/// Density 1/(high - low) on [low, high].
public final class Uniform: Continuous {
  public init(low: ParameterValue = 0, high: ParameterValue = 1, dtype: DType? = nil) throws {
    try super.init("Uniform", ["low", "high"], [low, high], [.real, .real], dtype: dtype)
    try Interval.check(name, parameters[0], parameters[1])
  }

  public override var support: Support? { .bounded }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    x.value < p[0].value || x.value > p[1].value ? .outside : -(p[1] - p[0]).log + 0 * x
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual { (p[1] - p[0]).log }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { 0.5 * (p[0] + p[1]) }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual { (p[1] - p[0]).square / 12 }
  override func meanLog(_ p: UnsafePointer<Dual>) -> Dual { Uniform.meanLog(p[0], p[1]) }
  /// (h log h - l log l) / (h - l) - 1
  static func meanLog(_ low: Dual, _ high: Dual) -> Dual {
    (high.timesOwnLog - low.timesOwnLog) / (high - low) - 1
  }
  override func bounds(_ p: UnsafePointer<Dual>) -> (low: Double, high: Double) { (p[0].value, p[1].value) }
  override func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double {
    (x - p[0].value) / (p[1].value - p[0].value)
  }
  override func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double {
    p[0].value + u * (p[1].value - p[0].value)
  }
  override func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    let u = distribution(x, p)
    return Dual.Slope(1 - u, u, 0, 0, 0, 0, 0, 0)
  }
  override func draw(_ e: Dual, _ p: UnsafePointer<Dual>) -> Dual { p[0] + (p[1] - p[0]) * e }
  override func noise(_ out: UnsafeMutablePointer<Double>, _ count: Int, _ random: inout RandomStream) {
    Sampling.uniforms(out, count, &random)
  }
}

enum Interval {
  /// - Throws: `DistributionError.order` with the first pair that is not in order.
  static func check(_ distribution: String, _ low: DistributionParameter, _ high: DistributionParameter) throws {
    let isWrong = try low.tensor.array.ge(high.tensor.array)
    guard try isWrong.any().item().int64 != 0 else { return }
    let (lows, highs) = (
      try low.tensor.array.expand(to: isWrong.shape), try high.tensor.array.expand(to: isWrong.shape)
    )
    let pairs = zip(
      try lows.cast(to: .float64).values(as: Double.self), try highs.cast(to: .float64).values(as: Double.self))
    let pair = pairs.first { $0 >= $1 } ?? (.nan, .nan)
    throw DistributionError.order(
      distribution: distribution, lower: low.name, upper: high.name, values: [pair.0, pair.1])
  }
}
