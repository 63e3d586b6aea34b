import Arrays
import GaussianProcesses

/// One objective without constraints.
extension Suggestion {
  /// Closed forms of one point after the other; what is pending is believed.
  mutating func analytic(_ kind: AnalyticAcquisition.Kind) throws -> [[Double]] {
    let acquisition = closedForm(kind)
    return try inPieces(of: 1, pending: 0) { state, _, index in
      try state.climb(state.surface(acquisition), stream: state.stream.substream(100 + index))
    }
  }

  /// A closed form of one point.
  func closedForm(_ kind: AnalyticAcquisition.Kind) -> AnalyticAcquisition {
    AnalyticAcquisition(kind, best: best ?? 0, beta: options.beta)
  }

  /// What an acquisition of one point without pending ones looks like.
  func surface(_ acquisition: AnalyticAcquisition) -> any AcquisitionSurface {
    let data = PosteriorData(models[0])
    return threaded(1) { BatchObjective(data, acquisition: acquisition, moving: 1, pending: []) }
  }

  /// Samples of the joint posterior of a batch and what is pending.
  mutating func monteCarlo(_ kind: MonteCarloAcquisition.Kind) throws -> [[Double]] {
    let best = best ?? 0
    return try inPieces(of: Suggestion.jointPoints, pending: Suggestion.jointPoints) { state, size, index in
      var samples = state.stream.substream(200 + index)
      let acquisition = try MonteCarloAcquisition(
        kind, samples: max(state.options.samples, 16), points: size + state.pending.count, best: best,
        beta: state.options.beta, stream: &samples)
      let data = PosteriorData(state.models[0])
      let pending = state.pending.flatMap { $0 }
      return try state.climb(
        state.threaded(size) { BatchObjective(data, acquisition: acquisition, moving: size, pending: pending) },
        stream: state.stream.substream(300 + index))
    }
  }
}
