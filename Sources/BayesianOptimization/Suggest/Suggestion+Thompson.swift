import Arrays
import GaussianProcesses

/// Thompson sampling: each point maximises a function drawn from the posterior (Thompson 1933; Kandasamy et al. 2018,
/// "Parallelised Bayesian Optimisation via Thompson Sampling"). What is pending is believed.
extension Suggestion {
  /// A function a point, drawn by Matheron's rule and climbed; where there are constraints, or a kernel without such
  /// functions, as `thompsonAtCandidates`.
  mutating func thompson() throws -> [[Double]] {
    try limitPending(to: 0)
    guard options.constraints == 0 else { return try thompsonAtCandidates() }
    var points: [[Double]] = []
    for draw in 0..<count {
      var draws = stream.substream(500).substream(draw)
      let path: PathwiseSample
      do { path = try models[0].samplePath(stream: &draws) } catch GaussianProcessError.noRandomFeatures {
        return try thompsonAtCandidates()
      }
      let next = try climb(threaded(1) { PathObjective(path) }, stream: stream.substream(100 + draw))
      guard let point = next.first else { return [] }
      points.append(point)
    }
    return points
  }

  /// One drawn function a point, known at a few hundred candidates: exact joint samples of all models.
  ///
  /// With constraints the best feasible candidate of the draw, or the one that breaks them least (Eriksson and Poloczek
  /// 2021, "Scalable Constrained Bayesian Optimization").
  private func thompsonAtCandidates() throws -> [[Double]] {
    if study.isInterrupted() { throw StudyError.interrupted }
    var raw = options.maximizer
    raw.rawSamples = 512
    let candidates = Maximizer(
      threaded(1) { FeasibleObjective(objective: nil, constraints: []) }, region: region, anchors: anchors,
      lattice: study.lattice, constraints: study.linear, options: raw, stream: stream
    ).candidates()
    guard !candidates.isEmpty else { return [] }
    var draws = stream.substream(500)
    let samples = try models.map { model in
      let values = try model.sample(candidates.flatMap { $0 }, count: count, stream: &draws)
      if study.isInterrupted() { throw StudyError.interrupted }
      return values.map(model.transform.modelOutput)
    }
    let thresholds = thresholds
    var taken: [Int] = []
    for draw in 0..<count {
      func value(_ o: Int, _ index: Int) -> Double { samples[o][draw * candidates.count + index] }
      // How good a candidate is: feasible ones by value, above all others, these by what they miss.
      let ranks = candidates.indices.map { index -> (feasible: Bool, value: Double) in
        let missed = thresholds.indices.reduce(0) { $0 + max(value($1 + 1, index) - thresholds[$1], 0) }
        return missed > 0 ? (false, -missed) : (true, value(0, index))
      }
      let winner = candidates.indices.filter { !taken.contains($0) }.max { a, b in
        ranks[a].feasible == ranks[b].feasible ? ranks[a].value < ranks[b].value : ranks[b].feasible
      }
      guard let winner else { return [] }
      taken.append(winner)
    }
    return taken.map { candidates[$0] }
  }
}
