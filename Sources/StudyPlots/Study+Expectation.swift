import BayesianOptimization
import GaussianProcesses

extension Study {
  /// What the model, brought up to the trials known, expects of points in the user's units: the mean of the value, and its
  /// standard deviation. nil where the value itself is not modelled, or not alone.
  func expectation(_ points: [[Double]]) throws -> (mean: [Double], deviation: [Double])? {
    guard composite == nil, options.objectives == 1, options.constraints == 0 else { return nil }
    try fit()
    guard let model else { return nil }
    let (mean, variance) = try model.predict(points.flatMap { space.encode($0) })
    let sign = sign(0)
    return (mean.map { sign * $0 }, variance.map { $0.squareRoot() })
  }

  /// The best point with one parameter changed.
  func along(_ axis: ParameterAxis, _ values: [Double], from point: [Double]) -> [[Double]] {
    values.map { value in
      var moved = point
      moved[axis.index] = value
      return moved
    }
  }
}
