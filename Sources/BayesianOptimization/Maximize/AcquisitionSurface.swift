import GaussianProcesses

/// An acquisition as a function of batches of points in the unit cube: evaluated and climbed many at a time.
///
/// Notation: a batch is q points of d coordinates, row-major (q, d).
public protocol AcquisitionSurface: AnyObject {
  /// q.
  var count: Int { get }
  /// d.
  var dimension: Int { get }
  /// The acquisition of batches that stand one after the other, (N, q, d); -inf or nan where it is not defined.
  func values(_ batches: [Double]) throws -> [Double]
  /// Where climbs end, in their order.
  func climb(_ climbs: [Climb], options: BoundedQuasiNewton.Options) throws -> [Climb.End]
}

extension AcquisitionSurface {
  /// Numbers in a batch.
  var size: Int { count * dimension }
}

/// A climb to be made: where it starts and the box that it stays in, each (q, d).
public struct Climb: Sendable {
  public var start: [Double]
  public var lower: [Double]
  public var upper: [Double]
  /// Added to the acquisition on the way.
  var barrier: LinearBarrier?

  public struct End: Sendable {
    public var point: [Double]
    /// -inf where the acquisition was not defined at the start.
    public var value: Double
    /// Whether more iterations may lead higher.
    public var isCutShort: Bool

    init(_ minimizer: BoundedQuasiNewton) {
      point = minimizer.bestPoint
      value = -minimizer.bestValue
      isCutShort = minimizer.status == .limit
    }
  }

  public init(start: [Double], lower: [Double], upper: [Double]) {
    self.start = start
    self.lower = lower
    self.upper = upper
  }

  func wall(
    _ x: UnsafePointer<Double>, count: Int, dimension: Int, adding gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    barrier?.value(x, count: count, dimension: dimension, adding: gradient) ?? 0
  }

  func minimizer(_ options: BoundedQuasiNewton.Options) -> BoundedQuasiNewton {
    BoundedQuasiNewton(start: start, lower: lower, upper: upper, options: options)
  }
}

/// A surface whose evaluations happen together on the calling thread, because they call a script's function: all climbs
/// go step by step, with one evaluation a step.
protocol SteppedSurface: AcquisitionSurface {
  var isInterrupted: () -> Bool { get }
  /// The values of up to `capacity` batches and, where `gradients` (N, q, d) are given, their derivatives.
  var capacity: Int { get }
  func evaluate(
    _ batches: [UnsafePointer<Double>], into results: inout [Double], gradients: UnsafeMutablePointer<Double>?) throws
}

extension SteppedSurface {
  func values(_ batches: [Double]) throws -> [Double] {
    let total = batches.count / max(size, 1)
    var values: [Double] = []
    var part = [Double](repeating: -.infinity, count: capacity)
    try batches.withUnsafeBufferPointer { batches in
      guard let base = batches.baseAddress else { return }
      for first in stride(from: 0, to: total, by: max(capacity, 1)) {
        if isInterrupted() { throw StudyError.interrupted }
        let count = min(capacity, total - first)
        try evaluate((0..<count).map { base + (first + $0) * size }, into: &part, gradients: nil)
        values += part.prefix(count)
      }
    }
    return values
  }

  func climb(_ climbs: [Climb], options: BoundedQuasiNewton.Options) throws -> [Climb.End] {
    let minimizers = climbs.map { ($0.minimizer(options), $0) }
    var values = [Double](repeating: 0, count: max(capacity, 1))
    var gradients = [Double](repeating: 0, count: max(capacity, 1) * size)
    while true {
      let running = minimizers.filter { $0.0.status == .running }
      if running.isEmpty { break }
      for first in stride(from: 0, to: running.count, by: max(capacity, 1)) {
        if isInterrupted() { throw StudyError.interrupted }
        let part = running[first..<min(first + max(capacity, 1), running.count)]
        try gradients.withUnsafeMutableBufferPointer { gradients in
          guard let gradients = gradients.baseAddress else { return }
          try evaluate(part.map(\.0.point), into: &values, gradients: gradients)
          for (index, (minimizer, climb)) in part.enumerated() {
            let gradient = gradients + index * size
            let value =
              values[index] + climb.wall(minimizer.point, count: count, dimension: dimension, adding: gradient)
            for k in 0..<size { gradient[k] = -gradient[k] }
            minimizer.advance(value: -value, gradient: gradient)
          }
        }
      }
    }
    return minimizers.map { Climb.End($0.0) }
  }
}
