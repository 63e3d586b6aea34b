import BayesianOptimization
import Plotting

extension Study {
  /// Values over the evaluations, failures at the bottom, the best so far as a step line; the best so far of the baselines
  /// beside it.
  /// - Throws: `StudyPlotError.noTrials`.
  public func historyPlot() throws -> PlotGrid {
    let known = successes
    guard !known.isEmpty else { throw StudyPlotError.noTrials(.history) }
    var figure = Figure(title: "values and the best so far", xlabel: "evaluation", ylabel: plotLabel)
    try figure.line(of: self, "best so far")
    for (kind, study) in baselines { try figure.line(of: study, kind.rawValue) }
    var points = Style(label: "evaluated", colour: .slate)
    points.size = 0.8
    try figure.scatter(x: known.map { Double($0.trial.index + 1) }, y: known.map(\.value), points)
    let failed = trials.filter { $0.message != nil }
    if !failed.isEmpty {
      let floor = known.map(\.value).min() ?? 0
      let crosses = Style(label: "failed", colour: .red)
      try figure.scatter(
        x: failed.map { Double($0.index + 1) }, y: failed.map { _ in floor }, crosses)
    }
    return PlotGrid([figure], columns: 1)
  }
}

extension Figure {
  /// The best value up to each evaluation.
  fileprivate mutating func line(of study: Study, _ label: String) throws {
    var style = Style(label: label)
    style.isStepped = true
    let trace = study.trace
    try line(x: trace.indices.map { Double($0 + 1) }, y: trace.map { $0 ?? .nan }, style)
  }
}
