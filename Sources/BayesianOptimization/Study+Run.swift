extension Study {
  /// Evaluates `objective` until the study has `evaluations` trials: the initial points first, then batch
  /// after batch.
  ///
  /// - Parameters:
  ///   - onBatch: called after each batch has been recorded.
  ///   - objective: points in the user's units to what they came to, in the same order. What it throws ends
  ///     the run; everything told before stays.
  /// - Throws: what `objective` and `onBatch` throw; `StudyError.everythingFails` when
  ///   `patienceWithFailures` trials in a row have failed without a success before, or all trials of the run.
  public func run(
    evaluations: Int, onBatch: (Study) throws -> Void = { _ in }, _ objective: ([[Double]]) throws -> [Outcome]
  ) throws {
    while trials.count < evaluations {
      let isFirst = trials.count < options.initial
      let wanted = isFirst ? options.initial - trials.count : options.batch
      let asked = try ask(min(wanted, evaluations - trials.count))
      let points = asked.map(\.point)
      do {
        try tell(points, try objective(points))
      } catch {
        // Not evaluated: forgotten, so that a later run does not count them as pending.
        trials.removeAll { $0.state == .running && points.contains($0.point) }
        throw error
      }
      try onBatch(self)
      try checkFailures(patience: options.patienceWithFailures)
    }
    try checkFailures(patience: 1)
  }

  private func checkFailures(patience: Int) throws {
    guard completeCount == 0, let last = trials.last?.message else { return }
    if trials.count >= patience { throw StudyError.everythingFails(count: trials.count, last: last) }
  }
}
