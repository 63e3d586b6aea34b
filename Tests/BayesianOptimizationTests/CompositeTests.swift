import Arrays
import BayesianOptimization
import GaussianProcesses
import Foundation
import Testing

/// Studies that model several outputs and maximise a known function of them.
@Suite struct CompositeTests {
  /// h(x) = x in d dimensions, g(h) = exp(-sum (h - target)^2 * 30): a needle whose slope only the outputs show.
  private static func needle(_ target: [Double]) -> CompositeObjective {
    CompositeObjective(outputCount: target.count) { outcomes, rows, values, gradients in
      let m = target.count
      for row in 0..<rows {
        let distance = (0..<m).reduce(0.0) {
          let difference = outcomes[row * m + $1] - target[$1]
          return $0 + difference * difference
        }
        values[row] = exp(-30 * distance)
        guard let gradients else { continue }
        for o in 0..<m { gradients[row * m + o] = -60 * (outcomes[row * m + o] - target[o]) * values[row] }
      }
    }
  }

  private static func study(_ target: [Double], seed: UInt64 = 1) throws -> Study {
    var options = Study.Options()
    options.batch = 3
    options.seed = seed
    let space = try SearchSpace(bounds: target.map { _ in (lower: -2, upper: 2) })
    return try Study(space: space, options: options, composite: needle(target))
  }

  @Test func aNeedleIsFoundThroughItsOutputs() throws {
    let target = [0.7, -1.1, 0.2, 1.5]
    let study = try Self.study(target)
    try study.run(evaluations: 26) { points in points.map { .outcomes($0) } }
    #expect((study.best?.value ?? 0) > 0.95)
    #expect(study.best?.outcomes == study.best?.point)
    #expect(study.models.count == 4)
  }

  @Test func theThreadCountDoesNotShow() throws {
    func run(_ threads: Int) throws -> [[Double]] {
      let before = Threads.count
      Threads.count = threads
      defer { Threads.count = before }
      let study = try Self.study([0.7, -1.1, 0.2])
      try study.run(evaluations: 14) { points in points.map { .outcomes($0) } }
      return study.trials.map(\.point)
    }
    #expect(try run(1) == run(2))
  }

  @Test func failuresAreKeptAndSurvived() throws {
    let study = try Self.study([0.7, -1.1])
    var calls = 0
    try study.run(evaluations: 20) { points in
      points.map { point in
        calls += 1
        if calls % 4 == 0 { return .failed("number \(calls)") }
        if calls % 5 == 0 { return .outcomes([.nan, 0]) }
        return .outcomes(point)
      }
    }
    #expect(study.trials.count == 20)
    #expect(study.trials.contains { $0.message == "number 4" })
    #expect(study.completeCount > 8)
  }

  @Test func wrongNumbersOfOutputsAreRefused() throws {
    let study = try Self.study([0, 0])
    #expect(throws: StudyError.wrongOutcomeCount(wanted: 2, got: 1)) { try study.tell([[0, 0]], [.value(1)]) }
    #expect(throws: StudyError.wrongOutcomeCount(wanted: 2, got: 3)) {
      try study.tell([[0, 0]], [.outcomes([1, 2, 3])])
    }
    let plain = try Study(space: SearchSpace(bounds: [(lower: 0, upper: 1)]))
    #expect(throws: StudyError.wrongOutcomeCount(wanted: 1, got: 2)) { try plain.tell([[0]], [.outcomes([1, 2])]) }
  }

  @Test func theObjectivesErrorEndsTheSuggestionAndKeepsTheTrials() throws {
    struct Broken: Error {}
    var isBroken = false
    let composite = CompositeObjective(outputCount: 1) { outcomes, rows, values, gradients in
      if isBroken { throw Broken() }
      for row in 0..<rows {
        values[row] = -outcomes[row] * outcomes[row]
        gradients?[row] = -2 * outcomes[row]
      }
    }
    let study = try Study(space: SearchSpace(bounds: [(lower: -1, upper: 2)]), composite: composite)
    try study.run(evaluations: 6) { points in points.map { .outcomes($0) } }
    isBroken = true
    #expect(throws: Broken.self) { try study.run(evaluations: 9) { points in points.map { .outcomes($0) } } }
    #expect(study.trials.count == 6)
  }
}
