import Arrays
import GaussianProcesses

extension Study {
  /// Points that maximise the log improvement of a composite objective jointly, `count` or none.
  ///
  /// The objective's errors end the suggestion, as an interrupt does: what it says of a point told can be a failed
  /// trial, but a search cannot go on with no objective.
  func maximize(
    _ composite: CompositeObjective, _ models: [ExactGP], _ count: Int, in region: Region, stream: RandomStream
  ) throws -> [[Double]] {
    let d = space.dimension
    let ranked = modelledTrials.sorted { ($0.value ?? 0) > ($1.value ?? 0) }
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
      let surface = CompositeSurface(
        composite, models: models, setting: setting, count: size, pending: pending.flatMap { $0 },
        isInterrupted: isInterrupted)
      let best = try Maximizer(
        surface, region: region, anchors: ranked.prefix(5).map { region.clamped($0.unit) }, lattice: lattice,
        options: options.compositeMaximizer, stream: stream.substream(300 + step)
      ).run().first?.points
      guard let best else { return [] }
      points += (0..<size).map { Array(best[($0 * d)..<(($0 + 1) * d)]) }
      step += 1
    }
    return points
  }
}
