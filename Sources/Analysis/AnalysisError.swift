/// A user's mistake in the use of a metric, as data. `description` is the only place with its wording.
public enum AnalysisError: Error, Equatable, CustomStringConvertible {
  case wrongShape(metric: String, wanted: String, got: String)
  case tooFewRows(metric: String, wanted: Int, got: Int)
  case notFinite(metric: String, what: String)
  case badClass(metric: String, row: Int, classes: Int)
  case badCount(metric: String, what: String, most: Int, got: Int)

  public var description: String {
    switch self {
    case .wrongShape(let metric, let wanted, let got): "\(metric): \(wanted) wanted, got \(got)"
    case .tooFewRows(let metric, let wanted, let got): "\(metric): at least \(wanted) rows wanted, got \(got)"
    case .notFinite(let metric, let what): "\(metric): \(what) hold a number that is not finite"
    case .badClass(let metric, let row, let classes):
      "\(metric): the class of row \(row + 1) is not one of the \(classes) classes"
    case .badCount(let metric, let what, let most, let got): "\(metric): \(what) from 1 to \(most) wanted, got \(got)"
    }
  }
}
