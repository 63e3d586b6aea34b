import Arrays
import GaussianProcesses
import Glibc

/// Acquisitions of a single point in closed form.
///
/// Notation: s = sqrt(variance); u = (mean - best)/s; phi, Phi the standard normal density and
/// distribution; h(u) = phi(u) + u Phi(u).
/// EI = s h(u); LogEI = log s + log h(u); PI = Phi(u); LogPI = log Phi(u); UCB = mean + sqrt(beta) s.
public struct AnalyticAcquisition: Acquisition {
  public enum Kind: Sendable {
    case expectedImprovement, logExpectedImprovement
    case probabilityOfImprovement, logProbabilityOfImprovement
    case upperConfidenceBound
  }

  public var kind: Kind
  /// Highest value so far; not used by UCB.
  public var best: Double
  /// UCB's weight of the variance.
  public var beta: Double
  /// Variances are taken to be at least this.
  public var smallestVariance: Double

  public init(_ kind: Kind, best: Double = 0, beta: Double = 4, smallestVariance: Double = 1e-12) {
    self.kind = kind
    self.best = best
    self.beta = beta
    self.smallestVariance = smallestVariance
  }

  public struct Result: Sendable, Equatable {
    public var value: Double
    public var meanGradient: Double
    public var varianceGradient: Double
  }

  /// Value and derivatives at one mean and variance. The derivative in the variance is 0 where it was
  /// raised to the smallest.
  public func callAsFunction(mean: Double, variance: Double) -> Result {
    let isClamped = !(variance > smallestVariance)
    let s = (isClamped ? smallestVariance : variance).squareRoot()
    let u = (mean - best) / s
    // du/dmean = 1/s; du/dvariance = -u / (2 s^2); ds/dvariance = 1/(2 s).
    let perVariance = isClamped ? 0 : 0.5 / (s * s)
    switch kind {
    case .expectedImprovement:
      let (density, probability) = (SpecialFunctions.normalDensity(u), SpecialFunctions.normalDistribution(u))
      // phi + u Phi cancels in the tail.
      let h = u < -1 ? exp(SpecialFunctions.logExpectedImprovement(u).value) : density + u * probability
      return Result(value: s * h, meanGradient: probability, varianceGradient: s * density * perVariance)
    case .logExpectedImprovement:
      let (value, slope) = SpecialFunctions.logExpectedImprovement(u)
      return Result(
        value: log(s) + value, meanGradient: slope / s, varianceGradient: (1 - u * slope) * perVariance)
    case .probabilityOfImprovement:
      let density = SpecialFunctions.normalDensity(u)
      return Result(
        value: SpecialFunctions.normalDistribution(u), meanGradient: density / s,
        varianceGradient: -u * density * perVariance)
    case .logProbabilityOfImprovement:
      let (value, slope) = SpecialFunctions.logNormalDistribution(u)
      return Result(value: value, meanGradient: slope / s, varianceGradient: -u * slope * perVariance)
    case .upperConfidenceBound:
      let root = max(beta, 0).squareRoot()
      return Result(value: mean + root * s, meanGradient: 1, varianceGradient: root * s * perVariance)
    }
  }

  public func makeEvaluator(count: Int) -> any AcquisitionEvaluator { Evaluator(self) }

  private final class Evaluator: AcquisitionEvaluator {
    let acquisition: AnalyticAcquisition

    init(_ acquisition: AnalyticAcquisition) { self.acquisition = acquisition }

    func evaluate(
      mean: UnsafePointer<Double>, covariance: UnsafePointer<Double>, meanGradient: UnsafeMutablePointer<Double>?,
      covarianceGradient: UnsafeMutablePointer<Double>?
    ) -> Double {
      let result = acquisition(mean: mean[0], variance: covariance[0])
      meanGradient?[0] = result.meanGradient
      covarianceGradient?[0] = result.varianceGradient
      return result.value
    }
  }
}
