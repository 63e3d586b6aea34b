import Arrays
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
    let stride = factor.inverseTransposed.stride
    factor.inverseTransposed.storage.withUnsafeBufferPointer { buffer in
      guard let rows = buffer.baseAddress else { return }
      for i in 0..<count {
        // S^-1_ii is the squared length of column i of L^-1.
        let row = rows + i * stride
        let precision = TriangularKernels.dot(row, row, stride)
        let error = alpha[i] / precision
        let moments = transform.moments(mean: targets[i] - error, variance: 1 / precision)
        result.mean.append(moments.mean)
        result.variance.append(moments.variance)
        // The density of y is that of z times dz/dy.
        let slope = transform.outputSlope(transform.output(targets[i]))
        result.logPredictive += log(slope) - 0.5 * error * error * precision + 0.5 * log(precision / (2 * Double.pi))
      }
    }
    return result
  }
}
