import CSpecial
import Glibc

/// How a standard Gamma draw moves with its concentration: dz/dα = -(∂P/∂α)(α, z) / f(z; α), P the regularised
/// incomplete gamma function, f the density.
///
/// Both branches write P or Q = 1 - P as z^α e^-z / Γ(α) times a series S or a continued fraction C, whose derivatives
/// by α come along term by term; powers and exponentials cancel against f, so that no tail underflows:
///
///     dz/dα = z [ S (ψ(1 + α) - log z) + Σ tₙ hₙ ],  S = Σ tₙ,  tₙ = zⁿ / (α (α+1) ... (α+n)),  hₙ = Σ_{k=1..n} 1/(α+k)
///     dz/dα = z [ C (log z - ψ(α)) + ∂C/∂α ]
///
/// (DLMF 8.11.4 and 8.9.2.) The series has no cancellation below z = α and loses few digits up to three standard
/// deviations above, where the fraction takes over. Above α = 10⁴ the expansion of Cornish and Fisher in powers of
/// α^(-1/2) is exact to 1e-9, far out in the tails to 1e-7.
enum GammaPath {
  static func slope(_ alpha: Double, _ z: Double) -> Double {
    if z <= 0 { return z == 0 ? 0 : .nan }
    if alpha > 1e4 { return expansion(alpha, z) }
    return z < alpha + 3 * alpha.squareRoot() + 1.5 ? series(alpha, z) : fraction(alpha, z)
  }

  private static func series(_ alpha: Double, _ z: Double) -> Double {
    var term = 1 / alpha
    var (sum, weighted, h) = (term, 0.0, 0.0)
    var n = 1.0
    while n < 1e5 {
      let inverse = 1 / (alpha + n)
      term *= z * inverse
      h += inverse
      sum += term
      weighted += term * h
      if term * h < 1e-17 * weighted { break }
      n += 1
    }
    return z * (sum * (special_digamma(1 + alpha) - log(z)) + weighted)
  }

  /// Lentz's method; every quantity carries its derivative by α.
  private static func fraction(_ alpha: Double, _ z: Double) -> Double {
    var b = z + 1 - alpha
    // Of 1/c and d the derivatives by α; db/dα = -1 throughout.
    var (c, dc) = (1e300, 0.0)
    var d = 1 / b
    var dd = d * d
    var h = d
    var dh = dd
    var i = 1.0
    while i < 1e5 {
      let a = -i * (i - alpha)
      b += 2
      let down = a * d + b
      let downSlope = i * d + a * dd - 1
      d = 1 / down
      dd = -downSlope * d * d
      let up = b + a / c
      let upSlope = -1 + i / c - a * dc / (c * c)
      (c, dc) = (up, upSlope)
      let factor = c * d
      let factorSlope = dc * d + c * dd
      dh = dh * factor + h * factorSlope
      h *= factor
      if abs(factor - 1) < 1e-15, abs(h * factorSlope) <= 1e-14 * abs(dh) { break }
      i += 1
    }
    return z * (h * (log(z) - special_digamma(alpha)) + dh)
  }

  /// z = α + √α x + (x² - 1)/3 + (x³ - 7x)/(36 √α) - (3x⁴ + 7x² - 16)/(810 α) + (9x⁵ + 256x³ - 433x)/(38880 α^(3/2)),
  /// x the normal quantile of P(α, z) (Abramowitz and Stegun 26.4.14 for χ², rewritten); solved for x by Newton's
  /// method, then differentiated by α.
  private static func expansion(_ alpha: Double, _ z: Double) -> Double {
    let r = alpha.squareRoot()
    var x = (z - alpha) / r
    // Beyond that no draw of 64 bits lies.
    if abs(x) > 40 { return z / alpha }
    for _ in 0..<20 {
      let x2 = x * x
      let value =
        alpha + r * x + (x2 - 1) / 3 + (x2 - 7) * x / (36 * r) - ((3 * x2 + 7) * x2 - 16) / (810 * alpha)
        + ((9 * x2 + 256) * x2 - 433) * x / (38880 * alpha * r)
      let slope =
        r + 2 * x / 3 + (3 * x2 - 7) / (36 * r) - (12 * x2 + 14) * x / (810 * alpha)
        + ((45 * x2 + 768) * x2 - 433) / (38880 * alpha * r)
      let step = (value - z) / slope
      x -= step
      if abs(step) < 1e-15 * (1 + abs(x)) { break }
    }
    let x2 = x * x
    return 1 + x / (2 * r) - (x2 - 7) * x / (72 * alpha * r) + ((3 * x2 + 7) * x2 - 16) / (810 * alpha * alpha)
      - 1.5 * ((9 * x2 + 256) * x2 - 433) * x / (38880 * alpha * alpha * r)
  }
}
