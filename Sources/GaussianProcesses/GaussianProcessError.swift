/// A user's mistake in the use of Gaussian processes, as data. `description` is the only place with its
/// wording.
public enum GaussianProcessError: Error, Equatable {
  case noData
  case wrongCount(what: String, wanted: Int, got: Int)
  case wrongDimension(wanted: Int, got: Int)
  case notFinite(what: String, row: Int)
  case notPositive(what: String, Double)
  case negativeNoise(Double)
  case unknownSmoothness(Double)
  case badBounds(dimension: Int, lower: Double, upper: Double)
  case noRandomFeatures(kernel: String)
  case badPrior(name: String, String)
}

extension GaussianProcessError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noData: "at least one observation is wanted, got none"
    case .wrongCount(let what, let wanted, let got): "\(wanted) \(what) wanted, got \(got)"
    case .wrongDimension(let wanted, let got): "points of dimension \(wanted) wanted, got dimension \(got)"
    case .notFinite(let what, let row): "\(what) must be finite, row \(row + 1) is not"
    case .notPositive(let what, let value): "a positive \(what) wanted, got \(value)"
    case .negativeNoise(let value): "a noise variance of at least 0 wanted, got \(value)"
    case .unknownSmoothness(let nu): "Matern's nu must be 0.5, 1.5 or 2.5, got \(nu)"
    case .badBounds(let dimension, let lower, let upper):
      "bounds of dimension \(dimension + 1) must be finite with lower below upper, got \(lower) and \(upper)"
    case .badPrior(let name, let prior):
      "a law with mass on positive numbers wanted as the prior of the \(name), got \(prior)"
    case .noRandomFeatures(let kernel):
      "a kernel with random features wanted (stationary ones, linear ones and their sums), got \(kernel)"
    }
  }
}
