import BayesianOptimization
import Plotting

extension Study {
  /// One parameter: above, the trials with the model's mean and two standard deviations, and the truth where it is known;
  /// below, the acquisition and its maximum, where the next point would be.
  ///
  /// The model is brought up to the trials known; with points still running the acquisition counts them.
  /// - Parameters:
  ///   - truth: the function's values at some values of the parameter.
  ///   - places: how many values the curves go through.
  /// - Throws: `StudyPlotError`, `StudyError`, what `truth` throws.
  public func surrogatePlot(places: Int = 401, truth: (([Double]) throws -> [Double])? = nil) throws -> PlotGrid {
    let axes = space.axes
    guard axes.count == 1 else { throw StudyPlotError.oneDimensionOnly(got: axes.count) }
    let known = successes
    guard !known.isEmpty else { throw StudyPlotError.noTrials(.surrogate) }
    let axis = axes[0]
    let values = axis.values(places)
    let points = values.map { [$0] }
    let promise = try acquisition(at: points)
    guard let (mean, deviation) = try expectation(points) else { throw StudyPlotError.noModel(.surrogate) }

    var above = Figure(
      title: "\(known.count) evaluation\(known.count == 1 ? "" : "s")", ylabel: plotLabel)
    (above.width, above.height, above.leftMargin) = (640, 300, 11)
    axis.applyToX(&above)
    above.xlabel = ""
    if let truth {
      var line = Style(label: "truth", colour: .grey)
      line.isDashed = true
      try above.line(x: values, y: try truth(values), line)
    }
    let line = Style(label: "mean", colour: .blue)
    try above.line(x: values, y: mean, line)
    try above.band(
      x: values, low: zip(mean, deviation).map { $0 - 2 * $1 }, high: zip(mean, deviation).map { $0 + 2 * $1 },
      Style(label: "2 standard deviations", colour: line.colour))
    var dots = Style(label: "evaluated", colour: .black)
    dots.size = 1.4
    try above.scatter(x: known.map { $0.trial.point[0] }, y: known.map(\.value), dots)

    var below = Figure(xlabel: axis.label, ylabel: "acquisition")
    (below.width, below.height, below.leftMargin) = (above.width, above.height, above.leftMargin)
    axis.applyToX(&below)
    let curve = Style(label: acquisitionName, colour: .green)
    try below.line(x: values, y: promise, curve)
    if let top = promise.indices.filter({ promise[$0].isFinite }).max(by: { promise[$0] < promise[$1] }) {
      var mark = Style(label: "maximum: the next point", colour: .orange)
      mark.size = 1.8
      try below.scatter(x: [values[top]], y: [promise[top]], mark)
    }
    return PlotGrid([above, below], columns: 1)
  }
}
