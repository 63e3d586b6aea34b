/// The part of objective space that a Pareto front does not dominate, above a reference point, cut into boxes.
///
/// Every objective is maximised; two or three of them. Boxes are open above in the first two objectives' direction of
/// improvement where nothing limits them. By a sweep down the third objective with a staircase of the first two: at most
/// 2 n + 1 boxes for n points (the decomposition of Lacour, Klamroth and Fonseca 2017, "A box decomposition algorithm to
/// compute the hypervolume indicator", read from above).
public struct BoxDecomposition: Sendable {
  /// One after the other the m lower corners of each box, then the upper ones; infinite where open.
  public let lower: [Double]
  public let upper: [Double]
  /// m.
  public let objectiveCount: Int

  public var count: Int { objectiveCount == 0 ? 0 : lower.count / objectiveCount }

  /// A step of the staircase: x in (left, right), y above `height`, open since the sweep was at `top`.
  private struct Column {
    var left: Double
    var right: Double
    var height: Double
    var top: Double
  }

  /// nil for other than two or three objectives.
  public init?(front points: [[Double]], reference: [Double]) {
    guard reference.count == 2 || reference.count == 3 else { return nil }
    let m = reference.count
    objectiveCount = m
    var (lower, upper): ([Double], [Double]) = ([], [])
    var columns = [Column(left: reference[0], right: .infinity, height: reference[1], top: .infinity)]
    func close(_ column: Column, at z: Double) {
      guard column.left < column.right, m == 2 || z < column.top else { return }
      lower += [column.left, column.height] + (m == 3 ? [z] : [])
      upper += [column.right, .infinity] + (m == 3 ? [column.top] : [])
    }
    let front = ParetoFront.above(reference, points)
    for point in m == 3 ? front.sorted(by: { $0[2] > $1[2] }) : front {
      let (x, y, z) = (point[0], point[1], m == 3 ? point[2] : 0)
      // Heights fall to the right: the columns that this point raises stand next to each other and end at x.
      guard let first = columns.firstIndex(where: { $0.height < y && $0.left < x }) else { continue }
      var last = first
      while last + 1 < columns.count, columns[last + 1].left < x { last += 1 }
      if m == 3 {
        for index in first...last {
          var column = columns[index]
          column.right = min(column.right, x)
          close(column, at: z)
        }
      }
      var raised = [Column(left: columns[first].left, right: x, height: y, top: m == 3 ? z : .infinity)]
      if columns[last].right > x {
        var rest = columns[last]
        rest.left = x
        raised.append(rest)
      }
      columns.replaceSubrange(first...last, with: raised)
    }
    for column in columns { close(column, at: m == 3 ? reference[2] : 0) }
    self.lower = lower
    self.upper = upper
  }
}
