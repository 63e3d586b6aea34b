import Arrays
import Glibc

/// k(x, x') = variance * profile(r^2), r^2 = sum over k of ((x_k - x'_k)/lengthscale_k)^2: the RBF and
/// Matern kernels, with a lengthscale a dimension or one for all.
public struct StationaryKernel: Kernel {
  public let profile: RadialProfile
  public let dimension: Int
  /// A lengthscale for each dimension ("automatic relevance determination"), or one for all.
  public let isARD: Bool
  /// Whether the variance is a free parameter or stays as it is.
  public let learnsVariance: Bool
  private(set) var logLengthscales: [Double]
  private(set) var logVariance: Double
  /// 1/lengthscale^2 of every dimension.
  private(set) var weights: [Double]

  /// - Parameters:
  ///   - lengthscales: one for each dimension, or a single one for all (`isARD` then tells whether they
  ///     are learned apart).
  ///   - variance: the kernel's value at distance 0.
  /// - Throws: `GaussianProcessError` for a dimension below 1 or parameters that are not positive.
  public init(
    _ profile: RadialProfile, dimension: Int, lengthscales: [Double], variance: Double = 1,
    learnsVariance: Bool = false, isARD: Bool = true
  ) throws {
    guard dimension >= 1 else { throw GaussianProcessError.wrongDimension(wanted: 1, got: dimension) }
    let scales = try PerDimension.positive(lengthscales, "lengthscale", dimension, isARD: isARD)
    guard variance > 0, variance.isFinite else { throw GaussianProcessError.notPositive(what: "variance", variance) }
    self.profile = profile
    self.dimension = dimension
    self.isARD = isARD
    self.learnsVariance = learnsVariance
    logLengthscales = scales.map { log($0) }
    logVariance = log(variance)
    weights = []
    updateWeights()
  }

  public var lengthscales: [Double] { logLengthscales.map(exp) }
  public var variance: Double { exp(logVariance) }

  public var parameters: [Double] {
    get { logLengthscales + (learnsVariance ? [logVariance] : []) }
    set {
      let count = logLengthscales.count
      guard newValue.count == count + (learnsVariance ? 1 : 0) else { return }
      logLengthscales = Array(newValue.prefix(count))
      if learnsVariance { logVariance = newValue[count] }
      updateWeights()
    }
  }

  public var parameterKinds: [KernelParameter] {
    (isARD ? (0..<dimension).map { .lengthscale(dimension: $0) } : [.lengthscale(dimension: nil)])
      + (learnsVariance ? [.outputscale] : [])
  }

  public var description: String { profile.rawValue }

  public var spectrum: Spectrum? {
    let (profile, scales) = (profile, weights.map { $0.squareRoot() })
    return Spectrum(variance: variance) { stream in
      let width = profile.frequencyScale(&stream)
      return scales.map { $0 * width * stream.normal() }
    }
  }

  private mutating func updateWeights() {
    weights = (0..<dimension).map { exp(-2 * logLengthscales[isARD ? $0 : 0]) }
  }
}

/// RBF and Matern by their usual names.
extension StationaryKernel {
  /// - Throws: `GaussianProcessError` for a smoothness other than 1/2, 3/2, 5/2.
  public static func maternProfile(smoothness nu: Double) throws -> RadialProfile {
    switch nu {
    case 0.5: .matern12
    case 1.5: .matern32
    case 2.5: .matern52
    default: throw GaussianProcessError.unknownSmoothness(nu)
    }
  }
}
