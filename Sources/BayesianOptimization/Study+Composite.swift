import Arrays
import GaussianProcesses

extension Study {
  /// Points that maximise the log improvement of a composite objective jointly, `count` or none.
  ///
  /// The objective's errors end the suggestion, as an interrupt does: what it says of a point told can be a failed
  /// trial, but a search cannot go on with no objective.
  func maximize(
    _ composite: CompositeObjective, _ models: [ExactGP], _ count: Int, stream: RandomStream
  ) throws -> [[Double]] {
    let d = space.dimension
    let ranked = trials.filter { $0.value != nil }.sorted { ($0.value ?? 0) > ($1.value ?? 0) }
    let values = ranked.compactMap(\.value)
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count - 1, 1))
    let width = variance > 0 && variance.isFinite ? variance.squareRoot() : 1
    // Of the points still running, as many as a joint sample is worth are counted.
    let running = trials.filter { $0.state == .running }.map(\.unit).suffix(8)
    var points: [[Double]] = []
    var step = 0
    while points.count < count {
      let pending = (running + points).suffix(8)
      let size = min(8, count - points.count)
      var samples = stream.substream(200 + step)
      let setting = try CompositeImprovement.Setting(
        models: models, samples: max(options.compositeSamples, 16), points: size + pending.count,
        best: values.first ?? 0, width: width, stream: &samples)
      let best = try CompositeMaximizer(
        composite: composite, models: models, setting: setting,
        candidates: Candidates(
          dimension: d, count: size, anchors: ranked.prefix(5).map { $0.unit.map { min(max($0, 0), 1) } },
          options: options.compositeMaximizer, stream: stream.substream(300 + step)),
        pending: pending.flatMap { $0 }, options: options.compositeMaximizer, isInterrupted: isInterrupted
      ).run()
      guard let best else { return [] }
      points += (0..<size).map { Array(best[($0 * d)..<(($0 + 1) * d)]) }
      step += 1
    }
    return points
  }
}
