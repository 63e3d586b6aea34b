import Arrays
import GaussianProcesses

extension Study {
  /// Points of the unit cube that maximise the acquisition inside the region, and where they come from.
  ///
  /// Where no model or no maximum can be had they are random points of the region, with a note.
  /// - Throws: `StudyError.interrupted`, and what a script's part of the acquisition throws.
  func suggestions(_ count: Int, stream: RandomStream) throws -> [(unit: [Double], source: Trial.Source)] {
    func random() -> [(unit: [Double], source: Trial.Source)] {
      var stream = stream.substream(8)
      let region = self.region()
      return (0..<count).map { _ in
        let point = (0..<region.dimension).map { region.scaled(stream.uniform(), $0) }
        let inside = linear.map { $0.moved(point, towards: $0.interior, share: stream.uniform()) } ?? point
        return (lattice?.nearest(to: inside) ?? inside, .random)
      }
    }
    do {
      try fit()
    } catch ArrayError.interrupted {
      throw StudyError.interrupted
    } catch {
      if isInterrupted() { throw StudyError.interrupted }
      notes.append("trial \(trials.count + 1): no model (\(error)), a random point is used")
      return random()
    }
    if isInterrupted() { throw StudyError.interrupted }
    let models = models.map(withFailures)
    guard !models.isEmpty else { return random() }
    let region = self.region()
    do {
      let points = try maximize(Suggestion(self, models: models, count: count, region: region, stream: stream))
      if points.count == count { return points.map { ($0, .acquisition) } }
      notes.append("trial \(trials.count + 1): the acquisition has no finite maximum, a random point is used")
    } catch StudyError.interrupted {
      throw StudyError.interrupted
    } catch let failure as CompositeObjective.Failure {
      // A search cannot go on without its objective; all that was told stays.
      throw failure.error
    } catch let failure as CustomAcquisition.Failure {
      throw failure.error
    } catch {
      if isInterrupted() { throw StudyError.interrupted }
      notes.append("trial \(trials.count + 1): no suggestion (\(error)), a random point is used")
    }
    return random()
  }

  /// The points that the study's acquisition likes best, as many as wanted or none.
  private func maximize(_ suggestion: Suggestion) throws -> [[Double]] {
    var suggestion = suggestion
    if let composite { return try suggestion.composite(composite) }
    if let customAcquisition { return try suggestion.custom(customAcquisition) }
    if options.objectives > 1 { return try suggestion.hypervolume() }
    let isSingle = suggestion.count == 1 && suggestion.pending.isEmpty
    let kind = options.acquisition
    if options.constraints > 0 {
      switch kind {
      case .ts: return try suggestion.thompson()
      case .pi: return try suggestion.feasible(.logProbabilityOfImprovement)
      case .qnei, .qlognei: return try suggestion.improvement(isNoisy: true, isPlain: kind == .qnei)
      case .ei, .logei: return try suggestion.feasible(.logExpectedImprovement)
      default:
        return isSingle
          ? try suggestion.feasible(.logExpectedImprovement)
          : try suggestion.improvement(isNoisy: false, isPlain: false)
      }
    }
    switch kind {
    case .ts: return try suggestion.thompson()
    case .ei, .logei, .pi, .ucb: return try suggestion.analytic(kind.closedForm)
    case .qei: return try suggestion.monteCarlo(.expectedImprovement)
    case .qucb: return try suggestion.monteCarlo(.upperConfidenceBound)
    case .qnei, .qlognei: return try suggestion.improvement(isNoisy: true, isPlain: kind == .qnei)
    // A single point has a closed form.
    case .qlogei, .turbo, .qehvi:
      return isSingle
        ? try suggestion.analytic(kind.closedForm) : try suggestion.monteCarlo(.logExpectedImprovement)
    }
  }
}
