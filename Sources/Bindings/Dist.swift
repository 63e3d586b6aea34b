import Arrays
import Distributions
import LuaBridge
import Tensors

let distModule = LuaModule(
  "dist",
  doc: "Probability distributions with PyTorch's names and parameters: densities, quantiles, draws with gradients, "
    + "divergences. Parameters are numbers, tables or tensors; they broadcast, and gradients flow into tensors."
) { m in
  declareContinuous(m)
  declarePositive(m)
  declareDiscrete(m)
  declareVectors(m)
  declareDivergences(m)
  m.type(Distribution.luaClass)
}

/// A parameter as a script gives it.
extension ParameterValue: LuaReadable {
  public static var luaTypeName: String { "number, table of numbers or tensor" }
  public static var luaType: LuaValueType { .either([.number, .list(.number), .object("Tensor")]) }
  public static func read(_ stack: LuaStack, _ index: Int32) throws -> ParameterValue? {
    if let tensor = try Tensor.read(stack, index) { return .tensor(tensor) }
    if let number = Double.read(stack, index) { return .number(number) }
    guard stack.type(index) == .table, stack.count(index) > 0, let numbers = try NestedNumbers.read(stack, index) else {
      return nil
    }
    return .numbers(try NDArray(numbers.values, shape: try Shape(numbers.sizes)))
  }
}

/// The dtype of parameters that are numbers or tables.
private var dtypeOption: LuaParameter<DType?> { .option("dtype", as: DType?.self) }

private func declareContinuous(_ m: LuaModule) {
  m.function(
    "Normal", .named("loc", as: ParameterValue.self), .named("scale", as: ParameterValue.self), dtypeOption,
    doc: "N(loc, scale^2): scale is a standard deviation.",
    example: "local d = dist.Normal(0, 1)\nprint(d:log_prob(0.5):item(), d)"
  ) { (loc: ParameterValue, scale: ParameterValue, dtype: DType?) -> Distribution in
    try Normal(loc: loc, scale: scale, dtype: dtype)
  }
  m.function(
    "Laplace", .named("loc", as: ParameterValue.self), .named("scale", as: ParameterValue.self), dtypeOption,
    doc: "Density exp(-|x - loc| / scale) / (2 scale).", example: "local x = dist.Laplace(0, 1):sample(3)"
  ) { (loc: ParameterValue, scale: ParameterValue, dtype: DType?) -> Distribution in
    try Laplace(loc: loc, scale: scale, dtype: dtype)
  }
  m.function(
    "Uniform", .named("low", as: ParameterValue.self), .named("high", as: ParameterValue.self), dtypeOption,
    doc: "Density 1 / (high - low) from low to high.", example: "local x = dist.Uniform(-1, 1):sample(3)"
  ) { (low: ParameterValue, high: ParameterValue, dtype: DType?) -> Distribution in
    try Uniform(low: low, high: high, dtype: dtype)
  }
  m.function(
    "StudentT", .named("df", as: ParameterValue.self), .named("loc", ParameterValue.number(0)),
    .named("scale", ParameterValue.number(1)), dtypeOption,
    doc: "loc + scale times Student's t with df degrees of freedom; draws carry gradients to df too.",
    example: "local p = dist.StudentT(3):cdf(1):item()"
  ) { (df: ParameterValue, loc: ParameterValue, scale: ParameterValue, dtype: DType?) -> Distribution in
    try StudentT(df: df, loc: loc, scale: scale, dtype: dtype)
  }
  m.function(
    "TruncatedNormal", .named("loc", as: ParameterValue.self), .named("scale", as: ParameterValue.self),
    .named("low", as: ParameterValue.self), .named("high", as: ParameterValue.self), dtypeOption,
    doc: "N(loc, scale^2) given that it lies between low and high; either may be infinite.",
    example: "local d = dist.TruncatedNormal(0, 1, 0, math.huge)\nprint(d.mean:item())"
  ) {
    (loc: ParameterValue, scale: ParameterValue, low: ParameterValue, high: ParameterValue, dtype: DType?)
      -> Distribution in
    try TruncatedNormal(loc: loc, scale: scale, low: low, high: high, dtype: dtype)
  }
}

private func declarePositive(_ m: LuaModule) {
  m.function(
    "LogNormal", .named("loc", as: ParameterValue.self), .named("scale", as: ParameterValue.self), dtypeOption,
    doc: "The exponential of N(loc, scale^2).", example: "local m = dist.LogNormal(0, 1).mean:item()"
  ) { (loc: ParameterValue, scale: ParameterValue, dtype: DType?) -> Distribution in
    try LogNormal(loc: loc, scale: scale, dtype: dtype)
  }
  m.function(
    "Exponential", .named("rate", as: ParameterValue.self), dtypeOption,
    doc: "Density rate exp(-rate x) on x >= 0.", example: "local x = dist.Exponential(2):rsample(3)"
  ) { (rate: ParameterValue, dtype: DType?) -> Distribution in try Exponential(rate: rate, dtype: dtype) }
  m.function(
    "Gamma", .named("concentration", as: ParameterValue.self), .named("rate", as: ParameterValue.self), dtypeOption,
    doc: "Density proportional to x^(concentration - 1) exp(-rate x); draws carry gradients to both parameters.",
    example: "local a = tensor.new({3}, {requires_grad=true})\ndist.Gamma(a, 2):rsample(10):mean():backward()"
  ) { (concentration: ParameterValue, rate: ParameterValue, dtype: DType?) -> Distribution in
    try Gamma(concentration: concentration, rate: rate, dtype: dtype)
  }
  m.function(
    "Beta", .named("concentration1", as: ParameterValue.self), .named("concentration0", as: ParameterValue.self),
    .option("method", Beta.Method.implicit), dtypeOption,
    doc: "Density proportional to x^(concentration1 - 1) (1 - x)^(concentration0 - 1). Draws carry gradients to both "
      + "parameters: made of Gamma draws, or with method=\"icdf\" by the inverse distribution function of a uniform "
      + "number.",
    example: "local d = dist.Beta(2, 3, {method=\"icdf\"})\nprint(d:sample(2), d:icdf(0.5):item())"
  ) {
    (concentration1: ParameterValue, concentration0: ParameterValue, method: Beta.Method, dtype: DType?)
      -> Distribution in
    try Beta(
      concentration1: concentration1, concentration0: concentration0, method: method, dtype: dtype)
  }
}

extension Beta.Method: LuaChoice {}

private func declareDiscrete(_ m: LuaModule) {
  m.function(
    "Bernoulli", .named("probs", as: ParameterValue?.self), .named("logits", as: ParameterValue?.self), dtypeOption,
    doc: "1 with probability probs = 1 / (1 + exp(-logits)), 0 otherwise.",
    example: "local d = dist.Bernoulli{logits=0.3}\nprint(d.probs:item())"
  ) { (probs: ParameterValue?, logits: ParameterValue?, dtype: DType?) -> Distribution in
    try Bernoulli(probs: probs, logits: logits, dtype: dtype)
  }
  m.function(
    "Binomial", .named("total_count", ParameterValue.number(1)), .named("probs", as: ParameterValue?.self),
    .named("logits", as: ParameterValue?.self), dtypeOption,
    doc: "Successes in total_count independent trials.", example: "print(dist.Binomial(10, 0.3):log_prob(3):item())"
  ) { (total: ParameterValue, probs: ParameterValue?, logits: ParameterValue?, dtype: DType?) -> Distribution in
    try Binomial(totalCount: total, probs: probs, logits: logits, dtype: dtype)
  }
  m.function(
    "Poisson", .named("rate", as: ParameterValue.self), dtypeOption,
    doc: "Mass rate^k exp(-rate) / k! on 0, 1, 2, ...", example: "local k = dist.Poisson(4):sample(5)"
  ) { (rate: ParameterValue, dtype: DType?) -> Distribution in try Poisson(rate: rate, dtype: dtype) }
  m.function(
    "Categorical", .named("probs", as: ParameterValue?.self), .named("logits", as: ParameterValue?.self), dtypeOption,
    doc: "A class from 1 to K, by probabilities (divided by their sum) or logits in the last dimension.",
    example: "local class = dist.Categorical{0.2, 0.3, 0.5}:sample():item()"
  ) { (probs: ParameterValue?, logits: ParameterValue?, dtype: DType?) -> Distribution in
    try Categorical(probs: probs, logits: logits, dtype: dtype)
  }
}

private func declareVectors(_ m: LuaModule) {
  m.function(
    "Dirichlet", .named("concentration", as: ParameterValue.self), dtypeOption,
    doc: "Density proportional to the product of x_i^(concentration_i - 1) on the simplex; draws carry gradients.",
    example: "local x = dist.Dirichlet{1, 2, 3}:sample()"
  ) { (concentration: ParameterValue, dtype: DType?) -> Distribution in
    try Dirichlet(concentration: concentration, dtype: dtype)
  }
  m.function(
    "MultivariateNormal", .named("loc", as: ParameterValue.self), .named("covariance_matrix", as: ParameterValue?.self),
    .named("precision_matrix", as: ParameterValue?.self), .named("scale_tril", as: ParameterValue?.self), dtypeOption,
    doc: "A normal vector: mean (..., d) and its covariance, the inverse of that, or its lower Cholesky factor, "
      + "(..., d, d).",
    example: "local d = dist.MultivariateNormal({0, 0}, {{2, 1}, {1, 2}})\nprint(d:log_prob({1, 0}):item())"
  ) {
    (
      loc: ParameterValue, covariance: ParameterValue?, precision: ParameterValue?, scaleTril: ParameterValue?,
      dtype: DType?
    ) -> Distribution in
    try MultivariateNormal(
      loc: loc, covariance: covariance, precision: precision, scaleTril: scaleTril, dtype: dtype)
  }
  m.function(
    "Independent", .named("base_distribution", as: Distribution.self),
    .named("reinterpreted_batch_ndims", as: Int.self),
    doc: "Makes the last batch dimensions one event, whose log probabilities are added.",
    example: "local d = dist.Independent(dist.Normal({0, 0}, 1), 1)\nprint(d:log_prob({1, 2}):item())"
  ) { (base: Distribution, count: Int) -> Distribution in try Independent(base, count) }
  m.function(
    "MixtureSameFamily", .named("mixture_distribution", as: Distribution.self),
    .named("component_distribution", as: Distribution.self),
    doc: "A mixture: the Categorical chooses along the last batch dimension of the components.",
    example:
      "local d = dist.MixtureSameFamily(dist.Categorical{0.3, 0.7}, dist.Normal({-1, 1}, 0.5))\nprint(d:cdf(0):item())"
  ) { (mixing: Distribution, components: Distribution) -> Distribution in
    guard let mixing = mixing as? Categorical else {
      throw UserError("mixture_distribution must be a Categorical, got \(mixing)")
    }
    return try MixtureSameFamily(mixing, components)
  }
}

private func declareDivergences(_ m: LuaModule) {
  m.function(
    "kl", .value("p", as: Distribution.self), .value("q", as: Distribution.self),
    doc:
      "The Kullback-Leibler divergence E_p[log p - log q] in nats, for each element of the batch, where a closed form "
      + "is known; infinite where p has mass outside q's support.",
    example: "local d = dist.kl(dist.Normal(0, 1), dist.Laplace(0, 1)):item()"
  ) { (p: Distribution, q: Distribution) -> Tensor in try Divergence.kl(p, q) }
  m.function(
    "mc_kl", .value("p", as: Distribution.self), .value("q", as: Distribution.self), .integer("n", 1000),
    doc: "The divergence estimated by n draws from p, and the estimate's standard error.",
    example: "local kl, error = dist.mc_kl(dist.StudentT(3), dist.Normal(0, 2), 10000)"
  ) { (p: Distribution, q: Distribution, n: Int) -> (Tensor, Tensor) in
    let found = try Divergence.estimate(p, q, draws: n)
    return (found.estimate, found.standardError)
  }
}
