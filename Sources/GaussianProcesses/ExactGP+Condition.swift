import Arrays

extension ExactGP {
  /// The process with more observations and the same hyperparameters, in O(n^2 k) for k new ones.
  ///
  /// The outputs' transform stays that of the first fit.
  /// - Throws: `GaussianProcessError` for wrong counts or numbers that are not finite;
  ///   `NotPositiveDefinite` where the enlarged covariance cannot be factored.
  public func conditioned(inputs: [Double], targets newTargets: [Double]) throws -> ExactGP {
    guard !newTargets.isEmpty else { return self }
    try ExactGP.check(inputs: inputs, targets: newTargets, dimension: dimension)
    let rows = try modelInputs(inputs)
    let k = newTargets.count
    try Storage.require(count + k, of: 3 * 8 * min(count + k, 1 << 40))
    let stride = points.stride
    let kernel = hyperparameters.kernel
    var cross = Matrix(rows: k, columns: count)
    var slopes = [Double](repeating: 0, count: k * stride)
    var corner = Matrix(rows: k, columns: k)
    rows.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      cross.storage.withUnsafeMutableBufferPointer { cross in
        slopes.withUnsafeMutableBufferPointer { slopes in
          guard let cross = cross.baseAddress, let slopes = slopes.baseAddress else { return }
          kernel.cross(points, queries: rows, count: k, into: cross, slopes: slopes)
        }
      }
      for i in 0..<k {
        for j in 0..<k { corner[i, j] = kernel.pair(rows + i * dimension, rows + j * dimension) }
        corner[i, i] += hyperparameters.noise + report.jitter
      }
    }
    let allPoints = points.appending(rows: rows)
    let allTargets = targets + newTargets.map { ($0 - transform.shift) / transform.scale }
    let scales = noiseScale + [Double](repeating: 1, count: k)
    if let factor = try? factor.extended(cross: cross, corner: corner) {
      var report = report
      report.conditionEstimate = factor.conditionEstimate
      return ExactGP(
        points: allPoints, targets: allTargets, noiseScale: scales, transform: transform,
        hyperparameters: hyperparameters, factor: factor, report: report)
    }
    return try ExactGP(
      points: allPoints, targets: allTargets, noiseScale: scales, transform: transform,
      hyperparameters: hyperparameters, report: report)
  }
}
