import Arrays
import Glibc

/// What a Gaussian process' predictions depend on besides the data.
public struct Hyperparameters: Sendable {
  public var kernel: any Kernel
  /// Variance of an observation around the latent function, in model units.
  public var noise: Double
  /// The constant mean, in model units.
  public var mean: Double

  public init(kernel: any Kernel, noise: Double, mean: Double = 0) {
    self.kernel = kernel
    self.noise = noise
    self.mean = mean
  }
}

/// Exact Gaussian-process regression in double precision.
///
/// Notation: X (n x d) inputs, y (n) targets; f ~ GP(mean, k), y = f(X) + e, e ~ N(0, noise).
/// *Model units*: inputs after `inputs.normalise`, outputs after (y - shift) / scale. Hyperparameters are
/// in model units, everything else in the user's.
/// S = k(X, X) + noise I = L L^T; alpha = S^-1 (y - mean).
public struct ExactGP: Sendable {
  public let points: Points
  /// The points as the kernel wants them.
  let prepared: Points
  /// In model units.
  public let targets: [Double]
  public internal(set) var transform: Transform
  public let hyperparameters: Hyperparameters
  /// Noise of each point in units of `noiseUnit`.
  public let noiseScale: [Double]
  /// A variance in model units: `hyperparameters.noise`, or, where that is 0 and points with noise of their own were
  /// taken in, the largest of the first of these.
  public let noiseUnit: Double
  public let factor: Cholesky
  /// S^-1 (y - mean), in model units.
  public let alpha: [Double]
  public internal(set) var report: FitReport

  public var dimension: Int { points.dimension }
  public var count: Int { points.count }

  /// A process with given hyperparameters.
  ///
  /// - Parameters:
  ///   - inputs: row-major (n, d), in the user's units.
  ///   - targets: n numbers, in the user's units.
  ///   - noiseScale: noise of each observation in units of `hyperparameters.noise`; nil for 1.
  /// - Throws: `GaussianProcessError` for wrong counts or numbers that are not finite;
  ///   `NotPositiveDefinite` where even a jitter of 1e-4 times the mean diagonal does not help.
  public init(
    inputs: [Double], targets: [Double], hyperparameters: Hyperparameters, transform: Transform = Transform(),
    noiseScale: [Double]? = nil
  ) throws {
    let dimension = hyperparameters.kernel.dimension
    try ExactGP.check(inputs: inputs, targets: targets, dimension: dimension)
    let noiseScale = noiseScale ?? [Double](repeating: 1, count: targets.count)
    try ExactGP.check(noise: noiseScale, count: targets.count)
    try self.init(
      points: Points(rows: transform.inputs(inputs, dimension: dimension), dimension: dimension),
      targets: targets.map(transform.modelOutput), noiseScale: noiseScale, transform: transform,
      hyperparameters: hyperparameters, report: FitReport())
  }

  init(
    points: Points, targets: [Double], noiseScale: [Double], noiseUnit: Double? = nil, transform: Transform,
    hyperparameters: Hyperparameters, report: FitReport
  ) throws {
    var report = report
    let prepared = hyperparameters.kernel.prepared(points)
    let factor = try Cholesky.withJitter(
      ExactGP.covariance(prepared, hyperparameters.kernel, noise: noiseScale, of: noiseUnit ?? hyperparameters.noise))
    report.jitter = factor.jitter
    report.conditionEstimate = factor.conditionEstimate
    self.init(
      points: points, prepared: prepared, targets: targets, noiseScale: noiseScale, noiseUnit: noiseUnit,
      transform: transform, hyperparameters: hyperparameters, factor: factor, report: report)
  }

  /// - Parameter noiseUnit: nil for `hyperparameters.noise`.
  init(
    points: Points, prepared: Points, targets: [Double], noiseScale: [Double], noiseUnit: Double? = nil,
    transform: Transform, hyperparameters: Hyperparameters, factor: Cholesky, report: FitReport
  ) {
    self.points = points
    self.prepared = prepared
    self.targets = targets
    self.noiseScale = noiseScale
    self.noiseUnit = noiseUnit ?? hyperparameters.noise
    self.transform = transform
    self.hyperparameters = hyperparameters
    self.factor = factor
    self.report = report
    alpha = factor.solve(targets.map { $0 - hyperparameters.mean })
  }

  /// The upper triangle of S.
  private static func covariance(
    _ points: Points, _ kernel: any Kernel, noise scales: [Double], of unit: Double
  ) -> Matrix {
    var matrix = Matrix(rows: points.count, columns: points.count)
    var scratch = [Double](repeating: 0, count: kernel.scratchCount(points.count, stride: points.stride))
    matrix.storage.withUnsafeMutableBufferPointer { matrix in
      scratch.withUnsafeMutableBufferPointer { scratch in
        guard let matrix = matrix.baseAddress, let scratch = scratch.baseAddress else { return }
        kernel.covariance(points, into: matrix, scratch: scratch)
      }
    }
    for i in 0..<points.count { matrix[i, i] += unit * scales[i] }
    return matrix
  }

  static func check(inputs: [Double], targets: [Double], dimension: Int) throws {
    guard !targets.isEmpty else { throw GaussianProcessError.noData }
    let (wanted, overflow) = targets.count.multipliedReportingOverflow(by: dimension)
    guard !overflow, inputs.count == wanted else {
      throw GaussianProcessError.wrongCount(
        what: "input coordinates (points times dimensions)", wanted: overflow ? .max : wanted, got: inputs.count)
    }
    for (index, value) in inputs.enumerated() where !value.isFinite {
      throw GaussianProcessError.notFinite(what: "inputs", row: index / dimension)
    }
    for (index, value) in targets.enumerated() where !value.isFinite {
      throw GaussianProcessError.notFinite(what: "targets", row: index)
    }
  }

  static func check(noise: [Double], count: Int) throws {
    guard noise.count == count else {
      throw GaussianProcessError.wrongCount(what: "noise variances", wanted: count, got: noise.count)
    }
    for value in noise where !(value >= 0 && value.isFinite) { throw GaussianProcessError.negativeNoise(value) }
  }

  /// The same process seen in other units: for inputs inside `bounds` in place of the unit cube, and, where
  /// `isNegated`, for the negative of the outputs.
  public func seen(in bounds: [(lower: Double, upper: Double)], isNegated: Bool = false) -> ExactGP {
    var result = self
    result.transform.offset = bounds.map(\.lower)
    result.transform.width = bounds.map { $0.upper - $0.lower }
    if isNegated {
      result.transform.shift = -transform.shift
      result.transform.scale = -transform.scale
    }
    return result
  }

  /// log N(y | mean, S) of the targets in model units, the total over observations.
  public var logMarginalLikelihood: Double {
    let residual = targets.map { $0 - hyperparameters.mean }
    let quadratic = zip(residual, alpha).reduce(0) { $0 + $1.0 * $1.1 }
    return -0.5 * quadratic - 0.5 * factor.logDeterminant - Double(count) * 0.91893853320467274178
  }

  /// The gradient of `logMarginalLikelihood`: in the kernel's log parameters, in log noise, 0 where there is no noise, in
  /// the mean.
  public func logMarginalLikelihoodGradient() -> (kernel: [Double], logNoise: Double, mean: Double) {
    let kernel = hyperparameters.kernel
    let likelihood = Likelihood(points: points, outputs: [targets], noiseScale: noiseScale, kernel: kernel)
    var gradient = [Double](repeating: 0, count: max(kernel.parameters.count, 1))
    let evaluation = gradient.withUnsafeMutableBufferPointer { buffer in
      likelihood.evaluate(
        kernel, noise: noiseUnit, mean: hyperparameters.mean,
        meanBounds: -Double.infinity...Double.infinity,
        jitter: report.jitter, gradient: buffer.baseAddress)
    }
    return (
      Array(gradient.prefix(kernel.parameters.count)),
      hyperparameters.noise == 0 ? 0 : evaluation?.gradientLogNoise ?? .nan,
      evaluation?.gradientMeans.first ?? .nan
    )
  }
}
