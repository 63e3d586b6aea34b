import Arrays
import Glibc

/// Yeo and Johnson's power transform of standardised outputs, standardised again: z = (t(u) - shift) / scale with
/// t(u) = ((1 + u)^lambda - 1) / lambda for u >= 0 and -((1 - u)^(2 - lambda) - 1) / (2 - lambda) below, logarithms where
/// an exponent is 0; lambda = 1 changes nothing.
///
/// Yeo and Johnson (2000), "A new family of power transformations to improve normality or symmetry". Lambda stays in
/// [0, 2], where t maps the line onto itself: every prediction then has an inverse and every moment exists.
public struct OutputWarp: Sendable, Equatable {
  public let lambda: Double
  public let shift: Double
  public let scale: Double

  /// Lambda maximises the likelihood of `u` being normal after the transform (eq. 3.1 of the paper):
  /// -n/2 log var(t(u)) + (lambda - 1) sum sign(u) log(1 + |u|).
  /// nil where the values are too few or too equal to say anything.
  public init?(fitting u: [Double]) {
    guard u.count >= 3, u.allSatisfy({ abs($0) < 1e100 }) else { return nil }
    let n = Double(u.count)
    let slope = u.reduce(0) { $0 + ($1 < 0 ? -1 : 1) * log1p(abs($1)) }
    func spread(_ lambda: Double) -> (mean: Double, variance: Double) {
      let values = u.map { OutputWarp.transform($0, lambda) }
      let mean = values.reduce(0, +) / n
      return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n)
    }
    func likelihood(_ lambda: Double) -> Double { -0.5 * n * log(spread(lambda).variance) + (lambda - 1) * slope }
    guard spread(1).variance > 1e-28 else { return nil }
    // The best of a grid, then golden sections around it.
    let grid = (0...40).map { Double($0) / 20 }
    let best = grid.max { likelihood($0) < likelihood($1) } ?? 1
    var (low, high) = (max(best - 0.05, 0), min(best + 0.05, 2))
    let ratio = 0.6180339887498949
    while high - low > 1e-9 {
      let (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
      if likelihood(a) >= likelihood(b) { high = b } else { low = a }
    }
    let lambda = 0.5 * (low + high)
    let (mean, variance) = spread(lambda)
    let deviation = (variance * n / max(n - 1, 1)).squareRoot()
    guard mean.isFinite, deviation > 1e-14, deviation.isFinite else { return nil }
    self.lambda = lambda
    shift = mean
    scale = deviation
  }

  static func transform(_ u: Double, _ lambda: Double) -> Double {
    u >= 0 ? power(log1p(u), lambda) : -power(log1p(-u), 2 - lambda)
  }

  /// (e^(exponent x) - 1) / exponent.
  private static func power(_ x: Double, _ exponent: Double) -> Double {
    abs(exponent) < 1e-12 ? x : expm1(exponent * x) / exponent
  }

  /// The x for which `power` is v >= 0.
  private static func root(_ v: Double, _ exponent: Double) -> Double {
    abs(exponent) < 1e-12 ? v : log1p(exponent * v) / exponent
  }

  public func value(_ u: Double) -> Double { (OutputWarp.transform(u, lambda) - shift) / scale }

  /// dz/du.
  public func slope(_ u: Double) -> Double {
    exp(u >= 0 ? (lambda - 1) * log1p(u) : (1 - lambda) * log1p(-u)) / scale
  }

  /// u, at most 1e100 in size.
  public func inverse(_ z: Double) -> Double {
    let v = shift + scale * z
    let size = v >= 0 ? expm1(OutputWarp.root(v, lambda)) : expm1(OutputWarp.root(-v, 2 - lambda))
    return v >= 0 ? min(size, 1e100) : -min(size, 1e100)
  }

  /// Mean and variance of u where z ~ N(mean, variance), by quadrature over 32 points.
  public func moments(mean: Double, variance: Double) -> (mean: Double, variance: Double) {
    let deviation = max(variance, 0).squareRoot()
    let rule = GaussHermite.standard
    var first = 0.0
    for (node, weight) in zip(rule.nodes, rule.weights) { first += weight * inverse(mean + deviation * node) }
    var second = 0.0
    for (node, weight) in zip(rule.nodes, rule.weights) {
      let difference = inverse(mean + deviation * node) - first
      second += weight * difference * difference
    }
    return (first, second)
  }

  /// Covariance of u where z is normal with these means and this covariance.
  ///
  /// With normalised Hermite polynomials h_k and c_k = E[u(mean + deviation Z) h_k(Z)] of each point, the covariance is
  /// the sum over k >= 1 of c_k c'_k correlation^k (Mehler's formula), positive semi-definite as it stands.
  func covariance(means: [Double], covariance: Matrix) -> Matrix {
    let m = means.count
    let rule = GaussHermite.standard
    let orders = rule.nodes.count
    var coefficients = [Double](repeating: 0, count: m * orders)
    let deviations = (0..<m).map { max(covariance[$0, $0], 0).squareRoot() }
    for point in 0..<m {
      for (node, weight) in zip(rule.nodes, rule.weights) {
        let value = weight * inverse(means[point] + deviations[point] * node)
        var (previous, current) = (0.0, 1.0)
        for order in 0..<orders {
          coefficients[point * orders + order] += value * current
          let next = (node * current - Double(order).squareRoot() * previous) / Double(order + 1).squareRoot()
          (previous, current) = (current, next)
        }
      }
    }
    var result = Matrix(rows: m, columns: m)
    for a in 0..<m {
      for b in a..<m {
        let product = deviations[a] * deviations[b]
        let correlation = product > 0 ? min(max(covariance[a, b] / product, -1), 1) : 0
        var (sum, power) = (0.0, 1.0)
        for order in 1..<orders {
          power *= correlation
          sum += power * coefficients[a * orders + order] * coefficients[b * orders + order]
        }
        result[a, b] = sum
        result[b, a] = sum
      }
    }
    return result
  }
}

/// Quadrature for the standard normal distribution: E[f(Z)] = sum of weight f(node), exact for polynomials up to degree
/// 2 n - 1.
struct GaussHermite: Sendable {
  let nodes: [Double]
  let weights: [Double]

  static let standard = GaussHermite(count: 32)

  /// Newton's iteration on the normalised Hermite polynomial of order n from the outermost root inwards, each found one
  /// divided out; weights 1 / (n h_(n-1)^2).
  init(count n: Int) {
    var roots: [Double] = []
    var weights: [Double] = []
    func polynomials(_ x: Double) -> (last: Double, previous: Double) {
      var (previous, current) = (0.0, 1.0)
      for order in 0..<n {
        let next = (x * current - Double(order).squareRoot() * previous) / Double(order + 1).squareRoot()
        (previous, current) = (current, next)
      }
      return (current, previous)
    }
    var x = 2 * Double(n).squareRoot()
    for _ in 0..<n {
      for _ in 0..<200 {
        let (value, previous) = polynomials(x)
        // h_n' = sqrt(n) h_(n-1).
        let slope = Double(n).squareRoot() * previous
        let divided = roots.reduce(0) { $0 + 1 / (x - $1) }
        let step = value / (slope - value * divided)
        x -= step
        if abs(step) < 1e-15 * max(1, abs(x)) { break }
      }
      let (_, previous) = polynomials(x)
      weights.append(1 / (Double(n) * previous * previous))
      roots.append(x)
      x -= 1e-3
    }
    nodes = roots
    self.weights = weights
  }
}
