import Arrays
import BayesianOptimization
import LuaBridge

extension Baseline {
  fileprivate var function: String { "\(rawValue)_search" }

  fileprivate var doc: String {
    switch self {
    case .sobol: "scrambled Sobol points"
    case .random: "uniform random points"
    case .grid: "the points of a grid, in random order, with as many levels of each parameter as the evaluations allow"
    case .cmaes: "the evolution strategy with covariance matrix adaptation (CMA-ES)"
    }
  }
}

extension LuaModule {
  /// `bo.random_search`, `bo.grid_search`, `bo.sobol_search`, `bo.cmaes_search`.
  func baselines() {
    for kind in Baseline.allCases {
      function(
        kind.function, .function("f"), .value("space", as: Domain.self), .option("evaluations", as: Int?.self),
        .option("stop", as: StopArgument?.self), .option("direction", Direction.maximize), .option("batch", 1),
        .option("seed", as: UInt64?.self), .option("vectorized", false), .option("progress", true),
        doc:
          "The best that a search without a model finds, {x=, y=, index=}, and its study: \(kind.doc). A baseline for "
          + "bo.maximize, whose arguments it takes; direction=\"minimize\" looks for the lowest value.",
        example: "local best = bo.\(kind.function)(function(x) return -x[1]^2 end, {-1, 1, dim=2}, {evaluations=9})",
        returns: [StudyBox.bestType, StudyBox.luaType]
      ) {
        (
          f: FunctionRef, domain: Domain, evaluations: Int?, stop: StopArgument?, direction: Direction, batch: Int,
          seed: UInt64?, vectorized: Bool, progress: Bool
        ) -> Results in
        guard (1...10_000).contains(batch) else { throw UserError("batch must be from 1 to 10000, got \(batch)") }
        let rules = StopArgument.rules(evaluations, stop)
        var options = Study.Options()
        options.maximize = direction == .maximize
        options.batch = batch
        options.seed = seed ?? Random.seed
        options.sampler = .baseline(kind)
        options.budget = rules.evaluations
        let box = StudyBox(try Study(space: domain.space, options: options), domain)
        try box.run(f, until: rules, vectorized: vectorized, progress: progress)
        return Results([try box.best(), box])
      }
    }
  }
}
