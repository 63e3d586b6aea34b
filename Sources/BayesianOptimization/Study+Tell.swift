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
      guard point.count == space.dimension else {
        throw StudyError.wrongPointSize(wanted: space.dimension, got: point.count)
      }
      for (k, x) in point.enumerated() where !(x.isFinite && space.encode(point)[k].isFinite) {
        throw StudyError.pointNotFinite(row: row, dimension: k)
      }
    }
    let results = try outcomes.map(result)
    return zip(points, results).map { point, result in
      if let index = trials.firstIndex(where: { $0.state == .running && $0.point == point }) {
        (trials[index].state, trials[index].outcomes) = result
        return trials[index]
      }
      let trial = Trial(
        index: trials.count, point: point, unit: space.encode(point), source: .told, state: result.state,
        outcomes: result.outcomes)
      trials.append(trial)
      return trial
    }
  }

  /// What is recorded of an outcome; outputs are scored here.
  private func result(_ outcome: Outcome) throws -> (state: Trial.State, outcomes: [Double]?) {
    switch (outcome, composite) {
    case (.failed(let message), _): return (.failed(message), nil)
    case (.value(let value), nil):
      return (value.isFinite ? .complete(value) : .failed("the objective gave \(value)"), nil)
    case (.value, let composite?): throw StudyError.wrongOutcomeCount(wanted: composite.outputCount, got: 1)
    case (.outcomes(let values), nil): throw StudyError.wrongOutcomeCount(wanted: 1, got: values.count)
    case (.outcomes(let values), let composite?):
      guard values.count == composite.outputCount else {
        throw StudyError.wrongOutcomeCount(wanted: composite.outputCount, got: values.count)
      }
      if let strange = values.first(where: { !$0.isFinite }) {
        return (.failed("the objective gave an output of \(strange)"), nil)
      }
      let value: Double
      do { value = try composite.value(values) } catch StudyError.interrupted { throw StudyError.interrupted } catch {
        return (.failed("\(error)"), values)
      }
      return (value.isFinite ? .complete(value) : .failed("the composite objective gave \(value)"), values)
    }
  }
}
