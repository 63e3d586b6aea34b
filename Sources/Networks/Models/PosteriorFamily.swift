import Arrays
import Distributions
import Tensors

/// What a posterior looks like for a prior's support, and how two outputs of a network become its parameters.
///
/// Outputs are any real numbers; parameters stay in their domain by construction: scales are softplus(output) + floor,
/// shares are logistic functions of the output. Concentrations and rates of sharp posteriors are in the hundreds, so
/// they are softplus(output + c)² + floor, which an optimiser's equal steps reach in a tenth of the way; c makes them 1
/// at output 0. Nothing is clamped, so that a nan is heard.
public enum PosteriorFamily: String, Sendable, CaseIterable {
  case normal, laplace, logNormal, gamma, beta
  /// A Beta by its mean m and variance v = s m (1 - m), 0 < s < 1: concentrations m n and (1 - m) n with
  /// n = m (1 - m)/v - 1 = 1/s - 1 (the method of moments).
  case betaByMoments

  /// Added to positive parameters.
  public static let floor = 1e-3
  /// Below this a share s is not: n stays under 10⁵.
  static let leastShare = 1e-5

  /// The family for a prior.
  /// - Throws: `NetworkError.invalidOption` where there is none.
  public init(for prior: Distribution, byMoments: Bool = false) throws {
    switch prior {
    case is Laplace: self = .laplace
    case is LogNormal: self = .logNormal
    default:
      switch prior.support {
      case .real: self = .normal
      case .positive: self = .gamma
      case .unitInterval: self = byMoments ? .betaByMoments : .beta
      case .bounded where prior is Uniform && PosteriorFamily.isUnit(prior):
        self = byMoments ? .betaByMoments : .beta
      default:
        let law = (prior as? MixtureSameFamily)?.components ?? prior
        guard law is MultivariateNormal else {
          throw NetworkError.invalidOption(
            owner: "vae", message: "no posterior family fits a prior \(prior.name)")
        }
        self = .normal
      }
    }
    if byMoments, self != .betaByMoments {
      throw NetworkError.invalidOption(
        owner: "vae",
        message: "the method of moments is for a Beta posterior, the prior is \(prior.name)")
    }
  }

  private static func isUnit(_ prior: Distribution) -> Bool {
    let ends = prior.parameters.map {
      try? $0.tensor.array.cast(to: .float64).values(as: Double.self)
    }
    return ends.count == 2 && ends[0]?.allSatisfy { $0 == 0 } == true
      && ends[1]?.allSatisfy { $0 == 1 } == true
  }

  /// Parameters from two outputs: loc and scale, concentration and rate, or concentration1 and concentration0.
  public func parameters(_ first: Tensor, _ second: Tensor) throws -> (Tensor, Tensor) {
    switch self {
    case .normal, .laplace, .logNormal: return (first, try PosteriorFamily.positive(second))
    case .gamma, .beta:
      return (try PosteriorFamily.large(first), try PosteriorFamily.large(second))
    case .betaByMoments:
      let mean = try first.sigmoid()
      let share = try second.sigmoid().mul(.real(1 - PosteriorFamily.leastShare)).add(
        .real(PosteriorFamily.leastShare))
      let total = try share.reciprocal().sub(1)
      let floor = Scalar.real(PosteriorFamily.floor)
      return (try mean.mul(total).add(floor), try mean.rsub(1).mul(total).add(floor))
    }
  }

  static func positive(_ output: Tensor) throws -> Tensor {
    try output.softplus().add(.real(floor))
  }

  /// softplus(c) = 1 for c = log(e - 1).
  static let offset = Scalar.real(0.54132485461291810)

  private static func large(_ output: Tensor) throws -> Tensor {
    try output.add(offset).softplus().square().add(.real(floor))
  }

  /// The law with these parameters.
  public func law(_ first: Tensor, _ second: Tensor) throws -> Distribution {
    switch self {
    case .normal: try Normal(loc: .tensor(first), scale: .tensor(second))
    case .laplace: try Laplace(loc: .tensor(first), scale: .tensor(second))
    case .logNormal: try LogNormal(loc: .tensor(first), scale: .tensor(second))
    case .gamma: try Gamma(concentration: .tensor(first), rate: .tensor(second))
    case .beta, .betaByMoments:
      try Beta(concentration1: .tensor(first), concentration0: .tensor(second))
    }
  }
}
