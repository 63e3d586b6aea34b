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
  public var lengthscaleBounds: ClosedRange<Double>
  public var outputscaleBounds: ClosedRange<Double>
  public var noiseBounds: ClosedRange<Double>
  public var meanBounds: ClosedRange<Double>

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
  /// LogNormal(sqrt 2 + log(d)/2, sqrt 3), at least 0.025; noise LogNormal(-4, 1), at least 1e-4.
  public static func dimensionScaled(_ dimension: Int) -> Hyperpriors {
    Hyperpriors(
      lengthscale: LogNormal(mu: 1.4142135623730951 + 0.5 * log(Double(max(dimension, 1))), sigma: 1.7320508075688772),
      outputscale: LogNormal(mu: 0, sigma: 1), noise: LogNormal(mu: -4, sigma: 1),
      lengthscaleBounds: 0.025...1e4, outputscaleBounds: 1e-4...1e4, noiseBounds: 1e-4...1e2,
      meanBounds: -1e6...1e6)
  }

  /// No priors: maximum likelihood inside the bounds.
  public static let maximumLikelihood = Hyperpriors()

  func prior(_ kind: KernelParameter) -> LogNormal? {
    switch kind {
    case .lengthscale: lengthscale
    case .outputscale: outputscale
    }
  }

  func bounds(_ kind: KernelParameter) -> ClosedRange<Double> {
    switch kind {
    case .lengthscale: lengthscaleBounds
    case .outputscale: outputscaleBounds
    }
  }

  /// Where a fit without a better idea starts: the prior's mode, or 0.5 and 1.
  func start(_ kind: KernelParameter) -> Double {
    let bounds = bounds(kind)
    let fallback =
      switch kind {
      case .lengthscale: 0.5
      case .outputscale: 1.0
      }
    return min(max(prior(kind)?.mode ?? fallback, bounds.lowerBound), bounds.upperBound)
  }

  var noiseStart: Double { min(max(noise?.mode ?? 1e-2, noiseBounds.lowerBound), noiseBounds.upperBound) }
}
