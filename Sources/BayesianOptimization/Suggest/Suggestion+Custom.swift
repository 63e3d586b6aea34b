import GaussianProcesses

extension Suggestion {
  /// Points that maximise somebody else's acquisition, one after the other; what is pending is believed.
  mutating func custom(_ acquisition: CustomAcquisition) throws -> [[Double]] {
    let sign = study.sign(0)
    let best = ranked.first?.value ?? 0
    return try inPieces(of: 1, pending: 0) { state, _, index in
      let surface = CustomSurface(
        acquisition, model: state.models[0], sign: sign, best: best, isInterrupted: state.study.isInterrupted)
      return try state.climb(surface, stream: state.stream.substream(100 + index))
    }
  }
}
