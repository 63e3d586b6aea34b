import Arrays
import BayesianOptimization
import Testing

@Suite struct TrustRegionTests {
  /// Tells one suggestion at a time.
  static func tell(_ region: inout TrustRegion, _ values: [Double?], from index: Int) {
    for (offset, value) in values.enumerated() {
      region.learn(
        [(index: index + offset, isSuggestion: true, merit: value.map(TrustRegion.Merit.value) ?? .none)], spread: 1)
    }
  }

  @Test func shrinksByFailureAndGrowsBySuccess() {
    var region = TrustRegion(dimension: 10)
    #expect(region.length == 1)
    // Successes do not carry it beyond its first length.
    Self.tell(&region, [1, 2, 3, 4], from: 0)
    #expect(region.length == 1)
    // Failed trials count as failures, and an improvement below the threshold is none.
    Self.tell(&region, [nil, 4.0005, 1, 1, 1, 1, 1, 1, 1], from: 4)
    #expect(region.length == 1)
    Self.tell(&region, [1], from: 13)
    #expect(region.length == 0.5)
    // A success in between starts the count again, and one more doubles the length.
    Self.tell(&region, [1, 1, 1, 1, 10, 1, 1, 1, 1, 1, 1, 1, 1, 1], from: 14)
    #expect(region.length == 0.5)
    Self.tell(&region, [11, 12], from: 28)
    #expect(region.length == 1)
  }

  @Test func whatIsKnownAlreadyAndWhatWasNotSuggestedDoNotCount() {
    var region = TrustRegion(dimension: 4)
    for _ in 0..<10 { region.learn([(index: 0, isSuggestion: true, merit: .value(1))], spread: 1) }
    for index in 1..<20 { region.learn([(index: index, isSuggestion: false, merit: .value(0))], spread: 1) }
    #expect(region.length == 1)
  }

  @Test func valuesAreBetterThanBrokenConstraintsAndThoseThanFailures() {
    let order: [TrustRegion.Merit] = [.none, .infeasible(-2), .infeasible(-1), .value(-1e9), .value(3)]
    for (i, a) in order.enumerated() {
      for (j, b) in order.enumerated() { #expect((a < b) == (i < j)) }
    }
  }

  @Test func collapsesAndBeginsAnew() {
    var region = TrustRegion(dimension: 4)
    var index = 0
    while !region.isCollapsed, index < 1000 {
      Self.tell(&region, [0], from: index)
      index += 1
    }
    #expect(index == 1 + 4 * 8)
    region.restart(at: index)
    #expect(region.length == 1 && region.restarts == 1 && region.first == index && !region.isCollapsed)
    // Stragglers of the old region are not listened to.
    Self.tell(&region, [5, 6, 7], from: 0)
    #expect(region.length == 1)
  }

  @Test func theBoxStaysInTheCube() {
    let region = TrustRegion(dimension: 2)
    let box = region.box(around: [0.5, 0.9])
    #expect(box.lower[0] == 0 && box.upper[0] == 1)
    #expect(abs(box.lower[1] - 0.4) < 1e-12 && box.upper[1] == 1)
    let outside = region.box(around: [-3, 7])
    #expect(outside.lower == [0, 0.5] && outside.upper == [0.5, 1])
    #expect(region.box(around: [0.5, 1], isBounded: [true, false]).lower[1] == 0)
  }

  static func study(
    _ d: Int, _ change: (inout Study.Options) -> Void = { _ in }, composite: CompositeObjective? = nil
  ) throws -> Study {
    var options = Study.Options()
    options.seed = 5
    options.maximizer.rawSamples = 64
    options.maximizer.restarts = 2
    change(&options)
    return try Study(
      space: SearchSpace(bounds: Array(repeating: (lower: -2, upper: 3), count: d)), options: options,
      composite: composite)
  }

  @Test func isChosenByItselfFromTenDimensionsOn() throws {
    #expect(try Self.study(9).trust == nil)
    #expect(try Self.study(10).trust != nil)
    #expect(try Self.study(10) { $0.trustRegion = false }.trust == nil)
    #expect(try Self.study(2) { $0.trustRegion = true }.trust != nil)
    #expect(try Self.study(2) { $0.acquisition = .turbo }.trust != nil)
    #expect(try Self.study(12) { $0.objectives = 2 }.trust == nil)
    #expect(throws: StudyError.self) {
      try Self.study(12) {
        $0.objectives = 2
        $0.trustRegion = true
      }
    }
  }

  @Test func suggestionsLieInTheBox() throws {
    let study = try Self.study(12) { $0.batch = 3 }
    for _ in 0..<8 {
      let asked = try study.ask(3)
      if let box = study.box, asked[0].source == .acquisition {
        for trial in asked {
          for (u, (low, high)) in zip(trial.unit, zip(box.lower, box.upper)) {
            #expect(u >= low - 1e-9 && u <= high + 1e-9)
          }
        }
      }
      try study.tell(asked.map(\.point), asked.map { .value(StudyTests.hill($0.point)) })
    }
    #expect(study.box != nil)
  }

  @Test func restartsKeepTheBestOfAll() throws {
    // Nothing improves: the region collapses, begins anew, and the best stays.
    let study = try Self.study(10) {
      $0.trust.smallestLength = 0.15
      $0.trust.failures = 3
    }
    var calls = 0
    try study.run(evaluations: 45) { points in
      points.map { _ in
        calls += 1
        return .value(calls == 3 ? 100 : Double(calls % 4))
      }
    }
    #expect((study.trust?.restarts ?? 0) >= 2)
    #expect(study.best?.index == 2)
    #expect(study.trials.filter { $0.source == .initial }.count > 10)
    #expect(Set(study.trials.map(\.unit)).count == 45)
  }

  @Test func worksForCompositesPendingPointsAndFailures() throws {
    let composite = CompositeObjective(outputCount: 2) { outcomes, rows, values, gradients in
      for row in 0..<rows {
        let (a, b) = (outcomes[2 * row], outcomes[2 * row + 1])
        values[row] = -(a * a) - b * b
        gradients?[2 * row] = -2 * a
        gradients?[2 * row + 1] = -2 * b
      }
    }
    let study = try Self.study(
      11,
      {
        $0.batch = 2
        $0.compositeMaximizer.rawSamples = 32
        $0.compositeMaximizer.restarts = 2
      }, composite: composite)
    var stream = RandomStream(seed: 1, stream: "fail")
    // One point stays pending all the time.
    _ = try study.ask(1)
    try study.run(evaluations: 24) { points in
      points.map { x in
        stream.uniform() < 0.3 ? .failed("no") : .outcomes([x[0] - 0.5, x[1...].reduce(0) { $0 + $1 - 0.5 }])
      }
    }
    #expect(study.trials.count == 24 && study.trials.filter { $0.state == .running }.count == 1)
    let first = study.trials.first { $0.value != nil }?.value ?? 0
    #expect((study.best?.value ?? -.infinity) > first)
  }

  @Test func descendsWhereTheWholeCubeIsTooLarge() throws {
    let study = try Self.study(20) { $0.batch = 4 }
    try study.run(evaluations: 85) { $0.map { .value(StudyTests.hill($0)) } }
    #expect((study.best?.value ?? -99) > 0)
  }
}
