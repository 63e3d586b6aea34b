import Arrays
import BayesianOptimization
import GaussianProcesses
import Testing

@Suite struct SpaceTests {
  static func mixed() throws -> SearchSpace {
    try SearchSpace([
      "rate": .float(lower: 1e-5, upper: 1e-1, isLog: true), "depth": .int(lower: 1, upper: 5),
      "act": .categorical(labels: ["relu", "tanh", "elu"]), "width": .int(lower: 8, upper: 512, isLog: true),
    ])
  }

  @Test func parametersStandInTheOrderOfTheirNames() throws {
    let space = try Self.mixed()
    #expect(space.names == ["act", "depth", "rate", "width"])
    #expect(space.dimension == 6 && space.parameters.count == 4 && !space.isBox)
    #expect(space.size == nil)
    #expect(space.isContinuous == [false, false, false, false, true, false])
  }

  @Test func encodingAndDecodingAreInverse() throws {
    let space = try Self.mixed()
    var stream = RandomStream(seed: 1, stream: "space")
    for _ in 0..<500 {
      let unit = (0..<space.dimension).map { _ in stream.uniform() }
      let point = space.decode(unit)
      #expect((0..<3).contains(point[0]) && point[0].rounded() == point[0])
      #expect((1...5).contains(point[1]) && point[1].rounded() == point[1])
      #expect((1e-5...1e-1).contains(point[2]))
      #expect((8...512).contains(point[3]) && point[3].rounded() == point[3])
      let allowed = space.nearest(to: unit)
      #expect(space.decode(allowed) == point)
      for (a, b) in zip(space.encode(point), allowed) { #expect(abs(a - b) < 1e-12) }
      #expect(space.nearest(to: allowed) == allowed)
    }
    // The middle of a logarithmic range.
    #expect(abs(space.decode([1, 0, 0, 0.5, 0.5, 0.5])[2] - 1e-3) < 1e-15)
  }

  @Test func integersAreEquallyLikely() throws {
    let space = try SearchSpace(["n": .int(lower: -2, upper: 4)])
    var counts = [Double: Int]()
    for index in 0..<7000 { counts[space.decode([(Double(index) + 0.5) / 7000])[0], default: 0] += 1 }
    #expect(counts.count == 7 && counts.values.allSatisfy { $0 == 1000 })
  }

  @Test func neighboursAreAllowedAndReachEverything() throws {
    let space = try SearchSpace([
      "a": .int(lower: 0, upper: 40), "b": .categorical(labels: ["x", "y", "z"]), "c": .int(lower: 3, upper: 3),
      "d": .categorical(labels: ["only"]),
    ])
    #expect(space.size == 123)
    var seen: Set<[Double]> = [space.nearest(to: [0, 1, 0, 0, 0, 1])]
    var queue = Array(seen)
    while let unit = queue.popLast() {
      for neighbour in space.neighbours(of: unit) {
        #expect(space.nearest(to: neighbour) == neighbour)
        if seen.insert(neighbour).inserted { queue.append(neighbour) }
      }
    }
    #expect(seen.count == 123)
  }

  @Test func emptyAndImpossibleSpacesAreErrors() throws {
    let none: [String: Parameter] = [:]
    #expect(throws: StudyError.noDimensions) { try SearchSpace(none) }
    let bad: [Parameter] = [
      .float(lower: 1, upper: 0), .float(lower: .nan, upper: 1), .float(lower: 0, upper: .infinity),
      .float(lower: 1, upper: 1),
      .float(lower: -.greatestFiniteMagnitude, upper: .greatestFiniteMagnitude),
      .float(lower: 0, upper: 1, isLog: true),
      .int(lower: 2, upper: 1), .int(lower: .min, upper: .max), .int(lower: 0, upper: 5, isLog: true),
      .int(lower: 0, upper: (1 << 53) + 1), .categorical(labels: []),
    ]
    for parameter in bad { #expect(throws: StudyError.self, "\(parameter)") { try SearchSpace(["x": parameter]) } }
    #expect(throws: StudyError.self) {
      try SearchSpace(["x": .categorical(labels: (0..<100_000).map(String.init))])
    }
  }

  @Test func hugeRangesAreSearched() throws {
    let space = try SearchSpace([
      "n": .int(lower: -(1 << 53), upper: 1 << 53), "m": .int(lower: 1, upper: 1 << 53, isLog: true),
    ])
    #expect(space.size == nil)
    var options = Study.Options()
    options.seed = 1
    let study = try Study(space: space, options: options)
    try study.run(evaluations: 12) { $0.map { .value(-abs($0[0] / 1e15 - 3)) } }
    #expect(study.trials.allSatisfy { $0.point.allSatisfy { $0.rounded() == $0 && abs($0) <= 0x1p53 } })
    #expect((study.best?.value ?? -9) > -0.5)
  }

  static func score(_ x: [Double]) -> Double {
    // act (elu = 2 is best), depth 4, rate 1e-3, width 64.
    (x[0] == 2 ? 1 : 0) - 0.2 * abs(x[1] - 4) - 0.1 * abs(log2(x[2] / 1e-3)) - 0.1 * abs(log2(x[3] / 64))
  }

  private static func log2(_ x: Double) -> Double { Elementary.log(x) / 0.6931471805599453 }

  @Test func mixedSpacesAreSearched() throws {
    var values: [Double] = []
    for seed in 1...3 {
      var options = Study.Options()
      options.seed = UInt64(seed)
      options.batch = seed
      let study = try Study(space: try Self.mixed(), options: options)
      try study.run(evaluations: 50) { $0.map { .value(Self.score($0)) } }
      #expect(Set(study.trials.map(\.unit)).count == 50)
      for trial in study.trials { #expect(study.space.nearest(to: trial.unit) == trial.unit) }
      values.append(study.best?.value ?? -9)
    }
    #expect(values.sorted()[1] > 0.85, "\(values)")
  }

  @Test func finiteSpacesAreSearchedToTheLastPointAndNoFurther() throws {
    let space = try SearchSpace(["a": .int(lower: 1, upper: 4), "b": .categorical(labels: ["x", "y", "z"])])
    var options = Study.Options()
    options.seed = 2
    options.batch = 5
    let study = try Study(space: space, options: options)
    let reason = try study.run(until: StopRules(evaluations: 100)) { $0.map { .value($0[0] * $0[1]) } }
    #expect(reason == .exhausted && study.trials.count == 12)
    #expect(Set(study.trials.map(\.point)).count == 12)
    #expect(study.best?.value == 8)
    #expect(throws: StudyError.exhausted(size: 12)) { try study.ask(1) }
    // With noise declared a point may come again.
    options.noise = .fixed(0.1)
    let noisy = try Study(space: space, options: options)
    try noisy.run(evaluations: 20) { $0.map { .value($0[0] * $0[1]) } }
    #expect(noisy.trials.count == 20)
  }

  @Test func onePointIsASpace() throws {
    let space = try SearchSpace(["only": .categorical(labels: ["x"]), "n": .int(lower: 7, upper: 7)])
    let study = try Study(space: space)
    #expect(try study.run(until: StopRules(evaluations: 9)) { $0.map { .value($0[1]) } } == .exhausted)
    #expect(study.trials.map(\.point) == [[7, 0]])
  }

  @Test func pointsToldAreChecked() throws {
    let study = try Study(space: try Self.mixed())
    try study.tell([[2, 5, 0.01, 100]], [.value(1)])
    try study.tell([[2, 5, 10, 100]], [.value(1)])
    for point in [[3, 5, 0.01, 100], [0.5, 5, 0.01, 100], [2, 6, 0.01, 100], [2, 2.5, 0.01, 100], [2, 5, -1, 100]] {
      #expect(throws: StudyError.self) { try study.tell([point], [.value(1)]) }
    }
    #expect(throws: StudyError.wrongPointSize(wanted: 4, got: 6)) { try study.tell([[0, 0, 1, 1, 1, 1]], [.value(1)]) }
    #expect(study.trials.count == 2)
  }
}
