/// A user's mistake in the use of a study, or the end of a hopeless one, as data. `description` is the only
/// place with its wording.
public enum StudyError: Error, Equatable {
  case noDimensions
  case tooManyDimensions(Int, most: Int)
  case badBounds(dimension: Int, lower: Double, upper: Double)
  case wrongPointSize(wanted: Int, got: Int)
  case wrongValueCount(points: Int, values: Int)
  case pointNotFinite(row: Int, dimension: Int)
  case badCount(what: String, Int)
  case unknownAcquisition(String)
  case compositeAcquisition
  case wrongOutcomeCount(wanted: Int, got: Int)
  /// No trial has succeeded yet, and this many have failed in a row.
  case everythingFails(count: Int, last: String)
  case interrupted
  case badLinearConstraint(index: Int, String)
  /// No point of the box meets the linear constraints.
  case nothingFeasible
  /// Options that do not go together.
  case incompatible(String)
}

extension StudyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noDimensions: "a search space needs at least one dimension"
    case .tooManyDimensions(let count, let most): "at most \(most) dimensions are supported, got \(count)"
    case .badBounds(let dimension, let lower, let upper):
      "bounds of dimension \(dimension + 1) must be finite with lower below upper, got \(lower) and \(upper)"
    case .wrongPointSize(let wanted, let got): "points of \(wanted) coordinates wanted, got \(got)"
    case .wrongValueCount(let points, let values): "\(points) values wanted, one for each point, got \(values)"
    case .pointNotFinite(let row, let dimension):
      "coordinate \(dimension + 1) of point \(row + 1) is not a finite number"
    case .badCount(let what, let count): "\(what) of at least 1 wanted, got \(count)"
    case .unknownAcquisition(let name):
      "unknown acquisition '\(name)'; known are \(AcquisitionKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", "))"
    case .compositeAcquisition: "a composite objective is maximised, with the acquisition 'qlogei'"
    case .wrongOutcomeCount(let wanted, let got):
      "\(wanted) \(wanted == 1 ? "value" : "outputs") a point wanted, got \(got)"
    case .everythingFails(let count, let last):
      "the first \(count) trials failed without one success, the last with: \(last)"
    case .interrupted: "interrupted"
    case .badLinearConstraint(let index, let reason): "linear constraint \(index + 1): \(reason)"
    case .nothingFeasible: "no point of the box meets the linear constraints"
    case .incompatible(let reason): reason
    }
  }
}
