import Arrays
import GaussianProcesses

/// A search for the best value of an expensive function: suggest points, be told their values.
///
/// `ask` and `tell` are the whole interface; `run` is made of them. Failed trials are kept with their
/// message and survived; a model that cannot be had costs a random point, not the study. With one seed
/// everything is deterministic, whatever the number of threads.
public final class Study {
  public struct Options: Sendable {
    public var maximize = true
    public var acquisition = AcquisitionKind.qlogei
    /// Quasi-random points before the first model.
    public var initial = 5
    /// Points a batch in `run`.
    public var batch = 1
    /// Of the unit cube's dimension; nil for Matern's with nu = 2.5, or RBF under a composite objective.
    public var kernel: (any Kernel)?
    public var noise = NoiseModel.learned
    /// Of the models' hyperparameters; nil for `Hyperpriors.dimensionScaled`.
    public var priors: Hyperpriors?
    /// Whether the models learn an `InputWarp` of the unit cube.
    public var inputWarp = false
    /// Whether the objective's model learns an `OutputWarp`; acquisitions are then of warped values.
    public var outputWarp = false
    public var seed: UInt64 = 0
    /// Samples of the Monte-Carlo acquisitions.
    public var samples = 128
    /// UCB's weight of the variance.
    public var beta = 4.0
    public var maximizer = Maximizer.Options()
    /// The same for a composite objective, whose samples cost a call of it.
    public var compositeSamples = 64
    public var compositeMaximizer: Maximizer.Options = {
      var options = Maximizer.Options()
      options.restarts = 6
      options.rawSamples = 128
      options.localShare = 0.5
      options.finalists = 2
      options.maximumIterations = 60
      return options
    }()
    /// Values a point: with more than one the study looks for the Pareto front.
    public var objectives = 1
    /// Whether each of several objectives is maximised; empty for `maximize` in all of them.
    public var directions: [Bool] = []
    /// What hypervolume is measured from, in the user's units; nil for a point a little below the front.
    public var referencePoint: [Double]?
    /// Further numbers a point that are at most 0 where the point is feasible.
    public var constraints = 0
    /// Known constraints on the points of a box.
    public var linearConstraints: [LinearConstraint] = []
    /// Whether the points of a batch are chosen one after the other in place of jointly.
    public var sequential = false
    /// Whether the search is held in a trust region; nil for from ten dimensions on, where there is one objective that is
    /// modelled itself, and where the acquisition is `turbo`. What the outputs of a composite objective tell of the whole
    /// cube is worth more than a region's nearness.
    public var trustRegion: Bool?
    public var trust = TrustRegion.Options()
    /// Models of up to this many values are fitted anew for every suggestion. Larger ones are when their number has grown by
    /// `refitGrowth` since the last time, in O(n^3); in between they are conditioned on what is new, in O(n^2).
    public var refitAlways = 200
    public var refitGrowth = 1.1
    /// Where the points come from.
    public var sampler = Sampler.model
    /// Evaluations that a grid is made for.
    public var budget = 50
    /// Consecutive failures without a single success that end `run`.
    public var patienceWithFailures = 20

    public init() {}
  }

  public let space: SearchSpace
  public let options: Options
  /// What scores the modelled outputs; nil where the objective's value itself is modelled.
  public let composite: CompositeObjective?
  /// Somebody else's acquisition in place of `options.acquisition`.
  public let customAcquisition: CustomAcquisition?
  let linear: LinearConstraints?
  /// In order of suggestion.
  public internal(set) var trials: [Trial] = []
  /// The models behind the last suggestion, one an output; their inputs are points of the unit cube. A single one has
  /// the values as its outputs, negated where the study minimises.
  public internal(set) var models: [ExactGP] = []
  /// The first of `models`: the only one where the objective's value itself is modelled.
  public var model: ExactGP? { models.first }
  /// What had to be repaired or replaced, a sentence each, in order.
  public internal(set) var notes: [String] = []
  /// Asked between the steps of a suggestion; true ends it with `StudyError.interrupted`.
  public var isInterrupted: () -> Bool = { Cancellation.isRequested }

  /// The trust region; nil where the whole cube is searched.
  public internal(set) var trust: TrustRegion?
  /// The trust region's box at the last suggestion.
  public internal(set) var box: Region?
  /// What ended the last run.
  public internal(set) var stopped: StopRules.Reason?
  /// Searches without a model at the same budget, in the order that they were asked for.
  public internal(set) var baselines: [(kind: Baseline, study: Study)] = []

  var initialPoints: Sobol
  var asks = 0
  /// Where points come from without a model.
  let source: (any PointSource)?
  /// Trials that the models know of, by index.
  var modelled: Set<Int> = []
  /// How many there were when the models were last fitted.
  var fittedCount = 0

  /// - Parameter composite: for a study that models several outputs and maximises a known function of them.
  /// - Throws: `StudyError.badCount` for counts below 1; `.compositeAcquisition` for one that cannot be composite.
  public init(
    space: SearchSpace, options: Options = Options(), composite: CompositeObjective? = nil,
    customAcquisition: CustomAcquisition? = nil
  ) throws {
    for (what, count) in [
      ("an initial count", options.initial), ("a batch", options.batch),
      ("a number of outputs", composite?.outputCount ?? 1), ("a number of objectives", options.objectives),
    ] where count < 1 {
      throw StudyError.badCount(what: what, count)
    }
    guard options.constraints >= 0 else {
      throw StudyError.badCount(what: "a number of constraints", options.constraints)
    }
    try Study.check(options, hasComposite: composite != nil, hasCustomAcquisition: customAcquisition != nil)
    try options.priors?.check()
    if let kernel = options.kernel, kernel.dimension != space.dimension {
      throw GaussianProcessError.wrongDimension(wanted: space.dimension, got: kernel.dimension)
    }
    guard options.linearConstraints.isEmpty || space.isBox else {
      throw StudyError.incompatible("linear constraints are for boxes, not for named spaces")
    }
    linear =
      options.linearConstraints.isEmpty
      ? nil : try LinearConstraints(options.linearConstraints, bounds: space.bounds)
    self.customAcquisition = customAcquisition
    if options.objectives > 1, options.trustRegion == true || options.acquisition == .turbo {
      throw StudyError.incompatible("a trust region follows one objective, not several")
    }
    if case .baseline(let kind) = options.sampler {
      try Study.checkBaseline(options)
      source = try kind.source(space, seed: options.seed, budget: options.budget)
    } else {
      source = nil
      let isWide = space.dimension >= 10 && composite == nil
      if options.objectives == 1, options.trustRegion ?? (options.acquisition == .turbo || isWide) {
        trust = TrustRegion(dimension: space.dimension, options: options.trust)
      }
    }
    self.composite = composite
    self.space = space
    self.options = options
    var stream = RandomStream(seed: options.seed, stream: "bo.initial")
    initialPoints = try Sobol(dimension: space.dimension, scrambledBy: &stream)
  }

  /// The complete, feasible trial with the best value of the first objective, the first of equals; nil before the first success.
  public var best: Trial? {
    var best: Trial?
    for trial in trials {
      guard let value = trial.value, trial.isFeasible else { continue }
      if let known = best?.value, !isBetter(value, than: known) { continue }
      best = trial
    }
    return best
  }

  public var completeCount: Int { trials.lazy.filter { $0.value != nil }.count }

  func isBetter(_ value: Double, than other: Double) -> Bool {
    options.maximizes(0) ? value > other : value < other
  }
}
