import Arrays
import BayesianOptimization
import Testing

@Suite struct BaselinesTests {
  static func study(_ kind: Baseline, _ d: Int, budget: Int, seed: UInt64 = 1, batch: Int = 1) throws -> Study {
    var options = Study.Options()
    options.sampler = .baseline(kind)
    options.budget = budget
    options.seed = seed
    options.batch = batch
    return try Study(
      space: SearchSpace(bounds: Array(repeating: (lower: -2, upper: 3), count: d)), options: options)
  }

  @Test(arguments: Baseline.allCases) func everyBaselineStaysInTheBoxAndRepeatsItself(kind: Baseline) throws {
    func points(_ seed: UInt64) throws -> [[Double]] {
      let study = try Self.study(kind, 3, budget: 60, seed: seed, batch: 4)
      try study.run(evaluations: 60) { $0.map { .value(StudyTests.hill($0)) } }
      #expect(study.trials.count == 60 && study.trials.allSatisfy { $0.source == .baseline })
      return study.trials.map(\.point)
    }
    let first = try points(1)
    #expect(first.allSatisfy { $0.allSatisfy { (-2...3).contains($0) } })
    #expect(try points(1) == first)
    #expect(try points(2) != first)
  }

  @Test func gridsTakeWhatTheBudgetAllows() throws {
    let study = try Self.study(.grid, 2, budget: 7)
    #expect(try study.run(until: StopRules(evaluations: 7)) { $0.map { .value($0[0]) } } == .exhausted)
    // Three levels by two.
    #expect(Set(study.trials.map { $0.point[0] }) == [-2, 0.5, 3])
    #expect(Set(study.trials.map { $0.point[1] }) == [-2, 3])
    var options = Study.Options()
    options.sampler = .baseline(.grid)
    options.budget = 1000
    let space = try SearchSpace([
      "a": .int(lower: 1, upper: 3), "b": .categorical(labels: ["x", "y"]),
      "c": .int(lower: 1, upper: 1 << 40, isLog: true),
    ])
    let mixed = try Study(space: space, options: options)
    try mixed.run(evaluations: 1000) { $0.map { .value($0[0]) } }
    #expect(Set(mixed.trials.map { Array($0.point.prefix(2)) }).count == 6)
    #expect(mixed.trials.count <= 1000 && mixed.trials.count > 900)
  }

  @Test func theEvolutionStrategyDescends() throws {
    // A long valley that random points do not find the end of.
    func valley(_ x: [Double]) -> Double {
      -x.enumerated().reduce(0) { $0 + (1 + 30 * Double($1.offset)) * ($1.element - 1.1) * ($1.element - 1.1) }
    }
    var best: [Baseline: Double] = [:]
    for kind in [Baseline.cmaes, .random] {
      let study = try Self.study(kind, 8, budget: 1200, batch: 7)
      try study.run(evaluations: 1200) { $0.map { .value(valley($0)) } }
      best[kind] = study.best?.value
    }
    #expect((best[.cmaes] ?? -1) > -0.1, "\(best)")
    #expect((best[.random] ?? 0) < -10)
  }

  @Test func theEvolutionStrategySurvivesFailuresAndAskingAhead() throws {
    let study = try Self.study(.cmaes, 5, budget: 0)
    var stream = RandomStream(seed: 1, stream: "fail")
    try study.run(evaluations: 200) { points in
      points.map { stream.uniform() < 0.3 ? .failed("no") : .value(StudyTests.hill($0)) }
    }
    // More than a generation is asked for before a value is told.
    let asked = try (0..<40).flatMap { _ in try study.ask(3) }
    #expect(Set(asked.map(\.point)).count > 90)
    try study.tell(asked.map(\.point), asked.map { .value(StudyTests.hill($0.point)) })
    #expect(try study.ask(3).count == 3)
    #expect((study.best?.value ?? 0) > 0.9)
  }

  /// What an objective's error leaves unknown does not keep the strategy waiting for ever.
  @Test func theEvolutionStrategyGoesOnAfterAnInterruptedRun() throws {
    struct Stop: Error {}
    let study = try Self.study(.cmaes, 8, budget: 0, batch: 7)
    for _ in 0..<3 {
      var calls = 0
      #expect(throws: Stop.self) {
        try study.run(evaluations: 2000) { points in
          calls += 1
          if calls == 4 { throw Stop() }
          return points.map { .value(StudyTests.hill($0)) }
        }
      }
    }
    #expect(study.trials.allSatisfy { $0.state != .running })
    try study.run(evaluations: 1200) { $0.map { .value(StudyTests.hill($0)) } }
    #expect((study.best?.value ?? 0) > 0.999)
  }

  @Test func baselinesRefuseLinearConstraints() throws {
    let space = try SearchSpace(bounds: [(0, 1), (0, 1)])
    var options = Study.Options()
    options.linearConstraints = [LinearConstraint(coefficients: [1, 1], upper: 1)]
    let study = try Study(space: space, options: options)
    try study.run(evaluations: 6) { $0.map { .value(StudyTests.hill($0)) } }
    #expect(throws: StudyError.self) { try study.checkBaselines() }
    #expect(throws: StudyError.self) { try study.run(baselines: [.random]) { $0.map { .value($0[0]) } } }
    for kind in Baseline.allCases {
      options.sampler = .baseline(kind)
      #expect(throws: StudyError.self) { try Study(space: space, options: options) }
    }
  }

  @Test func aStudyRunsItsBaselinesAtItsBudget() throws {
    var options = Study.Options()
    options.seed = 3
    let study = try Study(space: SearchSpace(bounds: [(0, 1), (0, 1)]), options: options)
    try study.run(evaluations: 12) { $0.map { .value(StudyTests.hill($0)) } }
    try study.run(baselines: Baseline.allCases) { $0.map { .value(StudyTests.hill($0)) } }
    #expect(study.baselines.map(\.kind) == Baseline.allCases)
    for (_, baseline) in study.baselines {
      #expect(baseline.trials.count == 12)
      let trace = baseline.trace.compactMap { $0 }
      #expect(
        trace.count == 12 && zip(trace, trace.dropFirst()).allSatisfy { $0 <= $1 } && trace.last == baseline.best?.value
      )
    }
    #expect(study.trials.count == 12)
  }
}
