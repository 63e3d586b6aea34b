import Arrays
import Glibc

/// Whole numbers drawn by inversion where the mean is small, by transformed rejection (Hörmann 1993, "The transformed
/// rejection method for generating Poisson random variables", PTRS; "The generation of binomial random variates",
/// BTRS) elsewhere.
enum CountSampler {
  static func poisson(_ rate: Double, _ random: inout RandomStream) -> Double {
    if rate < 10 {
      var (k, p) = (0.0, exp(-rate))
      var u = random.uniformOpen()
      while u > p, k < 1000 {
        u -= p
        k += 1
        p *= rate / k
      }
      return k
    }
    let b = 0.931 + 2.53 * rate.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let vr = 0.9277 - 3.6224 / (b - 2)
    let logRate = log(rate)
    while true {
      let u = random.uniformOpen() - 0.5
      let v = random.uniformOpen()
      let us = 0.5 - abs(u)
      let k = floor((2 * a / us + b) * u + rate + 0.43)
      if us >= 0.07, v <= vr { return k }
      if k < 0 || (us < 0.013 && v > us) { continue }
      let mass = k * logRate - rate - Counting.logFactorial(k)
      if log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= mass { return k }
    }
  }

  static func binomial(_ n: Double, _ probability: Double, _ random: inout RandomStream) -> Double {
    let p = min(probability, 1 - probability)
    let k = p <= 0 || n == 0 ? 0 : n * p < 10 ? inverted(n, p, &random) : rejected(n, p, &random)
    return probability <= 0.5 ? k : n - k
  }

  private static func inverted(_ n: Double, _ p: Double, _ random: inout RandomStream) -> Double {
    let odds = p / (1 - p)
    var (k, mass) = (0.0, exp(n * log1p(-p)))
    var u = random.uniformOpen()
    while u > mass, k < n, k < 1000 {
      u -= mass
      k += 1
      mass *= odds * (n - k + 1) / k
    }
    return k
  }

  private static func rejected(_ n: Double, _ p: Double, _ random: inout RandomStream) -> Double {
    let spread = (n * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let c = n * p + 0.5
    let vr = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let logOdds = log(p / (1 - p))
    let m = floor((n + 1) * p)
    let h = Counting.logFactorial(m) + Counting.logFactorial(n - m)
    while true {
      let u = random.uniformOpen() - 0.5
      var v = random.uniformOpen()
      let us = 0.5 - abs(u)
      let k = floor((2 * a / us + b) * u + c)
      if us >= 0.07, v <= vr { return k }
      if k < 0 || k > n { continue }
      v = v * alpha / (a / (us * us) + b)
      let mass = h - Counting.logFactorial(k) - Counting.logFactorial(n - k) + (k - m) * logOdds
      if log(v) <= mass { return k }
    }
  }
}
