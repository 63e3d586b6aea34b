import BayesianOptimization
import GaussianProcesses
import Plotting

extension Study {
  /// What the model expects over two parameters, the others as at the best point, with the trials on it; beside it the
  /// standard deviation.
  /// - Parameter parameters: the two; those with the shortest lengthscales where nil.
  /// - Throws: `StudyPlotError`.
  public func contourPlot(parameters: [Int]? = nil) throws -> PlotGrid {
    guard let best else { throw StudyPlotError.noTrials(.contour) }
    let axes = space.axes
    let chosen = parameters ?? mostTelling(2)
    guard chosen.count == 2, axes.count >= 2 else {
      throw StudyPlotError.twoParameters(got: min(chosen.count, axes.count))
    }
    let (across, up) = (axes[chosen[0]], axes[chosen[1]])
    // The heat map's cells are of equal size: on a logarithmic axis the exponents are shown.
    let size = 81
    let (columns, rows) = (across.cells(size), up.cells(size))
    var points: [[Double]] = []
    for y in rows.values {
      for x in columns.values {
        var point = best.point
        (point[across.index], point[up.index]) = (x, y)
        points.append(point)
      }
    }
    guard let (mean, deviation) = try expectation(points) else { throw StudyPlotError.noModel(.contour) }
    let shown = successes
    return PlotGrid(
      try [("expected \(plotLabel)", mean), ("standard deviation", deviation)].map { title, numbers in
        var figure = Figure(title: title, xlabel: columns.label, ylabel: rows.label)
        (figure.width, figure.height) = (520, 420)
        (figure.xticks, figure.yticks) = (across.ticks, up.ticks)
        try figure.heatmap(
          numbers, rows: rows.values.count, columns: columns.values.count, x: columns.ends, y: rows.ends)
        var dots = Style(colour: .white)
        dots.size = 0.9
        try figure.scatter(
          x: shown.map { across.shown($0.trial.point[across.index]) },
          y: shown.map { up.shown($0.trial.point[up.index]) }, dots)
        var mark = Style(label: "best", colour: .orange)
        mark.size = 1.6
        try figure.scatter(
          x: [across.shown(best.point[across.index])], y: [up.shown(best.point[up.index])], mark)
        return figure
      }, columns: 2)
  }

  /// Parameters that the model finds the value to change fastest along.
  private func mostTelling(_ count: Int) -> [Int] {
    let all = Array(space.parameters.indices)
    guard let kernel = model?.hyperparameters.kernel as? StationaryKernel,
      kernel.lengthscales.count == space.dimension, space.dimension == all.count
    else { return Array(all.prefix(count)) }
    let ranked = all.sorted { (kernel.lengthscales[$0], $0) < (kernel.lengthscales[$1], $1) }
    return ranked.prefix(count).sorted()
  }
}

extension ParameterAxis {
  /// The axis cut into cells of one width: their centres as values, and as what a plain axis shows.
  fileprivate func cells(_ count: Int) -> (values: [Double], ends: ClosedRange<Double>, label: String) {
    let values = values(count)
    let (low, high) = (shown(values.first ?? 0), shown(values.last ?? 1))
    return (values, low < high ? low...high : low...(low + 1), isLog ? "log10 \(label)" : label)
  }
}
