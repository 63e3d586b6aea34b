import Arrays
import Formats

/// One pair of axes with what is drawn on them; saved by gnuplot as PNG, SVG or PDF.
public struct Figure: Sendable {
  public var title: String
  public var xlabel: String
  public var ylabel: String
  /// Size on the page in points of 1/96 inch; a PNG has twice as many pixels each way.
  public var width = 640
  public var height = 400
  /// From the data where nil.
  public var xrange: ClosedRange<Double>?
  public var yrange: ClosedRange<Double>?
  public var hasLogX = false
  public var hasLogY = false
  /// Where the x axis has its marks and what stands at them; chosen from the data where nil.
  public var xticks: [(place: Double, label: String)]?
  public var yticks: [(place: Double, label: String)]?
  /// Room left of the axes in widths of a digit, so that figures below one another stand in line; as much as the numbers
  /// need where nil.
  public var leftMargin: Int?
  var series: [Series] = []
  var texts: [(text: String, x: Double, y: Double)] = []

  public init(title: String = "", xlabel: String = "", ylabel: String = "") {
    self.title = title
    self.xlabel = xlabel
    self.ylabel = ylabel
  }

  /// Points joined in order; one that is not finite breaks the line.
  /// - Throws: `PlotError.lengthsDiffer`.
  public mutating func line(x: [Double], y: [Double], _ style: Style = Style()) throws {
    try Figure.check("line", [x.count, y.count])
    series.append(.line(x: x, y: y, style))
  }

  /// - Parameter values: numbers that the points' colours stand for, with a scale beside the figure; one colour where nil.
  /// - Throws: `PlotError.lengthsDiffer`.
  public mutating func scatter(x: [Double], y: [Double], values: [Double]? = nil, _ style: Style = Style()) throws {
    try Figure.check("scatter", [x.count, y.count, values?.count ?? x.count])
    series.append(.points(x: x, y: y, values: values, style))
  }

  /// The area between `low` and `high`, in the colour of the line drawn before it and behind all lines.
  /// - Throws: `PlotError.lengthsDiffer`.
  public mutating func band(x: [Double], low: [Double], high: [Double], _ style: Style = Style()) throws {
    try Figure.check("band", [x.count, low.count, high.count])
    series.append(.band(x: x, low: low, high: high, style))
  }

  /// How often the finite ones of `values` fall into each of some equal intervals.
  /// - Parameter bins: Number of intervals; chosen from the data where nil.
  /// - Throws: `PlotError.invalidArgument`.
  public mutating func histogram(_ values: [Double], bins: Int? = nil, _ style: Style = Style()) throws {
    if let bins, !(1...10_000).contains(bins) {
      throw PlotError.invalidArgument(operation: "histogram", message: "1 to 10000 bins wanted, got \(bins)")
    }
    let counts = Histogram(values, bins: bins)
    series.append(.bars(centres: counts.centres, heights: counts.heights, width: counts.width, style))
  }

  /// Numbers as colours with a scale beside them.
  /// - Parameters:
  ///   - values: Row-major, rows x columns.
  ///   - x: What the first and the last column stand for; the column's number from 1 where nil.
  ///   - y: The same for rows.
  ///   - firstRowIsOnTop: Otherwise the first row is at the bottom, as y grows upwards.
  /// - Throws: `PlotError.invalidArgument`.
  public mutating func heatmap(
    _ values: [Double], rows: Int, columns: Int, x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil,
    firstRowIsOnTop: Bool = false
  ) throws {
    guard rows >= 1, columns >= 1, values.count / columns == rows, values.count % columns == 0 else {
      throw PlotError.invalidArgument(
        operation: "heatmap", message: "\(values.count) values are not \(rows) rows of \(columns)")
    }
    for range in [x, y].compactMap({ $0 }) { try Figure.check("heatmap", range) }
    series.append(
      .heatmap(
        Heatmap(
          rows: rows, columns: columns, values: values, x: x ?? 1...Double(columns), y: y ?? 1...Double(rows),
          firstRowIsOnTop: firstRowIsOnTop)))
  }

  /// Words whose middle is at a point of the axes.
  public mutating func text(_ text: String, x: Double, y: Double) { texts.append((text, x, y)) }

  /// A picture with square pixels, without axes' numbers.
  public mutating func image(_ picture: Raster) { series.append(.image(picture)) }

  /// Writes the picture whole or not at all; the format by the extension.
  /// - Throws: `PlotError`, `FormatError`, `SubprocessError.interrupted`.
  public func save(_ path: String, isCancelled: () -> Bool = { Cancellation.isRequested }) throws {
    try PlotGrid([self], columns: 1).save(path, isCancelled: isCancelled)
  }

  private static func check(_ operation: String, _ lengths: [Int]) throws {
    guard Set(lengths).count == 1 else { throw PlotError.lengthsDiffer(operation: operation, lengths: lengths) }
  }

  static func check(_ operation: String, _ range: ClosedRange<Double>) throws {
    guard range.lowerBound.isFinite, range.upperBound.isFinite, range.lowerBound < range.upperBound else {
      throw PlotError.invalidArgument(
        operation: operation, message: "two finite ascending numbers wanted for a range")
    }
  }
}
