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
    let (kernel, scale, shift) = (hyperparameters.kernel, transform.scale, transform.shift)
    // Blocks of 64 points; each writes its own results, so the cut does not show.
    mean.withUnsafeMutableBufferPointer { mean in
      variance.withUnsafeMutableBufferPointer { variance in
        queries.withUnsafeBufferPointer { queries in
          factor.inverseTransposed.storage.withUnsafeBufferPointer { inverse in
            guard let queries = queries.baseAddress, let inverse = inverse.baseAddress else { return }
            let (mean, variance) = (mean, variance)
            Threads.forEach(count: m, grain: 64) { range in
              let count = range.count
              withUnsafeTemporaryAllocation(of: Double.self, capacity: (3 * count + 1) * stride) { buffer in
                guard let cross = buffer.baseAddress else { return }
                let slopes = cross + count * stride
                let half = slopes + count * stride
                let weights = half + count * stride
                for j in 0..<stride { weights[j] = j < n ? alpha[j] : 0 }
                let first = queries + range.lowerBound * dimension
                kernel.cross(points, queries: first, count: count, into: cross, slopes: slopes)
                TriangularKernels.multiply(cross, rows: count, inverse, .upper, into: half, n, stride)
                for a in 0..<count {
                  let row = half + a * stride
                  let prior = kernel.pair(first + a * dimension, first + a * dimension)
                  let reduced = prior - TriangularKernels.dot(row, row, stride)
                  let center = hyperparameters.mean + TriangularKernels.dot(cross + a * stride, weights, stride)
                  mean[range.lowerBound + a] = shift + scale * center
                  variance[range.lowerBound + a] = (max(reduced, 0) + noise) * scale * scale
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
    let queries = try modelInputs(inputs)
    let m = inputs.count / dimension
    guard m > 0 else { return ([], Matrix(rows: 0, columns: 0)) }
    let joint = JointPosterior(self, count: m)
    queries.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { joint.evaluate(base) }
    }
    var covariance = Matrix(rows: m, columns: m)
    for i in 0..<m {
      for j in 0..<m { covariance[i, j] = joint.covariance[i * m + j] * transform.scale * transform.scale }
    }
    return ((0..<m).map { transform.shift + transform.scale * joint.mean[$0] }, covariance)
  }

  /// Joint samples of the latent function, row-major (count, m).
  /// - Throws: as `predict`; `NotPositiveDefinite` where jitter does not repair the covariance.
  public func sample(_ inputs: [Double], count: Int, stream: inout RandomStream) throws -> [Double] {
    let (mean, covariance) = try posterior(inputs)
    let m = mean.count
    let factor = try Cholesky.withJitter(covariance)
    var result: [Double] = []
    result.reserveCapacity(max(count, 0) * m)
    for _ in 0..<max(count, 0) {
      let z = (0..<m).map { _ in stream.normal() }
      for j in 0..<m { result.append((0...j).reduce(mean[j]) { $0 + factor.upper[$1, j] * z[$1] }) }
    }
    return result
  }

  func modelInputs(_ inputs: [Double]) throws -> [Double] {
    guard inputs.count % dimension == 0 else {
      throw GaussianProcessError.wrongDimension(wanted: dimension, got: inputs.count)
    }
    for (index, value) in inputs.enumerated() where !value.isFinite {
      throw GaussianProcessError.notFinite(what: "inputs", row: index / dimension)
    }
    return transform.inputs(inputs, dimension: dimension)
  }
}
