import BayesianOptimization
import Testing

@Suite struct StopTests {
  @Test func theFirstRuleEndsTheRun() throws {
    func reason(_ stop: StopRules, _ f: ([Double]) -> Double = StudyTests.hill) throws -> (StopRules.Reason, Study) {
      let study = try StudyTests.study()
      return (try study.run(until: stop) { $0.map { .value(f($0)) } }, study)
    }
    var (why, study) = try reason(StopRules(evaluations: 9))
    #expect(why == .evaluations && study.trials.count == 9 && study.stopped == .evaluations)
    (why, study) = try reason(StopRules(evaluations: 100, target: 0.9))
    #expect(why == .target && study.trials.count < 40 && (study.best?.value ?? 0) >= 0.9)
    (why, study) = try reason(StopRules(evaluations: 100, patience: 4)) { _ in 1 }
    #expect(why == .patience && study.trials.count == 5 + 4)
    (why, study) = try reason(StopRules(evaluations: 100, time: 0))
    #expect(why == .time && study.trials.isEmpty)
  }

  @Test func targetsFollowTheDirection() throws {
    let study = try StudyTests.study { $0.maximize = false }
    #expect(
      try study.run(until: StopRules(evaluations: 60, target: 0.1)) { $0.map { .value(1 - StudyTests.hill($0)) } }
        == .target)
    #expect((study.best?.value ?? 1) <= 0.1)
  }

  @Test func patienceWaitsForTheFirstSuccess() throws {
    let study = try StudyTests.study()
    var calls = 0
    try study.run(until: StopRules(evaluations: 30, patience: 3)) { points in
      points.map { point in
        calls += 1
        return calls < 12 ? .failed("not yet") : .value(StudyTests.hill(point))
      }
    }
    #expect(study.completeCount > 3)
  }

  @Test func badRulesAreErrors() throws {
    for stop in [
      StopRules(evaluations: 0), StopRules(evaluations: .min), StopRules(evaluations: 5, patience: 0),
      StopRules(evaluations: 5, target: .nan), StopRules(evaluations: 5, time: -1),
      StopRules(evaluations: 5, time: .nan),
    ] {
      #expect(throws: StudyError.self) { try StudyTests.study().run(until: stop) { $0.map { _ in .value(1) } } }
    }
  }
}
