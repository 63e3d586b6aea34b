/// A box around the best point of a search in many dimensions, that grows while the search succeeds and shrinks while it
/// fails: TuRBO-1 (Eriksson, Pearce, Gardner, Turner, Poloczek 2019, "Scalable Global Optimization via Local Bayesian
/// Optimization").
///
/// Three things are not the paper's, because they were worse on the functions of benchmarks/regret.lua. Inside the box the
/// study's acquisition is climbed, where the paper takes Thompson samples at perturbed Sobol points. All sides are equal to
/// the length L in the unit cube: scaled by the model's lengthscales, which the dimension-scaled priors leave free to grow
/// where a dimension has shown nothing yet, the box is a slab that most of the dimensions are fixed in. It does not grow
/// beyond its first length. Where the paper counts batches without success, failures are counted by evaluations, so that
/// points may be told in any portions.
public struct TrustRegion: Sendable, Equatable {
  public struct Options: Sendable, Equatable {
    public var length = 1.0
    public var smallestLength = 0.0078125
    public var largestLength = 1.0
    /// Batches in a row that improve, for the box to double.
    public var successes = 2
    /// Evaluations in a row that do not, for the box to halve; nil for the number of dimensions, at least 4.
    public var failures: Int?
    /// What counts as an improvement, in standard deviations of the region's values.
    public var improvement = 1e-3

    public init() {}
  }

  public let options: Options
  /// d.
  public let dimension: Int
  public private(set) var length: Double
  /// The first trial of the present region: those before it belong to regions that were given up.
  public private(set) var first = 0
  /// Times that a region was given up.
  public private(set) var restarts = 0
  private var successes = 0
  private var failures = 0
  private var best = Merit.none
  /// Trials, by index, that the counters know of.
  private var learnt: Set<Int> = []

  public init(dimension: Int, options: Options = Options()) {
    self.dimension = dimension
    self.options = options
    length = options.length
  }

  /// How good a trial is: any value is better than a broken constraint, and that better than a failure (Eriksson and
  /// Poloczek 2021, "Scalable Constrained Bayesian Optimization").
  public enum Merit: Comparable, Sendable {
    case none
    /// Less the sum of what the constraints are broken by.
    case infeasible(Double)
    /// To be maximised.
    case value(Double)

    /// Whether it is better by more than `step`, where both are values.
    func improves(on other: Merit, by step: Double) -> Bool {
      if case .value(let new) = self, case .value(let old) = other { return new > old + step }
      return self > other
    }
  }

  /// Takes in what trials came to since the last time.
  ///
  /// - Parameters:
  ///   - trials: the finished ones, by index.
  ///   - spread: the standard deviation of the region's values.
  public mutating func learn(_ trials: [(index: Int, isSuggestion: Bool, merit: Merit)], spread: Double) {
    let new = trials.filter { $0.index >= first && !learnt.contains($0.index) }
    guard !new.isEmpty else { return }
    for trial in new { learnt.insert(trial.index) }
    let top = new.map(\.merit).max() ?? .none
    let improves = top.improves(on: best, by: options.improvement * spread)
    best = max(best, top)
    // The first points of a region and those told from outside say nothing about the box.
    let suggestions = new.filter(\.isSuggestion)
    guard !suggestions.isEmpty else { return }
    if improves {
      successes += 1
      failures = 0
    } else {
      successes = 0
      failures += suggestions.count
    }
    if successes >= options.successes {
      length = min(2 * length, options.largestLength)
      successes = 0
    } else if failures >= options.failures ?? max(4, dimension) {
      length /= 2
      failures = 0
    }
  }

  /// Whether it is time for a new region.
  public var isCollapsed: Bool { length < options.smallestLength }

  /// Begins anew with the trials from `index` on.
  public mutating func restart(at index: Int) {
    let restarts = restarts + 1
    self = TrustRegion(dimension: dimension, options: options)
    self.restarts = restarts
    first = index
  }

  /// The box around `center`.
  /// - Parameter isBounded: whether a coordinate is held in the box, where some are not continuous.
  public func box(around center: [Double], isBounded: [Bool]? = nil) -> Region {
    let center = center.map { min(max($0, 0), 1) }
    let bounds = (0..<dimension).map { k -> (lower: Double, upper: Double) in
      guard isBounded?[k] ?? true else { return (0, 1) }
      return (max(center[k] - length / 2, 0), min(center[k] + length / 2, 1))
    }
    return Region(lower: bounds.map(\.lower), upper: bounds.map(\.upper), center: center)
  }
}
