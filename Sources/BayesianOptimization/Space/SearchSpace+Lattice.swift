/// Where not all of the cube makes sense: integers and categories.
///
/// A model sees the encodings of real points only; nothing is learnt about what lies between two categories.
extension SearchSpace: Lattice {
  /// Whether the whole cube makes sense.
  var isContinuousThroughout: Bool {
    parameters.allSatisfy { $0.count == nil }
  }

  /// How many points there are; nil where they cannot be counted.
  public var size: Int? {
    var product = 1
    for parameter in parameters {
      guard let count = parameter.count else { return nil }
      let (next, overflows) = product.multipliedReportingOverflow(by: count)
      if overflows { return nil }
      product = next
    }
    return product
  }

  public var isContinuous: [Bool] {
    parameters.flatMap { Array(repeating: $0.isContinuous, count: $0.width) }
  }

  public func nearest(to unit: [Double]) -> [Double] {
    var columns: [Double] = []
    columns.reserveCapacity(dimension)
    for parameter in parameters {
      let part = unit[columns.count..<(columns.count + parameter.width)]
      if parameter.count == nil {
        columns.append(min(max(part.first ?? 0, 0), 1))
      } else {
        parameter.encode(parameter.decode(part), into: &columns)
      }
    }
    return columns
  }

  public func neighbours(of unit: [Double]) -> [[Double]] {
    var result: [[Double]] = []
    var column = 0
    for parameter in parameters {
      let range = column..<(column + parameter.width)
      column = range.upperBound
      guard !parameter.isContinuous else { continue }
      for value in parameter.neighbours(of: parameter.decode(unit[range])) {
        var columns: [Double] = []
        parameter.encode(value, into: &columns)
        var neighbour = unit
        neighbour.replaceSubrange(range, with: columns)
        result.append(neighbour)
      }
    }
    return result
  }
}
