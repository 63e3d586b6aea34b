import Glibc

/// Priors and bounds of a Gaussian process' hyperparameters.
///
/// Densities are of the parameter itself, not of its logarithm. Inputs are taken to lie in the unit
/// cube and outputs to be standardised.
public struct Hyperpriors: Sendable {
  public var lengthscale: (any Hyperprior)?
  public var outputscale: (any Hyperprior)?
  public var noise: (any Hyperprior)?
  /// Of a linear kernel's slopes.
  public var slopeVariance: (any Hyperprior)?
  public var period: (any Hyperprior)?
  /// Of an input warp's exponents.
  public var concentration: (any Hyperprior)?
  public var lengthscaleBounds: ClosedRange<Double>
  public var outputscaleBounds: ClosedRange<Double>
  public var noiseBounds: ClosedRange<Double>
  public var meanBounds: ClosedRange<Double>
  public var slopeVarianceBounds: ClosedRange<Double> = 1e-4...1e4
  public var periodBounds: ClosedRange<Double> = 0.02...20
  public var concentrationBounds: ClosedRange<Double> = 0.05...20

  public init(
    lengthscale: (any Hyperprior)? = nil, outputscale: (any Hyperprior)? = nil,
    noise: (any Hyperprior)? = nil,
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
      lengthscale: LogNormalPrior(
        mu: 1.4142135623730951 + 0.5 * log(Double(max(dimension, 1))), sigma: 1.7320508075688772),
      outputscale: LogNormalPrior(mu: 0, sigma: 1), noise: LogNormalPrior(mu: -4, sigma: 1),
      lengthscaleBounds: 0.025...1e4, outputscaleBounds: 1e-4...1e4, noiseBounds: 1e-4...1e2,
      meanBounds: -1e6...1e6)
    result.slopeVariance = LogNormalPrior(mu: 0, sigma: 1)
    result.period = LogNormalPrior(mu: -0.6931471805599453, sigma: 1)
    result.concentration = LogNormalPrior(mu: 0, sigma: 0.8660254037844386)
    return result
  }

  /// No priors: maximum likelihood inside the bounds.
  public static let maximumLikelihood = Hyperpriors()

  func prior(_ kind: KernelParameter) -> (any Hyperprior)? {
    switch kind {
    case .lengthscale: lengthscale
    case .outputscale: outputscale
    case .slopeVariance: slopeVariance
    case .period: period
    case .concentration: concentration
    }
  }

  /// Where a fit looks: the bounds as far as the prior has mass.
  func bounds(_ kind: KernelParameter) -> ClosedRange<Double> {
    let bounds: ClosedRange<Double> =
      switch kind {
      case .lengthscale: lengthscaleBounds
      case .outputscale: outputscaleBounds
      case .slopeVariance: slopeVarianceBounds
      case .period: periodBounds
      case .concentration: concentrationBounds
      }
    return Hyperpriors.bounds(bounds, prior(kind))
  }

  var noiseRange: ClosedRange<Double> { Hyperpriors.bounds(noiseBounds, noise) }

  /// A prior that lies outside the bounds altogether has been meant so.
  private static func bounds(_ bounds: ClosedRange<Double>, _ prior: (any Hyperprior)?) -> ClosedRange<Double> {
    guard let range = prior?.range else { return bounds }
    if range.overlaps(bounds) { return range.clamped(to: bounds) }
    return max(range.lowerBound, .leastNormalMagnitude)...max(range.upperBound, .leastNormalMagnitude)
  }

  /// Where a fit without a better idea starts: where the prior is high, or what changes least.
  public func start(_ kind: KernelParameter) -> Double {
    let bounds = bounds(kind)
    let start: Double =
      switch kind {
      case .lengthscale: lengthscale?.start ?? 0.5
      case .outputscale: outputscale?.start ?? 1
      case .slopeVariance: slopeVariance?.start ?? 1
      // A mode near 0 would be noise.
      case .period: period?.median ?? 0.5
      // No warp.
      case .concentration: 1
      }
    return min(max(start, bounds.lowerBound), bounds.upperBound)
  }

  var noiseStart: Double {
    let bounds = noiseRange
    return min(max(noise?.start ?? 1e-2, bounds.lowerBound), bounds.upperBound)
  }

  /// - Throws: `GaussianProcessError.badPrior` for one without mass on positive numbers.
  public func check() throws {
    for (name, prior) in [
      ("lengthscale", lengthscale), ("variance", outputscale), ("noise", noise), ("slope variance", slopeVariance),
      ("period", period), ("warp", concentration),
    ] {
      guard let prior else { continue }
      let range = prior.range
      guard range.upperBound > 0, range.lowerBound < .infinity, prior.start > 0, prior.start < .infinity else {
        throw GaussianProcessError.badPrior(name: name, "\(prior)")
      }
    }
  }
}
