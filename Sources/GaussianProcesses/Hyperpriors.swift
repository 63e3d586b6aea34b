import Glibc

/// Priors and bounds of a Gaussian process' hyperparameters.
///
/// Densities are of the parameter itself, not of its logarithm. Inputs are taken to lie in the unit
/// cube and outputs to be standardised.
public struct Hyperpriors: Sendable, Equatable {
  /// log t ~ N(mu, sigma^2).
  public struct LogNormal: Sendable, Equatable {
    public var mu: Double
    public var sigma: Double

    public init(mu: Double, sigma: Double) {
      self.mu = mu
      self.sigma = sigma
    }

    public var mode: Double { exp(mu - sigma * sigma) }

    /// log density at t = exp(`logarithm`), and its derivative in `logarithm`.
    public func logDensity(_ logarithm: Double) -> (value: Double, derivative: Double) {
      let z = (logarithm - mu) / sigma
      return (-logarithm - log(sigma) - 0.91893853320467274178 - 0.5 * z * z, -1 - z / sigma)
    }
  }

  public var lengthscale: LogNormal?
  public var outputscale: LogNormal?
  public var noise: LogNormal?
  /// Of a linear kernel's slopes.
  public var slopeVariance: LogNormal?
  public var period: LogNormal?
  /// Of an input warp's exponents.
  public var concentration: LogNormal?
  public var lengthscaleBounds: ClosedRange<Double>
  public var outputscaleBounds: ClosedRange<Double>
  public var noiseBounds: ClosedRange<Double>
  public var meanBounds: ClosedRange<Double>
  public var slopeVarianceBounds: ClosedRange<Double> = 1e-4...1e4
  public var periodBounds: ClosedRange<Double> = 0.02...20
  public var concentrationBounds: ClosedRange<Double> = 0.05...20

  public init(
    lengthscale: LogNormal? = nil, outputscale: LogNormal? = nil, noise: LogNormal? = nil,
    lengthscaleBounds: ClosedRange<Double> = 0.01...30, outputscaleBounds: ClosedRange<Double> = 1e-3...1e3,
    noiseBounds: ClosedRange<Double> = 1e-4...10, meanBounds: ClosedRange<Double> = -10...10
  ) {
    self.lengthscale = lengthscale
    self.outputscale = outputscale
    self.noise = noise
    self.lengthscaleBounds = lengthscaleBounds
    self.outputscaleBounds = outputscaleBounds
    self.noiseBounds = noiseBounds
    self.meanBounds = meanBounds
  }

  /// The dimension-scaled priors of Hvarfner, Hellsten and Nardi (2024), "Vanilla Bayesian Optimization
  /// Performs Great in High Dimensions", with the constants of BoTorch's `SingleTaskGP`: lengthscale
  /// LogNormal(sqrt 2 + log(d)/2, sqrt 3), at least 0.025; noise LogNormal(-4, 1), at least 1e-4. Where kernels have
  /// more: variances LogNormal(0, 1), periods LogNormal(log 1/2, 1), and a warp's exponents LogNormal(0, sqrt 0.75), in
  /// the middle of what Snoek et al. (2014) and BoTorch use.
  public static func dimensionScaled(_ dimension: Int) -> Hyperpriors {
    var result = Hyperpriors(
      lengthscale: LogNormal(mu: 1.4142135623730951 + 0.5 * log(Double(max(dimension, 1))), sigma: 1.7320508075688772),
      outputscale: LogNormal(mu: 0, sigma: 1), noise: LogNormal(mu: -4, sigma: 1),
      lengthscaleBounds: 0.025...1e4, outputscaleBounds: 1e-4...1e4, noiseBounds: 1e-4...1e2,
      meanBounds: -1e6...1e6)
    result.slopeVariance = LogNormal(mu: 0, sigma: 1)
    result.period = LogNormal(mu: -0.6931471805599453, sigma: 1)
    result.concentration = LogNormal(mu: 0, sigma: 0.8660254037844386)
    return result
  }

  /// No priors: maximum likelihood inside the bounds.
  public static let maximumLikelihood = Hyperpriors()

  func prior(_ kind: KernelParameter) -> LogNormal? {
    switch kind {
    case .lengthscale: lengthscale
    case .outputscale: outputscale
    case .slopeVariance: slopeVariance
    case .period: period
    case .concentration: concentration
    }
  }

  func bounds(_ kind: KernelParameter) -> ClosedRange<Double> {
    switch kind {
    case .lengthscale: lengthscaleBounds
    case .outputscale: outputscaleBounds
    case .slopeVariance: slopeVarianceBounds
    case .period: periodBounds
    case .concentration: concentrationBounds
    }
  }

  /// Where a fit without a better idea starts: the prior's mode, or what changes least.
  func start(_ kind: KernelParameter) -> Double {
    let bounds = bounds(kind)
    let start: Double =
      switch kind {
      case .lengthscale: lengthscale?.mode ?? 0.5
      case .outputscale: outputscale?.mode ?? 1
      case .slopeVariance: slopeVariance?.mode ?? 1
      // The prior's median: a mode near 0 would be noise.
      case .period: period.map { exp($0.mu) } ?? 0.5
      // No warp.
      case .concentration: 1
      }
    return min(max(start, bounds.lowerBound), bounds.upperBound)
  }

  var noiseStart: Double { min(max(noise?.mode ?? 1e-2, noiseBounds.lowerBound), noiseBounds.upperBound) }
}
