import BayesianOptimization
import GaussianProcesses

extension Study {
  /// What the model expects of points in the user's units: the mean of the value, and its standard deviation. nil where a
  /// known function scores several modelled outputs, or before the first model.
  func expectation(_ points: [[Double]]) throws -> (mean: [Double], deviation: [Double])? {
    guard composite == nil, models.count == 1, let model else { return nil }
    let (mean, variance) = try model.predict(points.flatMap { space.encode($0) })
    let sign = options.maximize ? 1.0 : -1.0
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
