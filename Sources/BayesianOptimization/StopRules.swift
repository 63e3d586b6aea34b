/// When a run ends; whichever comes first.
public struct StopRules: Sendable, Equatable {
  /// Trials that the study has in the end.
  public var evaluations: Int
  /// Batches in a row without a better value, after the first success.
  public var patience: Int?
  /// A value that is good enough.
  public var target: Double?
  /// Seconds; a batch under way is finished.
  public var time: Double?

  public init(evaluations: Int, patience: Int? = nil, target: Double? = nil, time: Double? = nil) {
    self.evaluations = evaluations
    self.patience = patience
    self.target = target
    self.time = time
  }

  /// - Throws: `StudyError.badStop`.
  func check() throws {
    if evaluations < 1 { throw StudyError.badStop(what: "at least 1 evaluation", got: Double(evaluations)) }
    if let patience, patience < 1 { throw StudyError.badStop(what: "a patience of at least 1", got: Double(patience)) }
    if let target, target.isNaN { throw StudyError.badStop(what: "a number as target", got: target) }
    if let time, !(time >= 0) { throw StudyError.badStop(what: "a time of at least 0 seconds", got: time) }
  }

  /// What ended a run.
  public enum Reason: String, Sendable, CaseIterable {
    case evaluations, patience, target, time
    /// Every point of a finite space has been evaluated.
    case exhausted
  }
}
