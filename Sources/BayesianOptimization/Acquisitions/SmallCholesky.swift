/// Cholesky of a batch's covariance (a few rows) with its derivative.
///
/// Notation: C = L L^T, L lower, row-major q x q.
enum SmallCholesky {
  /// False where C is not positive definite even with a jitter of 1e-4 times its mean diagonal.
  ///
  /// - Parameter known: leading rows of L that stand there already and stay; the jitter is of the others.
  static func factor(
    _ c: UnsafePointer<Double>, _ q: Int, known: Int = 0, into l: UnsafeMutablePointer<Double>
  ) -> Bool {
    guard known < q else { return true }
    var trace = 0.0
    for i in known..<q { trace += c[i &* q &+ i] }
    guard trace > 0, trace.isFinite else { return false }
    let mean = trace / Double(q &- known)
    var jitter = 0.0
    while !attempt(c, q, known: known, jitter: jitter, into: l) {
      jitter = jitter == 0 ? 1e-12 * mean : jitter * 100
      if jitter > 2e-4 * mean { return false }
    }
    return true
  }

  private static func attempt(
    _ c: UnsafePointer<Double>, _ q: Int, known: Int, jitter: Double, into l: UnsafeMutablePointer<Double>
  ) -> Bool {
    for i in known..<q {
      for j in 0..<q where j > i { l[i &* q &+ j] = 0 }
      for j in 0...i {
        var sum = c[i &* q &+ j] + (i == j ? jitter : 0)
        for k in 0..<j { sum -= l[i &* q &+ k] * l[j &* q &+ k] }
        if i == j {
          // A pivot that is all rounding error counts as zero.
          guard sum > 1e-15 * c[i &* q &+ i] else { return false }
          l[i &* q &+ i] = sum.squareRoot()
        } else {
          l[i &* q &+ j] = sum / l[j &* q &+ j]
        }
      }
    }
    return true
  }

  /// dF/dC, symmetric, from dF/dL (lower): the transpose of L^-T P L^-1 with P the lower triangle of
  /// L^T dF/dL, its diagonal halved (Murray 2016, "Differentiation of the Cholesky decomposition", eq. 10).
  static func pullback(
    _ l: UnsafePointer<Double>, _ lGradient: UnsafePointer<Double>, _ q: Int,
    into gradient: UnsafeMutablePointer<Double>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: q &* q) { buffer in
      guard let p = buffer.baseAddress else { return }
      for i in 0..<q {
        for j in 0..<q {
          var sum = 0.0
          if j <= i {
            for k in i..<q { sum += l[k &* q &+ i] * lGradient[k &* q &+ j] }
            if i == j { sum *= 0.5 }
          }
          p[i &* q &+ j] = sum
        }
      }
      // P <- L^-T P, from the last row up.
      for column in 0..<q {
        var i = q &- 1
        while i >= 0 {
          var sum = p[i &* q &+ column]
          for k in (i &+ 1)..<max(q, i &+ 1) { sum -= l[k &* q &+ i] * p[k &* q &+ column] }
          p[i &* q &+ column] = sum / l[i &* q &+ i]
          i &-= 1
        }
      }
      // P <- P L^-1, from the last column left.
      for row in 0..<q {
        var j = q &- 1
        while j >= 0 {
          var sum = p[row &* q &+ j]
          for k in (j &+ 1)..<max(q, j &+ 1) { sum -= p[row &* q &+ k] * l[k &* q &+ j] }
          p[row &* q &+ j] = sum / l[j &* q &+ j]
          j &-= 1
        }
      }
      for i in 0..<q {
        for j in 0..<q { gradient[i &* q &+ j] = 0.5 * (p[i &* q &+ j] + p[j &* q &+ i]) }
      }
    }
  }

  static func sum(_ a: UnsafePointer<Double>, _ count: Int) -> Double {
    var lanes = SIMD8<Double>()
    var i = 0
    while i &+ 8 <= count {
      lanes += UnsafeRawPointer(a + i).loadUnaligned(as: SIMD8<Double>.self)
      i &+= 8
    }
    var total = lanes.sum()
    while i < count {
      total += a[i]
      i &+= 1
    }
    return total
  }

  static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
    var lanes = SIMD8<Double>()
    var i = 0
    while i &+ 8 <= count {
      lanes +=
        UnsafeRawPointer(a + i).loadUnaligned(as: SIMD8<Double>.self)
        * UnsafeRawPointer(b + i).loadUnaligned(as: SIMD8<Double>.self)
      i &+= 8
    }
    var total = lanes.sum()
    while i < count {
      total += a[i] * b[i]
      i &+= 1
    }
    return total
  }
}
