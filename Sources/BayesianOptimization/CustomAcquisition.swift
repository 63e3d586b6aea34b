/// An acquisition that somebody else computes, a script say: a function of mean and variance at single points.
///
/// Called on one thread only, the one that asks and tells, with all points under way at once.
public struct CustomAcquisition {
  /// Means and variances (N) of the latent function in the user's units and direction, and the best value so far, to N
  /// values to be maximised and, where wanted, the derivatives of each value in its own mean and variance.
  public typealias Evaluate = (
    _ means: [Double], _ variances: [Double], _ best: Double, _ wantsGradient: Bool
  ) throws -> (values: [Double], meanGradients: [Double], varianceGradients: [Double])
  public let evaluate: Evaluate

  public init(evaluate: @escaping Evaluate) { self.evaluate = evaluate }

  /// An error of the acquisition's own, on its way through a suggestion.
  struct Failure: Error {
    let error: any Error
  }
}
