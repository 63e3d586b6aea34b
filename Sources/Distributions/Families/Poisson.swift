import Arrays
import CSpecial
import Glibc
import Tensors

/// Mass rate^k e^-rate / k!, k = 0, 1, ...
public final class Poisson: Univariate {
  public init(rate: ParameterValue, dtype: DType? = nil) throws {
    try super.init("Poisson", ["rate"], [rate], [.nonnegative], dtype: dtype)
  }

  override func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    let k = x.value
    if k.isNaN { return x }
    return k < 0 || k != k.rounded() || k == .infinity
      ? .outside : Dual(k).timesLog(p[0]) - p[0] - Counting.logFactorial(k)
  }
  override func entropy(_ p: UnsafePointer<Dual>) -> Dual {
    let (value, slope) = Counting.poissonEntropy(p[0].value)
    return p[0].chain(value, slope)
  }
  override func mean(_ p: UnsafePointer<Dual>) -> Dual { p[0] }
  override func variance(_ p: UnsafePointer<Dual>) -> Dual { p[0] }
  /// Q(k + 1, rate)
  override func cumulative(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    let k = floor(x.value)
    if k < 0 || k == .infinity { return Dual(k < 0 ? 0 : 1) }
    return p[0].chain(Poisson.distribution(k, p[0].value), -exp(logDensity(Dual(k), p).value))
  }
  private static func distribution(_ k: Double, _ rate: Double) -> Double {
    k < 0 ? 0 : rate == 0 ? 1 : special_gamma_q(k + 1, rate)
  }
  public override func quantile(_ q: Tensor) throws -> Tensor { try Tape.paused { try super.quantile(q) } }
  override func quantile(_ u: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    let rate = p[0].value
    if u.value == 1 { return Dual(.infinity) }
    return Dual(
      Counting.quantile(u.value, rate, rate.squareRoot(), 0, .infinity) { Poisson.distribution($0, rate) })
  }

  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    Tensor(
      try Sampling.draw(
        try extended(shape), dtype, [parameters[0].tensor.array], batch: batchShape, stream: stream
      ) { p, out, count, random in
        for i in 0..<count { out[i] = CountSampler.poisson(p[0][i], &random) }
      })
  }
}

/// Sums over whole numbers.
enum Counting {
  /// log k!
  static func logFactorial(_ k: Double) -> Double { special_lgamma(k + 1) }

  /// log of n over k.
  static func logChoices(_ n: Double, _ k: Double) -> Double {
    k == 0 || k == n ? 0 : -log(n + 1) - BetaFunction.logarithm(k + 1, n - k + 1)
  }

  /// The smallest k in low...high with F(k) >= u, searched from the mean outwards.
  static func quantile(
    _ u: Double, _ mean: Double, _ spread: Double, _ low: Double, _ high: Double, _ distribution: (Double) -> Double
  ) -> Double {
    if u.isNaN { return .nan }
    // Invariant: F(below) < u <= F(above).
    var step = max(1, floor(spread))
    var above = min(max(floor(mean), low), high)
    var below = low - 1
    if distribution(above) >= u {
      while above - step > below, distribution(above - step) >= u {
        above -= step
        step *= 2
      }
      below = max(below, above - step)
    } else {
      below = above
      above += step
      while above < high, distribution(above) < u {
        below = above
        step *= 2
        above += step
        if above > 0x1p60 { return .infinity }
      }
      above = min(above, high)
    }
    while above - below > 1 {
      let middle = floor(0.5 * (above + below))
      if middle <= below || middle >= above { break }
      if distribution(middle) >= u { above = middle } else { below = middle }
    }
    return above
  }

  /// H and dH/dλ = E log((k + 1)/λ), by summation within 40 standard deviations; above 10⁵ by the expansion
  /// ½ log(2πeλ) - 1/(12λ) - 1/(24λ²) - 19/(360λ³) (Evans, Boersma, Blachman and Jagers 1988).
  static func poissonEntropy(_ rate: Double) -> (value: Double, slope: Double) {
    if rate == 0 { return (0, .infinity) }
    if rate > 1e5 {
      let r = 1 / rate
      return (
        1.41893853320467274178 + 0.5 * log(rate) - r * (1.0 / 12 + r * (1.0 / 24 + r * 19 / 360)),
        r * (0.5 + r * (1.0 / 12 + r * (1.0 / 12 + r * 19 / 120)))
      )
    }
    let reach = 40 * rate.squareRoot() + 40
    let logRate = log(rate)
    var (value, slope) = (0.0, 0.0)
    var k = max(0, floor(rate - reach))
    while k <= rate + reach {
      let logMass = k * logRate - rate - logFactorial(k)
      let mass = exp(logMass)
      value -= mass * logMass
      slope += mass * (log(k + 1) - logRate)
      k += 1
    }
    return (value, slope)
  }

  /// H and dH/dp = -Σ (dP/dp) log P; beyond a variance of 10⁶ by ½ log(2πe n p q) + (4 p q - 1)/(12 n p q).
  static func binomialEntropy(_ n: Double, _ p: Double, _ q: Double) -> (value: Double, slope: Double) {
    if n == 0 { return (0, 0) }
    let variance = n * p * q
    if variance > 1e6 {
      let value = 1.41893853320467274178 + 0.5 * log(variance) + (4 * p * q - 1) / (12 * variance)
      return (value, 0.5 * (1 - 2 * p) / (p * q))
    }
    if p == 0 || q == 0 { return (0, p == 0 ? .infinity : -.infinity) }
    let reach = 40 * variance.squareRoot() + 40
    let (logP, logQ) = (log(p), log(q))
    var (value, slope) = (0.0, 0.0)
    var k = max(0, floor(n * p - reach))
    while k <= min(n, n * p + reach) {
      let logMass = logChoices(n, k) + k * logP + (n - k) * logQ
      let mass = exp(logMass)
      value -= mass * logMass
      slope -= mass * (k - n * p) * logMass
      k += 1
    }
    return (value, slope / (p * q))
  }
}
