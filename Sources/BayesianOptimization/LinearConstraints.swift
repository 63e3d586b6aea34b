import GaussianProcesses
import Glibc

/// Known constraints on points: coefficients . x <= upper, each over the coordinates of a box.
public struct LinearConstraint: Sendable, Equatable {
  /// In the user's units, one a coordinate.
  public var coefficients: [Double]
  public var upper: Double

  public init(coefficients: [Double], upper: Double) {
    self.coefficients = coefficients
    self.upper = upper
  }
}

/// Linear constraints seen from the unit cube, where suggestions are looked for.
///
/// Notation: a . u <= b for each row, |a| = 1; slack = b - a . u. A point counts as feasible with a slack above
/// `margin`, so that rounding on the way to the user's units does not break a constraint.
struct LinearConstraints: Sendable {
  static let margin = 1e-9
  let rows: [(a: [Double], b: Double)]
  /// Strictly inside all of them, as deep as there is room.
  let interior: [Double]

  /// - Parameter bounds: the user's, of each coordinate.
  /// - Throws: `StudyError.badLinearConstraint` for other numbers of coefficients, or ones that are not finite;
  ///   `.nothingFeasible` where no point of the box meets them all.
  init(_ constraints: [LinearConstraint], bounds: [(lower: Double, upper: Double)]) throws {
    var rows: [(a: [Double], b: Double)] = []
    for (index, constraint) in constraints.enumerated() {
      guard constraint.coefficients.count == bounds.count else {
        throw StudyError.badLinearConstraint(
          index: index, "\(bounds.count) coefficients wanted, got \(constraint.coefficients.count)")
      }
      let a = zip(constraint.coefficients, bounds).map { $0 * ($1.upper - $1.lower) }
      let b = constraint.upper - zip(constraint.coefficients, bounds).reduce(0) { $0 + $1.0 * $1.1.lower }
      let norm = a.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard norm.isFinite, b.isFinite else {
        throw StudyError.badLinearConstraint(index: index, "finite coefficients and a finite upper limit wanted")
      }
      guard norm > 0 else {
        if b >= 0 { continue }
        throw StudyError.nothingFeasible
      }
      rows.append((a.map { $0 / norm }, b / norm))
    }
    self.rows = rows
    interior = LinearConstraints.deepest(rows, in: .cube(bounds.count))
    guard rows.allSatisfy({ LinearConstraints.slack($0, interior) > 2 * LinearConstraints.margin }) else {
      throw StudyError.nothingFeasible
    }
  }

  func isFeasible(_ unit: [Double]) -> Bool {
    rows.allSatisfy { LinearConstraints.slack($0, unit) > LinearConstraints.margin }
  }

  /// A point inside, where a point of `region` is not: on the way to a point deep inside, a random part of what is left.
  func moved(_ unit: [Double], towards inside: [Double], share: Double) -> [Double] {
    if isFeasible(unit) { return unit }
    var most = 1.0
    for row in rows {
      let (from, to) = (LinearConstraints.slack(row, inside), LinearConstraints.slack(row, unit))
      if to < from { most = min(most, (from - 2 * LinearConstraints.margin) / (from - to)) }
    }
    let t = max(most, 0) * share
    return zip(inside, unit).map { $0 + t * ($1 - $0) }
  }

  /// A point well inside the constraints and a region; nil where they do not meet.
  func inside(_ region: Region) -> [Double]? {
    if region.isCube { return interior }
    let candidate = isFeasible(region.clamped(interior)) ? region.clamped(interior) : nil
    let deepest = LinearConstraints.deepest(rows, in: region)
    return isFeasible(deepest) ? deepest : candidate
  }

  static func slack(_ row: (a: [Double], b: Double), _ unit: [Double]) -> Double {
    zip(row.a, unit).reduce(row.b) { $0 - $1.0 * $1.1 }
  }

  /// The point of a region with the largest smallest slack, by minimising a smooth maximum of the violations, sharper and
  /// sharper.
  private static func deepest(_ rows: [(a: [Double], b: Double)], in region: Region) -> [Double] {
    var point = zip(region.lower, region.upper).map { 0.5 * ($0 + $1) }
    guard !rows.isEmpty else { return point }
    // Walls of the region count too, so that the point does not end in a corner.
    var walls: [(a: [Double], b: Double)] = rows
    for k in point.indices where region.lower[k] < region.upper[k] {
      var up = [Double](repeating: 0, count: point.count)
      up[k] = 1
      walls.append((up, region.upper[k]))
      up[k] = -1
      walls.append((up, -region.lower[k]))
    }
    for sharpness in [10.0, 100, 1000, 10_000] {
      let minimizer = BoundedQuasiNewton.minimize(start: point, lower: region.lower, upper: region.upper) {
        x, gradient in
        let unit = point.indices.map { x[$0] }
        let violations = walls.map { -slack($0, unit) * sharpness }
        let top = violations.max() ?? 0
        let weights = violations.map { exp($0 - top) }
        let total = weights.reduce(0, +)
        for k in point.indices { gradient[k] = 0 }
        for (row, weight) in zip(walls, weights) {
          for k in point.indices { gradient[k] += weight / total * row.a[k] }
        }
        return (top + log(total)) / sharpness
      }
      point = minimizer.bestPoint
    }
    return point
  }
}

/// weight * sum over points and constraints of log slack: keeps a climb inside (Nocedal and Wright 2006, "Numerical
/// Optimization", section 19.6).
struct LinearBarrier: Sendable {
  let constraints: LinearConstraints
  let weight: Double

  /// The barrier at a batch (q, d), nan outside; adds its derivative to `gradient`.
  func value(
    _ x: UnsafePointer<Double>, count q: Int, dimension d: Int, adding gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    var sum = 0.0
    for a in 0..<q {
      let (point, slopes) = (x + a * d, gradient + a * d)
      for row in constraints.rows {
        var slack = row.b - LinearConstraints.margin
        for k in 0..<d { slack -= row.a[k] * point[k] }
        guard slack > 0 else { return .nan }
        sum += log(slack)
        for k in 0..<d { slopes[k] -= weight * row.a[k] / slack }
      }
    }
    return weight * sum
  }
}
