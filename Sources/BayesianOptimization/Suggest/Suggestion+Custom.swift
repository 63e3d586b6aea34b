import GaussianProcesses

extension Suggestion {
  /// Points that maximise somebody else's acquisition, one after the other; what is pending is believed.
  mutating func custom(_ acquisition: CustomAcquisition) throws -> [[Double]] {
    try inPieces(of: 1, pending: 0) { state, _, index in
      try state.climb(state.surface(acquisition), stream: state.stream.substream(100 + index))
    }
  }

  func surface(_ acquisition: CustomAcquisition) -> any AcquisitionSurface {
    CustomSurface(
      acquisition, model: models[0], sign: study.sign(0), best: ranked.first?.value ?? 0,
      isInterrupted: study.isInterrupted)
  }
}
