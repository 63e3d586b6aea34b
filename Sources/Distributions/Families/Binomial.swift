import Arrays
import CSpecial
import Glibc
import Tensors

/// The number of successes in n = total_count independent trials.
public final class Binomial: Distribution {
  let outcomes: TwoOutcomes
  let totalCount: Tensor

  public init(
    totalCount: ParameterValue = 1, probs: ParameterValue? = nil, logits: ParameterValue? = nil, dtype: DType? = nil
  ) throws {
    let name = "Binomial"
    let given = try GivenProbabilities(probs: probs, logits: logits, of: name)
    let tensors = try ParameterValue.tensors([given.value, totalCount], dtype: dtype)
    outcomes = try TwoOutcomes(name, tensors[0], isLogits: given.isLogits)
    self.totalCount = tensors[1].detach()
    let parameters = [
      try DistributionParameter("total_count", self.totalCount, .wholeNonnegative, of: name), outcomes.given,
    ]
    super.init(name, parameters, batch: try Distribution.batch(name, parameters))
  }

  /// Inputs: log p, log(1 - p), n, and the value.
  private func over(_ what: String, _ value: Tensor? = nil, _ formula: @escaping Pointwise.Formula) throws -> Tensor {
    let result = try Pointwise.map(
      "Binomial.\(what)",
      outcomes.inputs() + [("total_count", totalCount)] + (value.map { [("value", $0)] } ?? []), formula)
    return value != nil || result.shape == batchShape ? result : try result.expand(to: batchShape)
  }

  private static func logMass(_ k: Double, _ a: UnsafePointer<Dual>) -> Dual {
    let n = a[2].value
    // No failures asked for, no price for them, even where they cannot be.
    return Dual(Counting.logChoices(n, k)) + (k == 0 ? Dual(0) : k * a[0]) + (k == n ? Dual(0) : (n - k) * a[1])
  }

  public override func logProbability(_ value: Tensor) throws -> Tensor {
    try over("log_prob", value) {
      let k = $0[3].value
      if k.isNaN { return Dual(.nan) }
      return k < 0 || k > $0[2].value || k != k.rounded() ? .outside : Binomial.logMass(k, $0)
    }
  }
  /// I_{1-p}(n - k, k + 1), of derivative -(n - k) (n over k) p^k (1-p)^(n-k) by log(1 - p), negated.
  public override func cumulative(_ value: Tensor) throws -> Tensor {
    try over("cdf", value) {
      let (k, n) = (floor($0[3].value), $0[2].value)
      if k < 0 { return Dual(0) }
      if k >= n { return Dual(1) }
      let a = $0
      return a[1].chain(Binomial.distribution(k, n, a), exp(Binomial.logMass(k, a).value) * (n - k))
    }
  }
  private static func distribution(_ k: Double, _ n: Double, _ a: UnsafePointer<Dual>) -> Double {
    k < 0 ? 0 : k >= n ? 1 : special_beta_ic(k + 1, n - k, exp(a[0].value))
  }
  public override func quantile(_ q: Tensor) throws -> Tensor {
    let q = try checkedProbabilities(q)
    return try Tape.paused {
      try over("icdf", q) { a in
        let (n, p, u) = (a[2].value, exp(a[0].value), a[3].value)
        let spread = (n * p * (1 - p)).squareRoot()
        return Dual(Counting.quantile(u, n * p, spread, 0, n) { Binomial.distribution($0, n, a) })
      }
    }
  }
  public override func entropy() throws -> Tensor {
    try over("entropy") { a in
      let (n, p) = (a[2].value, exp(a[0].value))
      let (value, slope) = Counting.binomialEntropy(n, p, exp(a[1].value))
      // By log p the derivative is p times that by p.
      return Dual(value, Dual.scaled(a[0].slope, slope * p))
    }
  }
  public override func mean() throws -> Tensor { try over("mean") { $0[2] * $0[0].exp } }
  public override func variance() throws -> Tensor { try over("variance") { $0[2] * ($0[0] + $0[1]).exp } }

  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    let arrays = [totalCount.array, try outcomes.probs().array]
    return Tensor(
      try Sampling.draw(try extended(shape), dtype, arrays, batch: batchShape, stream: stream) {
        p, out, count, random in
        for i in 0..<count { out[i] = CountSampler.binomial(p[0][i], p[1][i], &random) }
      })
  }

  public override func property(_ name: String) throws -> Tensor? {
    switch name {
    case "probs": try outcomes.probs().expand(to: batchShape)
    case "logits": try outcomes.logits().expand(to: batchShape)
    default: try super.property(name)
    }
  }
}
