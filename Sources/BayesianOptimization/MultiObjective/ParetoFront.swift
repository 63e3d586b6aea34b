/// Which of several points no other dominates, where every objective is maximised.
///
/// a dominates b where it is at least as good in every objective and better in one.
public enum ParetoFront {
  /// True for points that none dominates, in order; rows with a nan never are.
  ///
  /// - Parameter keepsDuplicates: whether all of several equal points are kept, or the first alone.
  /// O(n^2 m).
  public static func mask(_ points: [[Double]], keepsDuplicates: Bool = true) -> [Bool] {
    points.indices.map { index in
      let point = points[index]
      if point.contains(where: \.isNaN) { return false }
      return !points.indices.contains { other in
        other != index
          && (dominates(points[other], point) || (!keepsDuplicates && other < index && points[other] == point))
      }
    }
  }

  /// Whether `a` is at least as good as `b` everywhere and better somewhere.
  static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isBetter = false
    for (x, y) in zip(a, b) {
      guard x >= y else { return false }
      if x > y { isBetter = true }
    }
    return isBetter
  }

  /// The distinct points that none dominates and that are above `reference` in every objective.
  static func above(_ reference: [Double], _ points: [[Double]]) -> [[Double]] {
    let above = points.filter { point in
      point.count == reference.count && zip(point, reference).allSatisfy { $0 > $1 }
    }
    let mask = mask(above, keepsDuplicates: false)
    return above.indices.filter { mask[$0] }.map { above[$0] }
  }
}
