import Arrays
import Tensors

/// Divergences of one-dimensional laws.
///
/// KL(p ‖ q) = -H(p) - E_p[log q], and log q is a sum of few statistics: x and x² for a Normal, x and log x for a
/// Gamma, log x and log(1 - x) for a Beta. So the moments of p that `Univariate` knows are enough; pairs of one family
/// have formulas of their own, which lose fewer digits where p is near q.
extension Divergence {
  /// a: the parameters of p, b: those of q.
  private typealias Form = (_ a: UnsafePointer<Dual>, _ b: UnsafePointer<Dual>) -> Dual

  static func univariate(_ p: Univariate, _ q: Univariate) throws -> Tensor {
    if isDisjoint(p, q) { return try infinite(p, q) }
    guard let form = form(p, q) else { throw DistributionError.noClosedForm(p.name, q.name) }
    let count = p.parameters.count
    let inputs = p.inputs.map { ("p." + $0.name, $0.tensor) } + q.inputs.map { ("q." + $0.name, $0.tensor) }
    return try Pointwise.map("kl", inputs) { form($0, $0 + count) }
  }

  /// Whether p has mass outside q's support whatever the parameters are.
  private static func isDisjoint(_ p: Univariate, _ q: Univariate) -> Bool {
    switch p {
    case is Normal, is Laplace: q is Beta || q is Gamma || q is Exponential || q is Uniform
    case is Gamma, is Exponential: q is Beta || q is Uniform
    default: false
    }
  }

  private static func form(_ p: Univariate, _ q: Univariate) -> Form? {
    switch (p, q) {
    case (is Normal, is Normal), (is LogNormal, is LogNormal): return normals
    case (is Normal, is Laplace): return normalToLaplace
    case (is Laplace, is Laplace): return laplaces
    case (is Gamma, is Gamma): return gammas
    case (is Beta, is Beta): return betas
    case (is Poisson, is Poisson): return { a, b in a[0].timesLog(a[0] / b[0]) - (a[0] - b[0]) }
    case (is Beta, _), (is Gamma, _), (is Exponential, _), (is Uniform, _), (is Laplace, is Normal): break
    default: return nil
    }
    guard let p = p as? Continuous else { return nil }
    switch q {
    case is Normal:
      return { a, b in
        0.5 * (p.variance(a) + (p.mean(a) - b[0]).square) / b[1].square + b[1].log + 0.91893853320467274178
          - p.entropy(a)
      }
    case is Uniform:
      return { a, b in
        let (low, high) = p.bounds(a)
        return low < b[0].value || high > b[1].value ? beyond : (b[1] - b[0]).log - p.entropy(a)
      }
    case is Exponential:
      return { a, b in p.bounds(a).low < 0 ? beyond : b[0] * p.mean(a) - b[0].log - p.entropy(a) }
    case is Gamma:
      return { a, b in
        if p.bounds(a).low < 0 { return beyond }
        return b[0].lgamma - b[0] * b[1].log - (b[0] - 1) * p.meanLog(a) + b[1] * p.mean(a) - p.entropy(a)
      }
    case is Beta where p is Uniform:
      return { a, b in
        let (low, high) = p.bounds(a)
        if low < 0 || high > 1 { return beyond }
        let complement = Uniform.meanLog(1 - a[1], 1 - a[0])
        return Dual.logBeta(b[0], b[1]) - (b[0] - 1) * p.meanLog(a) - (b[1] - 1) * complement - p.entropy(a)
      }
    default: return nil
    }
  }

  /// Of p with mass outside q's support.
  static var beyond: Dual { Dual(.infinity, Dual.Slope(repeating: .nan)) }

  private static func normals(_ a: UnsafePointer<Dual>, _ b: UnsafePointer<Dual>) -> Dual {
    let ratio = a[1] / b[1]
    return 0.5 * (ratio.square + ((a[0] - b[0]) / b[1]).square - 1) - ratio.log
  }

  /// E|X - m| of a normal, over the scale.
  private static func normalToLaplace(_ a: UnsafePointer<Dual>, _ b: UnsafePointer<Dual>) -> Dual {
    let distance = a[0] - b[0]
    let z = distance / a[1] * 0.70710678118654752440
    let spread = 0.79788456080286535588 * a[1] * (-z.square).exp + distance * z.erf
    return spread / b[1] - (a[1] / b[1]).log - 0.72579135264472743236
  }

  private static func laplaces(_ a: UnsafePointer<Dual>, _ b: UnsafePointer<Dual>) -> Dual {
    let ratio = a[1] / b[1]
    let distance = (a[0] - b[0]).magnitude
    return distance / b[1] + ratio * (-(distance / a[1])).exp - ratio.log - 1
  }

  private static func gammas(_ a: UnsafePointer<Dual>, _ b: UnsafePointer<Dual>) -> Dual {
    let ratio = b[1] / a[1]
    return (a[0] - b[0]) * a[0].digamma - a[0].lgamma + b[0].lgamma - b[0] * ratio.log + a[0] * (ratio - 1)
  }

  private static func betas(_ a: UnsafePointer<Dual>, _ b: UnsafePointer<Dual>) -> Dual {
    let whole = (a[0] + a[1]).digamma
    return Dual.logBeta(b[0], b[1]) - .logBeta(a[0], a[1]) + (a[0] - b[0]) * (a[0].digamma - whole)
      + (a[1] - b[1]) * (a[1].digamma - whole)
  }
}
