import BayesianOptimization
import Plotting

extension Study {
  /// A figure for each parameter: the trials' values over it, coloured by when they came, and what the model expects along
  /// it through the best point, with two standard deviations.
  /// - Parameter parameters: which; all where nil.
  /// - Throws: `StudyPlotError.noTrials`.
  public func slicePlot(parameters: [Int]? = nil) throws -> PlotGrid {
    let known = successes
    guard let best, !known.isEmpty else { throw StudyPlotError.noTrials(.slice) }
    let axes = space.axes
    let figures = try (parameters ?? Array(axes.indices)).map { index in
      let axis = axes[index]
      var figure = Figure(ylabel: plotLabel)
      (figure.width, figure.height) = (360, 280)
      axis.applyToX(&figure)
      let values = axis.values(121)
      if let (mean, deviation) = try expectation(along(axis, values, from: best.point)) {
        var line = Style(colour: .blue)
        if axis.isCategorical {
          line.size = 2.4
          try figure.scatter(x: values, y: mean, line)
        } else {
          try figure.line(x: values, y: mean, line)
          try figure.band(
            x: values, low: zip(mean, deviation).map { $0 - 2 * $1 }, high: zip(mean, deviation).map { $0 + 2 * $1 })
        }
      }
      try figure.scatter(
        x: known.map { $0.trial.point[index] }, y: known.map(\.value), values: known.map { Double($0.trial.index + 1) })
      return figure
    }
    return PlotGrid(figures)
  }
}
