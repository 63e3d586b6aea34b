/// The part of the unit cube that a suggestion is looked for in: all of it, or a trust region's box.
public struct Region: Sendable, Equatable {
  /// Of each coordinate, in [0, 1]; where both are equal the coordinate does not move.
  public var lower: [Double]
  public var upper: [Double]
  /// A point inside that raw candidates take most coordinates from, so that only some of them differ; nil where
  /// every candidate fills the region (Eriksson et al. 2019, "Scalable Global Optimization via Local Bayesian
  /// Optimization", section 2 of the supplement).
  public var center: [Double]?

  public init(lower: [Double], upper: [Double], center: [Double]? = nil) {
    self.lower = zip(lower, upper).map { min(max(min($0, $1), 0), 1) }
    self.upper = zip(lower, upper).map { min(max(max($0, $1), 0), 1) }
    self.center = center
  }

  /// The whole cube of `dimension` coordinates.
  public static func cube(_ dimension: Int) -> Region {
    Region(lower: [Double](repeating: 0, count: dimension), upper: [Double](repeating: 1, count: dimension))
  }

  /// Whether it is the whole cube.
  var isCube: Bool { lower.allSatisfy { $0 == 0 } && upper.allSatisfy { $0 == 1 } }

  /// d.
  public var dimension: Int { lower.count }

  /// The nearest point inside.
  public func clamped(_ point: [Double]) -> [Double] {
    point.indices.map { $0 < dimension ? min(max(point[$0], lower[$0]), upper[$0]) : point[$0] }
  }

  /// Coordinate `k` of the region's point whose coordinates are `u` in the unit cube.
  func scaled(_ u: Double, _ k: Int) -> Double { lower[k] + u * (upper[k] - lower[k]) }
}

/// Points that a suggestion may take where not all of the cube makes sense: integers, categories.
///
/// A climb moves the continuous coordinates; the others change from one allowed point to a neighbouring one, by value.
public protocol Lattice: Sendable {
  /// Whether a climb may move a coordinate, for each of the d.
  var isContinuous: [Bool] { get }
  /// The nearest allowed point.
  func nearest(to unit: [Double]) -> [Double]
  /// The allowed points that are one step away in what is not continuous, continuous coordinates as they are.
  func neighbours(of unit: [Double]) -> [[Double]]
}
