import Arrays

extension Tensor {
  /// l = -(t log x + (1 - t) log(1 - x)) for probabilities x in [0, 1], each logarithm held above -100.
  ///
  /// dx = (x - t) / max(x (1 - x), 1e-12), as PyTorch. From logits use `binaryCrossEntropyWithLogits`, which loses no digits.
  /// - Parameter weight: factors of the elements' losses, broadcast; a mean still divides by their number.
  /// - Throws: `ArrayError.invalidArgument` when a prediction lies outside [0, 1].
  public static func binaryCrossEntropy(
    _ x: Tensor, _ target: Tensor, weight: Tensor? = nil, reduction: Reduction = .mean
  ) throws -> Tensor {
    if let weight { return try binaryCrossEntropy(x, target, reduction: .none).weighted(by: weight, reduction) }
    return try withReal(
      x.dtype, { try bce(x, target, reduction, Float.self) }, { try bce(x, target, reduction, Double.self) })
  }

  private static func bce<T: RealElement>(
    _ x: Tensor, _ target: Tensor, _ reduction: Reduction, _ type: T.Type
  ) throws -> Tensor {
    let name = "binary_cross_entropy"
    let probabilities = try x.array.dense(name, like: x.dtype)
    let values = probabilities.pointer(as: T.self)
    var outside = 0
    for i in 0..<probabilities.count where values[i] < 0 || values[i] > 1 { outside &+= 1 }
    withExtendedLifetime(probabilities) {}
    guard outside == 0 else {
      throw ArrayError.invalidArgument(
        operation: name, message: "probabilities between 0 and 1 wanted, \(outside) are not (see \(name)_with_logits)")
    }
    // PyTorch's constant, which is a float's in either precision.
    let least = T(Float(1e-12))
    return try PointwiseLoss.record("binary_cross_entropy", x, target, reduction, T.self) { x, t, l, dx, dt, _, count in
      withUnsafeTemporaryAllocation(of: T.self, capacity: count) { buffer in
        guard let logs = buffer.baseAddress else { return }
        T.log(x, l, count: count)
        for i in 0..<count { logs[i] = -x[i] }
        T.log1p(logs, logs, count: count)
        for i in 0..<count {
          let (a, b) = (l[i] < -100 ? -100 : l[i], logs[i] < -100 ? -100 : logs[i])
          l[i] = -(t[i] * a + (1 - t[i]) * b)
          if let dx {
            let spread = x[i] * (1 - x[i])
            dx[i] = (x[i] - t[i]) / (spread < least ? least : spread)
          }
          if let dt { dt[i] = b - a }
        }
      }
    }
  }

  /// The same of x = sigmoid(z), straight from the logits z: sigmoid and loss in one stable pass.
  ///
  /// With a = log(1 + e^-|z|), log(1 + e^z) = max(z, 0) + a and log(1 + e^-z) = max(-z, 0) + a:
  /// l = p t log(1 + e^-z) + (1 - t) log(1 + e^z), dz = (1 - t) σ - p t (1 - σ).
  /// - Parameters:
  ///   - weight: factors of the elements' losses, broadcast; a mean still divides by their number.
  ///   - positiveWeight: p, PyTorch's `pos_weight`; broadcast against x, 1 when nil.
  public static func binaryCrossEntropyWithLogits(
    _ z: Tensor, _ target: Tensor, weight: Tensor? = nil, positiveWeight: Tensor? = nil, reduction: Reduction = .mean
  ) throws -> Tensor {
    if let weight {
      return try binaryCrossEntropyWithLogits(z, target, positiveWeight: positiveWeight, reduction: .none)
        .weighted(by: weight, reduction)
    }
    return try withReal(
      z.dtype, { try bceLogits(z, target, positiveWeight, reduction, Float.self) },
      { try bceLogits(z, target, positiveWeight, reduction, Double.self) })
  }

  private static func bceLogits<T: RealElement>(
    _ z: Tensor, _ target: Tensor, _ positiveWeight: Tensor?, _ reduction: Reduction, _ type: T.Type
  ) throws -> Tensor {
    let operation: StaticString = "binary_cross_entropy_with_logits"
    let weight = try positiveWeight.map {
      try $0.array.expand(to: z.shape).dense("\(operation)", like: z.dtype)
    }
    let weights = weight?.pointer(as: T.self)
    return try PointwiseLoss.record(operation, z, target, reduction, extra: weight.map { [$0] } ?? [], T.self) {
      z, t, l, dz, dt, start, count in
      withUnsafeTemporaryAllocation(of: T.self, capacity: count) { buffer in
        guard let e = buffer.baseAddress else { return }
        for i in 0..<count { e[i] = -z[i].magnitude }
        T.exp(e, e, count: count)
        T.log1p(e, l, count: count)
        guard let weights else {
          for i in 0..<count {
            l[i] = (z[i] > 0 ? z[i] : 0) - z[i] * t[i] + l[i]
          }
          if let dz {
            for i in 0..<count { dz[i] = (z[i] >= 0 ? 1 : e[i]) / (1 + e[i]) - t[i] }
          }
          if let dt { for i in 0..<count { dt[i] = -z[i] } }
          return
        }
        for i in 0..<count {
          let p = weights[start &+ i]
          let up = (z[i] > 0 ? z[i] : 0) + l[i]
          let down = (z[i] < 0 ? -z[i] : 0) + l[i]
          let sigma = (z[i] >= 0 ? 1 : e[i]) / (1 + e[i])
          let rest = (z[i] >= 0 ? e[i] : 1) / (1 + e[i])
          l[i] = p * t[i] * down + (1 - t[i]) * up
          if let dz { dz[i] = (1 - t[i]) * sigma - p * t[i] * rest }
          if let dt { dt[i] = p * down - up }
        }
      }
    }
  }

  /// Single losses times factors, which are broadcast to them.
  fileprivate func weighted(by weight: Tensor, _ reduction: Reduction) throws -> Tensor {
    _ = try weight.array.expand(to: shape)
    let each = try mul(weight)
    switch reduction {
    case .none: return each
    case .sum: return try each.sum()
    case .mean: return try each.mean()
    }
  }
}
