import BayesianOptimization
import Glibc
import Plotting

extension Study {
  /// Parallel coordinates: an upright axis for each parameter and one for the value; a line a trial, the better the lighter.
  /// - Throws: `StudyPlotError.noTrials`.
  public func parallelPlot() throws -> PlotGrid {
    let known = successes
    guard !known.isEmpty else { throw StudyPlotError.noTrials(.parallel) }
    let axes = space.axes
    let values = known.map(\.value)
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let width = high - low
    func height(_ value: Double) -> Double { width > 0 && width.isFinite ? (value - low) / width : 0.5 }
    var figure = Figure(title: "trials across the parameters")
    figure.width = min(max(640, 90 * (axes.count + 1)), 4000)
    figure.xrange = 0.8...Double(axes.count + 1) + 0.2
    figure.yrange = -0.12...1.12
    figure.yticks = []
    figure.xticks = (axes.map(\.label) + [plotLabel]).enumerated().map { (place: Double($0 + 1), label: $1) }
    var frame = Style(colour: .grey)
    frame.width = 1
    for column in 1...(axes.count + 1) {
      try figure.line(x: [Double(column), Double(column)], y: [0, 1], frame)
    }
    // The best come last, on top.
    let sign = sign(0)
    for (trial, value) in known.sorted(by: { sign * $0.value < sign * $1.value }) {
      let goodness = sign > 0 ? height(value) : 1 - height(value)
      var line = Style()
      line.colour = Colour.viridis(goodness)
      line.width = trial.index == best?.index ? 3 : 1
      try figure.line(
        x: (1...(axes.count + 1)).map(Double.init),
        y: zip(axes, trial.point).map { min(max($0.fraction($1), -0.1), 1.1) } + [height(value)], line)
    }
    for (column, axis) in axes.enumerated() {
      figure.ends(axis.range, at: column + 1, labels: axis.ticks?.map(\.label))
    }
    figure.ends(low...high, at: axes.count + 1, labels: nil)
    return PlotGrid([figure], columns: 1)
  }
}

extension Figure {
  /// What the ends of an upright axis stand for, or all its marks where they are named.
  fileprivate mutating func ends(_ range: ClosedRange<Double>, at column: Int, labels: [String]?) {
    let x = Double(column)
    guard let labels, let first = labels.first else {
      text(short(range.lowerBound), x: x, y: -0.06)
      text(short(range.upperBound), x: x, y: 1.06)
      return
    }
    text(first, x: x, y: -0.06)
    if let last = labels.last, labels.count > 1 { text(last, x: x, y: 1.06) }
  }

  /// Four digits, as far as a number has them.
  private func short(_ value: Double) -> String {
    let size = abs(value)
    guard value.isFinite, size == 0 || (size >= 1e-3 && size < 1e5) else { return exponent(value) }
    let scale: Double = size >= 100 ? 10 : size >= 1 ? 1000 : 100_000
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  private func exponent(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    let power = log10(abs(value)).rounded(.down)
    let digits = (value / pow(10, power) * 100).rounded() / 100
    return "\(digits)e\(Int(power))"
  }
}
