import Formats

/// Where the cells and texts of an `ImageGrid` stand, in pixels from the top left.
struct GridLayout {
  struct Text {
    let text: String
    let x: Double
    /// Of the text's middle.
    let y: Double
    let alignment: String
  }

  let width: Int
  let height: Int
  private(set) var texts: [Text] = []
  /// In pixels.
  private let fontSize: Double
  private let columns: Int
  private let padding: Int
  private let cellWidth: Int
  private let cellHeight: Int
  private let left: Int
  private let top: Int
  private let rowHeight: Int

  /// Average width of a character of DejaVu Sans, in units of the font's size.
  private static let characterWidth = 0.6

  init(_ grid: ImageGrid, count: Int, cellWidth: Int, cellHeight: Int) {
    columns = min(grid.columns, count)
    let rows = (count - 1) / columns + 1
    padding = grid.padding
    self.cellWidth = cellWidth * grid.scale
    self.cellHeight = cellHeight * grid.scale
    let columnLabels = Array(grid.columnLabels.prefix(columns))
    let rowLabels = Array(grid.rowLabels.prefix(rows))
    let labels = Array(grid.labels.prefix(count))
    // As large as fits over a cell, within what can be read and what looks right.
    let longest = Double((columnLabels + labels).map(\.count).max() ?? 0)
    let room = Double(self.cellWidth + padding) * 0.96
    fontSize = max(8, min(longest > 0 ? room / longest / GridLayout.characterWidth : 16, 16, room / 3))
    let line = Int(fontSize * 1.6)
    let widest = Double(rowLabels.map(\.count).max() ?? 0)
    left = padding + (rowLabels.isEmpty ? 0 : Int(widest * fontSize * GridLayout.characterWidth + fontSize))
    top = padding + (columnLabels.isEmpty ? 0 : line)
    rowHeight = self.cellHeight + padding + (labels.isEmpty ? 0 : line)
    width = left + columns * (self.cellWidth + padding)
    height = top + rows * rowHeight
    let middle = Double(self.cellWidth) / 2
    for (column, text) in columnLabels.enumerated() {
      let x = Double(left + column * (self.cellWidth + padding)) + middle
      texts.append(Text(text: text, x: x, y: Double(padding) + Double(line) / 2, alignment: "center"))
    }
    for (row, text) in rowLabels.enumerated() {
      let y = Double(top + row * rowHeight) + Double(self.cellHeight) / 2
      texts.append(Text(text: text, x: Double(left) - fontSize / 2, y: y, alignment: "right"))
    }
    for (number, text) in labels.enumerated() {
      let (x, y) = corner(of: number)
      let below = Double(y + self.cellHeight) + Double(line) / 2
      texts.append(Text(text: text, x: Double(x) + middle, y: below, alignment: "center"))
    }
  }

  /// The top left pixel of a cell.
  func corner(of number: Int) -> (x: Int, y: Int) {
    (left + number % columns * (cellWidth + padding), top + number / columns * rowHeight)
  }

  /// A white picture of exactly this size with the texts on it, drawn by gnuplot.
  func drawTexts(isCancelled: () -> Bool) throws -> Raster {
    var script = Script()
    // The terminal's font size is in points of which 72 make 96 pixels at this size of picture.
    script.line(
      "set terminal pngcairo noenhanced size \(width),\(height) font 'DejaVu Sans,\(fontSize * 0.75)' "
        + "background '#ffffff'")
    script.line("set encoding utf8; unset border; unset tics; unset key; unset title")
    script.line("set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0")
    script.line("set xrange [0:\(width)]; set yrange [\(height):0]")
    for text in texts {
      script.line(
        "set label \(Script.quoted(text.text)) at \(text.x),\(text.y) \(text.alignment) front textcolor rgb '#333333'")
    }
    script.line("plot NaN")
    let canvas = try PNG.decode(try Gnuplot.draw(script, isCancelled: isCancelled))
    guard canvas.width == width, canvas.height == height else {
      throw PlotError.gnuplotFailed(
        reason: "a picture of \(width) x \(height) was wanted, \(canvas.width) x \(canvas.height) came")
    }
    return try canvas.withChannels(3)
  }
}

extension Raster {
  /// Grey or RGB, with or without opacity, as RGB.
  fileprivate func withChannels(_ wanted: Int) throws -> Raster {
    guard channels != wanted else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(width * height * wanted)
    for pixel in 0..<width * height {
      for channel in 0..<wanted { result.append(pixels[pixel * channels + (channels < 3 ? 0 : channel)]) }
    }
    return try Raster(width: width, height: height, channels: wanted, pixels: result)
  }
}
