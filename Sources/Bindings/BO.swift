import Arrays
import BayesianOptimization
import GaussianProcesses
import LuaBridge
import Tensors

let boModule = LuaModule("bo", doc: "Bayesian optimisation: finding the best of a function that is expensive.") { m in
  m.function(
    "study", .option("bounds", as: BoundsArgument?.self), .option("space", as: SpaceArgument?.self),
    .option("direction", as: DirectionsArgument?.self), .option("acquisition", as: AcquisitionArgument?.self),
    .option("batch", 1), .option("initial", 5), .option("kernel", as: KernelBox?.self),
    .option("noise", as: Double?.self),
    .option("seed", as: UInt64?.self), .option("beta", 4.0), .option("samples", 128),
    .option("outputs", as: Int?.self), .option("objective", as: FunctionRef?.self),
    .option("trust_region", as: Bool?.self), .option("objectives", as: Int?.self),
    .option("reference_point", as: [Double]?.self), .option("constraints", 0),
    .option("linear_constraints", as: LinearConstraintsArgument?.self), .option("sequential", false),
    .option("priors", as: PriorsArgument?.self), .option("input_warp", false),
    .option("output_warp", as: OutputWarpChoice?.self),
    doc: "A search over a box, bounds={{-6, 6}, ...} or {-6, 6, dim=20}, whose points are tensors, or over named "
      + "parameters, space={lr=bo.float(1e-5, 1e-1, {log=true}), act=bo.categorical{\"relu\", \"tanh\"}}, whose points are "
      + "tables; a parameter may be a continuous dist object, drop=dist.Beta(2, 5), which the search follows: it lies at its "
      + "cumulative probability, so that first points are draws from it. The first `initial` points are quasi-random, then "
      + "batches of `batch` points maximise the acquisition "
      + "under a Gaussian process, with Matern's kernel of nu = 2.5 unless another is given; kernel, priors, input_warp and "
      + "output_warp are as in gp.fit, of points in the unit cube. From ten dimensions on the search is held in a trust "
      + "region around the best point, "
      + "unless trust_region=false; true, or acquisition=\"turbo\", asks for one in fewer. Where outputs are modelled "
      + "the whole space is searched unless trust_region=true, with the RBF kernel unless given. The seed is the program's "
      + "unless given; beta is UCB's weight of the variance, samples the Monte-Carlo samples of the q acquisitions, "
      + "noise a known variance of the values. With outputs=m and objective=g the process models m numbers h(x) that the "
      + "script tells, and g, a known function from h, a (N, m) tensor, to N values, is maximised with its gradient. "
      + "acquisition is one of \"ei\", \"logei\", \"pi\", \"ucb\", \"ts\", \"qei\", \"qlogei\" (the default), \"qnei\", "
      + "\"qlognei\" (for noisy values), \"qucb\", \"qehvi\" (of several objectives), \"turbo\" (qlogei in a trust region), "
      + "or a function(mean, variance, best) of float64 tensors (N), the posterior at N points, and the best value, all in "
      + "the values' own units and direction; it returns N values, the higher the better, and is maximised with its gradient. "
      + "What is pending always counts; a batch is chosen jointly unless sequential=true. objectives=2 or 3 (or a list of "
      + "directions) looks for a Pareto front above reference_point, see study:pareto(). With constraints=k the objective "
      + "gives k numbers more, each at most 0 where the point is feasible; the best is the best feasible one. "
      + "linear_constraints={{coefficients={1, 1}, upper=1}, ...} keep every point where coefficients . x <= upper.",
    example: "local study = bo.study{bounds={0, 1, dim=2}, batch=3}"
  ) {
    (
      bounds: BoundsArgument?, space: SpaceArgument?, direction: DirectionsArgument?,
      acquisition: AcquisitionArgument?, batch: Int, initial: Int, kernel: KernelBox?, noise: Double?, seed: UInt64?,
      beta: Double, samples: Int, outputs: Int?,
      objective: FunctionRef?, trustRegion: Bool?, objectives: Int?, referencePoint: [Double]?, constraints: Int,
      linear: LinearConstraintsArgument?, sequential: Bool, priors: PriorsArgument?, inputWarp: Bool,
      outputWarp: OutputWarpChoice?
    ) in
    let goals = Goals(
      acquisition: acquisition ?? .named(.qlogei), directions: direction?.directions ?? [.maximize],
      objectives: objectives, referencePoint: referencePoint, constraints: constraints, linear: linear,
      sequential: sequential)
    return try StudyBox.make(
      try Domain(bounds: bounds, space: space), goals,
      Surrogate(kernel: kernel, noise: noise, priors: priors, inputWarp: inputWarp, outputWarp: outputWarp),
      batch: batch, initial: initial, seed: seed, beta: beta, samples: samples, trustRegion: trustRegion,
      composite: try CompositeObjective(outputs: outputs, objective: objective))
  }
  for direction in Direction.allCases {
    m.function(
      direction.rawValue, .function("f"), .value("space", as: Domain.self), .option("evaluations", as: Int?.self),
      .option("stop", as: StopArgument?.self), .option("batch", 1), .option("initial", 5),
      .option("acquisition", as: AcquisitionArgument?.self), .option("kernel", as: KernelBox?.self),
      .option("noise", as: Double?.self), .option("seed", as: UInt64?.self), .option("trust_region", as: Bool?.self),
      .option("vectorized", false), .option("progress", true), .option("baselines", as: [Baseline]?.self),
      .option("priors", as: PriorsArgument?.self), .option("input_warp", false),
      .option("output_warp", as: OutputWarpChoice?.self),
      doc:
        "The best that a search of `evaluations` points (50 unless given) finds, {x=, y=, index=}, and its study. The "
        + "space is bounds or a table of named parameters; options as in bo.study and study:run.",
      example:
        "local best = bo.\(direction.rawValue)(function(x) return (x[1] - 0.3)^2 end, {0, 1, dim=1}, "
        + "{evaluations=8})\nprint(best.y)",
      returns: [StudyBox.bestType, StudyBox.luaType]
    ) {
      (
        f: FunctionRef, domain: Domain, evaluations: Int?, stop: StopArgument?, batch: Int, initial: Int,
        acquisition: AcquisitionArgument?, kernel: KernelBox?, noise: Double?, seed: UInt64?, trustRegion: Bool?,
        vectorized: Bool, progress: Bool, baselines: [Baseline]?, priors: PriorsArgument?, inputWarp: Bool,
        outputWarp: OutputWarpChoice?
      ) -> Results in
      let box = try StudyBox.make(
        domain, Goals(acquisition: acquisition ?? .named(.qlogei), directions: [direction]),
        Surrogate(kernel: kernel, noise: noise, priors: priors, inputWarp: inputWarp, outputWarp: outputWarp),
        batch: batch, initial: initial, seed: seed, beta: 4, samples: 128, trustRegion: trustRegion)
      try box.run(
        f, until: StopArgument.rules(evaluations, stop), vectorized: vectorized, progress: progress,
        baselines: baselines ?? [])
      return Results([try box.best(), box])
    }
  }
  m.baselines()
  m.searchParameters()
  m.testFunctions()
  m.type(StudyBox.luaClass)
}

enum Direction: String, LuaChoice { case maximize, minimize }

extension AcquisitionKind: LuaChoice {}

extension StudyBox {
  static func make(
    _ domain: Domain, _ goals: Goals, _ surrogate: Surrogate, batch: Int, initial: Int, seed: UInt64?, beta: Double,
    samples: Int, trustRegion: Bool? = nil,
    composite: CompositeObjective? = nil
  ) throws -> StudyBox {
    guard beta >= 0, beta.isFinite else { throw UserError("a beta of at least 0 wanted, got \(beta)") }
    guard (1...1 << 16).contains(samples) else { throw UserError("1 to 65536 samples wanted, got \(samples)") }
    for (what, count) in [("batch", batch), ("initial", initial)] {
      guard (1...10_000).contains(count) else { throw UserError("\(what) must be from 1 to 10000, got \(count)") }
    }
    var options = Study.Options()
    try goals.set(&options)
    try surrogate.set(&options, dimension: domain.space.dimension)
    options.batch = batch
    options.initial = initial
    options.seed = seed ?? Random.seed
    options.beta = beta
    options.samples = samples
    options.trustRegion = trustRegion
    let study = try Study(
      space: domain.space, options: options, composite: composite, customAcquisition: goals.customAcquisition)
    return StudyBox(study, domain)
  }
}
