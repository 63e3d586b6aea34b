import Arrays
import GaussianProcesses

extension Suggestion {
  /// Points that maximise the log improvement of a composite objective jointly.
  ///
  /// The objective's errors end the suggestion, as an interrupt does: what it says of a point told can be a failed
  /// trial, but a search cannot go on with no objective.
  mutating func composite(_ composite: CompositeObjective) throws -> [[Double]] {
    let values = ranked.compactMap(\.value)
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count - 1, 1))
    let width = variance > 0 && variance.isFinite ? variance.squareRoot() : 1
    return try inPieces(of: Suggestion.jointPoints, pending: Suggestion.jointPoints) { state, size, index in
      var samples = state.stream.substream(200 + index)
      let setting = try CompositeImprovement.Setting(
        models: state.models, samples: max(state.options.compositeSamples, 16), points: size + state.pending.count,
        best: values.first ?? 0, width: width, stream: &samples)
      let surface = CompositeSurface(
        composite, models: state.models, setting: setting, count: size, pending: state.pending.flatMap { $0 },
        isInterrupted: state.study.isInterrupted)
      return try state.climb(
        surface, options: state.options.compositeMaximizer, stream: state.stream.substream(300 + index))
    }
  }
}
