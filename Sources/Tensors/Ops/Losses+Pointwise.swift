import Arrays
import Glibc

extension Tensor {
  /// l = (x - t)²
  public static func mseLoss(_ x: Tensor, _ target: Tensor, reduction: Reduction = .mean) throws -> Tensor {
    try simple("mse_loss", x, target, reduction) { d in
      (d * d, 2 * d)
    } _: { d in
      (d * d, 2 * d)
    }
  }

  /// l = |x - t|; derivative 0 where they are equal.
  public static func l1Loss(_ x: Tensor, _ target: Tensor, reduction: Reduction = .mean) throws -> Tensor {
    try simple("l1_loss", x, target, reduction) { d in
      (d.magnitude, d > 0 ? 1 : (d < 0 ? -1 : d))
    } _: { d in
      (d.magnitude, d > 0 ? 1 : (d < 0 ? -1 : d))
    }
  }

  /// l = d²/(2 beta) where |d| < beta, |d| - beta/2 elsewhere, for d = x - t; beta 0 is `l1Loss`.
  public static func smoothL1Loss(
    _ x: Tensor, _ target: Tensor, beta: Double = 1, reduction: Reduction = .mean
  ) throws -> Tensor {
    guard beta >= 0 else {
      throw ArrayError.invalidArgument(operation: "smooth_l1_loss", message: "beta cannot be \(beta)")
    }
    if beta == 0 { return try l1Loss(x, target, reduction: reduction) }
    let narrow = Float(beta)
    return try simple("smooth_l1_loss", x, target, reduction) { d in
      d.magnitude < narrow ? (d * d / (2 * narrow), d / narrow) : (d.magnitude - narrow / 2, d > 0 ? 1 : -1)
    } _: { d in
      d.magnitude < beta ? (d * d / (2 * beta), d / beta) : (d.magnitude - beta / 2, d > 0 ? 1 : -1)
    }
  }

  /// l = d²/2 where |d| < delta, delta (|d| - delta/2) elsewhere, for d = x - t.
  public static func huberLoss(
    _ x: Tensor, _ target: Tensor, delta: Double = 1, reduction: Reduction = .mean
  ) throws -> Tensor {
    guard delta > 0 else {
      throw ArrayError.invalidArgument(operation: "huber_loss", message: "delta cannot be \(delta)")
    }
    let narrow = Float(delta)
    return try simple("huber_loss", x, target, reduction) { d in
      d.magnitude < narrow ? (d * d / 2, d) : (narrow * (d.magnitude - narrow / 2), d > 0 ? narrow : -narrow)
    } _: { d in
      d.magnitude < delta ? (d * d / 2, d) : (delta * (d.magnitude - delta / 2), d > 0 ? delta : -delta)
    }
  }

  /// A loss of the difference d = x - t alone: value and derivative by d; the target's derivative is the negative.
  private static func simple(
    _ operation: StaticString, _ x: Tensor, _ target: Tensor, _ reduction: Reduction,
    _ float: @escaping (Float) -> (Float, Float), _ double: @escaping (Double) -> (Double, Double)
  ) throws -> Tensor {
    @inline(__always)
    func run<T: RealElement>(_ type: T.Type, _ loss: @escaping (T) -> (T, T)) throws -> Tensor {
      try PointwiseLoss.record(operation, x, target, reduction, T.self) { x, t, l, dx, dt, _, count in
        for i in 0..<count {
          let (value, slope) = loss(x[i] - t[i])
          l[i] = value
          if let dx { dx[i] = slope }
          if let dt { dt[i] = -slope }
        }
      }
    }
    return try withReal(x.dtype, { try run(Float.self, float) }, { try run(Double.self, double) })
  }
}
