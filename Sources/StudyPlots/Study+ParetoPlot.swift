import BayesianOptimization
import Plotting

extension Study {
  /// The trials' values of two objectives against each other, or of three in pairs, and those that no other dominates.
  /// - Throws: `StudyPlotError`.
  public func paretoPlot() throws -> PlotGrid {
    let known = trials.filter { $0.value != nil }
    let all = known.compactMap(\.outcomes)
    guard options.objectives > 1 else { throw StudyPlotError.severalObjectives(got: options.objectives) }
    guard !all.isEmpty else { throw StudyPlotError.noTrials(.pareto) }
    let front = pareto.compactMap(\.outcomes)
    let refused = known.filter { !$0.isFeasible }.compactMap(\.outcomes)
    let pairs = options.objectives == 2 ? [(0, 1)] : [(0, 1), (0, 2), (1, 2)]
    return PlotGrid(
      try pairs.map { a, b in
        var figure = Figure(title: "\(front.count) undominated of \(all.count)")
        (figure.xlabel, figure.ylabel) = ("objective \(a + 1)", "objective \(b + 1)")
        (figure.width, figure.height) = (480, 400)
        let dots = Style(label: "evaluated", colour: .grey)
        try figure.scatter(x: all.map { $0[a] }, y: all.map { $0[b] }, dots)
        if !refused.isEmpty {
          let crosses = Style(label: "a constraint not met", colour: .red)
          try figure.scatter(x: refused.map { $0[a] }, y: refused.map { $0[b] }, crosses)
        }
        var best = Style(label: "Pareto front", colour: .orange)
        best.size = 1.4
        let sorted = front.sorted { $0[a] < $1[a] }
        if options.objectives == 2 {
          var line = Style()
          line.colour = best.colour
          try figure.line(x: sorted.map { $0[a] }, y: sorted.map { $0[b] }, line)
        }
        try figure.scatter(x: sorted.map { $0[a] }, y: sorted.map { $0[b] }, best)
        if let reference = options.referencePoint {
          let mark = Style(label: "reference point", colour: .black)
          try figure.scatter(x: [reference[a]], y: [reference[b]], mark)
        }
        return figure
      }, columns: pairs.count == 1 ? 1 : 3)
  }
}
