/// Where the next suggestion is looked for, and what it is learnt from.
extension Study {
  /// The trust region's box, or the whole cube.
  func region() -> Region {
    guard let trust, let center = leader?.unit else { return .cube(space.dimension) }
    let box = trust.box(around: center, isBounded: lattice?.isContinuous)
    self.box = box
    return box
  }

  /// The points of the cube that make sense; nil where all do.
  var lattice: (any Lattice)? { space.isContinuousThroughout ? nil : space }

  /// The trials that the model is fitted to: those that have a value, since the trust region began.
  var modelledTrials: [Trial] {
    let first = trust?.first ?? 0
    return trials.dropFirst(first).filter { $0.value != nil }
  }

  /// The best trial of the trust region: the one that breaks the constraints least where none is feasible.
  private var leader: Trial? { modelledTrials.max { merit($0) < merit($1) } }

  private func merit(_ trial: Trial) -> TrustRegion.Merit {
    guard let value = trial.value else { return .none }
    if trial.isFeasible { return .value(sign(0) * value) }
    return .infeasible(-(trial.constraints ?? []).reduce(0) { $0 + max($1, 0) })
  }

  /// Lets the trust region take in what has been told, and begin anew where it has become too small.
  func followTrust() {
    guard trust != nil else { return }
    let known = modelledTrials.compactMap(\.value)
    let mean = known.reduce(0) { $0 + $1 / Double(known.count) }
    let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / Double(known.count) }
    let finished = trials.filter { $0.state != .running }
    trust?.learn(
      finished.map { ($0.index, $0.source == .acquisition, merit($0)) },
      spread: variance.isFinite ? variance.squareRoot() : 0)
    guard let region = trust, region.isCollapsed else { return }
    trust?.restart(at: trials.count)
    box = nil
    forgetModels()
  }
}
