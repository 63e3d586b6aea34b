import Arrays

/// Standard Gamma draws (rate 1) by Marsaglia and Tsang 2000, "A Simple Method for Generating Gamma Variables".
///
/// Notation: a = α, or α + 1 below 1, d = a - 1/3, c = 1/sqrt(9 d), x normal, v = (1 + c x)³; d v is taken when
/// log u < x²/2 + d - d v + d log v. Below 1: Γ(α) = Γ(α + 1) w^(1/α), w uniform.
/// A first round over the whole tile is vector code with the cheap test u < 1 - 0.0331 x⁴, which takes 98 in 100; what
/// it leaves is decided one by one.
enum GammaSampler {
  /// - Parameter logarithm: gives log x, which keeps its digits where x is too small for a number.
  static func fill(
    _ out: UnsafeMutablePointer<Double>, _ alpha: UnsafePointer<Double>, _ count: Int, _ random: inout RandomStream,
    logarithm: Bool
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * Sampling.tile) { buffer in
      guard let x = buffer.baseAddress, count <= Sampling.tile else { return }
      let u = x + Sampling.tile
      Sampling.normals(x, count, &random)
      Sampling.uniforms(u, count, &random)
      var least = Double.infinity
      for i in 0..<count {
        let a = alpha[i] < 1 ? alpha[i] + 1 : alpha[i]
        least = alpha[i] < least ? alpha[i] : least
        let d = a - 1.0 / 3
        let t = 1 + x[i] / Elementary.sqrt(9 * d)
        let square = x[i] * x[i]
        // The squeeze needs t > 0, which fails only far out, where the test on u fails too.
        out[i] = u[i] < 1 - 0.0331 * square * square && t > 0 ? d * (t * t * t) : -1
      }
      for i in 0..<count where out[i] < 0 { out[i] = decide(alpha[i], x[i], u[i], &random) }
      if logarithm { for i in 0..<count { out[i] = Elementary.log(out[i]) } }
      guard least < 1 else { return }
      Sampling.uniforms(u, count, &random)
      if logarithm {
        for i in 0..<count where alpha[i] < 1 { out[i] += Elementary.log(u[i]) / alpha[i] }
      } else {
        for i in 0..<count where alpha[i] < 1 { out[i] *= Elementary.exp(Elementary.log(u[i]) / alpha[i]) }
      }
    }
  }

  /// The whole test, from the first proposal on.
  private static func decide(_ alpha: Double, _ x: Double, _ u: Double, _ random: inout RandomStream) -> Double {
    let d = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    var (x, u) = (x, u)
    while true {
      let t = 1 + c * x
      if t > 0 {
        let v = t * t * t
        if Elementary.log(u) < 0.5 * x * x + d - d * v + d * Elementary.log(v) { return d * v }
      }
      x = random.normal()
      u = random.uniformOpen()
    }
  }
}

/// Beta draws as a ratio of two Gamma draws.
enum BetaSampler {
  static func fill(
    _ out: UnsafeMutablePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int,
    _ random: inout RandomStream
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Sampling.tile) { buffer in
      guard let other = buffer.baseAddress, count <= Sampling.tile else { return }
      var least = Double.infinity
      for i in 0..<count {
        let smaller = a[i] < b[i] ? a[i] : b[i]
        least = smaller < least ? smaller : least
      }
      // Below 1 both may be too small for numbers, and their ratio is not.
      let isSmall = least < 1
      GammaSampler.fill(out, a, count, &random, logarithm: isSmall)
      GammaSampler.fill(other, b, count, &random, logarithm: isSmall)
      if isSmall {
        for i in 0..<count { out[i] = 1 / (1 + Elementary.exp(other[i] - out[i])) }
      } else {
        for i in 0..<count { out[i] = out[i] / (out[i] + other[i]) }
      }
    }
  }
}
