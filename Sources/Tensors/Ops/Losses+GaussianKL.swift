import Arrays

extension Tensor {
  /// KL(N(μ, diag e^v) ‖ N(0, I)) with v = log σ²: l = ½ (μ² + e^v - v - 1) for each element, [N, d] for a batch.
  ///
  /// dμ = μ, dv = ½ (e^v - 1). Kingma & Welling 2014, appendix B.
  public static func gaussianKL(_ mean: Tensor, logVariance: Tensor, reduction: Reduction = .sum) throws -> Tensor {
    try withReal(
      mean.dtype, { try kl(mean, logVariance, reduction, Float.self) },
      { try kl(mean, logVariance, reduction, Double.self) })
  }

  private static func kl<T: RealElement>(
    _ mean: Tensor, _ logVariance: Tensor, _ reduction: Reduction, _ type: T.Type
  ) throws -> Tensor {
    try PointwiseLoss.record("gaussian_kl", mean, logVariance, reduction, T.self) { mu, v, l, dmu, dv, _, count in
      T.exp(v, l, count: count)
      for i in 0..<count {
        let variance = l[i]
        l[i] = (mu[i] * mu[i] + variance - v[i] - 1) / 2
        if let dmu { dmu[i] = mu[i] }
        if let dv { dv[i] = (variance - 1) / 2 }
      }
    }
  }

  /// z = μ + e^(v/2) ε, the reparameterised draw from N(μ, diag e^v), v = log σ².
  ///
  /// dμ = g, dv = g ε e^(v/2) / 2.
  /// - Parameter noise: ε, standard normal, of the same shape; takes no gradient.
  public static func reparameterize(_ mean: Tensor, logVariance: Tensor, noise: NDArray) throws -> Tensor {
    try withReal(
      mean.dtype, { try draw(mean, logVariance, noise, Float.self) },
      { try draw(mean, logVariance, noise, Double.self) })
  }

  private static func draw<T: RealElement>(
    _ mean: Tensor, _ logVariance: Tensor, _ noise: NDArray, _ type: T.Type
  ) throws -> Tensor {
    let name = "reparameterize"
    let mu = try mean.array.dense(name, like: mean.dtype)
    let v = try logVariance.array.dense(name, like: mean.dtype, shape: mean.shape)
    let epsilon = try noise.dense(name, like: mean.dtype, shape: mean.shape)
    let result = try NDArray(empty: mean.shape, dtype: mean.dtype)
    let spread = try NDArray(empty: mean.shape, dtype: mean.dtype)
    let (z, s) = (result.pointer(as: T.self), spread.pointer(as: T.self))
    let (m, logs, e) = (mu.pointer(as: T.self), v.pointer(as: T.self), epsilon.pointer(as: T.self))
    for i in 0..<result.count { s[i] = logs[i] / 2 }
    T.exp(s, s, count: result.count)
    for i in 0..<result.count {
      let shift = s[i] * e[i]
      z[i] = m[i] + shift
      s[i] = shift / 2
    }
    withExtendedLifetime((mu, v, epsilon)) {}
    return .record("reparameterize", result, inputs: [mean, logVariance]) { g in [g, try g.mul(spread)] }
  }
}
