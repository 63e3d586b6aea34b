import Arrays

extension Tensor {
  /// What batch normalisation keeps between batches: the running mean and variance of each channel, [C].
  public struct BatchStatistics {
    public let mean: Tensor
    public let variance: Tensor
    public init(mean: Tensor, variance: Tensor) { (self.mean, self.variance) = (mean, variance) }
  }

  /// y = (x - m) / sqrt(v + eps) · weight + bias for each channel of x [N, C, ...].
  ///
  /// In training m and v are the batch's mean and biased variance, and `running` moves towards them (with the unbiased
  /// variance) by `momentum`, in place; otherwise they are `running`'s. With x̂ = (x - m)/s over n numbers, in training
  /// dx = weight/s (g - mean(g) - x̂ mean(g x̂)). Ioffe & Szegedy 2015.
  /// - Throws: `ArrayError` when shapes do not fit or one number per channel cannot be normalised.
  public static func batchNorm(
    _ x: Tensor, weight: Tensor?, bias: Tensor?, running: BatchStatistics?, training: Bool, momentum: Double = 0.1,
    eps: Double = 1e-5
  ) throws -> Tensor {
    let name = "batch_norm"
    guard x.shape.rank >= 2 else { throw ArrayError.wrongShape(operation: name, wanted: "(N, C, ...)", got: x.shape) }
    let perChannel = try Shape(x.shape[1])
    for parameter in [weight, bias, running?.mean, running?.variance] {
      guard let parameter, parameter.shape != perChannel else { continue }
      throw ArrayError.wrongShape(operation: name, wanted: "\(x.shape[1]) numbers, one a channel", got: parameter.shape)
    }
    let usesBatch = training || running == nil
    if usesBatch, x.shape[1] > 0, x.shape.count / x.shape[1] == 1 {
      throw ArrayError.wrongShape(operation: name, wanted: "more than one number a channel in training", got: x.shape)
    }
    let statistics = BatchNormParameters(
      weight: weight, bias: bias, running: running, usesBatch: usesBatch, momentum: momentum, eps: eps)
    return try withReal(
      x.dtype, { try normalize(x, statistics, Float.self) }, { try normalize(x, statistics, Double.self) })
  }

  private struct BatchNormParameters {
    let weight: Tensor?
    let bias: Tensor?
    let running: BatchStatistics?
    let usesBatch: Bool
    let momentum: Double
    let eps: Double
  }

  private static func normalize<T: RealElement>(_ x: Tensor, _ p: BatchNormParameters, _ type: T.Type) throws -> Tensor
  {
    let name = "batch_norm"
    let source = try x.array.dense(name, like: x.dtype)
    let (batch, channels) = (x.shape[0], x.shape[1])
    let inner = channels == 0 || batch == 0 ? 0 : x.shape.count / (batch * channels)
    let n = batch * inner
    let (w, b) = (try p.weight?.array.dense(name, like: x.dtype), try p.bias?.array.dense(name, like: x.dtype))
    let (runningMean, runningVariance) = (p.running?.mean.array, p.running?.variance.array)
    for array in [runningMean, runningVariance] { _ = try array?.dense(name, like: x.dtype) }
    let y = try NDArray(empty: x.shape, dtype: x.dtype)
    let hat = try NDArray(empty: x.shape, dtype: x.dtype)
    let inverse = try NDArray(empty: Shape(channels), dtype: .float64)
    let (xs, ys, hats) = (source.pointer(as: T.self), y.pointer(as: T.self), hat.pointer(as: T.self))
    let inverses = inverse.pointer(as: Double.self)
    Threads.forEach(count: channels, grain: Swift.max(1, (1 << 15) / Swift.max(n, 1))) { range in
      for channel in range {
        var (mean, variance) = (0.0, 0.0)
        if p.usesBatch, n > 0 {
          for image in 0..<batch {
            mean += PointwiseLoss.sum(xs + (image &* channels &+ channel) &* inner, inner)
          }
          mean /= Double(n)
          for image in 0..<batch {
            let row = xs + (image &* channels &+ channel) &* inner
            for i in 0..<inner { variance += (Double(row[i]) - mean) * (Double(row[i]) - mean) }
          }
          variance /= Double(n)
          if let runningMean, let runningVariance {
            let m = runningMean.pointer(as: T.self) + channel &* runningMean.strides[0]
            let v = runningVariance.pointer(as: T.self) + channel &* runningVariance.strides[0]
            let unbiased = variance * Double(n) / Double(n - 1)
            m.pointee = T(Double(m.pointee) * (1 - p.momentum) + mean * p.momentum)
            v.pointee = T(Double(v.pointee) * (1 - p.momentum) + unbiased * p.momentum)
          }
        } else if let runningMean, let runningVariance {
          mean = Double(runningMean.pointer(as: T.self)[channel &* runningMean.strides[0]])
          variance = Double(runningVariance.pointer(as: T.self)[channel &* runningVariance.strides[0]])
        }
        inverses[channel] = 1 / (variance + p.eps).squareRoot()
        let (m, s) = (T(mean), T(inverses[channel]))
        let (scale, shift) = (w?.pointer(as: T.self)[channel] ?? 1, b?.pointer(as: T.self)[channel] ?? 0)
        for image in 0..<batch {
          let start = (image &* channels &+ channel) &* inner
          for i in start..<start &+ inner {
            hats[i] = (xs[i] - m) * s
            ys[i] = hats[i] * scale + shift
          }
        }
      }
    }
    if p.usesBatch, n > 0 { [runningMean, runningVariance].forEach { $0?.storage.markWritten() } }
    withExtendedLifetime((source, b)) {}
    let parameters = [p.weight, p.bias].compactMap { $0 }
    return .record("batch_norm", y, inputs: [x] + parameters, saving: w.map { [$0] } ?? []) { g in
      let g = try g.dense(name, like: hat.dtype, shape: hat.shape)
      let dx = try NDArray(empty: hat.shape, dtype: hat.dtype)
      let dw = try NDArray(empty: Shape(channels), dtype: hat.dtype)
      let db = try NDArray(empty: Shape(channels), dtype: hat.dtype)
      let (gs, hats, dxs) = (g.pointer(as: T.self), hat.pointer(as: T.self), dx.pointer(as: T.self))
      let (dws, dbs, inverses) = (dw.pointer(as: T.self), db.pointer(as: T.self), inverse.pointer(as: Double.self))
      Threads.forEach(count: channels, grain: Swift.max(1, (1 << 15) / Swift.max(n, 1))) { range in
        for channel in range {
          var (sum, product) = (0.0, 0.0)
          for image in 0..<batch {
            let start = (image &* channels &+ channel) &* inner
            for i in start..<start &+ inner {
              sum += Double(gs[i])
              product += Double(gs[i]) * Double(hats[i])
            }
          }
          (dws[channel], dbs[channel]) = (T(product), T(sum))
          let scale = T(inverses[channel]) * (w?.pointer(as: T.self)[channel] ?? 1)
          let meanG = p.usesBatch ? T(sum / Double(n)) : 0
          let meanProduct = p.usesBatch ? T(product / Double(n)) : 0
          for image in 0..<batch {
            let start = (image &* channels &+ channel) &* inner
            for i in start..<start &+ inner { dxs[i] = scale * (gs[i] - meanG - hats[i] * meanProduct) }
          }
        }
      }
      withExtendedLifetime((g, hat, w, inverse)) {}
      return [dx] + (p.weight == nil ? [] : [dw]) + (p.bias == nil ? [] : [db])
    }
  }
}
