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
  private let points: UnsafeMutablePointer<Double>
  private let meanGradient: UnsafeMutablePointer<Double>
  private let covarianceGradient: UnsafeMutablePointer<Double>

  /// - Parameter pending: row-major (m, d).
  public init(_ data: PosteriorData, acquisition: any Acquisition, moving: Int, pending: [Double]) {
    let d = data.dimension
    let total = moving + pending.count / d
    self.moving = moving
    count = moving * d
    posterior = JointPosterior(data, count: total)
    evaluator = acquisition.makeEvaluator(count: total)
    func array(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      return pointer
    }
    points = array(total * d)
    meanGradient = array(total)
    covarianceGradient = array(total * total)
    for (index, value) in pending.enumerated() where count + index < total * d { points[count + index] = value }
  }

  deinit {
    points.deallocate()
    meanGradient.deallocate()
    covarianceGradient.deallocate()
  }

  public func value(_ x: UnsafePointer<Double>) -> Double {
    points.update(from: x, count: count)
    posterior.evaluate(points, moving: moving)
    return evaluator.evaluate(
      mean: posterior.mean, covariance: posterior.covariance, meanGradient: nil, covarianceGradient: nil)
  }

  public func value(_ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>) -> Double {
    points.update(from: x, count: count)
    posterior.evaluate(points, moving: moving)
    let value = evaluator.evaluate(
      mean: posterior.mean, covariance: posterior.covariance, meanGradient: meanGradient,
      covarianceGradient: covarianceGradient)
    posterior.pullback(
      meanGradient: meanGradient, covarianceGradient: covarianceGradient, moving: moving, into: gradient)
    return value
  }
}
