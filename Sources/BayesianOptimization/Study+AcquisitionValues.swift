import Arrays
import GaussianProcesses

extension Study {
  /// The acquisition of single points, as it would choose the next one; points that are still running are counted.
  ///
  /// The model is brought up to the trials known. Acquisitions of batches are those of one point here; their values are in
  /// the model's units, a script's own are as the script gives them.
  /// - Parameter points: in the user's units.
  /// - Throws: `StudyError`; what fitting or a script's acquisition throws.
  public func acquisition(at points: [[Double]]) throws -> [Double] {
    guard composite == nil, options.objectives == 1, options.constraints == 0, options.acquisition != .ts else {
      throw StudyError.incompatible("the acquisition has no values at single points here")
    }
    try fit()
    let models = models.map(withFailures)
    guard !models.isEmpty else { throw StudyError.incompatible("there is no model before the first value") }
    let stream = RandomStream(seed: options.seed, stream: "bo.acquisition")
    var suggestion = Suggestion(self, models: models, count: 1, region: .cube(space.dimension), stream: stream)
    try suggestion.limitPending(to: 0)
    let surface =
      customAcquisition.map(suggestion.surface)
      ?? suggestion.surface(suggestion.closedForm(options.acquisition.closedForm))
    return try surface.values(points.flatMap { space.encode($0) })
  }
}
