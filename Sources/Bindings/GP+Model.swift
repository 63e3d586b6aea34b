import Arrays
import GaussianProcesses
import LuaBridge
import Tensors

/// A fitted process in a script.
final class ModelBox: LuaObject {
  let model: ExactGP

  init(_ model: ExactGP) { self.model = model }

  /// The points' coordinates, checked against the model's dimension.
  func inputs(_ points: PointsArgument) throws -> [Double] { try points.checked(dimension: model.dimension).numbers }

  static let luaClass = LuaClass(ModelBox.self, "GP", doc: "A Gaussian process with data.") { c in
    c.method(
      "predict", .value("X", as: PointsArgument.self), .option("noise", false),
      doc:
        "Mean and variance of the function at points (n, d): two tensors (n). With noise=true the variance is that of "
        + "an observation.",
      example: "local m = gp.fit({{0}, {1}}, {0, 1})\nlocal mean, variance = m:predict({{0.5}})"
    ) { (box: ModelBox, x: PointsArgument, noise: Bool) in
      let (mean, variance) = try box.model.predict(try box.inputs(x), includingNoise: noise)
      return (try tensor(mean, mean.count), try tensor(variance, variance.count))
    }
    c.method(
      "posterior", .value("X", as: PointsArgument.self),
      doc: "The joint distribution of the function at points (n, d), with mean, covariance and samples.",
      example: "local m = gp.fit({{0}, {1}}, {0, 1})\nlocal f = m:posterior({{0.2}, {0.5}}):sample(3)"
    ) { (box: ModelBox, x: PointsArgument) in
      let inputs = try box.inputs(x)
      // The covariance is a dense matrix.
      guard inputs.count / box.model.dimension <= 4096 else {
        throw UserError(
          "at most 4096 points wanted for a joint distribution, got \(inputs.count / box.model.dimension)")
      }
      return PosteriorBox(box.model, inputs)
    }
    c.method(
      "log_marginal_likelihood",
      doc: "The logarithm of the data's density under the model, the total over observations, in model units "
        + "(standardised values).",
      example: "print(gp.fit({{0}, {1}}, {0, 1}):log_marginal_likelihood())"
    ) { box in box.model.logMarginalLikelihood }
    c.method(
      "condition", .value("X", as: PointsArgument.self), .value("y", as: NumbersArgument.self),
      .option("noise", as: NumbersArgument?.self),
      doc: "The model with more data and the same hyperparameters; the model itself stays as it is. noise is the new "
        + "values' variance, one or one for each, where it is not the model's own.",
      example: "local m = gp.fit({{0}, {1}}, {0, 1}):condition({{0.5}}, {2})"
    ) { (box: ModelBox, x: PointsArgument, y: NumbersArgument, noise: NumbersArgument?) in
      let noise = noise.map { $0.isNumber ? [Double](repeating: $0.values[0], count: y.values.count) : $0.values }
      return ModelBox(try box.model.conditioned(inputs: try box.inputs(x), targets: y.values, noise: noise))
    }
    c.method(
      "leave_one_out",
      doc: "What the model says of each observation without it: {mean=tensor, variance=tensor, log_predictive=}.",
      example: "print(gp.fit({{0}, {1}}, {0, 1}):leave_one_out().log_predictive)",
      returns: [.fields(["mean": .object("Tensor"), "variance": .object("Tensor"), "log_predictive": .number])]
    ) { (box: ModelBox) -> Fields in
      let result = box.model.leaveOneOut()
      return Fields([
        ("mean", try tensor(result.mean, result.mean.count)),
        ("variance", try tensor(result.variance, result.variance.count)),
        ("log_predictive", result.logPredictive),
      ])
    }
    declareDescriptions(c)
    declareDraws(c)
    c.property(
      "dimension", doc: "Number of input dimensions.", example: "assert(gp.fit({{0}, {1}}, {0, 1}).dimension == 1)"
    ) { $0.model.dimension }
    c.property("count", doc: "Number of observations.", example: "assert(gp.fit({{0}, {1}}, {0, 1}).count == 2)") {
      $0.model.count
    }
    c.metamethod("__tostring", .value("self", as: ModelBox.self), .any("_")) { (box: ModelBox, _: LuaAny) in
      "GP(\(box.model.dimension) dimensions, \(box.model.count) observations)"
    }
  }
}

extension PointsArgument {
  /// Points for a model of `dimension`.
  /// - Throws: `GaussianProcessError.wrongDimension`.
  func checked(dimension: Int) throws -> PointsArgument {
    // {0.1, 0.2} means two points where there is one dimension.
    let points = dimension == 1 ? asOneDimensional : self
    if points.dimension == dimension { return points }
    throw GaussianProcessError.wrongDimension(wanted: dimension, got: points.dimension)
  }
}

/// The joint distribution of a process at some points.
final class PosteriorBox: LuaObject {
  private let model: ExactGP
  private let inputs: [Double]
  private var known: (mean: [Double], covariance: Arrays.Matrix)?

  init(_ model: ExactGP, _ inputs: [Double]) {
    self.model = model
    self.inputs = inputs
  }

  func moments() throws -> (mean: [Double], covariance: Arrays.Matrix) {
    if let known { return known }
    let moments = try model.posterior(inputs)
    known = moments
    return moments
  }

  static let luaClass = LuaClass(PosteriorBox.self, "Posterior", doc: "A function's distribution at points.") { c in
    c.property(
      "mean", doc: "The mean at each point, a tensor (n).",
      example: "print(gp.fit({{0}, {1}}, {0, 1}):posterior({{0.5}}).mean)"
    ) { (box: PosteriorBox) -> Tensor in
      let mean = try box.moments().mean
      return try tensor(mean, mean.count)
    }
    c.property(
      "variance", doc: "The variance at each point, a tensor (n).",
      example: "print(gp.fit({{0}, {1}}, {0, 1}):posterior({{0.5}}).variance)"
    ) { (box: PosteriorBox) -> Tensor in
      let covariance = try box.moments().covariance
      return try tensor((0..<covariance.rows).map { covariance[$0, $0] }, covariance.rows)
    }
    c.property(
      "covariance", doc: "The covariance of the points, a tensor (n, n).",
      example: "print(gp.fit({{0}, {1}}, {0, 1}):posterior({{0.2}, {0.5}}).covariance)"
    ) { (box: PosteriorBox) -> Tensor in
      let covariance = try box.moments().covariance
      return try tensor(covariance.elements, covariance.rows, covariance.columns)
    }
    c.method(
      "sample", .integer("n", 1), doc: "n joint samples: a tensor (n, points).",
      example: "local f = gp.fit({{0}, {1}}, {0, 1}):posterior({{0.5}}):sample(100)"
    ) { (box: PosteriorBox, count: Int) -> Tensor in
      let points = box.inputs.count / box.model.dimension
      guard count >= 0, count <= 1 << 24 / max(points, 1) else {
        throw UserError("0 to \(1 << 24 / max(points, 1)) samples wanted, got \(count)")
      }
      let draws = try Random.withStream("gp.sample") {
        try box.model.sample(box.inputs, count: count, stream: &$0)
      }
      return try tensor(draws, count, points)
    }
    c.metamethod("__tostring", .value("self", as: PosteriorBox.self), .any("_")) { (box: PosteriorBox, _: LuaAny) in
      "Posterior(\(box.inputs.count / box.model.dimension) points)"
    }
  }
}
