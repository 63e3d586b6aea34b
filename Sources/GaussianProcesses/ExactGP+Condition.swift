import Arrays

extension ExactGP {
  /// The process with more observations and the same hyperparameters, in O(n^2 k) for k new ones.
  ///
  /// The outputs' transform stays that of the first fit.
  /// - Parameter noise: a variance in the user's units for each new observation; nil for the model's own.
  /// - Throws: `GaussianProcessError` for wrong counts or numbers that are not finite;
  ///   `NotPositiveDefinite` where the enlarged covariance cannot be factored.
  public func conditioned(inputs: [Double], targets newTargets: [Double], noise: [Double]? = nil) throws -> ExactGP {
    try ExactGP.check(inputs: inputs, targets: newTargets, dimension: dimension)
    return try conditioned(
      inputs: inputs, values: newTargets.map(transform.modelOutput),
      noise: try noise.map { noise in
        try ExactGP.check(noise: noise, count: newTargets.count)
        return zip(noise, newTargets).map { min($0 * transform.outputSlope($1) * transform.outputSlope($1), 1e100) }
      })
  }

  /// The same with values and variances in model units.
  func conditioned(inputs: [Double], values: [Double], noise: [Double]?) throws -> ExactGP {
    let rows = try modelInputs(inputs)
    let k = values.count
    // In units of the noise known; where that is 0, the largest new one becomes the unit. The model's own stays.
    var unit = noiseUnit
    var scales = noiseScale + [Double](repeating: unit > 0 ? hyperparameters.noise / unit : 1, count: k)
    if let noise, let largest = noise.max() {
      if unit == 0 {
        unit = largest
        for i in 0..<count { scales[i] = 0 }
      }
      for i in 0..<k { scales[count + i] = unit > 0 ? noise[i] / unit : 0 }
    }
    try Storage.require(count + k, of: 3 * 8 * min(count + k, 1 << 40))
    let stride = points.stride
    let kernel = hyperparameters.kernel
    var cross = Matrix(rows: k, columns: count)
    var slopes = [Double](repeating: 0, count: max(k * stride * kernel.slopeRows, 1))
    var corner = Matrix(rows: k, columns: k)
    rows.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      cross.storage.withUnsafeMutableBufferPointer { cross in
        slopes.withUnsafeMutableBufferPointer { slopes in
          guard let cross = cross.baseAddress, let slopes = slopes.baseAddress else { return }
          kernel.cross(prepared, queries: rows, count: k, into: cross, slopes: slopes)
        }
      }
      for i in 0..<k {
        for j in 0..<k { corner[i, j] = kernel.pair(rows + i * dimension, rows + j * dimension) }
        corner[i, i] += unit * scales[count + i] + report.jitter
      }
    }
    let allPoints = points.appending(rows: rows)
    let allTargets = targets + values
    if let factor = try? factor.extended(cross: cross, corner: corner) {
      var report = report
      report.conditionEstimate = factor.conditionEstimate
      return ExactGP(
        points: allPoints, prepared: kernel.prepared(allPoints), targets: allTargets, noiseScale: scales,
        noiseUnit: unit, transform: transform, hyperparameters: hyperparameters, factor: factor, report: report)
    }
    return try ExactGP(
      points: allPoints, targets: allTargets, noiseScale: scales, noiseUnit: unit, transform: transform,
      hyperparameters: hyperparameters, report: report)
  }
}
