import Arrays
import Distributions
import Tensors
import Testing

/// What a program should not give, and what it hears.
@Suite struct HostileTests {
  private func message(_ body: () throws -> Any) -> String {
    do { _ = try body() } catch { return "\(error)" }
    return "no error"
  }

  @Test func badParametersAreNamed() throws {
    for bad in [0, -1, Double.nan, .infinity, -.infinity] {
      let value = ParameterValue.number(bad)
      let positive: [(String, () throws -> Distribution)] = [
        ("scale", { try Normal(loc: 0, scale: value) }), ("scale", { try LogNormal(loc: 0, scale: value) }),
        ("scale", { try Laplace(loc: 0, scale: value) }), ("df", { try StudentT(df: value) }),
        ("scale", { try StudentT(df: 1, scale: value) }), ("rate", { try Exponential(rate: value) }),
        ("concentration", { try Gamma(concentration: value) }), ("rate", { try Gamma(concentration: 1, rate: value) }),
        ("concentration1", { try Beta(concentration1: value, concentration0: 1) }),
        ("concentration0", { try Beta(concentration1: 1, concentration0: value) }),
        ("concentration", { try Dirichlet(concentration: .numbers(NDArray([1, bad]))) }),
        ("scale", { try TruncatedNormal(scale: value, low: 0, high: 1) }),
      ]
      for (name, make) in positive {
        let text = message(make)
        #expect(text.contains("\(name) must be positive and finite, got \(bad)"), "\(text)")
      }
    }
    for bad in [Double.nan, .infinity] {
      #expect(message { try Normal(loc: .number(bad)) }.contains("loc must be finite, got"))
      #expect(message { try Poisson(rate: .number(bad)) }.contains("rate must be finite and not negative, got"))
      #expect(message { try Categorical(logits: .numbers(NDArray([0, bad]))) }.contains("logits must be finite"))
    }
    #expect(message { try Bernoulli(probs: 1.5) }.contains("probs must be from 0 to 1, got 1.5"))
    #expect(message { try Bernoulli(probs: -0.5) }.contains("probs must be from 0 to 1, got -0.5"))
    #expect(message { try Binomial(totalCount: 1.5, probs: 0.5) }.contains("total_count must be a whole number"))
    #expect(message { try Binomial(totalCount: -1, probs: 0.5) }.contains("total_count must be a whole number"))
    #expect(message { try Uniform(low: 1, high: 1) }.contains("low must be below high, got 1.0 and 1.0"))
    #expect(message { try TruncatedNormal(low: 2, high: 1) }.contains("low must be below high"))
    #expect(message { try Categorical(probs: .numbers(NDArray([0.0, 0]))) }.contains("sum of probs"))
    #expect(message { try Bernoulli() }.contains("one of probs, logits wanted, got none"))
    #expect(message { try Bernoulli(probs: 0.5, logits: 1) }.contains("got 2 of them"))
  }

  @Test func badShapesAreNamed() throws {
    let (two, three) = (
      ParameterValue.numbers(try NDArray([1.0, 2])), ParameterValue.numbers(try NDArray([1.0, 2, 3]))
    )
    #expect(message { try Normal(loc: two, scale: three) }.contains("loc (2,), scale (3,)"))
    #expect(
      message { try Gamma(concentration: .tensor(Tensor(NDArray(empty: Shape(0))))) }.contains("concentration is empty")
    )
    #expect(message { try Categorical(probs: 0.5) }.contains("probs"))
    #expect(message { try Dirichlet(concentration: 0.5) }.contains("concentration"))
    #expect(message { try MultivariateNormal(loc: two, covariance: two) }.contains("covariance_matrix"))
    #expect(message { try MultivariateNormal(loc: two) }.contains("got none"))
    let skew = ParameterValue.numbers(try NDArray([1.0, 2, 0, 1], shape: Shape(2, 2)))
    #expect(message { try MultivariateNormal(loc: two, covariance: skew) }.contains("symmetric"))
    let indefinite = ParameterValue.numbers(try NDArray([1.0, 2, 2, 1], shape: Shape(2, 2)))
    #expect(message { try MultivariateNormal(loc: two, covariance: indefinite) }.contains("positive definite"))
    #expect(message { try Independent(Normal(), 1) }.contains("from 0 to 0 wanted, got 1"))
    #expect(message { try Normal(loc: two).logProbability(Tensor(NDArray([1.0, 2, 3]))) }.contains("shapes"))
    #expect(message { try Normal().sample(Shape(1 << 30, 1 << 10)) }.contains("memory"))
  }

  @Test func badValuesAreRefused() throws {
    #expect(message { try Normal().quantile(Tensor(NDArray([1.5]))) }.contains("got 1.5"))
    for law in [try Bernoulli(probs: 0.3), try Binomial(totalCount: 3, probs: 0.3), try Poisson(rate: 2)] {
      for bad in [-0.5, 1.5] {
        #expect(message { try law.quantile(Tensor(NDArray([bad]))) }.contains("got \(bad)"), "\(law)")
      }
      let nan = Tensor(try NDArray([Double.nan]))
      #expect(try law.quantile(nan).array.item().double.isNaN, "\(law)")
      #expect(try law.cumulative(nan).array.item().double.isNaN, "\(law)")
    }
    let classes = try Categorical(probs: .numbers(NDArray([0.5, 0.5])))
    #expect(message { try classes.logProbability(Tensor(NDArray([2.0]))) }.contains("got 2.0"))
    #expect(message { try classes.logProbability(Tensor(NDArray([Double.nan]))) }.contains("got nan"))
    let simplex = try Dirichlet(concentration: .numbers(NDArray([1.0, 1])))
    #expect(message { try simplex.logProbability(Tensor(NDArray([0.5, 0.6]))) }.contains("sum"))
    #expect(message { try Poisson(rate: 2).rsample() }.contains("rsample"))
    #expect(message { try classes.cumulative(Tensor(NDArray([0.0]))) }.contains("no cdf"))
    #expect(message { try Divergence.kl(StudentT(df: 2), Normal()) }.contains("no closed form for StudentT and Normal"))
    #expect(message { try Divergence.estimate(Normal(), Normal(), draws: 1) }.contains("at least 2"))
    let more = try Binomial(totalCount: 3, probs: 0.5)
    #expect(message { try Divergence.kl(Binomial(totalCount: 2, probs: 0.5), more) }.contains("closed form"))
  }

  /// nan in, nan out; infinities as limits.
  @Test func nanAndInfinityPassThrough() throws {
    let x = Tensor(try NDArray([Double.nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude]))
    let laws: [Distribution] = [
      try Normal(), try LogNormal(), try Laplace(), try Uniform(), try Exponential(), try Gamma(concentration: 2),
      try Beta(concentration1: 2, concentration0: 3), try StudentT(df: 2), try TruncatedNormal(low: -1, high: 1),
      try Poisson(rate: 3), try Bernoulli(probs: 0.5), try Binomial(totalCount: 3, probs: 0.5),
    ]
    for law in laws {
      let density = try law.logProbability(x).array.cast(to: .float64).values(as: Double.self)
      #expect(density[0].isNaN, "\(law)")
      #expect(density.dropFirst().allSatisfy { !$0.isNaN }, "\(law): \(density)")
      let mass = try law.cumulative(x).array.cast(to: .float64).values(as: Double.self)
      #expect(mass[1] == 1 && mass[2] == 0, "\(law): \(mass)")
      #expect(mass.dropFirst().allSatisfy { $0 >= 0 && $0 <= 1 }, "\(law): \(mass)")
    }
  }

  @Test func textShowsShapes() throws {
    #expect("\(try Normal(loc: 0, scale: 2))" == "Normal(loc=0, scale=2, batch_shape=(), event_shape=())")
    let batch = try Independent(Normal(loc: .numbers(NDArray([0.0, 1, 2]))), 1)
    #expect("\(batch)" == "Independent(Normal)(batch_shape=(), event_shape=(3,))")
  }

  /// log p(x) = log p(x | x in batch) for every combination of shapes that broadcast.
  @Test func shapesBroadcast() throws {
    let law = try Gamma(
      concentration: .numbers(NDArray([1.0, 2, 3], shape: Shape(3, 1))), rate: .numbers(NDArray([1.0, 4])))
    #expect(law.batchShape == (try Shape(3, 2)))
    #expect(try law.sample(Shape(5)).shape == Shape(5, 3, 2))
    #expect(try law.rsample().shape == Shape(3, 2))
    #expect(try law.mean().shape == Shape(3, 2))
    #expect(try law.entropy().shape == Shape(3, 2))
    #expect(try law.logProbability(Tensor(NDArray([1.0, 2]))).shape == Shape(3, 2))
    #expect(try law.property("rate")?.shape == Shape(3, 2))
    let event = try Independent(law, 1)
    #expect(try event.logProbability(event.sample(Shape(5))).shape == Shape(5, 3))
    #expect(try event.entropy().shape == Shape(3))
  }
}
