import Arrays
import Testing

import BayesianOptimization

@Suite struct ConstraintTests {
  /// The highest x + y in a disc of radius 1, in [-2, 2]^2: sqrt 2.
  private static func study(_ change: (inout Study.Options) -> Void = { _ in }) throws -> Study {
    var options = Study.Options()
    options.constraints = 1
    options.seed = 3
    change(&options)
    return try Study(space: SearchSpace(bounds: [(lower: -2, upper: 2), (lower: -2, upper: 2)]), options: options)
  }

  private static func disc(_ x: [Double]) -> Outcome {
    .objectives([x[0] + x[1]], constraints: [x[0] * x[0] + x[1] * x[1] - 1])
  }

  @Test(arguments: [AcquisitionKind.logei, .qlogei, .qnei, .qlognei, .qei, .pi, .ts, .turbo], [1, 3])
  func theBestFeasiblePointIsFound(kind: AcquisitionKind, batch: Int) throws {
    let study = try Self.study {
      $0.acquisition = kind
      $0.batch = batch
    }
    try study.run(evaluations: 29) { $0.map(Self.disc) }
    let best = try #require(study.best)
    #expect(best.isFeasible)
    let least = kind == .pi ? 1 : kind == .ts ? 1.2 : 1.37
    #expect((best.value ?? 0) > least && (best.value ?? 9) <= 2.0.squareRoot() + 1e-12, "\(kind) \(best)")
    #expect(study.notes.isEmpty)
  }

  /// A corner of a hundredth of the square: none of the first points is in it.
  @Test(arguments: [1, 2]) func aSmallFeasiblePartIsFound(batch: Int) throws {
    let study = try Self.study {
      $0.constraints = 2
      $0.batch = batch
    }
    try study.run(evaluations: 25) { points in
      points.map { x in .objectives([-x[0] * x[0] - x[1] * x[1]], constraints: [1.6 - x[0], 1.6 - x[1]]) }
    }
    #expect(study.trials.prefix(5).allSatisfy { !$0.isFeasible })
    let best = try #require(study.best)
    #expect((best.value ?? -9) > -5.6, "\(best)")
  }

  @Test func nothingFeasibleIsNoBest() throws {
    let study = try Self.study()
    try study.run(evaluations: 12) { $0.map { _ in .objectives([1], constraints: [1]) } }
    #expect(study.best == nil)
    #expect(study.trials.count == 12)
  }

  @Test func severalObjectivesWithConstraints() throws {
    let study = try Self.study {
      $0.objectives = 2
      $0.referencePoint = [-3, -3]
      $0.batch = 2
    }
    try study.run(evaluations: 21) { points in
      points.map { x in .objectives([x[0], x[1]], constraints: [x[0] * x[0] + x[1] * x[1] - 1]) }
    }
    #expect(!study.pareto.isEmpty)
    #expect(study.pareto.allSatisfy { $0.isFeasible })
    // A quarter of the disc and what lies beside and below it, at most 9 + 6 + pi/4.
    let volume = try study.hypervolume()
    #expect(volume > 15 && volume < 15 + Double.pi / 4, "\(volume)")
  }

  @Test func mistakesAreRefused() throws {
    for kind in [AcquisitionKind.ucb, .qucb] {
      #expect(throws: StudyError.self) { try Self.study { $0.acquisition = kind } }
    }
    #expect(throws: StudyError.self) { try Self.study { $0.constraints = -1 } }
    let study = try Self.study()
    #expect(throws: StudyError.wrongOutcomeCount(wanted: 2, got: 1)) { try study.tell([[0, 0]], [.value(1)]) }
    try study.tell([[0, 0]], [.outcomes([1, .infinity])])
    #expect(study.trials[0].message == "a constraint gave inf")
  }

  // MARK: linear constraints

  private static func triangle(_ kind: AcquisitionKind, batch: Int = 1) throws -> Study {
    var options = Study.Options()
    options.seed = 4
    options.acquisition = kind
    options.batch = batch
    // x + y <= 1, y >= x.
    options.linearConstraints = [
      LinearConstraint(coefficients: [1, 1], upper: 1), LinearConstraint(coefficients: [1, -1], upper: 0),
    ]
    return try Study(space: SearchSpace(bounds: [(lower: -3, upper: 3), (lower: -3, upper: 3)]), options: options)
  }

  @Test(arguments: [AcquisitionKind.ei, .logei, .qlogei, .qucb, .qlognei, .ts], [1, 3])
  func everyPointMeetsLinearConstraints(kind: AcquisitionKind, batch: Int) throws {
    let study = try Self.triangle(kind, batch: batch)
    // Highest, outside, at (2, 1); inside at (1/2, 1/2).
    try study.run(evaluations: 23) { points in
      points.map { x in .value(-(x[0] - 2) * (x[0] - 2) - (x[1] - 1) * (x[1] - 1)) }
    }
    for trial in study.trials { #expect(trial.point[0] + trial.point[1] <= 1 && trial.point[0] <= trial.point[1]) }
    #expect((study.best?.value ?? -9) > (kind == .ts ? -2.9 : -2.6), "\(String(describing: study.best))")
  }

  @Test func aSliverIsSearchedToo() throws {
    var options = Study.Options()
    options.linearConstraints = [
      LinearConstraint(coefficients: [1, 1, 1], upper: 0.001), LinearConstraint(coefficients: [-1, -1, -1], upper: 0),
    ]
    let space = try SearchSpace(bounds: Array(repeating: (lower: -1, upper: 1), count: 3))
    let study = try Study(space: space, options: options)
    try study.run(evaluations: 12) { $0.map { .value(-abs($0[0] - 0.5)) } }
    for trial in study.trials {
      let sum = trial.point.reduce(0, +)
      #expect(sum >= 0 && sum <= 0.001)
    }
  }

  @Test func linearConstraintsThatCannotBeAreRefused() throws {
    func study(_ constraints: [LinearConstraint]) throws {
      var options = Study.Options()
      options.linearConstraints = constraints
      _ = try Study(space: SearchSpace(bounds: [(lower: 0, upper: 1), (lower: 0, upper: 1)]), options: options)
    }
    #expect(throws: StudyError.nothingFeasible) { try study([LinearConstraint(coefficients: [1, 1], upper: -1)]) }
    #expect(throws: StudyError.nothingFeasible) { try study([LinearConstraint(coefficients: [0, 0], upper: -1)]) }
    #expect(throws: StudyError.self) { try study([LinearConstraint(coefficients: [1], upper: 1)]) }
    #expect(throws: StudyError.self) { try study([LinearConstraint(coefficients: [.nan, 1], upper: 1)]) }
    try study([LinearConstraint(coefficients: [0, 0], upper: 1)])
  }
}
