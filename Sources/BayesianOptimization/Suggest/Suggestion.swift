import Arrays
import GaussianProcesses

/// One suggestion under way: what the acquisitions have in common.
///
/// Values are in the models' units and to be maximised; constraints are met at or below their thresholds.
struct Suggestion {
  let study: Study
  /// Of the objectives, then of the constraints, or of a composite objective's outputs.
  var models: [ExactGP]
  /// Points wanted.
  let count: Int
  let region: Region
  let stream: RandomStream
  /// Points that are counted although nothing is known of them: running trials, then points of this batch.
  var pending: [[Double]]
  /// Trials with a value that the models know, the best first; those that are not feasible come after all that are.
  let ranked: [Trial]

  var options: Study.Options { study.options }
  var dimension: Int { region.dimension }

  init(_ study: Study, models: [ExactGP], count: Int, region: Region, stream: RandomStream) {
    self.study = study
    self.models = models
    self.count = count
    self.region = region
    self.stream = stream
    pending = study.trials.filter { $0.state == .running }.map(\.unit)
    let sign = study.sign(0)
    ranked = study.modelledTrials.sorted { a, b in
      if a.isFeasible != b.isFeasible { return a.isFeasible }
      return sign * (a.value ?? 0) > sign * (b.value ?? 0)
    }
  }

  /// Points of a batch whose joint posterior is worth sampling, with as many pending ones at most.
  static let jointPoints = 8

  /// Where local candidates are drawn: at the best points, or along the Pareto front.
  var anchors: [[Double]] {
    let trials = options.objectives > 1 ? Array(study.pareto.suffix(12)) : Array(ranked.prefix(5))
    return trials.map { region.clamped($0.unit) }
  }

  /// The best feasible value of the first objective; nil where there is none.
  var best: Double? {
    guard let first = ranked.first, first.isFeasible, let value = first.value else { return nil }
    return inModelUnits(study.sign(0) * value, of: 0)
  }

  func inModelUnits(_ value: Double, of model: Int) -> Double {
    models[model].transform.modelOutput(value)
  }

  /// Of each constraint, the highest value that meets it.
  var thresholds: [Double] { (0..<options.constraints).map { inModelUnits(0, of: options.objectives + $0) } }

  /// The models with points taken at the models' word: their means as values.
  mutating func believe(_ points: [[Double]]) throws {
    guard !points.isEmpty else { return }
    let inputs = points.flatMap { $0 }
    models = try models.map { try $0.conditioned(inputs: inputs, targets: try $0.predict(inputs).mean) }
  }

  /// Leaves at most `most` points pending and believes the others, the oldest.
  mutating func limitPending(to most: Int) throws {
    guard pending.count > most else { return }
    try believe(Array(pending.prefix(pending.count - most)))
    pending.removeFirst(pending.count - most)
  }

  /// The points of the best batch, none where the acquisition is nowhere finite.
  func climb(
    _ surface: any AcquisitionSurface, options: Maximizer.Options? = nil, stream: RandomStream
  ) throws -> [[Double]] {
    if study.isInterrupted() { throw StudyError.interrupted }
    let best = try Maximizer(
      surface, region: region, anchors: anchors, lattice: study.lattice, constraints: study.linear,
      options: options ?? self.options.maximizer, stream: stream
    ).run().first
    guard let best else { return [] }
    let d = dimension
    return (0..<surface.count).map { Array(best.points[($0 * d)..<(($0 + 1) * d)]) }
  }

  /// A surface whose climbs run on all threads.
  func threaded(_ count: Int, _ makeFunction: @escaping () -> any BatchFunction) -> ThreadedSurface {
    ThreadedSurface(count: count, dimension: dimension, isInterrupted: study.isInterrupted, makeFunction)
  }

  /// The batch in pieces, the earlier ones pending for the later: `step` maximises the next `size` points jointly.
  ///
  /// - Parameters:
  ///   - most: points that a piece may have; one with `options.sequential`.
  ///   - pending: pending points that a piece may have; more are believed.
  mutating func inPieces(
    of most: Int, pending mostPending: Int, _ step: (Suggestion, _ size: Int, _ index: Int) throws -> [[Double]]
  ) throws -> [[Double]] {
    var points: [[Double]] = []
    var index = 0
    while points.count < count {
      let size = min(options.sequential ? 1 : most, count - points.count)
      try limitPending(to: mostPending)
      let next = try step(self, size, index)
      guard next.count == size else { return [] }
      points += next
      pending += next
      index += 1
    }
    return points
  }
}
