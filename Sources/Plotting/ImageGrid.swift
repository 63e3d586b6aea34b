import Arrays
import Formats

/// Many small pictures on one: cells in rows and columns, enlarged by whole factors, with texts beside them.
public struct ImageGrid: Sendable {
  public var columns = 8
  /// Pixels between and around the cells, after enlarging.
  public var padding = 2
  /// How many pixels each way one pixel becomes.
  public var scale = 1
  /// Grey level between the cells, 0 black to 1 white; white where there are texts.
  public var background: Double = 1
  /// Below each cell, in the cells' order; may be fewer than there are cells.
  public var labels: [String] = []
  /// Above each column.
  public var columnLabels: [String] = []
  /// Left of each row.
  public var rowLabels: [String] = []

  public init(columns: Int = 8, padding: Int = 2, scale: Int = 1) {
    self.columns = columns
    self.padding = padding
    self.scale = scale
  }

  private static let mostPixels = 1 << 27

  /// - Parameter images: (N, C, H, W), or (N, H, W) for grey; C is 1 or 3; float32 or float64 in [0, 1].
  /// - Returns: A picture as (C', H', W') float32 in [0, 1]; C' is 3 where there are texts, else C.
  /// - Throws: `ArrayError`, `PlotError`, `SubprocessError.interrupted`.
  public func draw(_ images: NDArray, isCancelled: () -> Bool = { Cancellation.isRequested }) throws -> NDArray {
    try raster(images, isCancelled: isCancelled).array()
  }

  /// The same as bytes.
  public func raster(_ images: NDArray, isCancelled: () -> Bool = { Cancellation.isRequested }) throws -> Raster {
    let layout = try layout(of: images)
    let cells = try cellRasters(images)
    guard !layout.texts.isEmpty else {
      let level = UInt8(max(0, min(background, 1)) * 255 + 0.5)
      let channels = cells[0].channels
      let pixels = [UInt8](repeating: level, count: layout.width * layout.height * channels)
      return try paste(
        cells, into: Raster(width: layout.width, height: layout.height, channels: channels, pixels: pixels), layout)
    }
    return try paste(cells, into: layout.drawTexts(isCancelled: isCancelled), layout)
  }

  private func layout(of images: NDArray) throws -> GridLayout {
    let hasChannels = images.rank == 4
    guard images.rank == 3 || hasChannels, images.count > 0, !hasChannels || [1, 3].contains(images.shape[1]) else {
      throw ArrayError.wrongShape(
        operation: "grid", wanted: "at least one picture as (N, C, H, W) with 1 or 3 channels, or (N, H, W)",
        got: images.shape)
    }
    guard (1...100_000).contains(columns), (0...10_000).contains(padding), (1...1000).contains(scale) else {
      throw PlotError.invalidArgument(
        operation: "grid",
        message: "columns from 1, padding from 0 and scale from 1 wanted, got \(columns), \(padding) and \(scale)")
    }
    let layout = GridLayout(
      self, count: images.shape[0], cellWidth: images.shape[images.rank - 1], cellHeight: images.shape[images.rank - 2])
    let isReasonable = layout.width <= 1 << 16 && layout.height <= 1 << 16
    guard isReasonable, layout.width * layout.height <= ImageGrid.mostPixels else {
      throw PlotError.invalidArgument(
        operation: "grid", message: "a picture of \(layout.width) x \(layout.height) pixels is too large")
    }
    return layout
  }

  private func cellRasters(_ images: NDArray) throws -> [Raster] {
    let sizes = Array(images.shape.array.dropFirst())
    var strides = SIMD8<Int>(repeating: 0)
    for index in sizes.indices { strides[index] = images.strides[index + 1] }
    let shape = try Shape(sizes)
    return try (0..<images.shape[0]).map { number in
      try Raster(
        NDArray(
          storage: images.storage, shape: shape, strides: Strides(values: strides),
          offset: images.offset + number * images.strides[0], dtype: images.dtype))
    }
  }

  private func paste(_ cells: [Raster], into canvas: Raster, _ layout: GridLayout) throws -> Raster {
    var canvas = canvas
    let (from, to) = (cells[0].channels, canvas.channels)
    for (number, cell) in cells.enumerated() {
      let (left, top) = layout.corner(of: number)
      for row in 0..<cell.height * scale {
        var target = ((top + row) * canvas.width + left) * to
        let line = row / scale * cell.width
        for column in 0..<cell.width * scale {
          let source = (line + column / scale) * from
          for channel in 0..<to { canvas.pixels[target + channel] = cell.pixels[source + (from == 1 ? 0 : channel)] }
          target += to
        }
      }
    }
    return canvas
  }
}
