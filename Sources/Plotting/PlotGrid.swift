import Arrays
import Formats

/// Figures in rows and columns on one picture, all in cells of the first one's size.
public struct PlotGrid: Sendable {
  public var figures: [Figure]
  public var columns: Int

  /// - Parameter columns: As near to a square as it gets where nil.
  public init(_ figures: [Figure], columns: Int? = nil) {
    self.figures = figures
    var side = 1
    while side * side < figures.count { side += 1 }
    self.columns = max(columns ?? side, 1)
  }

  /// Writes the picture whole or not at all; the format by the extension. The same figures give the same bytes.
  /// - Throws: `PlotError`, `FormatError`, `SubprocessError.interrupted`.
  public func save(_ path: String, isCancelled: () -> Bool = { Cancellation.isRequested }) throws {
    let bytes = try draw(as: PictureFormat(path: path), isCancelled: isCancelled)
    try AtomicFile.write(path, bytes: bytes)
  }

  /// The picture's file as bytes.
  public func draw(as format: PictureFormat, isCancelled: () -> Bool = { Cancellation.isRequested }) throws -> [UInt8] {
    guard let first = figures.first else {
      throw PlotError.invalidArgument(operation: "grid", message: "at least one figure wanted")
    }
    let across = min(columns, figures.count)
    let down = (figures.count - 1) / across + 1
    let (width, height) = (first.width, first.height)
    guard (50...10_000).contains(width), (50...10_000).contains(height), width * across <= 16_000,
      height * down <= 16_000
    else {
      throw PlotError.invalidArgument(
        operation: "figure", message: "\(width) x \(height) points, \(figures.count) times, is no size for a picture")
    }
    for figure in figures {
      for (range, isLog) in [(figure.xrange, figure.hasLogX), (figure.yrange, figure.hasLogY)] {
        guard let range else { continue }
        try Figure.check("figure", range)
        guard !isLog || range.lowerBound > 0 else {
          throw PlotError.invalidArgument(
            operation: "figure", message: "a logarithmic axis begins above 0, got \(range.lowerBound)")
        }
      }
    }
    var script = Script()
    script.line(PlotGrid.terminal(format, width: width * across, height: height * down))
    if figures.count > 1 { script.line("set multiplot layout \(down),\(across)") }
    for (number, figure) in figures.enumerated() { figure.write(to: &script, number: number) }
    if figures.count > 1 { script.line("unset multiplot") }
    return try Gnuplot.draw(script, isCancelled: isCancelled)
  }

  private static let font = "font 'DejaVu Sans,10'"

  private static func terminal(_ format: PictureFormat, width: Int, height: Int) -> String {
    switch format {
    case .png:
      "set terminal pngcairo noenhanced size \(2 * width),\(2 * height) \(font) fontscale 2 linewidth 2 pointscale 2"
        + " background '#ffffff'"
    case .svg:
      "set terminal svg noenhanced size \(width),\(height) dynamic font 'DejaVu Sans,sans-serif,10'"
        + " background '#ffffff'"
    case .pdf:
      "set terminal pdfcairo noenhanced size \(Double(width) / 96)in,\(Double(height) / 96)in \(font) fontscale 0.75 linewidth 2"
    }
  }
}
