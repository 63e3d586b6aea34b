import Distributions
import Glibc

/// One thing that a search may choose: its values, and how they lie in the unit cube.
///
/// A value is one number: a float's own, an integer's own, a category's position from 0. In the cube floats and integers
/// take one column and categories one each ("one-hot"), so that no category is nearer to one than to another. Integers lie
/// in the middles of equally wide buckets (equally wide in the logarithm where `isLog`), so that each is as likely as its
/// neighbour under a uniform draw. A float with a law lies at its cumulative probability, so that a uniform draw from the
/// cube is a draw from the law.
public enum Parameter: Sendable, Equatable {
  case float(lower: Double, upper: Double, isLog: Bool = false)
  case int(lower: Int, upper: Int, isLog: Bool = false)
  case categorical(labels: [String])
  /// A float with a law of its own, see `ScalarLaw.searched`.
  case law(ScalarLaw)

  /// Integers of more values than this are searched as if they were continuous and then snapped: their buckets are
  /// narrower than what a model tells apart.
  static let mostSteps = 1024
  /// The largest integer that a double tells from its neighbours.
  static let largestInteger = 1 << 53

  /// What is wrong with it, if anything.
  var fault: StudyError.ParameterFault? {
    switch self {
    case .float(let lower, let upper, let isLog):
      // The width is checked too: it may overflow where the ends do not.
      guard lower < upper, (upper - lower).isFinite else { return .bounds(lower, upper) }
      return isLog && lower <= 0 ? .logarithm(lower) : nil
    case .int(let lower, let upper, let isLog):
      guard lower <= upper, lower >= -Parameter.largestInteger, upper <= Parameter.largestInteger else {
        return .integers(lower, upper)
      }
      return isLog && lower < 1 ? .logarithm(Double(lower)) : nil
    case .categorical(let labels): return labels.isEmpty ? .noChoices : nil
    case .law(let law):
      let (lower, upper) = (law.quantile(law.searched.lowerBound), law.quantile(law.searched.upperBound))
      return lower < upper && (upper - lower).isFinite ? nil : .law(lower, upper)
    }
  }

  /// Columns of the unit cube.
  var width: Int {
    if case .categorical(let labels) = self { return labels.count }
    return 1
  }

  /// How many values there are; nil for a float.
  public var count: Int? {
    switch self {
    case .float, .law: nil
    case .int(let lower, let upper, _): upper &- lower &+ 1
    case .categorical(let labels): labels.count
    }
  }

  /// Whether a climb may move its column.
  var isContinuous: Bool { (count ?? .max) > Parameter.mostSteps }

  // MARK: values and columns

  /// A number and its place between 0 and 1: between the ends, or between the outer edges of an integer's buckets.
  private var scale: (low: Double, high: Double, isLog: Bool) {
    switch self {
    case .float(let lower, let upper, let isLog): isLog ? (log(lower), log(upper), true) : (lower, upper, false)
    case .int(let lower, let upper, let isLog):
      isLog
        ? (log(Double(lower) - 0.5), log(Double(upper) + 0.5), true)
        : (Double(lower) - 0.5, Double(upper) + 0.5, false)
    case .law(let law): (law.searched.lowerBound, law.searched.upperBound, false)
    case .categorical: (0, 1, false)
    }
  }

  /// Floats and integers outside their range end up outside [0, 1]; the logarithm of what has none is nan.
  func encode(_ value: Double, into columns: inout [Double]) {
    if case .categorical(let labels) = self {
      for index in labels.indices { columns.append(Double(index) == value ? 1 : 0) }
      return
    }
    let (low, high, isLog) = scale
    var place = isLog ? log(value) : value
    if case .law(let law) = self { place = law.cumulative(value) }
    columns.append((place - low) / (high - low))
  }

  /// The value at a place between 0 and 1 of a number's column.
  public func value(at place: Double) -> Double { decode([place]) }

  /// The nearest value, never outside the range.
  func decode(_ columns: ArraySlice<Double>) -> Double {
    let (low, high, isLog) = scale
    let place = low + (columns.first ?? 0) * (high - low)
    let number = isLog ? exp(place) : place
    switch self {
    case .float(let lower, let upper, _): return min(max(number, lower), upper)
    case .law(let law): return law.quantile(min(max(place, low), high))
    case .int(let lower, let upper, _): return min(max(number.rounded(), Double(lower)), Double(upper))
    case .categorical:
      var best = columns.startIndex
      for index in columns.indices where columns[index] > columns[best] { best = index }
      return Double(best - columns.startIndex)
    }
  }

  /// Whether a number is one of its values; floats may lie outside their bounds, and are then told rather than searched.
  func has(_ value: Double) -> Bool {
    switch self {
    case .float(_, _, let isLog): return value.isFinite && (!isLog || value > 0)
    case .law(let law): return value.isFinite && value >= law.ends.low && value <= law.ends.high
    case .int(let lower, let upper, _):
      return value.rounded() == value && (Double(lower)...Double(upper)).contains(value)
    case .categorical(let labels): return value.rounded() == value && (0..<Double(labels.count)).contains(value)
    }
  }

  /// The values one step away: all others where they are few or have no order, else steps of 1, 2, 4, … both ways.
  func neighbours(of value: Double) -> [Double] {
    switch self {
    case .float, .law: return []
    case .categorical(let labels): return labels.indices.map(Double.init).filter { $0 != value }
    case .int(let lower, let upper, _):
      let count = upper - lower + 1
      if count <= 16 { return (lower...upper).map(Double.init).filter { $0 != value } }
      var result: [Double] = []
      var step = 1.0
      while step < Double(count) {
        for next in [value - step, value + step] where has(next) { result.append(next) }
        step *= 2
      }
      return result
    }
  }
}

extension ScalarLaw {
  /// The cumulative probabilities between which a search looks: from end to end where the density at the end is finite, as
  /// of a Uniform, short of the outer 0.05 % at any other end.
  var searched: ClosedRange<Double> {
    let (low, high) = ends
    let tail = 0.0005
    return (logDensity(low).value.isFinite ? 0 : tail)...(logDensity(high).value.isFinite ? 1 : 1 - tail)
  }
}
