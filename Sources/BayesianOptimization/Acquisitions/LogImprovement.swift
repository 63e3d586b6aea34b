import Arrays

/// The smoothed log improvement of a batch over samples, and its derivative: the heart of qLogEI.
///
/// Ament, Daulton, Eriksson, Balandat, Bakshy (2023), "Unexpected Improvements to Expected Improvement for
/// Bayesian Optimization", section 4.2 and appendix A.4, with BoTorch's constants.
///
/// Notation: x = f_sj - best; t = x / tauRelu; fat softplus g(t) = log(1 + e^t) + 0.1 / (1 + t^2);
/// l_sj = log(tauRelu g(t)); M_s = max_j l_sj; p(y) = 2 / (2 + 2y + y^2) with y = (M_s - l_sj)/tauMax;
/// v_s = M_s + tauMax log sum_j p; qLogEI = log (1/S sum_s e^(v_s)).
enum LogImprovement {
  static let tauRelu = 1e-6
  static let tauMax = 1e-2

  /// - Parameters:
  ///   - x: q rows of `count` improvements; overwritten by the derivatives of the result in them.
  ///   - work: (q + 4) rows of `count`.
  ///   - weights: q rows of numbers added to l, log feasibilities say; overwritten by the derivatives in them.
  @inline(never)
  static func average(
    _ x: UnsafeMutablePointer<Double>, _ q: Int, _ count: Int, work: UnsafeMutablePointer<Double>,
    wantsGradient: Bool, weights: UnsafeMutablePointer<Double>? = nil
  ) -> Double {
    // l_sj into `work`, dl/dx into `x`.
    for j in 0..<q {
      let row = x + j &* count
      let logs = work + j &* count
      for s in 0..<count {
        let t = row[s] * (1 / tauRelu)
        let e = Elementary.exp(-abs(t))
        let inverse = 1 / (1 + t * t)
        let g = (t > 0 ? t : 0) + Elementary.log(1 + e) + 0.1 * inverse
        logs[s] = Elementary.log(tauRelu * g)
        let sigmoid = (t > 0 ? 1 : e) / (1 + e)
        row[s] = (sigmoid - 0.2 * t * inverse * inverse) / (tauRelu * g)
      }
    }
    guard let weights else { return combine(slopes: x, logs: nil, q, count, work: work, wantsGradient: wantsGradient) }
    for i in 0..<(q &* count) {
      work[i] += weights[i]
      weights[i] = x[i]
      x[i] = 1
    }
    let value = combine(slopes: x, logs: nil, q, count, work: work, wantsGradient: wantsGradient)
    guard wantsGradient else { return value }
    // A slope of 1 shows the derivative in l itself.
    for i in 0..<(q &* count) { (x[i], weights[i]) = (x[i] * weights[i], x[i]) }
    return value
  }

  /// The second half: from l_sj to the result.
  ///
  /// - Parameters:
  ///   - slopes: q rows of dl/dx, overwritten by the derivatives of the result in x.
  ///   - logs: l; nil where it stands in `work` already. With `logs` the slopes count as 1.
  @inline(__always)
  static func combine(
    slopes x: UnsafeMutablePointer<Double>, logs: UnsafePointer<Double>?, _ q: Int, _ count: Int,
    work: UnsafeMutablePointer<Double>, wantsGradient: Bool
  ) -> Double {
    let highest = work + q &* count
    let sums = highest + count
    let results = sums + count
    if let logs {
      for i in 0..<(q &* count) { (work[i], x[i]) = (logs[i], 1) }
    }
    for s in 0..<count { highest[s] = work[s] }
    for j in 1..<max(q, 1) {
      let logs = work + j &* count
      for s in 0..<count { highest[s] = logs[s] > highest[s] ? logs[s] : highest[s] }
    }
    if q > 1 {
      for s in 0..<count { sums[s] = 0 }
      for j in 0..<q {
        let logs = work + j &* count
        for s in 0..<count {
          let y = (highest[s] - logs[s]) * (1 / tauMax)
          sums[s] += 2 / (2 + y * (2 + y))
        }
      }
      for s in 0..<count { results[s] = highest[s] + tauMax * Elementary.log(sums[s]) }
    } else {
      for s in 0..<count { (sums[s], results[s]) = (1, highest[s]) }
    }
    var top = -Double.infinity
    for s in 0..<count where results[s] > top { top = results[s] }
    guard top.isFinite else { return top }
    for s in 0..<count { results[s] = Elementary.exp(results[s] - top) }
    let total = SmallCholesky.sum(results, count)
    let value = top + Elementary.log(total / Double(count))
    if wantsGradient { spread(x, q, count, work: work, share: 1 / total) }
    return value
  }

  /// Multiplies dl/dx by dv/dl and by the sample's share of the average.
  ///
  /// dv/dl_j = w_j = (4 + 4y)/(2 + 2y + y^2)^2 / sum p, and what is missing to a sum of 1 goes to the
  /// highest, because M is one of the l.
  @inline(__always)
  private static func spread(
    _ x: UnsafeMutablePointer<Double>, _ q: Int, _ count: Int, work: UnsafeMutablePointer<Double>, share: Double
  ) {
    let highest = work + q &* count
    let sums = highest + count
    let results = sums + count
    guard q > 1 else {
      for s in 0..<count { x[s] *= results[s] * share }
      return
    }
    let left = results + count
    for s in 0..<count { left[s] = 1 }
    for j in 0..<q {
      let logs = work + j &* count
      for s in 0..<count {
        let y = (highest[s] - logs[s]) * (1 / tauMax)
        let p = 1 / (2 + y * (2 + y))
        left[s] -= (4 + 4 * y) * p * p / sums[s]
      }
    }
    for j in 0..<q {
      let row = x + j &* count
      let logs = work + j &* count
      for s in 0..<count {
        let y = (highest[s] - logs[s]) * (1 / tauMax)
        let p = 1 / (2 + y * (2 + y))
        let isHighest = logs[s] == highest[s]
        let w = (4 + 4 * y) * p * p / sums[s] + (isHighest ? left[s] : 0)
        row[s] *= w * (results[s] * share)
        // Of several equal ones only the first takes the rest.
        left[s] = isHighest ? 0 : left[s]
      }
    }
  }
}
