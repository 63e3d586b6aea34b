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
  case badParameter(name: String, ParameterFault)
  /// Told of a named parameter that has no such value.
  case notAValue(name: String, got: Double, of: Parameter)
  /// Every point of a finite space has been suggested.
  case exhausted(size: Int)
  case wrongFunctionDimension(name: String, known: ClosedRange<Int>, got: Int)
  case noStrategy(String, dimension: Int)
  case badStop(what: String, got: Double)

  public enum ParameterFault: Sendable, Equatable {
    case bounds(Double, Double)
    case integers(Int, Int)
    case logarithm(Double)
    case noChoices
    case law(Double, Double)
  }
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
    case .compositeAcquisition: "a composite objective is maximised, with the acquisition 'qlogei'"
    case .wrongOutcomeCount(let wanted, let got):
      "\(wanted) \(wanted == 1 ? "value" : "outputs") a point wanted, got \(got)"
    case .everythingFails(let count, let last):
      "the first \(count) trials failed without one success, the last with: \(last)"
    case .interrupted: "interrupted"
    case .badLinearConstraint(let index, let reason): "linear constraint \(index + 1): \(reason)"
    case .nothingFeasible: "no point of the box meets the linear constraints"
    case .incompatible(let reason): reason
    case .badParameter(let name, let fault): "'\(name)': \(fault.description)"
    case .notAValue(let name, let got, let parameter):
      "\(StudyError.number(got)) is no value of '\(name)', which is \(parameter.description)"
    case .exhausted(let size):
      "all \(size) points of the space have been suggested; declare the noise of the values (noise=variance) to have points again"
    case .wrongFunctionDimension(let name, let known, let got):
      known.count == 1
        ? "\(name) is a function of \(known.lowerBound) dimensions, got \(got)"
        : "\(name) is a function of \(known.lowerBound) to \(known.upperBound) dimensions, got \(got)"
    case .noStrategy(let name, let dimension): "\(name) cannot go on in \(dimension) dimensions"
    case .badStop(let what, let got): "stop: \(what) wanted, got \(StudyError.number(got))"
    }
  }
}

extension StudyError {
  /// As a script writes it: whole numbers without a point.
  fileprivate static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension StudyError.ParameterFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .bounds(let lower, let upper):
      "bounds must be finite with lower below upper, got \(StudyError.number(lower)) and \(StudyError.number(upper))"
    case .integers(let lower, let upper):
      "integers from -2^53 to 2^53 with the lower not above the upper wanted, got \(lower) and \(upper)"
    case .logarithm(let lower):
      "a logarithmic scale needs a lower bound above 0 (for integers at least 1), got \(StudyError.number(lower))"
    case .law(let lower, let upper):
      "a law whose middle 99.9 % lies between finite numbers wanted, got \(StudyError.number(lower)) to \(StudyError.number(upper))"
    case .noChoices: "a categorical parameter needs at least one choice"
    }
  }
}

extension Parameter: CustomStringConvertible {
  public var description: String {
    switch self {
    case .float(let lower, let upper, let isLog):
      "a float from \(StudyError.number(lower)) to \(StudyError.number(upper))\(isLog ? " (log)" : "")"
    case .law(let law): "a float with the law \(law)"
    case .int(let lower, let upper, let isLog): "an integer from \(lower) to \(upper)\(isLog ? " (log)" : "")"
    case .categorical(let labels):
      "one of \(labels.prefix(10).joined(separator: ", "))\(labels.count > 10 ? ", …" : "")"
    }
  }
}
