import Arrays
import Glibc

extension Tensor {
  /// Kullback-Leibler divergence of elements: l = t (log t - x) for log-probabilities x of the approximation and
  /// probabilities t (or their logarithms); 0 where t is 0.
  ///
  /// dx = -t, dt = log t + 1 - x; from logarithms s = log t: dx = -e^s, ds = e^s (s - x + 1).
  public static func klDiv(
    _ x: Tensor, _ target: Tensor, logTarget: Bool = false, reduction: Reduction = .mean
  ) throws -> Tensor {
    try withReal(
      x.dtype, { try divergence(x, target, logTarget, reduction, Float.self) },
      { try divergence(x, target, logTarget, reduction, Double.self) })
  }

  private static func divergence<T: RealElement>(
    _ x: Tensor, _ target: Tensor, _ logTarget: Bool, _ reduction: Reduction, _ type: T.Type
  ) throws -> Tensor {
    try PointwiseLoss.record("kl_div", x, target, reduction, T.self) { x, t, l, dx, dt, _, count in
      if logTarget { T.exp(t, l, count: count) } else { T.log(t, l, count: count) }
      for i in 0..<count {
        let (mass, log) = logTarget ? (l[i], t[i]) : (t[i], l[i])
        l[i] = mass == 0 ? 0 : mass * (log - x[i])
        if let dx { dx[i] = -mass }
        if let dt { dt[i] = logTarget ? mass * (log - x[i] + 1) : log + 1 - x[i] }
      }
    }
  }
}
