import Arrays
import GaussianProcesses

/// `Maximizer` for a composite objective: the climbs go step by step together, so that the objective, which may be a
/// script's function, is called once a step for all of them, on the calling thread.
struct CompositeMaximizer {
  let composite: CompositeObjective
  /// One a modelled output.
  let models: [ExactGP]
  let setting: CompositeImprovement.Setting
  let candidates: Candidates
  /// Row-major (m, d) in the unit cube.
  let pending: [Double]
  let options: Maximizer.Options
  let isInterrupted: () -> Bool

  private var size: Int { candidates.count * candidates.dimension }

  /// The best batch, row-major (q, d) in the unit cube; nil where the acquisition has no finite value anywhere.
  /// - Throws: `CompositeObjective.Failure`; `StudyError.interrupted`.
  func run() throws -> [Double]? {
    let raw = candidates.draw()
    let starts = candidates.starts(among: raw, values: try evaluate(raw))
    guard !starts.isEmpty else { return nil }
    var climbs = starts.map { climb(from: $0, iterations: options.firstIterations) }
    try advance(climbs)
    // The leaders go on from where they stand.
    climbs.sort { $0.bestValue < $1.bestValue }
    let rest = options.maximumIterations - options.firstIterations
    if rest > 0 {
      let leaders = climbs.prefix(max(options.finalists, 1)).filter { $0.status == .limit }
      let finals = leaders.map { climb(from: $0.bestPoint, iterations: rest) }
      try advance(finals)
      climbs += finals
    }
    return climbs.filter { $0.bestValue.isFinite }.min { $0.bestValue < $1.bestValue }?.bestPoint
  }

  private func evaluate(_ raw: [Double]) throws -> [Double] {
    let total = raw.count / size
    let batches = makeBatches(capacity: 32)
    var values: [Double] = []
    var part = [Double](repeating: -.infinity, count: 32)
    try raw.withUnsafeBufferPointer { raw in
      guard let raw = raw.baseAddress else { return }
      for first in stride(from: 0, to: total, by: 32) {
        if isInterrupted() { throw StudyError.interrupted }
        let count = min(32, total - first)
        try batches.evaluate((0..<count).map { raw + (first + $0) * size }, into: &part, gradients: nil)
        values += part.prefix(count)
      }
    }
    return values
  }

  private func makeBatches(capacity: Int) -> CompositeBatches {
    CompositeBatches(
      composite, models: models, setting: setting, moving: candidates.count, pending: pending, capacity: capacity)
  }

  private func climb(from start: [Double], iterations: Int) -> BoundedQuasiNewton {
    var settings = BoundedQuasiNewton.Options()
    settings.maximumIterations = iterations
    settings.maximumEvaluations = iterations + iterations / 2 + 5
    settings.gradientTolerance = options.gradientTolerance
    settings.valueTolerance = options.valueTolerance
    return BoundedQuasiNewton(
      start: start, lower: [Double](repeating: 0, count: size), upper: [Double](repeating: 1, count: size),
      options: settings)
  }

  /// Runs all climbs to their ends.
  private func advance(_ climbs: [BoundedQuasiNewton]) throws {
    guard !climbs.isEmpty else { return }
    let batches = makeBatches(capacity: climbs.count)
    var values = [Double](repeating: 0, count: climbs.count)
    var gradients = [Double](repeating: 0, count: climbs.count * size)
    while true {
      let running = climbs.filter { $0.status == .running }
      if running.isEmpty { return }
      if isInterrupted() { throw StudyError.interrupted }
      try gradients.withUnsafeMutableBufferPointer { gradients in
        guard let gradients = gradients.baseAddress else { return }
        try batches.evaluate(running.map(\.point), into: &values, gradients: gradients)
        for k in 0..<(running.count * size) { gradients[k] = -gradients[k] }
        for (index, climb) in running.enumerated() {
          climb.advance(value: -values[index], gradient: gradients + index * size)
        }
      }
    }
  }
}
