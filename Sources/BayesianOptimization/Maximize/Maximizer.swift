import Arrays
import GaussianProcesses
import Glibc

/// Finds the batch with the highest acquisition: many raw candidates, a few starts chosen among them, each
/// climbed by bounded quasi-Newton.
///
/// Every start has its own minimiser and work space, so starts run on any number of threads with the same
/// result.
public struct Maximizer: Sendable {
  public struct Options: Sendable, Equatable {
    /// Starts that are climbed.
    public var restarts = 8
    /// Candidates that are only evaluated.
    public var rawSamples = 256
    /// Of these, the share that lies around the best observed points.
    public var localShare = 0.3
    /// Iterations of every start; the best `finalists` go on.
    public var firstIterations = 30
    public var finalists = 2
    public var maximumIterations = 120
    public var gradientTolerance = 1e-5
    public var valueTolerance = 1e-8

    public init() {}
  }

  public struct Result: Sendable {
    /// Row-major (q, d) in the unit cube.
    public var points: [Double]
    public var value: Double
  }

  let model: ExactGP
  let acquisition: any Acquisition
  /// q.
  let count: Int
  /// Row-major (m, d) in the unit cube.
  let pending: [Double]
  /// Observed points, best first, that local candidates are drawn around.
  let anchors: [[Double]]
  let options: Options
  let stream: RandomStream

  public init(
    model: ExactGP, acquisition: any Acquisition, count: Int, pending: [Double] = [], anchors: [[Double]] = [],
    options: Options = Options(), stream: RandomStream
  ) {
    self.model = model
    self.acquisition = acquisition
    self.count = max(count, 1)
    self.pending = pending
    self.anchors = anchors
    self.options = options
    self.stream = stream
  }

  private var size: Int { count * model.dimension }

  /// The batches that the climbs ended at, best first; empty where the acquisition has no finite value
  /// anywhere. While `Cancellation` is requested it ends early, with whatever it has.
  public func run() -> [Result] {
    let candidates = Candidates(
      dimension: model.dimension, count: count, anchors: anchors, options: options, stream: stream)
    let raw = candidates.draw()
    var starts = candidates.starts(among: raw, values: evaluate(raw))
    guard !starts.isEmpty else { return [] }
    // A short climb from every start, then the full climb for those that lead.
    var results = climb(starts, iterations: options.firstIterations)
    results.sort { $0.value > $1.value }
    if options.maximumIterations > options.firstIterations {
      starts = results.prefix(max(options.finalists, 1)).map(\.points)
      let finished = climb(starts, iterations: options.maximumIterations - options.firstIterations)
      results.replaceSubrange(0..<finished.count, with: finished)
    }
    results.sort { $0.value > $1.value }
    return results.filter { $0.value.isFinite }
  }

  private func evaluate(_ candidates: [Double]) -> [Double] {
    let total = candidates.count / size
    var values = [Double](repeating: -.infinity, count: total)
    candidates.withUnsafeBufferPointer { candidates in
      values.withUnsafeMutableBufferPointer { values in
        guard let candidates = candidates.baseAddress, let values = values.baseAddress else { return }
        Threads.forEach(count: total, grain: 32) { range in
          let objective = BatchObjective(model: model, acquisition: acquisition, moving: count, pending: pending)
          for index in range where !Cancellation.isRequested {
            values[index] = objective.value(candidates + index * size)
          }
        }
      }
    }
    return values
  }

  // MARK: climbing

  private func climb(_ starts: [[Double]], iterations: Int) -> [Result] {
    var results = starts.map { Result(points: $0, value: -.infinity) }
    var settings = BoundedQuasiNewton.Options()
    settings.maximumIterations = iterations
    settings.maximumEvaluations = iterations + iterations / 2 + 5
    settings.gradientTolerance = options.gradientTolerance
    settings.valueTolerance = options.valueTolerance
    let zeros = [Double](repeating: 0, count: size)
    let ones = [Double](repeating: 1, count: size)
    results.withUnsafeMutableBufferPointer { buffer in
      guard let results = buffer.baseAddress else { return }
      Threads.forEach(count: starts.count, grain: 1) { range in
        let objective = BatchObjective(model: model, acquisition: acquisition, moving: count, pending: pending)
        for index in range {
          let minimizer = BoundedQuasiNewton.minimize(
            start: starts[index], lower: zeros, upper: ones, options: settings
          ) { point, gradient in
            if Cancellation.isRequested { return .nan }
            let value = objective.value(point, gradient: gradient)
            for k in 0..<size { gradient[k] = -gradient[k] }
            return -value
          }
          results[index] = Result(points: minimizer.bestPoint, value: -minimizer.bestValue)
        }
      }
    }
    return results
  }
}
