/// One evaluation of the objective, from the moment its point is suggested.
public struct Trial: Sendable, Equatable {
  public enum State: Sendable, Equatable {
    /// Suggested, no value yet: the point is pending.
    case running
    case complete(Double)
    /// The objective raised, or gave nothing or not a finite number; with what it said.
    case failed(String)
  }

  /// Where the point came from.
  public enum Source: String, Sendable, CaseIterable {
    /// The quasi-random points that every study begins with.
    case initial
    /// The maximum of the acquisition.
    case acquisition
    /// A random point, because no model or no maximum could be had.
    case random
    /// A search without a model.
    case baseline
    /// Told from outside without having been asked for.
    case told
  }

  /// From 0, in order of suggestion.
  public let index: Int
  /// In the user's units.
  public let point: [Double]
  /// In the unit cube.
  public let unit: [Double]
  public let source: Source
  public internal(set) var state: State
  /// What the modelled function gave, where the study's objective is composite (`value` is then its score), and the
  /// values of all objectives, where there are several (`value` is then the first).
  public internal(set) var outcomes: [Double]?
  /// What the constraints gave, each at most 0 where it is met; nil where the study has none.
  public internal(set) var constraints: [Double]?

  /// Whether all constraints are met.
  public var isFeasible: Bool { constraints?.allSatisfy { $0 <= 0 } ?? true }

  public var value: Double? {
    if case .complete(let value) = state { return value }
    return nil
  }

  public var message: String? {
    if case .failed(let message) = state { return message }
    return nil
  }
}

/// What an evaluation of the objective came to.
public enum Outcome: Sendable, Equatable {
  case value(Double)
  /// The outputs that a composite objective scores.
  case outcomes([Double])
  /// The values of one or more objectives, and of the constraints, each met where it is at most 0.
  case objectives([Double], constraints: [Double])
  case failed(String)

  /// nil and numbers that are not finite are failures.
  public init(_ value: Double?) {
    switch value {
    case nil: self = .failed("the objective gave no value")
    case .some(let number) where number.isFinite: self = .value(number)
    case .some(let number): self = .failed("the objective gave \(number.isNaN ? "nan" : "\(number)")")
    }
  }
}
