import Arrays
import BayesianOptimization
import GaussianProcesses
import LuaBridge
import Tensors

let boModule = LuaModule("bo", doc: "Bayesian optimisation: finding the best of a function that is expensive.") { m in
  m.function(
    "study", .option("bounds", as: BoundsArgument.self), .option("direction", Direction.maximize),
    .option("acquisition", AcquisitionKind.qlogei), .option("batch", 1), .option("initial", 5),
    .option("kernel", as: KernelBox?.self), .option("noise", as: Double?.self), .option("seed", as: UInt64?.self),
    .option("beta", 4.0), .option("samples", 128), .option("outputs", as: Int?.self),
    .option("objective", as: FunctionRef?.self),
    doc: "A search over a box: bounds={{-6, 6}, ...} or {-6, 6, dim=20}. The first `initial` points are quasi-random, "
      + "then batches of `batch` points maximise the acquisition under a Gaussian process. The seed is the program's "
      + "unless given; beta is UCB's weight of the variance, samples the Monte-Carlo samples of the q acquisitions, "
      + "noise a known variance of the values. With outputs=m and objective=g the process models m numbers h(x) that the "
      + "script tells, and g, a known function from h, a (N, m) tensor, to N values, is maximised with its gradient.",
    example: "local study = bo.study{bounds={0, 1, dim=2}, batch=3}"
  ) {
    (
      bounds: BoundsArgument, direction: Direction, acquisition: AcquisitionKind, batch: Int, initial: Int,
      kernel: KernelBox?, noise: Double?, seed: UInt64?, beta: Double, samples: Int, outputs: Int?,
      objective: FunctionRef?
    ) in
    try StudyBox.make(
      bounds, direction, acquisition, batch: batch, initial: initial, kernel, noise, seed: seed, beta: beta,
      samples: samples, composite: try CompositeObjective(outputs: outputs, objective: objective))
  }
  for direction in Direction.allCases {
    m.function(
      direction.rawValue, .function("f"), .value("bounds", as: BoundsArgument.self), .option("evaluations", 50),
      .option("batch", 1), .option("initial", 5), .option("acquisition", AcquisitionKind.qlogei),
      .option("kernel", as: KernelBox?.self), .option("noise", as: Double?.self), .option("seed", as: UInt64?.self),
      .option("vectorized", false),
      doc: "The best that a search of `evaluations` points finds, {x=, y=, index=}, and its study.",
      example:
        "local best = bo.\(direction.rawValue)(function(x) return (x[1] - 0.3)^2 end, {0, 1, dim=1}, "
        + "{evaluations=8})\nprint(best.y)",
      returns: [StudyBox.bestType, StudyBox.luaType]
    ) {
      (
        f: FunctionRef, bounds: BoundsArgument, evaluations: Int, batch: Int, initial: Int,
        acquisition: AcquisitionKind, kernel: KernelBox?, noise: Double?, seed: UInt64?, vectorized: Bool
      ) -> Results in
      let box = try StudyBox.make(
        bounds, direction, acquisition, batch: batch, initial: initial, kernel, noise, seed: seed, beta: 4,
        samples: 128)
      try box.run(f, evaluations: evaluations, vectorized: vectorized, onBatch: nil)
      return Results([try box.best(), box])
    }
  }
  m.type(StudyBox.luaClass)
}

enum Direction: String, LuaChoice { case maximize, minimize }

extension AcquisitionKind: LuaChoice {}

extension StudyBox {
  static func make(
    _ bounds: BoundsArgument, _ direction: Direction, _ acquisition: AcquisitionKind, batch: Int, initial: Int,
    _ kernel: KernelBox?, _ noise: Double?, seed: UInt64?, beta: Double, samples: Int,
    composite: CompositeObjective? = nil
  ) throws -> StudyBox {
    guard beta >= 0, beta.isFinite else { throw UserError("a beta of at least 0 wanted, got \(beta)") }
    guard (1...1 << 16).contains(samples) else { throw UserError("1 to 65536 samples wanted, got \(samples)") }
    for (what, count) in [("batch", batch), ("initial", initial)] {
      guard (1...10_000).contains(count) else { throw UserError("\(what) must be from 1 to 10000, got \(count)") }
    }
    if let noise, !(noise >= 0 && noise.isFinite) { throw GaussianProcessError.negativeNoise(noise) }
    var options = Study.Options()
    options.maximize = direction == .maximize
    options.acquisition = acquisition
    options.batch = batch
    options.initial = initial
    options.kernel = try kernel?.onlyProfile() ?? .rbf
    options.noise = noise.map(NoiseModel.fixed) ?? .learned
    options.seed = seed ?? Random.seed
    options.beta = beta
    options.samples = samples
    return StudyBox(try Study(space: SearchSpace(bounds: bounds.pairs), options: options, composite: composite))
  }
}
