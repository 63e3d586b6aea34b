import CLBFGSB

/// Minimises a smooth function inside a box by L-BFGS-B, one evaluation at a time.
///
/// The minimiser never calls the function: it says where it wants it (`point`) and is told the value
/// and gradient (`advance`). Several of them can so share one batched evaluation, and each is its own
/// world: no state is shared, nothing is printed.
///
/// A value or gradient that is not finite counts as a step too far: the line search shortens it. Where
/// that happens at the very first point the minimiser gives up at once.
public final class BoundedQuasiNewton {
  public struct Options: Sendable {
    /// Pairs of past steps and gradient changes kept.
    public var memory = 10
    /// Stop when no component of the projected gradient exceeds this.
    public var gradientTolerance = 1e-5
    /// Stop when an iteration lowers the value by less than this times max(|f|, 1).
    public var valueTolerance = 2e-9
    public var maximumIterations = 200
    public var maximumEvaluations = 300

    public init() {}
  }

  public enum Status: Sendable, Equatable {
    case running
    case converged
    /// The limit of iterations or evaluations is reached.
    case limit
    /// The line search can make no progress: as good as rounding allows, or the gradient is wrong.
    case stalled
    /// The first value was not finite.
    case undefined
  }

  public let count: Int
  public private(set) var status = Status.running
  public private(set) var iterations = 0
  public private(set) var evaluations = 0
  /// Lowest value so far; infinity before the first.
  public private(set) var bestValue = Double.infinity

  private let options: Options
  private let x: UnsafeMutablePointer<Double>
  private let best: UnsafeMutablePointer<Double>
  private let lower: UnsafeMutablePointer<Double>
  private let upper: UnsafeMutablePointer<Double>
  private let gradient: UnsafeMutablePointer<Double>
  private let work: UnsafeMutablePointer<Double>
  private let kinds: UnsafeMutablePointer<Int32>
  private let integers: UnsafeMutablePointer<Int32>
  private var state = lbfgsb_state()
  private var value = 0.0

  /// `start` is moved into the box; -inf and inf are allowed as bounds. Shorter arrays of bounds leave
  /// the rest free.
  public init(start: [Double], lower: [Double], upper: [Double], options: Options = Options()) {
    count = start.count
    self.options = options
    func array(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      return pointer
    }
    x = array(count)
    best = array(count)
    self.lower = array(count)
    self.upper = array(count)
    gradient = array(count)
    work = array(Int(lbfgsb_work_count(Int64(count), Int64(max(options.memory, 1)))))
    kinds = .allocate(capacity: max(count, 1))
    integers = .allocate(capacity: max(3 * count, 1))
    integers.initialize(repeating: 0, count: max(3 * count, 1))
    for i in 0..<count {
      let low = i < lower.count ? lower[i] : -.infinity
      let high = i < upper.count ? upper[i] : .infinity
      self.lower[i] = low.isFinite ? low : 0
      self.upper[i] = high.isFinite ? high : 0
      kinds[i] = low.isFinite ? (high.isFinite ? 2 : 1) : (high.isFinite ? 3 : 0)
      x[i] = min(max(start[i], low), high)
      best[i] = x[i]
    }
    lbfgsb_start(&state)
    // The first request is for the start itself.
    if count == 0 || ask() != LBFGSB_EVALUATE { status = .converged }
  }

  deinit {
    for pointer in [x, best, lower, upper, gradient, work] { pointer.deallocate() }
    kinds.deallocate()
    integers.deallocate()
  }

  /// Where the next value and gradient are wanted, `count` numbers; valid while the minimiser lives.
  public var point: UnsafePointer<Double> { UnsafePointer(x) }

  public var bestPoint: [Double] { Array(UnsafeBufferPointer(start: best, count: count)) }

  /// Takes value and gradient at `point` and moves on; false when there is nothing more to evaluate.
  @discardableResult
  public func advance(value: Double, gradient: UnsafePointer<Double>) -> Bool {
    guard status == .running else { return false }
    evaluations += 1
    var isFinite = value.isFinite
    for i in 0..<count where !gradient[i].isFinite { isFinite = false }
    if isFinite {
      self.value = value
      self.gradient.update(from: gradient, count: count)
      if value < bestValue {
        bestValue = value
        best.update(from: x, count: count)
      }
    } else if evaluations == 1 {
      status = .undefined
      return false
    } else {
      // A wall: higher than anything near and flat, so that interpolation goes back.
      self.value = bestValue + 10 * max(1, abs(bestValue))
      self.gradient.update(repeating: 0, count: count)
    }
    if evaluations >= options.maximumEvaluations {
      status = .limit
      return false
    }
    while true {
      switch ask() {
      case LBFGSB_EVALUATE: return true
      case LBFGSB_NEW_ITERATE:
        iterations += 1
        if iterations >= options.maximumIterations {
          status = .limit
          return false
        }
      case LBFGSB_CONVERGED:
        status = .converged
        return false
      default:
        status = .stalled
        return false
      }
    }
  }

  private func ask() -> Int {
    Int(
      lbfgsb_advance(
        &state, Int32(truncatingIfNeeded: count), Int32(truncatingIfNeeded: max(options.memory, 1)), x, lower, upper,
        kinds, &value, gradient, options.valueTolerance / 2.22e-16, options.gradientTolerance, work, integers))
  }

  /// Runs to the end with `function`, which writes the gradient and returns the value.
  public static func minimize(
    start: [Double], lower: [Double], upper: [Double], options: Options = Options(),
    _ function: (_ point: UnsafePointer<Double>, _ gradient: UnsafeMutablePointer<Double>) -> Double
  ) -> BoundedQuasiNewton {
    let minimizer = BoundedQuasiNewton(start: start, lower: lower, upper: upper, options: options)
    var gradient = [Double](repeating: 0, count: max(start.count, 1))
    gradient.withUnsafeMutableBufferPointer { buffer in
      guard let gradient = buffer.baseAddress else { return }
      while minimizer.status == .running {
        minimizer.advance(value: function(minimizer.point, gradient), gradient: gradient)
      }
    }
    return minimizer
  }
}
