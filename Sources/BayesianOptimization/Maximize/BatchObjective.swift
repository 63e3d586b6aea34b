import GaussianProcesses

/// A function of a batch's coordinates in the unit cube, row-major (q, d), with its gradient, in a work space of one
/// thread.
public protocol BatchFunction: AnyObject {
  /// May be -inf or nan where nothing better can be said.
  func value(_ x: UnsafePointer<Double>) -> Double
  func value(_ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>) -> Double
}

/// An acquisition of one model: joint posterior, acquisition and back.
///
/// Notation: q moving points, m pending ones that are counted but stay; x row-major (q, d).
public final class BatchObjective: BatchFunction {
  private let count: Int
  private let posterior: JointPosterior
  private let evaluator: any AcquisitionEvaluator
  private let moving: Int
  private let points: Numbers
  private let meanGradient: Numbers
  private let covarianceGradient: Numbers

  /// - Parameter pending: row-major (m, d).
  public init(_ data: PosteriorData, acquisition: any Acquisition, moving: Int, pending: [Double]) {
    let d = data.dimension
    let total = moving + pending.count / d
    self.moving = moving
    count = moving * d
    posterior = JointPosterior(data, count: total)
    evaluator = acquisition.makeEvaluator(count: total)
    points = Numbers(total * d, [Double](repeating: 0, count: count) + pending)
    meanGradient = Numbers(total)
    covarianceGradient = Numbers(total * total)
  }

  public func value(_ x: UnsafePointer<Double>) -> Double {
    points.start.update(from: x, count: count)
    posterior.evaluate(points.start, moving: moving)
    return evaluator.evaluate(
      mean: posterior.mean, covariance: posterior.covariance, meanGradient: nil, covarianceGradient: nil)
  }

  public func value(_ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>) -> Double {
    points.start.update(from: x, count: count)
    posterior.evaluate(points.start, moving: moving)
    let value = evaluator.evaluate(
      mean: posterior.mean, covariance: posterior.covariance, meanGradient: meanGradient.start,
      covarianceGradient: covarianceGradient.start)
    posterior.pullback(
      meanGradient: meanGradient.start, covarianceGradient: covarianceGradient.start, moving: moving, into: gradient)
    return value
  }
}
