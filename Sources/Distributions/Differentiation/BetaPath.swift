import CSpecial
import Glibc

/// How a Beta draw moves with its parameters: d logit(x)/da and d logit(x)/db at a fixed quantile, from which
/// dx = x (1 - x) d logit(x).
///
/// With I = x^a y^b / (a B(a, b)) · C, y = 1 - x and C the continued fraction of DLMF 8.17.22, the powers cancel
/// against the density x^(a-1) y^(b-1) / B and
///
///     d logit(x)/da = -[ C (log x - ψ(a + 1) + ψ(a + b)) + ∂C/∂a ] / a
///     d logit(x)/db = -[ C (log y - ψ(b) + ψ(a + b)) + ∂C/∂b ] / a
///
/// The fraction converges quickly below the mean; above it x and y change places. Its derivatives come along with
/// every step (Lentz's method on triples).
enum BetaPath {
  /// - Parameter y: 1 - x, given apart so that it keeps its digits.
  static func logitSlopes(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> (a: Double, b: Double) {
    if x * (a + b + 2) > a + 1 {
      let swapped = below(b, a, y, x)
      return (-swapped.b, -swapped.a)
    }
    return below(a, b, x, y)
  }

  /// A number with its derivatives by a and b.
  private struct Triple {
    var v: Double
    var s: SIMD2<Double>
    @inline(__always) init(_ v: Double, _ s: SIMD2<Double> = .zero) { (self.v, self.s) = (v, s) }
    @inline(__always) static func * (l: Triple, r: Triple) -> Triple { Triple(l.v * r.v, l.s * r.v + r.s * l.v) }
    @inline(__always) static func / (l: Triple, r: Triple) -> Triple {
      let inverse = 1 / r.v
      let q = l.v * inverse
      return Triple(q, (l.s - r.s * q) * inverse)
    }
    /// 1 + self, kept away from 0.
    @inline(__always) var plusOne: Triple { Triple(abs(1 + v) < 1e-290 ? 1e-290 : 1 + v, s) }
    @inline(__always) var inverse: Triple {
      let i = 1 / v
      return Triple(i, s * (-i * i))
    }
  }

  private static func below(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> (a: Double, b: Double) {
    let toA = SIMD2<Double>(1, 0)
    let toB = SIMD2<Double>(0, 1)
    var c = Triple(1)
    // -(a + b) x / (a + 1)
    let first = Triple(-(a + b) * x, -x * (toA + toB)) / Triple(a + 1, toA)
    var d = first.plusOne.inverse
    var h = d
    var m = 1.0
    while m < 2e4 {
      let even =
        Triple(m * (b - m) * x, m * x * toB) / (Triple(a + 2 * m - 1, toA) * Triple(a + 2 * m, toA))
      d = (even * d).plusOne.inverse
      c = (even / c).plusOne
      h = h * d * c
      let odd =
        Triple(-(a + m) * x, -x * toA) * Triple(a + b + m, toA + toB)
        / (Triple(a + 2 * m, toA) * Triple(a + 2 * m + 1, toA))
      d = (odd * d).plusOne.inverse
      c = (odd / c).plusOne
      let factor = d * c
      h = h * factor
      let rest = factor.s * h.v
      if abs(factor.v - 1) < 1e-15, abs(rest[0]) <= 1e-14 * (abs(h.s[0]) + abs(h.v)),
        abs(rest[1]) <= 1e-14 * (abs(h.s[1]) + abs(h.v))
      {
        break
      }
      m += 1
    }
    let whole = special_digamma(a + b)
    return (
      -(h.v * (log(x) - special_digamma(a + 1) + whole) + h.s[0]) / a,
      -(h.v * (log(y) - special_digamma(b) + whole) + h.s[1]) / a
    )
  }
}
