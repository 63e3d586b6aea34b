import Arrays
import GaussianProcesses

/// Constraints, noise and several objectives: utilities of joint samples of several models.
extension Suggestion {
  /// One point after the other, with the probability of feasibility in closed form.
  ///
  /// - Parameter kind: a log acquisition; while nothing is feasible the probability of feasibility alone is maximised.
  mutating func feasible(_ kind: AnalyticAcquisition.Kind) throws -> [[Double]] {
    let acquisition = best.map { AnalyticAcquisition(kind, best: $0) }
    return try inPieces(of: 1, pending: 0) { state, _, index in
      let data = state.models.map { PosteriorData($0) }
      let thresholds = state.thresholds
      return try state.climb(
        state.threaded(1) {
          FeasibleObjective(
            objective: acquisition.map { (data[0], $0) }, constraints: Array(zip(data.dropFirst(), thresholds)))
        }, stream: state.stream.substream(100 + index))
    }
  }

  /// A batch by its improvement over the best value, weighted by feasibility.
  ///
  /// - Parameter isNoisy: whether the best so far is taken from the samples, for values are noisy.
  mutating func improvement(isNoisy: Bool, isPlain: Bool) throws -> [[Double]] {
    let incumbent: SampledImprovement.Incumbent = isNoisy ? .sampled : best.map { .value($0) } ?? .none
    let fixed = isNoisy ? try baseline() : []
    return try inPieces(of: Suggestion.jointPoints, pending: Suggestion.jointPoints) { state, size, index in
      try state.sampled(
        SampledImprovement(incumbent: incumbent, thresholds: state.thresholds, isPlain: isPlain), fixed: fixed,
        size: size, samples: max(state.options.samples, 16), index: index)
    }
  }

  /// A batch by the hypervolume that it adds to the Pareto front; what is pending beyond a joint sample is believed,
  /// and its means count as part of the front.
  mutating func hypervolume() throws -> [[Double]] {
    let joint = HypervolumeImprovement.mostPoints
    var believed: [[Double]] = []
    var points: [[Double]] = []
    var index = 0
    while points.count < count {
      let size = min(options.sequential ? 1 : 3, count - points.count)
      let most = max(joint - size, 0)
      if pending.count > most {
        believed += pending.prefix(pending.count - most)
        try limitPending(to: most)
      }
      let next = try sampled(
        HypervolumeImprovement(boxes: try boxes(believing: believed), thresholds: thresholds), fixed: [], size: size,
        samples: min(max(options.samples, 16), 64), index: index)
      guard next.count == size else { return [] }
      points += next
      pending += next
      index += 1
    }
    return points
  }

  private func sampled(
    _ utility: any SampleUtility, fixed: [[Double]], size: Int, samples: Int, index: Int
  ) throws -> [[Double]] {
    var draws = stream.substream(200 + index)
    let setting = try SampledObjective.Setting(
      models: models.map { PosteriorData($0) }, utility: utility, fixed: fixed.flatMap { $0 },
      pending: pending.flatMap { $0 }, moving: size, samples: samples, stream: &draws)
    return try climb(threaded(size) { SampledObjective(setting) }, stream: stream.substream(300 + index))
  }

  /// The observed points that may well be the best, at most sixteen: those that are in a joint sample, the most often
  /// first.
  private func baseline() throws -> [[Double]] {
    let units = ranked.map(\.unit)
    guard let model = models.first, !units.isEmpty else { return [] }
    let (mean, variance) = try model.predict(units.flatMap { $0 })
    let promise = units.indices.sorted {
      mean[$0] + 3 * variance[$0].squareRoot() > mean[$1] + 3 * variance[$1].squareRoot()
    }
    let likely = promise.prefix(48).map { units[$0] }
    // Without constraints only the highest counts; with them any may be the best feasible one.
    guard options.constraints == 0 else { return Array(likely.prefix(16)) }
    var draws = stream.substream(400)
    let count = 256
    let samples = try model.sample(likely.flatMap { $0 }, count: count, stream: &draws)
    var wins = [Int](repeating: 0, count: likely.count)
    for s in 0..<count {
      let row = samples[(s * likely.count)..<((s + 1) * likely.count)]
      if let top = row.indices.max(by: { row[$0] < row[$1] }) { wins[top - row.startIndex] += 1 }
    }
    return wins.indices.filter { wins[$0] > 0 }.sorted { wins[$0] > wins[$1] }.prefix(16).map { likely[$0] }
  }

  /// What the Pareto front leaves, cut into boxes, in the models' units.
  private func boxes(believing believed: [[Double]]) throws -> BoxDecomposition {
    let m = options.objectives
    let feasible = ranked.filter(\.isFeasible)
    var values = feasible.compactMap { trial in
      trial.outcomes.map { outcomes in (0..<m).map { inModelUnits(study.sign($0) * outcomes[$0], of: $0) } }
    }
    let reference = reference(for: values)
    if !believed.isEmpty {
      let means = try (0..<m).map { o in
        try models[o].predict(believed.flatMap { $0 }).mean.map { inModelUnits($0, of: o) }
      }
      values += believed.indices.map { index in means.map { $0[index] } }
    }
    guard let boxes = BoxDecomposition(front: values, reference: reference) else {
      throw StudyError.incompatible("two or three objectives wanted, got \(m)")
    }
    return boxes
  }

  /// The reference point given; or one a tenth of the front's extent below its worst values, and where the front has no
  /// extent, at the worst of all values.
  private func reference(for values: [[Double]]) -> [Double] {
    let m = options.objectives
    if let reference = options.referencePoint {
      return (0..<m).map { inModelUnits(study.sign($0) * reference[$0], of: $0) }
    }
    let mask = ParetoFront.mask(values)
    let front = values.indices.filter { mask[$0] }.map { values[$0] }
    return (0..<m).map { o in
      let (worst, top) = (front.map { $0[o] }.min() ?? 0, front.map { $0[o] }.max() ?? 0)
      if top > worst { return worst - 0.1 * (top - worst) }
      let least = values.map { $0[o] }.min() ?? 0
      return least < worst ? least : worst - 1
    }
  }
}
