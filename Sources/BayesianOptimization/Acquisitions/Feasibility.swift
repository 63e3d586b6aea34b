import Arrays
import Glibc

/// A smooth, fat-tailed stand-in for "is x above 0", and its logarithm.
///
/// f(t) = 2/3 c(t - m) for t < 0, 1 - 2/3 c(t + m) from 0 on, with c(u) = 1/(1 + u^2), m = 1/sqrt 3 and t = x/eta:
/// falls like 1/t^2, so that gradients last far from the border, and is 1/2 at 0 (Ament et al. 2023, "Unexpected
/// Improvements to Expected Improvement for Bayesian Optimization", appendix A.4; BoTorch's constants).
enum Feasibility {
  /// Width of the step in units of a constraint's standard deviation.
  static let eta = 1e-3
  private static let shift = 0.57735026918962576451

  /// log f and its derivative in x.
  @inline(__always)
  static func logStep(_ x: Double, eta: Double = eta) -> (value: Double, slope: Double) {
    let t = x / eta
    if t < 0 {
      let u = t - shift
      let c = 1 / (1 + u * u)
      return (Elementary.log(2.0 / 3 * c), -2 * u * c / eta)
    }
    let u = t + shift
    let c = 1 / (1 + u * u)
    let f = 1 - 2.0 / 3 * c
    return (Elementary.log(f), 4.0 / 3 * u * c * c / f / eta)
  }
}
