import Arrays
import Testing

import BayesianOptimization

@Suite struct MultiObjectiveTests {
  private static func points(_ n: Int, _ m: Int, seed: UInt64) -> [[Double]] {
    var stream = RandomStream(seed: seed, stream: "points")
    return (0..<n).map { _ in (0..<m).map { _ in stream.uniform() } }
  }

  /// What a box of the decomposition holds below a ceiling.
  private static func volume(_ boxes: BoxDecomposition, below top: Double) -> Double {
    let m = boxes.objectiveCount
    return (0..<boxes.count).reduce(0) { total, k in
      total
        + (0..<m).reduce(1) {
          $0 * max(min(boxes.upper[k * m + $1], top) - boxes.lower[k * m + $1], 0)
        }
    }
  }

  /// Front and boxes together fill the space above the reference, and no box overlaps another or the front.
  @Test(arguments: [2, 3], [0, 1, 2, 7, 30]) func boxesAreWhatTheFrontLeaves(m: Int, n: Int) throws {
    for seed in 0..<5 {
      let points = Self.points(n, m, seed: UInt64(seed))
      let reference = [Double](repeating: 0.1, count: m)
      let boxes = try #require(BoxDecomposition(front: points, reference: reference))
      let total = (0..<m).reduce(1.0) { volume, _ in volume * 1.4 }
      let covered = Hypervolume.exact(points, reference: reference) + Self.volume(boxes, below: 1.5)
      #expect(abs(covered - total) < 1e-12 * total, "\(covered) \(total)")
      #expect(boxes.count <= 2 * n + 1)
    }
  }

  /// Four objectives, by inclusion and exclusion.
  @Test func hypervolumeOfFourObjectives() {
    for seed in 0..<5 {
      let points = Self.points(6, 4, seed: UInt64(seed))
      var wanted = 0.0
      for subset in 1..<(1 << points.count) {
        let members = points.indices.filter { subset >> $0 & 1 == 1 }
        let corner = (0..<4).map { o in members.map { points[$0][o] }.min() ?? 0 }
        wanted += (members.count % 2 == 1 ? 1 : -1) * corner.reduce(1, *)
      }
      #expect(abs(Hypervolume.exact(points, reference: [0, 0, 0, 0]) - wanted) < 1e-12)
    }
  }

  /// One objective, too, has the direction that `directions` give.
  @Test(arguments: [Sampler.model, .baseline(.cmaes)]) func directionsHoldForOneObjective(sampler: Sampler) throws {
    func study(_ change: (inout Study.Options) -> Void) throws -> Study {
      var options = Study.Options()
      options.sampler = sampler
      options.trustRegion = true
      change(&options)
      let study = try Study(space: SearchSpace(bounds: [(0, 1), (0, 1)]), options: options)
      try study.run(evaluations: sampler == .model ? 14 : 60) { $0.map { .value(-StudyTests.hill($0)) } }
      return study
    }
    let minimised = try study { $0.maximize = false }
    let directed = try study { $0.directions = [false] }
    #expect(directed.best?.index == minimised.best?.index && directed.best?.value == minimised.best?.value)
    #expect(directed.trials.map(\.point) == minimised.trials.map(\.point))
    let maximised = try study { _ in }
    #expect(directed.trials.map(\.point) != maximised.trials.map(\.point))
    #expect((maximised.best?.value ?? 0) > (directed.best?.value ?? 0))
  }

  @Test func hostilePointsAreNoPartOfAFront() {
    #expect(ParetoFront.mask([[.nan, 1], [0, 0]]) == [false, true])
    #expect(ParetoFront.mask([]) == [])
    #expect(Hypervolume.exact([[.nan, 1], [-1, -1]], reference: [0, 0]) == 0)
    #expect(Hypervolume.exact([], reference: []) == 0)
    #expect(BoxDecomposition(front: [[1]], reference: [0]) == nil)
  }

  /// Two parabolas in conflict: the front is the segment between their tops.
  private static func study(_ change: (inout Study.Options) -> Void = { _ in }) throws -> Study {
    var options = Study.Options()
    options.objectives = 2
    options.directions = [true, false]
    options.referencePoint = [-2, 2]
    options.seed = 2
    change(&options)
    return try Study(space: SearchSpace(bounds: [(lower: -1, upper: 2), (lower: -1, upper: 1)]), options: options)
  }

  private static func objectives(_ x: [Double]) -> [Double] {
    [-x[0] * x[0] - x[1] * x[1], (x[0] - 1) * (x[0] - 1) + x[1] * x[1]]
  }

  @Test(arguments: [1, 3]) func aFrontIsFound(batch: Int) throws {
    let study = try Self.study { $0.batch = batch }
    try study.run(evaluations: 26) { $0.map { .objectives(Self.objectives($0), constraints: []) } }
    #expect(study.notes.isEmpty)
    // On the segment f1 = -t^2, f2 = (1 - t)^2: volume 4 - 1/6 above (-2, 2), where a front of points loses a little.
    let volume = try study.hypervolume()
    #expect(volume > 3.7 && volume < 4 - 1.0 / 6 + 1e-9, "\(volume)")
    #expect(study.pareto.count >= 8)
    #expect(study.pareto.allSatisfy { abs($0.point[1]) < 0.2 })
  }

  @Test func threeObjectivesAndNoReference() throws {
    let study = try Self.study {
      $0.objectives = 3
      $0.directions = [true, true, true]
      $0.referencePoint = nil
      $0.batch = 2
    }
    try study.run(evaluations: 15) { points in
      points.map { x in .outcomes([-x[0] * x[0], -(x[0] - 1) * (x[0] - 1), -x[1] * x[1]]) }
    }
    #expect(study.notes.isEmpty)
    #expect(throws: StudyError.self) { try study.hypervolume() }
  }

  @Test func optionsThatDoNotGoTogetherAreRefused() throws {
    #expect(throws: StudyError.self) { try Self.study { $0.acquisition = .ucb } }
    #expect(throws: StudyError.self) { try Self.study { $0.directions = [true] } }
    #expect(throws: StudyError.self) { try Self.study { $0.referencePoint = [1] } }
    #expect(throws: StudyError.self) { try Self.study { $0.referencePoint = [1, .nan] } }
    #expect(throws: StudyError.self) {
      try Self.study {
        $0.objectives = 4
        $0.directions = []
        $0.referencePoint = nil
      }
    }
    #expect(throws: StudyError.self) {
      try Self.study {
        $0.objectives = 1
        $0.directions = []
        $0.referencePoint = nil
        $0.acquisition = .qehvi
      }
    }
    let study = try Self.study()
    #expect(throws: StudyError.wrongOutcomeCount(wanted: 2, got: 1)) { try study.tell([[0, 0]], [.value(1)]) }
    #expect(throws: StudyError.wrongOutcomeCount(wanted: 2, got: 3)) {
      try study.tell([[0, 0]], [.outcomes([1, 2, 3])])
    }
    try study.tell([[0, 0]], [.outcomes([1, .nan])])
    #expect(study.trials[0].message == "the objective gave nan")
  }
}
