import Arrays

/// Every combination of a few levels of each parameter, in random order: as many levels as the budget allows, one more for
/// the first parameters where it does not come out even.
final class GridPoints: PointSource {
  private let space: SearchSpace
  /// Of each parameter.
  let levels: [Int]
  private var order: [Int]

  init(_ space: SearchSpace, budget: Int, _ stream: RandomStream) {
    self.space = space
    // The order is kept in memory.
    levels = GridPoints.levels(space.parameters.map(\.count), budget: min(budget, 1_000_000))
    let count = levels.reduce(1, *)
    var stream = stream
    // Taken from the end.
    order = stream.permutation(count).reversed()
  }

  /// One level each to begin with; then the parameters in turn get one more, as long as the product stays inside the budget.
  static func levels(_ counts: [Int?], budget: Int) -> [Int] {
    var levels = [Int](repeating: 1, count: counts.count)
    var product = 1
    var grows = true
    while grows {
      grows = false
      for (k, count) in counts.enumerated() where levels[k] < count ?? .max {
        // The product is at most the budget, so neither overflows.
        let next = (product / levels[k]).multipliedReportingOverflow(by: levels[k] + 1)
        guard !next.overflow, next.partialValue <= budget else { continue }
        levels[k] += 1
        product = next.partialValue
        grows = true
      }
    }
    return levels
  }

  var left: Int? { order.count }

  func draw(_ count: Int) -> [[Double]] {
    (0..<min(count, order.count)).map { _ in unit(order.removeLast()) }
  }

  private func unit(_ number: Int) -> [Double] {
    var rest = number
    return zip(space.parameters, levels).flatMap { parameter, levels in
      let level = rest % levels
      rest /= levels
      return column(parameter, level, of: levels)
    }
  }

  /// Levels lie evenly from the first value to the last; a single one in the middle.
  private func column(_ parameter: Parameter, _ level: Int, of levels: Int) -> [Double] {
    let place = levels == 1 ? 0.5 : Double(level) / Double(levels - 1)
    guard let count = parameter.count else { return [place] }
    let position = levels == 1 ? count / 2 : Int((place * Double(count - 1)).rounded())
    var columns: [Double] = []
    switch parameter {
    case .float, .law: columns = [place]
    case .int(let lower, let upper, let isLog):
      // In a logarithmic range the levels lie evenly in the logarithm, as far as there are integers.
      let value = isLog && levels < count ? parameter.decode([place]) : Double(min(lower + position, upper))
      parameter.encode(value, into: &columns)
    case .categorical: parameter.encode(Double(levels == 1 ? 0 : position), into: &columns)
    }
    return columns
  }
}
