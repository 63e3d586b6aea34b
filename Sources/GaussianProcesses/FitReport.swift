/// What a fit did, and what it had to repair.
public struct FitReport: Sendable, Equatable {
  /// Log marginal likelihood plus log priors at the end, in model units.
  public var objective = 0.0
  public var evaluations = 0
  public var starts = 0
  /// Added to the diagonal so that the factorisation succeeded.
  public var jitter = 0.0
  /// Observations at the inputs of an earlier one.
  public var duplicateRows = 0
  /// Observations that were averaged into another at the same place.
  public var mergedDuplicates = 0
  /// The noise was raised by hand because nothing smaller worked.
  public var raisedNoise: Double?
  /// No fit succeeded; the hyperparameters are the prior's.
  public var usedPrior = false
  /// A lower bound on the condition number of the covariance matrix.
  public var conditionEstimate = 1.0
  /// Names of hyperparameters that ended at a bound.
  public var atBounds: [String] = []

  public init() {}

  /// What went wrong and what was done about it, a sentence each; empty for an ordinary fit.
  public var repairs: [String] {
    var result: [String] = []
    if mergedDuplicates > 0 { result.append("\(mergedDuplicates) duplicate observations were averaged") }
    if let raisedNoise { result.append("the noise variance was raised to \(raisedNoise)") }
    if usedPrior { result.append("no fit succeeded, the prior's hyperparameters are used") }
    if jitter > 0 { result.append("a jitter of \(jitter) was added to the diagonal") }
    return result
  }
}
