import Glibc

extension ExactGP {
  /// What the process predicts for each observation from all the others, hyperparameters unchanged.
  public struct LeaveOneOut: Sendable {
    /// In the user's units.
    public var mean: [Double]
    /// Of the observation: noise included.
    public var variance: [Double]
    /// Sum of log N(y_i | mean_i, variance_i), in the user's units.
    public var logPredictive: Double
  }

  /// Closed form (Rasmussen and Williams 2006, 5.4.2): mean_i = y_i - alpha_i / S^-1_ii,
  /// variance_i = 1 / S^-1_ii.
  public func leaveOneOut() -> LeaveOneOut {
    var result = LeaveOneOut(mean: [], variance: [], logPredictive: 0)
    for i in 0..<count {
      // S^-1_ii is the squared length of column i of L^-1.
      var precision = 0.0
      for row in i..<count { precision += factor.inverse[row, i] * factor.inverse[row, i] }
      let error = alpha[i] / precision
      let variance = transform.scale * transform.scale / precision
      result.mean.append(transform.shift + transform.scale * (targets[i] - error))
      result.variance.append(variance)
      let residual = transform.scale * error
      result.logPredictive -= 0.5 * residual * residual / variance + 0.5 * log(2 * Double.pi * variance)
    }
    return result
  }
}
