import GaussianProcesses

/// A log acquisition in closed form at one point, plus the log probabilities that constraints are met: one a thread.
///
/// F(x) = log a(x) + sum over constraints of log Phi((t_c - mean_c(x))/s_c(x)), the constraints independent (Gelbart, Snoek
/// and Adams 2014, "Bayesian Optimization with Unknown Constraints", eq. 3, in logarithms).
public final class FeasibleObjective: BatchFunction {
  /// A constraint's model and, in its units, the highest value that meets it.
  public typealias Constraint = (model: PosteriorData, threshold: Double)

  private struct Term {
    let posterior: JointPosterior
    let acquisition: AnalyticAcquisition
    /// -1 where the model's output is to be low.
    let sign: Double
  }

  private let terms: [Term]
  private let d: Int
  private let part: Numbers

  /// - Parameter objective: a model and its log acquisition; nil where feasibility alone counts.
  public init(objective: (model: PosteriorData, acquisition: AnalyticAcquisition)?, constraints: [Constraint]) {
    d = objective?.model.dimension ?? constraints.first?.model.dimension ?? 1
    var terms: [Term] = []
    if let objective {
      terms.append(
        Term(posterior: JointPosterior(objective.model, count: 1), acquisition: objective.acquisition, sign: 1))
    }
    for (model, threshold) in constraints {
      terms.append(
        Term(
          posterior: JointPosterior(model, count: 1),
          acquisition: AnalyticAcquisition(.logProbabilityOfImprovement, best: -threshold), sign: -1))
    }
    self.terms = terms
    part = Numbers(d)
  }

  public func value(_ x: UnsafePointer<Double>) -> Double {
    var value = 0.0
    for term in terms {
      term.posterior.evaluate(x)
      value += term.acquisition(mean: term.sign * term.posterior.mean[0], variance: term.posterior.covariance[0]).value
    }
    return value
  }

  public func value(_ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>) -> Double {
    var value = 0.0
    for k in 0..<d { gradient[k] = 0 }
    for term in terms {
      term.posterior.evaluate(x)
      let result = term.acquisition(mean: term.sign * term.posterior.mean[0], variance: term.posterior.covariance[0])
      value += result.value
      var (meanGradient, varianceGradient) = (term.sign * result.meanGradient, result.varianceGradient)
      term.posterior.pullback(
        meanGradient: &meanGradient, covarianceGradient: &varianceGradient, moving: 1, into: part.start)
      for k in 0..<d { gradient[k] += part.start[k] }
    }
    return value
  }
}
