import Arrays
import BayesianOptimization
import GaussianProcesses
import Testing

@Suite struct StudyTests {
  struct Boom: Error {}

  static func study(
    _ d: Int = 2, _ lower: Double = -2, _ upper: Double = 3, _ change: (inout Study.Options) -> Void = { _ in }
  ) throws -> Study {
    var options = Study.Options()
    options.seed = 1
    options.maximizer.rawSamples = 64
    options.maximizer.restarts = 4
    change(&options)
    return try Study(
      space: SearchSpace(bounds: [(lower: Double, upper: Double)](repeating: (lower, upper), count: d)),
      options: options)
  }

  /// Highest, 1, at (0.5, ..., 0.5).
  static func hill(_ x: [Double]) -> Double { 1 - x.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } }

  @Test(arguments: AcquisitionKind.allCases.filter { $0 != .qehvi }) func everyAcquisitionFindsTheHill(
    kind: AcquisitionKind
  ) throws {
    let study = try Self.study {
      $0.acquisition = kind
      $0.batch = 2
    }
    try study.run(evaluations: 25) { $0.map { .value(Self.hill($0)) } }
    #expect(study.trials.count == 25)
    // PI is greedy: it settles for small certain gains; a drawn function need not be highest where the mean is.
    #expect((study.best?.value ?? 0) > (kind == .pi || kind == .ts ? 0.95 : 0.99), "\(kind)")
    #expect(study.notes.isEmpty)
  }

  @Test func minimisingIsMaximisingTheNegative() throws {
    let up = try Self.study()
    let down = try Self.study { $0.maximize = false }
    try up.run(evaluations: 15) { $0.map { .value(Self.hill($0)) } }
    try down.run(evaluations: 15) { $0.map { .value(-Self.hill($0)) } }
    #expect(up.trials.map(\.point) == down.trials.map(\.point))
    #expect(up.best?.index == down.best?.index)
  }

  @Test func sameSeedSamePointsWhateverTheThreads() throws {
    func points(_ threads: Int, seed: UInt64) throws -> [[Double]] {
      let before = Threads.count
      defer { Threads.count = before }
      Threads.count = threads
      let study = try Self.study(6) {
        $0.batch = 3
        $0.seed = seed
      }
      try study.run(evaluations: 17) { $0.map { .value(Self.hill($0)) } }
      return study.trials.map(\.point)
    }
    let one = try points(1, seed: 4)
    #expect(try points(4, seed: 4) == one)
    #expect(try points(1, seed: 5) != one)
  }

  @Test func pointsLieInTheBoxAndAreDistinct() throws {
    let study = try Self.study(3, 10, 10.5) { $0.batch = 4 }
    // A constant objective gives the model nothing to go by.
    try study.run(evaluations: 33) { $0.map { _ in .value(2) } }
    for trial in study.trials { #expect(trial.point.allSatisfy { (10...10.5).contains($0) }) }
    for (i, a) in study.trials.enumerated() {
      for b in study.trials[..<i] { #expect(zip(a.unit, b.unit).contains { abs($0 - $1) > 1e-7 }) }
    }
  }

  @Test func failedTrialsAreKeptAndSurvived() throws {
    let study = try Self.study { $0.batch = 2 }
    var stream = RandomStream(seed: 1, stream: "failures")
    try study.run(evaluations: 40) { points in
      points.map { point in
        switch stream.integer(below: 10) {
        case 0: Outcome(nil)
        case 1: Outcome(.nan)
        case 2: .failed("raised on purpose")
        default: Outcome(Self.hill(point))
        }
      }
    }
    #expect(study.trials.count == 40)
    #expect(study.trials.contains { $0.message == "raised on purpose" })
    #expect(study.trials.contains { $0.message == "the objective gave nan" })
    #expect(study.trials.contains { $0.message == "the objective gave no value" })
    #expect(study.completeCount + study.trials.filter { $0.message != nil }.count == 40)
    #expect((study.best?.value ?? 0) > 0.99)
  }

  @Test func hopelessObjectivesEndTheRunAndSaySo() throws {
    let study = try Self.study()
    #expect(throws: StudyError.everythingFails(count: 20, last: "no")) {
      try study.run(evaluations: 100) { $0.map { _ in .failed("no") } }
    }
    #expect(study.trials.count == 20)
    #expect(study.best == nil)
  }

  @Test func whatTheObjectiveThrowsEndsTheRunAndLosesNothing() throws {
    let study = try Self.study { $0.batch = 2 }
    var calls = 0
    #expect(throws: Boom.self) {
      try study.run(evaluations: 30) { points in
        calls += 1
        if calls == 4 { throw Boom() }
        return points.map { .value(Self.hill($0)) }
      }
    }
    #expect(study.trials.count == 9)
    #expect(study.trials.allSatisfy { $0.value != nil })
    try study.run(evaluations: 12) { $0.map { .value(Self.hill($0)) } }
    #expect(study.trials.count == 12)
  }

  @Test func interruptedSuggestionsThrow() throws {
    let study = try Self.study()
    try study.run(evaluations: 6) { $0.map { .value(Self.hill($0)) } }
    study.isInterrupted = { true }
    #expect(throws: StudyError.interrupted) { try study.ask(1) }
    study.isInterrupted = { false }
    #expect(try study.ask(1).count == 1)
  }

  @Test func askedAndToldByHand() throws {
    let study = try Self.study()
    let first = try study.ask(5)
    #expect(first.allSatisfy { $0.source == .initial && $0.state == .running })
    // Told in another order, one of them failed, one from outside.
    let order = [3, 0, 4, 1, 2]
    try study.tell(order.map { first[$0].point }, order.map { $0 == 2 ? .failed("bad") : .value(Double($0)) })
    try study.tell([[2.5, 2.5]], [.value(9)])
    #expect(study.trials.count == 6)
    #expect(study.trials[3].value == 3)
    #expect(study.trials[2].message == "bad")
    #expect(study.trials[5].source == .told)
    #expect(study.best?.index == 5)
    // Pending points are counted: asking again does not give the same point.
    let a = try study.ask(1)[0]
    let b = try study.ask(1)[0]
    #expect(a.source == .acquisition)
    #expect(zip(a.unit, b.unit).contains { abs($0 - $1) > 1e-3 })
  }

  @Test func pointsOutsideTheBoxMayBeTold() throws {
    let study = try Self.study()
    let points = (0..<6).map { [Double($0) * 3 - 9, 0.5] }
    try study.tell(points, points.map { .value(Self.hill($0)) })
    #expect(try study.ask(2).allSatisfy { $0.point.allSatisfy { (-2...3).contains($0) } })
  }

  @Test func extremeValuesAreSurvived() throws {
    let pairs: [[Double]] = [
      [1e300, -1e300], [1e-300, 2e-300], [0, 1e308], [5, 5], [-.greatestFiniteMagnitude, 0],
    ]
    for values in pairs {
      let study = try Self.study()
      var calls = 0
      try study.run(evaluations: 12) { points in
        points.map { _ in
          calls += 1
          return .value(values[calls % 2])
        }
      }
      #expect(study.trials.count == 12)
    }
  }

  @Test func mistakesThrow() throws {
    func space(_ lower: Double, _ upper: Double) throws { _ = try SearchSpace(bounds: [(0, 1), (lower, upper)]) }
    #expect(throws: StudyError.noDimensions) { try SearchSpace(bounds: []) }
    #expect(throws: StudyError.badBounds(dimension: 1, lower: 1, upper: 0)) { try space(1, 0) }
    #expect(throws: StudyError.self) { try space(1, 1) }
    #expect(throws: StudyError.self) { try space(0, .infinity) }
    #expect(throws: StudyError.self) { try space(.nan, 1) }
    #expect(throws: StudyError.self) { try space(-.greatestFiniteMagnitude, .greatestFiniteMagnitude) }
    #expect(throws: StudyError.self) { try SearchSpace(bounds: Array(repeating: (0, 1), count: 100_000)) }
    let study = try Self.study()
    for count in [0, -1, Int.min, Int.max] {
      #expect(throws: StudyError.self) { try study.ask(count) }
    }
    #expect(throws: StudyError.wrongValueCount(points: 1, values: 2)) {
      try study.tell([[0, 0]], [.value(1), .value(2)])
    }
    #expect(throws: StudyError.wrongPointSize(wanted: 2, got: 3)) { try study.tell([[0, 0, 0]], [.value(1)]) }
    #expect(throws: StudyError.pointNotFinite(row: 0, dimension: 1)) { try study.tell([[0, .nan]], [.value(1)]) }
    #expect(study.trials.isEmpty)
    #expect(throws: StudyError.self) { try Self.study { $0.initial = 0 } }
    #expect(throws: StudyError.self) { try Self.study { $0.batch = -2 } }
  }

  @Test func oneDimensionAndMany() throws {
    for d in [1, 60] {
      let study = try Self.study(d) { $0.batch = 2 }
      try study.run(evaluations: 9) { $0.map { .value(Self.hill($0)) } }
      #expect(study.trials.count == 9)
      #expect(study.notes.isEmpty)
    }
  }
}
