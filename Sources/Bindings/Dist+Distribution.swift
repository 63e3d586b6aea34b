import Arrays
import Distributions
import LuaBridge
import Tensors

extension Distribution: LuaObject {
  public static let luaClass = LuaClass(Distribution.self, "Distribution", doc: "A probability distribution.") { c in
    declareDistributionValues(c)
    declareDistributionMoments(c)
    c.metamethod("__tostring", .value("self", as: Distribution.self), .any("_")) { (d: Distribution, _: LuaAny) in
      d.description
    }
    c.index(
      key: .string, value: .object("Tensor"), doc: "A parameter by its name.",
      example: "print(dist.Gamma(3, 2).concentration:item())"
    ) { (d: Distribution, arguments) in
      guard let name = arguments.stack.string(2), let tensor = try d.property(name) else { return 0 }
      try tensor.push(arguments.stack)
      return 1
    }
  }

  /// A value as a script gives it, a class index counted from 0.
  fileprivate func value(_ given: ParameterValue) throws -> Tensor {
    let tensor =
      switch given {
      case .number(let number): Tensor(try .scalar(.real(number), dtype: dtype))
      case .numbers(let array): Tensor(try array.cast(to: dtype))
      case .tensor(let tensor): tensor
      }
    guard let classCount else { return tensor }
    let positions = try Positions(oneBased: tensor).checked(in: classCount)
    // Negative ones count from the end.
    return try .where(positions.compare(.lt, 0), positions.add(.integer(Int64(classCount))), positions)
  }
}

private func declareDistributionValues(_ c: LuaMembers<Distribution>) {
  c.method(
    "log_prob", .value("value", as: ParameterValue.self),
    doc:
      "log of the density, or of the probability, at a number, table or tensor (..., batch, event); -inf outside the "
      + "support, where backward refuses.",
    example: "print(dist.Normal(0, 1):log_prob({-1, 0, 1}))"
  ) { (d: Distribution, value: ParameterValue) -> Tensor in try d.logProbability(d.value(value)) }
  c.method(
    "cdf", .value("value", as: ParameterValue.self), doc: "P(X <= value).",
    example: "assert(dist.Normal(0, 1):cdf(0):item() == 0.5)"
  ) { (d: Distribution, value: ParameterValue) -> Tensor in try d.cumulative(d.value(value)) }
  c.method(
    "icdf", .value("q", as: ParameterValue.self),
    doc: "The value whose cdf is q; for whole numbers the smallest whose cdf is at least q.",
    example: "print(dist.Gamma(3, 2):icdf(0.5):item())"
  ) { (d: Distribution, q: ParameterValue) -> Tensor in
    switch q {
    case .number(let number): try d.quantile(Tensor(.scalar(.real(number), dtype: d.dtype)))
    case .numbers(let array): try d.quantile(Tensor(array.cast(to: d.dtype)))
    case .tensor(let tensor): try d.quantile(tensor)
    }
  }
  c.method(
    "sample", .sizes("shape"), .option("stream", Distribution.usualStream),
    doc: "Draws (shape, batch, event) without gradients, from the random stream of that name.",
    example: "local x = dist.Normal({0, 10}, 1):sample(5)"
  ) { (d: Distribution, shape: [Int], stream: String) -> Tensor in
    let draws = try d.sample(try Shape(shape), stream: stream)
    return d.classCount != nil ? try oneBased(draws) : draws
  }
  c.method(
    "rsample", .sizes("shape"), .option("stream", Distribution.usualStream),
    doc: "Draws through which gradients flow to the parameters; an error where there is no such derivative.",
    example: "local a = tensor.new({2}, {requires_grad=true})\ndist.Beta(a, 3):rsample(8):sum():backward()"
  ) { (d: Distribution, shape: [Int], stream: String) -> Tensor in try d.rsample(try Shape(shape), stream: stream) }
}

private func declareDistributionMoments(_ c: LuaMembers<Distribution>) {
  c.method(
    "entropy", doc: "In nats, for each element of the batch.", example: "print(dist.Beta(2, 3):entropy():item())"
  ) {
    (d: Distribution) -> Tensor in try d.entropy()
  }
  c.property("mean", doc: "The mean.", example: "assert(dist.Gamma(3, 2).mean:item() == 1.5)") {
    (d: Distribution) -> Tensor in try d.mean()
  }
  c.property("variance", doc: "The variance.", example: "assert(dist.Normal(0, 2).variance:item() == 4)") {
    (d: Distribution) -> Tensor in try d.variance()
  }
  c.property("stddev", doc: "The standard deviation.", example: "assert(dist.Normal(0, 2).stddev:item() == 2)") {
    (d: Distribution) -> Tensor in try d.standardDeviation()
  }
  c.property(
    "batch_shape", doc: "Sizes of the batch: independent laws side by side.",
    example: "assert(dist.Normal({0, 1}, 1).batch_shape[1] == 2)"
  ) { (d: Distribution) in d.batchShape.array }
  c.property(
    "event_shape", doc: "Sizes of one draw.", example: "assert(dist.Dirichlet({1, 1, 1}).event_shape[1] == 3)"
  ) { (d: Distribution) in d.eventShape.array }
  c.property("name", doc: "The family.", example: "assert(dist.Beta(1, 1).name == \"Beta\")") { (d: Distribution) in
    d.name
  }
  c.property(
    "has_rsample", doc: "Whether rsample carries gradients.", example: "assert(dist.Gamma(1, 1).has_rsample)"
  ) { (d: Distribution) in d.isReparameterizable }
}
