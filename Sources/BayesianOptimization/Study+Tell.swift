extension Study {
  /// Records what points came to. Points of running trials complete them; others are added as told.
  ///
  /// - Parameter points: in the user's units, one array a point.
  /// - Throws: `StudyError` for wrong counts or coordinates that are not finite; nothing is recorded then.
  @discardableResult
  public func tell(_ points: [[Double]], _ outcomes: [Outcome]) throws -> [Trial] {
    guard points.count == outcomes.count else {
      throw StudyError.wrongValueCount(points: points.count, values: outcomes.count)
    }
    for (row, point) in points.enumerated() {
      try space.check(point, row: row)
    }
    let results = try outcomes.map(result)
    return zip(points, results).map { point, result in
      if let index = trials.firstIndex(where: { $0.state == .running && $0.point == point }) {
        (trials[index].state, trials[index].outcomes, trials[index].constraints) = result
        learn(trials[index])
        return trials[index]
      }
      let trial = Trial(
        index: trials.count, point: point, unit: space.encode(point), source: .told, state: result.state,
        outcomes: result.outcomes, constraints: result.constraints)
      trials.append(trial)
      return trial
    }
  }

  /// Tells a search without a model what a point of its own came to.
  private func learn(_ trial: Trial) {
    guard let source else { return }
    source.learn(trial.unit, trial.value.map { -sign(0) * $0 } ?? .infinity)
  }

  private typealias Result = (state: Trial.State, outcomes: [Double]?, constraints: [Double]?)

  /// What is recorded of an outcome; outputs are scored here.
  private func result(_ outcome: Outcome) throws -> Result {
    let constraintCount = options.constraints
    switch (outcome, composite) {
    case (.failed(let message), _): return (.failed(message), nil, nil)
    case (.value(let value), nil): return try result(objectives: [value], constraints: [])
    case (.value, let composite?): throw StudyError.wrongOutcomeCount(wanted: composite.outputCount, got: 1)
    case (.objectives(let values, let constraints), nil):
      return try result(objectives: values, constraints: constraints)
    case (.objectives(let values, let constraints), let composite?):
      throw StudyError.wrongOutcomeCount(wanted: composite.outputCount, got: values.count + constraints.count)
    case (.outcomes(let values), nil):
      // All numbers in one row: the objectives, then the constraints.
      guard values.count == options.objectives + constraintCount else {
        throw StudyError.wrongOutcomeCount(wanted: options.objectives + constraintCount, got: values.count)
      }
      return try result(
        objectives: Array(values.prefix(options.objectives)), constraints: Array(values.suffix(constraintCount)))
    case (.outcomes(let values), let composite?):
      guard values.count == composite.outputCount else {
        throw StudyError.wrongOutcomeCount(wanted: composite.outputCount, got: values.count)
      }
      if let strange = values.first(where: { !$0.isFinite }) {
        return (.failed("the objective gave an output of \(strange)"), nil, nil)
      }
      let value: Double
      do { value = try composite.value(values) } catch StudyError.interrupted { throw StudyError.interrupted } catch {
        return (.failed("\(error)"), values, nil)
      }
      return (value.isFinite ? .complete(value) : .failed("the composite objective gave \(value)"), values, nil)
    }
  }

  private func result(objectives: [Double], constraints: [Double]) throws -> Result {
    guard objectives.count == options.objectives, constraints.count == options.constraints else {
      throw StudyError.wrongOutcomeCount(
        wanted: options.objectives + options.constraints, got: objectives.count + constraints.count)
    }
    let outcomes = objectives.count > 1 ? objectives : nil
    let met = constraints.isEmpty ? nil : constraints
    for value in objectives where !value.isFinite { return (.failed("the objective gave \(value)"), outcomes, met) }
    for value in constraints where !value.isFinite { return (.failed("a constraint gave \(value)"), outcomes, met) }
    return (.complete(objectives[0]), outcomes, met)
  }
}
