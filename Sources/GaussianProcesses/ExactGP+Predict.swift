import Arrays

extension ExactGP {
  /// Mean and variance at points row-major (m, d), in the user's units.
  ///
  /// - Parameter includingNoise: of a new observation in place of the latent function.
  /// - Throws: `GaussianProcessError` for a wrong number of coordinates or one that is not finite.
  public func predict(_ inputs: [Double], includingNoise: Bool = false) throws -> (mean: [Double], variance: [Double]) {
    let queries = try modelInputs(inputs)
    let m = inputs.count / dimension
    let (n, stride) = (points.count, points.stride)
    var mean = [Double](repeating: 0, count: m)
    var variance = mean
    let noise = includingNoise ? hyperparameters.noise : 0
    let kernel = hyperparameters.kernel
    let points = prepared
    // Blocks of 64 points; each writes its own results, so the cut does not show.
    mean.withUnsafeMutableBufferPointer { mean in
      variance.withUnsafeMutableBufferPointer { variance in
        queries.withUnsafeBufferPointer { queries in
          factor.inverseTransposed.storage.withUnsafeBufferPointer { inverse in
            guard let queries = queries.baseAddress, let inverse = inverse.baseAddress else { return }
            let (mean, variance) = (mean, variance)
            Threads.forEach(count: m, grain: 64) { range in
              let count = range.count
              withUnsafeTemporaryAllocation(of: Double.self, capacity: ((2 + kernel.slopeRows) * count + 1) * stride) {
                buffer in
                guard let cross = buffer.baseAddress else { return }
                let slopes = cross + count * stride
                let half = slopes + count * kernel.slopeRows * stride
                let weights = half + count * stride
                for j in 0..<stride { weights[j] = j < n ? alpha[j] : 0 }
                let first = queries + range.lowerBound * dimension
                kernel.cross(points, queries: first, count: count, into: cross, slopes: slopes)
                TriangularKernels.multiply(cross, rows: count, inverse, .upper, into: half, n, stride)
                for a in 0..<count {
                  let row = half + a * stride
                  let prior = kernel.pair(first + a * dimension, first + a * dimension)
                  let reduced = prior - TriangularKernels.dot(row, row, stride)
                  // Far beyond all numbers nothing is known.
                  let known = reduced.isNaN ? prior : max(reduced, 0)
                  let center = hyperparameters.mean + TriangularKernels.dot(cross + a * stride, weights, stride)
                  let moments = transform.moments(mean: center, variance: known + noise)
                  mean[range.lowerBound + a] = moments.mean
                  variance[range.lowerBound + a] = moments.variance
                }
              }
            }
          }
        }
      }
    }
    return (mean, variance)
  }

  /// Mean and full covariance (m x m) of the latent function at points row-major (m, d), in the user's
  /// units.
  /// - Throws: as `predict`.
  public func posterior(_ inputs: [Double]) throws -> (mean: [Double], covariance: Matrix) {
    var (mean, covariance) = try modelPosterior(inputs)
    let own = covariance
    if let warp = transform.warp { covariance = warp.covariance(means: mean, covariance: own) }
    let factor = transform.scale * transform.scale
    for index in covariance.storage.indices { covariance.storage[index] *= factor }
    for i in mean.indices { mean[i] = transform.moments(mean: mean[i], variance: own[i, i]).mean }
    return (mean, covariance)
  }

  private func modelPosterior(_ inputs: [Double]) throws -> (mean: [Double], covariance: Matrix) {
    let queries = try modelInputs(inputs)
    let m = inputs.count / dimension
    guard m > 0 else { return ([], Matrix(rows: 0, columns: 0)) }
    let joint = JointPosterior(self, count: m)
    queries.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { joint.evaluate(base) }
    }
    var covariance = Matrix(rows: m, columns: m)
    for i in 0..<m {
      for j in 0..<m { covariance[i, j] = joint.covariance[i * m + j] }
    }
    return ((0..<m).map { joint.mean[$0] }, covariance)
  }

  /// Joint samples of the latent function, row-major (count, m).
  /// - Parameter includingNoise: of new observations in place of the latent function.
  /// - Throws: as `predict`; `NotPositiveDefinite` where jitter does not repair the covariance.
  public func sample(
    _ inputs: [Double], count: Int, includingNoise: Bool = false, stream: inout RandomStream
  ) throws -> [Double] {
    var (mean, covariance) = try modelPosterior(inputs)
    let m = mean.count
    if includingNoise { for i in 0..<m { covariance[i, i] += hyperparameters.noise } }
    let factor = try Cholesky.withJitter(covariance)
    var result: [Double] = []
    result.reserveCapacity(max(count, 0) * m)
    for _ in 0..<max(count, 0) {
      try Cancellation.check()
      let z = (0..<m).map { _ in stream.normal() }
      for j in 0..<m {
        result.append(transform.output((0...j).reduce(mean[j]) { $0 + factor.upper[$1, j] * z[$1] }))
      }
    }
    return result
  }

  func modelInputs(_ inputs: [Double]) throws -> [Double] {
    try transform.modelInputs(inputs, dimension: dimension)
  }
}
