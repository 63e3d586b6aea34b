import Formats

/// How a line or a cloud of points is drawn.
public struct Style: Sendable, Equatable {
  /// In the legend; none where nil.
  public var label: String?
  /// The next of the palette where nil.
  public var colour: Colour?
  public var isDashed = false
  /// Whether a line keeps its value until the next point, as a best-so-far curve does.
  public var isStepped = false
  /// Of lines, in points.
  public var width = 1.6
  /// Of points, as a factor.
  public var size = 1.0

  public init(label: String? = nil, colour: Colour? = nil) {
    self.label = label
    self.colour = colour
  }
}

/// One thing drawn in a figure.
enum Series: Sendable {
  case line(x: [Double], y: [Double], Style)
  case points(x: [Double], y: [Double], values: [Double]?, Style)
  case band(x: [Double], low: [Double], high: [Double], Style)
  case bars(centres: [Double], heights: [Double], width: Double, Style)
  case heatmap(Heatmap)
  case image(Raster)
}

/// Numbers on a regular grid, shown as colours.
struct Heatmap: Sendable {
  let rows: Int
  let columns: Int
  /// Row-major.
  let values: [Double]
  /// What the centres of the first and the last column, and row, stand for.
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let firstRowIsOnTop: Bool
}
