import Glibc

extension Study {
  /// Evaluates `objective` until the study has `evaluations` trials, or every point of a finite space has been tried.
  public func run(
    evaluations: Int, onBatch: (Study) throws -> Void = { _ in }, _ objective: ([[Double]]) throws -> [Outcome]
  ) throws {
    try run(until: StopRules(evaluations: evaluations), onBatch: onBatch, objective)
  }

  /// Evaluates `objective` until one of the rules ends it: the initial points first, then batch after batch.
  ///
  /// - Parameters:
  ///   - onBatch: called after each batch has been recorded.
  ///   - objective: points in the user's units to what they came to, in the same order. What it throws ends
  ///     the run; everything told before stays.
  /// - Returns: the rule that ended it.
  /// - Throws: what `objective` and `onBatch` throw; `StudyError.badStop`; `StudyError.everythingFails` when
  ///   `patienceWithFailures` trials in a row have failed without a success before, or all trials of the run.
  @discardableResult
  public func run(
    until stop: StopRules, onBatch: (Study) throws -> Void = { _ in }, _ objective: ([[Double]]) throws -> [Outcome]
  ) throws -> StopRules.Reason {
    try stop.check()
    let start = Study.seconds
    var idle = 0
    var known = best?.value
    var reason = reached(stop, idle: idle, since: start)
    while reason == nil {
      let wanted = initialLeft > 0 ? initialLeft : options.batch
      let points = try ask(min(wanted, stop.evaluations - trials.count)).map(\.point)
      do {
        try tell(points, try objective(points))
      } catch {
        // Not evaluated: forgotten, so that a later run does not count them as pending.
        func isForgotten(_ trial: Trial) -> Bool { trial.state == .running && points.contains(trial.point) }
        // A strategy that waits for their values goes on without them.
        for trial in trials where isForgotten(trial) { source?.learn(trial.unit, .infinity) }
        trials.removeAll(where: isForgotten)
        throw error
      }
      try onBatch(self)
      try checkFailures(patience: options.patienceWithFailures)
      // The wait for something better begins with the first success.
      idle = known != nil && best?.value == known ? idle + 1 : 0
      known = best?.value
      reason = reached(stop, idle: idle, since: start)
    }
    try checkFailures(patience: 1)
    stopped = reason
    return reason ?? .evaluations
  }

  private func reached(_ stop: StopRules, idle: Int, since start: Double) -> StopRules.Reason? {
    if let target = stop.target, let value = best?.value, value == target || isBetter(value, than: target) {
      return .target
    }
    if trials.count >= stop.evaluations { return .evaluations }
    if let patience = stop.patience, idle >= patience { return .patience }
    if let time = stop.time, Study.seconds - start >= time { return .time }
    return remaining == 0 ? .exhausted : nil
  }

  private func checkFailures(patience: Int) throws {
    guard completeCount == 0, let last = trials.last?.message else { return }
    if trials.count >= patience { throw StudyError.everythingFails(count: trials.count, last: last) }
  }

  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// - Throws: `StudyError.incompatible` where searches without a model would ignore what the study asks for.
  public func checkBaselines() throws { try Study.checkBaseline(options) }

  static func checkBaseline(_ options: Options) throws {
    guard options.linearConstraints.isEmpty else {
      throw StudyError.incompatible("linear constraints need a model: sobol, random, grid and cmaes do not keep them")
    }
  }

  /// Runs searches without a model at the budget that this study has used, for comparison.
  /// - Throws: as `checkBaselines` and `run`.
  public func run(baselines kinds: [Baseline], _ objective: ([[Double]]) throws -> [Outcome]) throws {
    for kind in kinds {
      var options = options
      options.sampler = .baseline(kind)
      options.budget = trials.count
      let study = try Study(space: space, options: options, composite: composite)
      study.isInterrupted = isInterrupted
      baselines.removeAll { $0.kind == kind }
      baselines.append((kind, study))
      try study.run(evaluations: trials.count, objective)
    }
  }

  /// The best value up to each trial, nil before the first success.
  public var trace: [Double?] {
    var best: Double?
    return trials.map { trial in
      if let value = trial.value, trial.isFeasible, best.map({ isBetter(value, than: $0) }) ?? true { best = value }
      return best
    }
  }
}
