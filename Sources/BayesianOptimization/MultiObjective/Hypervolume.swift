/// The volume that points dominate above a reference point, where every objective is maximised.
public enum Hypervolume {
  /// Exact; points that are not above the reference in every objective add nothing.
  ///
  /// By exclusive volumes, the last objective swept (While, Bradstreet and Barone 2012, "A Fast Way of Calculating Exact
  /// Hypervolumes"): O(n log n) for two objectives, at worst exponential in their number.
  public static func exact(_ points: [[Double]], reference: [Double]) -> Double {
    guard !reference.isEmpty else { return 0 }
    let front = ParetoFront.above(reference, points)
    return volume(front.map { zip($0, reference).map { $0 - $1 } })
  }

  /// Of distinct points with positive coordinates, none dominated, above the origin.
  private static func volume(_ front: [[Double]]) -> Double {
    guard let first = front.first else { return 0 }
    switch first.count {
    case 1: return front.reduce(0) { max($0, $1[0]) }
    case 2:
      var (area, height) = (0.0, 0.0)
      for point in front.sorted(by: { $0[0] > $1[0] }) where point[1] > height {
        area += point[0] * (point[1] - height)
        height = point[1]
      }
      return area
    default:
      // What each point adds to those after it.
      let sorted = front.sorted { ($0.last ?? 0) < ($1.last ?? 0) }
      var total = 0.0
      for (index, point) in sorted.enumerated() {
        // Later points are at least as high in the last objective: within this one's box only the others matter.
        let limited = sorted[(index + 1)...].map { other in zip(other, point).dropLast().map { min($0, $1) } }
        let mask = ParetoFront.mask(limited, keepsDuplicates: false)
        let inside = limited.indices.filter { mask[$0] }.map { limited[$0] }
        let own = point.dropLast().reduce(1, *)
        total += (point.last ?? 0) * (own - volume(inside))
      }
      return total
    }
  }
}
