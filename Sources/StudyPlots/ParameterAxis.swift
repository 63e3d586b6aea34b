import BayesianOptimization
import Glibc
import Plotting

/// A parameter of a search as an axis of a figure: what stands beside it, and the values that a curve along it passes.
struct ParameterAxis {
  /// Among the space's parameters, from 0.
  let index: Int
  let label: String
  let isLog: Bool
  /// Where every value of a few has its mark; nil where the axis chooses.
  let ticks: [(place: Double, label: String)]?
  /// Ends in the user's units.
  let range: ClosedRange<Double>
  private let parameter: Parameter

  init(_ space: SearchSpace, _ index: Int) {
    self.index = index
    parameter = space.parameters[index]
    label = space.isBox ? "x\(index + 1)" : space.names[index]
    switch parameter {
    case .float(let lower, let upper, let isLog): (self.isLog, ticks, range) = (isLog, nil, lower...upper)
    case .law:
      let (lower, upper) = (parameter.value(at: 0), parameter.value(at: 1))
      // What varies by orders of magnitude is seen in the logarithm.
      (isLog, ticks, range) = (lower > 0 && upper > 100 * lower, nil, lower...upper)
    case .int(let lower, let upper, let isLog):
      let few = upper &- lower < 12 ? (lower...upper).map { (place: Double($0), label: "\($0)") } : nil
      (self.isLog, ticks, range) = (isLog, few, Double(lower)...Double(max(upper, lower + 1)))
    case .categorical(let labels):
      let marks = labels.enumerated().map { (place: Double($0), label: ParameterAxis.unquoted($1)) }
      (isLog, ticks, range) = (false, marks, -0.5...Double(labels.count) - 0.5)
    }
  }

  private static func unquoted(_ label: String) -> String {
    label.count > 2 && label.first == "'" && label.last == "'" ? String(label.dropFirst().dropLast()) : label
  }

  /// Whether its values have no order.
  var isCategorical: Bool {
    if case .categorical = parameter { return true }
    return false
  }

  /// Values from one end to the other, evenly spaced on the axis: all where there are few, at most `count`.
  func values(_ count: Int) -> [Double] {
    if let all = parameter.count, all <= count {
      if case .categorical = parameter { return (0..<all).map(Double.init) }
      return (0..<all).map { range.lowerBound + Double($0) }
    }
    let steps = (0..<count).map { place(at: Double($0) / Double(max(count - 1, 1))) }
    guard case .int = parameter else { return steps }
    return steps.map { $0.rounded() }.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// The value at a fraction of the axis.
  private func place(at fraction: Double) -> Double {
    if isLog {
      let (low, high) = (log(range.lowerBound), log(range.upperBound))
      return min(max(exp(low + fraction * (high - low)), range.lowerBound), range.upperBound)
    }
    return range.lowerBound + fraction * (range.upperBound - range.lowerBound)
  }

  /// Where a value stands between the ends, 0 to 1.
  func fraction(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    return isLog ? (log(value) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low)
  }

  /// A value as a plain axis shows it: the exponent of ten where the parameter is logarithmic.
  func shown(_ value: Double) -> Double { isLog ? log10(value) : value }

  func applyToX(_ figure: inout Figure) {
    (figure.xlabel, figure.hasLogX, figure.xticks, figure.xrange) = (label, isLog, ticks, range)
  }

  func applyToY(_ figure: inout Figure) {
    (figure.ylabel, figure.hasLogY, figure.yticks, figure.yrange) = (label, isLog, ticks, range)
  }
}

extension SearchSpace {
  var axes: [ParameterAxis] { parameters.indices.map { ParameterAxis(self, $0) } }
}
