import Arrays

/// A mistake in the use of distributions, as data; `description` is the only place with its wording.
public enum DistributionError: Error, Equatable {
  case parameter(distribution: String, name: String, wanted: String, value: Double)
  case emptyParameter(distribution: String, name: String)
  case parameterShape(distribution: String, name: String, wanted: String, got: Shape)
  case shapes(distribution: String, [String], [Shape])
  case parameterChoice(distribution: String, names: [String], given: Int)
  case order(distribution: String, lower: String, upper: String, values: [Double])
  case unavailable(distribution: String, what: String)
  case notReparameterizable(String)
  case noClosedForm(String, String)
  case probability(distribution: String, value: Double)
  case value(distribution: String, message: String)
  case edge(operation: String, name: String, at: String)
  case invalid(distribution: String, message: String)
  case notScalar(String)
}

extension DistributionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .parameter(let distribution, let name, let wanted, let value):
      "\(distribution): \(name) must be \(wanted), got \(value)"
    case .emptyParameter(let distribution, let name): "\(distribution): \(name) is empty"
    case .parameterShape(let distribution, let name, let wanted, let got):
      "\(distribution): \(name) must be \(wanted), got shape \(got)"
    case .shapes(let distribution, let names, let shapes):
      "\(distribution): shapes do not match: "
        + zip(names, shapes).map { "\($0) \($1)" }.joined(separator: ", ")
    case .parameterChoice(let distribution, let names, let given):
      "\(distribution): one of \(names.joined(separator: ", ")) wanted, got \(given == 0 ? "none" : "\(given) of them")"
    case .order(let distribution, let lower, let upper, let values):
      "\(distribution): \(lower) must be below \(upper), got "
        + values.map { "\($0)" }.joined(separator: " and ")
    case .unavailable(let distribution, let what): "\(distribution) has no \(what) in closed form"
    case .notReparameterizable(let distribution):
      "rsample: draws of \(distribution) have no derivative by its parameters; use sample"
    case .noClosedForm(let p, let q): "kl: no closed form for \(p) and \(q); dist.mc_kl estimates it"
    case .probability(let distribution, let value):
      "\(distribution).icdf: probabilities from 0 to 1 wanted, got \(value)"
    case .value(let distribution, let message): "\(distribution).log_prob: \(message)"
    case .edge(let operation, let name, let place):
      "\(operation): the derivative with respect to \(name) is not finite at \(place)"
    case .invalid(let distribution, let message): "\(distribution): \(message)"
    case .notScalar(let distribution):
      "a continuous law of one number with single numbers as parameters wanted, got \(distribution)"
    }
  }
}
