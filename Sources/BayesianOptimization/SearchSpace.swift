import Arrays

/// The box that is searched. The only place that knows the user's units: everything else sees the unit
/// cube.
public struct SearchSpace: Sendable, Equatable {
  public let lower: [Double]
  public let upper: [Double]

  public var dimension: Int { lower.count }

  /// - Throws: `StudyError` for no dimension, too many, or bounds that are not finite and increasing.
  public init(bounds: [(lower: Double, upper: Double)]) throws {
    guard !bounds.isEmpty else { throw StudyError.noDimensions }
    guard bounds.count <= Sobol.maximumDimension else {
      throw StudyError.tooManyDimensions(bounds.count, most: Sobol.maximumDimension)
    }
    for (k, bound) in bounds.enumerated() {
      // The width is checked too: it may overflow where the ends do not.
      guard bound.lower < bound.upper, (bound.upper - bound.lower).isFinite else {
        throw StudyError.badBounds(dimension: k, lower: bound.lower, upper: bound.upper)
      }
    }
    lower = bounds.map(\.lower)
    upper = bounds.map(\.upper)
  }

  /// The unit cube's point in the user's units; never outside the box.
  public func decode(_ unit: some Collection<Double>) -> [Double] {
    zip(unit, zip(lower, upper)).map { u, bound in
      min(max(bound.0 + u * (bound.1 - bound.0), bound.0), bound.1)
    }
  }

  /// A point in the user's units as one of the unit cube; points outside the box end up outside the cube.
  public func encode(_ point: some Collection<Double>) -> [Double] {
    zip(point, zip(lower, upper)).map { x, bound in (x - bound.0) / (bound.1 - bound.0) }
  }
}
