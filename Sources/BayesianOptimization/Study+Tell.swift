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
    return zip(points, outcomes).map { point, outcome in
      let state: Trial.State =
        switch outcome {
        case .value(let value) where value.isFinite: .complete(value)
        case .value(let value): .failed("the objective gave \(value)")
        case .failed(let message): .failed(message)
        }
      if let index = trials.firstIndex(where: { $0.state == .running && $0.point == point }) {
        trials[index].state = state
        return trials[index]
      }
      let trial = Trial(
        index: trials.count, point: point, unit: space.encode(point), source: .told, state: state)
      trials.append(trial)
      return trial
    }
  }
}
