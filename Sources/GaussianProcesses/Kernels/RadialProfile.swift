import Arrays

/// How a stationary kernel falls with the scaled distance r; a variance factor is kept outside.
///
/// Notation: s = r^2; value k(s); slope dk/ds, finite at 0 except for Matern 1/2, whose slope at 0 is
/// set to 0 (only ever multiplied by a difference that is 0 there).
/// rbf exp(-s/2); matern12 exp(-r); matern32 (1 + sqrt3 r) exp(-sqrt3 r);
/// matern52 (1 + sqrt5 r + 5 s/3) exp(-sqrt5 r). (Rasmussen and Williams 2006, 4.2.1.)
public enum RadialProfile: String, Sendable, CaseIterable {
  case rbf, matern12, matern32, matern52

  /// Turns squared distances in `values` into `variance` k(s) there and `variance` dk/ds in `slopes`.
  func apply(
    _ values: UnsafeMutablePointer<Double>, _ slopes: UnsafeMutablePointer<Double>, from: Int, to: Int,
    variance: Double
  ) {
    switch self {
    case .rbf:
      for j in from..<to {
        let k = variance * Elementary.exp(-0.5 * values[j])
        values[j] = k
        slopes[j] = -0.5 * k
      }
    case .matern12:
      for j in from..<to {
        let r = Elementary.sqrt(values[j])
        let k = variance * Elementary.exp(-r)
        values[j] = k
        slopes[j] = r > 0 ? -0.5 * k / r : 0
      }
    case .matern32:
      for j in from..<to {
        let a = 1.7320508075688772 * Elementary.sqrt(values[j])
        let e = variance * Elementary.exp(-a)
        values[j] = (1 + a) * e
        slopes[j] = -1.5 * e
      }
    case .matern52:
      for j in from..<to {
        let a = 2.23606797749979 * Elementary.sqrt(values[j])
        let e = variance * Elementary.exp(-a)
        values[j] = (1 + a + a * a * (1 / 3.0)) * e
        slopes[j] = (-5 / 6.0) * (1 + a) * e
      }
    }
  }

  func valueAndSlope(_ squaredDistance: Double, variance: Double) -> (value: Double, slope: Double) {
    var value = squaredDistance
    var slope = 0.0
    apply(&value, &slope, from: 0, to: 1, variance: variance)
    return (value, slope)
  }

  /// A frequency of the kernel in units of 1/lengthscale is this times standard normals: 1 for rbf, and for Matern nu
  /// the square root of 2 nu / chi^2 with 2 nu degrees of freedom, whose product is multivariate t. (Rasmussen and
  /// Williams 2006, 4.2.1.)
  func frequencyScale(_ stream: inout RandomStream) -> Double {
    let degrees =
      switch self {
      case .rbf: 0
      case .matern12: 1
      case .matern32: 3
      case .matern52: 5
      }
    guard degrees > 0 else { return 1 }
    var squares = 0.0
    for _ in 0..<degrees {
      let z = stream.normal()
      squares += z * z
    }
    return (Double(degrees) / max(squares, 1e-300)).squareRoot()
  }
}
