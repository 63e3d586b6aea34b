import Arrays
import Tensors

/// The Kullback-Leibler divergence KL(p ‖ q) = E_p[log p - log q], in nats.
public enum Divergence {
  /// In closed form, for each element of the batch; infinite where p has mass outside q's support.
  ///
  /// Pairs: Normal, Laplace, Gamma, Exponential, Beta and Uniform among each other as far as an integral is known;
  /// LogNormal, Poisson, Bernoulli, Binomial, Categorical, Dirichlet, MultivariateNormal and Independent with their own
  /// kind; Bernoulli or Binomial beside Poisson: those that PyTorch registers.
  /// - Throws: `DistributionError.noClosedForm`.
  public static func kl(_ p: Distribution, _ q: Distribution) throws -> Tensor {
    switch (p, q) {
    case (let p as Independent, let q as Independent) where p.reinterpreted == q.reinterpreted:
      return try p.summed(kl(p.base, q.base))
    case (let p as MultivariateNormal, let q as MultivariateNormal): return try multivariate(p, q)
    case (let p as Dirichlet, let q as Dirichlet): return try dirichlet(p, q)
    case (let p as Categorical, let q as Categorical):
      guard p.classes == q.classes else {
        throw ArrayError.shapeMismatch(operation: "kl", left: p.given.shape, right: q.given.shape)
      }
      return try Pointwise.map("kl", [("log p", p.logProbabilities()), ("log q", q.logProbabilities())]) {
        TwoOutcomes.expected($0[0], $0[0] - $0[1])
      }.sum([-1])
    case (let p as Bernoulli, let q as Bernoulli):
      return try Pointwise.map("kl", p.outcomes.inputs() + q.outcomes.inputs(), TwoOutcomes.divergence)
    case (let p as Binomial, let q as Binomial): return try binomial(p, q)
    // -H(p) - (p log λ - λ): both outcomes have k! = 1.
    case (let p as Bernoulli, let q as Poisson):
      return try Pointwise.map("kl", p.outcomes.inputs() + q.inputs) {
        TwoOutcomes.expected($0[0], $0[0] - $0[2].log) + TwoOutcomes.expected($0[1], $0[1]) + $0[2]
      }
    case (is Poisson, is Bernoulli), (is Poisson, is Binomial): return try infinite(p, q)
    case (let p as Univariate, let q as Univariate): return try univariate(p, q)
    default: throw DistributionError.noClosedForm(p.name, q.name)
    }
  }

  /// By n draws from p: the estimate and its standard error, for each element of the batch. Gradients flow through both
  /// logarithms, and through the draws where p can be reparameterised.
  public static func estimate(
    _ p: Distribution, _ q: Distribution, draws n: Int, stream: String = Distribution.usualStream
  ) throws -> (estimate: Tensor, standardError: Tensor) {
    guard n >= 2 else {
      throw DistributionError.invalid(distribution: "mc_kl", message: "at least 2 draws wanted, got \(n)")
    }
    guard p.eventShape == q.eventShape else {
      throw ArrayError.shapeMismatch(operation: "mc_kl: event shapes", left: p.eventShape, right: q.eventShape)
    }
    let shape = try Shape(n)
    let x = try p.isReparameterizable ? p.rsample(shape, stream: stream) : p.sample(shape, stream: stream)
    let ratio = try p.logProbability(x).sub(q.logProbability(x))
    let error = try ratio.detach().std([0]).mul(.real(1 / Double(n).squareRoot()))
    return (try ratio.mean([0]), error)
  }

  static func infinite(_ p: Distribution, _ q: Distribution) throws -> Tensor {
    let shape = try Shape.broadcast(p.batchShape, q.batchShape, of: "kl")
    let dtype: DType = p.dtype == .float64 || q.dtype == .float64 ? .float64 : .float32
    return Tensor(try NDArray(repeating: .real(.infinity), shape: shape, dtype: dtype))
  }

  /// n times the divergence of one trial; infinite where p can count further than q.
  /// - Throws: `DistributionError.noClosedForm` where q counts further.
  private static func binomial(_ p: Binomial, _ q: Binomial) throws -> Tensor {
    let fewer = try p.totalCount.lt(q.totalCount)
    guard try fewer.array.any().item().int64 == 0 else {
      throw DistributionError.noClosedForm("Binomial", "Binomial of a larger total_count")
    }
    return try Pointwise.map(
      "kl", p.outcomes.inputs() + q.outcomes.inputs() + [("total_count", p.totalCount), ("total_count", q.totalCount)]
    ) {
      $0[4].value > $0[5].value ? beyond : $0[4].value * TwoOutcomes.divergence($0)
    }
  }

  /// log B(q) - log B(p) + Σ (αp - αq)(ψ(αp) - ψ(Σ αp))
  private static func dirichlet(_ p: Dirichlet, _ q: Dirichlet) throws -> Tensor {
    guard p.eventShape == q.eventShape else {
      throw ArrayError.shapeMismatch(operation: "kl: event shapes", left: p.eventShape, right: q.eventShape)
    }
    let total = try p.concentration.sum([-1], keepdim: true)
    let each = try Pointwise.map(
      "kl", [("p", p.concentration), ("q", q.concentration), ("total", total)]
    ) { $0[1].lgamma - $0[0].lgamma + ($0[0] - $0[1]) * ($0[0].digamma - $0[2].digamma) }.sum([-1])
    return try each.add(total.squeeze(-1).lgamma()).sub(q.concentration.sum([-1]).lgamma())
  }

  /// ½ (|Lq⁻¹ Lp|² + |Lq⁻¹ (μp - μq)|² - d) + log det Lq - log det Lp
  private static func multivariate(_ p: MultivariateNormal, _ q: MultivariateNormal) throws -> Tensor {
    guard p.eventShape == q.eventShape else {
      throw ArrayError.shapeMismatch(operation: "kl: event shapes", left: p.eventShape, right: q.eventShape)
    }
    let (lower, other) = (try p.scaleTril(), try q.scaleTril())
    let spread = try other.solveTriangular(lower, upper: false).square().sum([-2, -1])
    let distance = try q.squaredDistance(p.loc.sub(q.loc), other)
    let half = try spread.add(distance).sub(.real(Double(p.eventShape.count))).mul(0.5)
    return try half.add(q.logDeterminant(other)).sub(p.logDeterminant(lower))
  }
}
