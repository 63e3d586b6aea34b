import Formats
import Foundation
import Plotting
import Testing

struct FigureTests {
  private func figure(title: String = "title") throws -> Figure {
    var figure = Figure(title: title, xlabel: "steps", ylabel: "loss")
    let x = (0..<50).map(Double.init)
    try figure.line(x: x, y: x.map { exp(-$0 / 9) }, Style(label: "train"))
    try figure.band(x: x, low: x.map { exp(-$0 / 9) - 0.1 }, high: x.map { exp(-$0 / 9) + 0.1 })
    try figure.scatter(x: x, y: x.map(sin), Style(label: "points"))
    return figure
  }

  private func svg(_ figure: Figure) throws -> String {
    String(decoding: try PlotGrid([figure]).draw(as: .svg), as: UTF8.self)
  }

  @Test(arguments: PictureFormat.allCases) func theSameFigureGivesTheSameBytes(format: PictureFormat) throws {
    let first = try PlotGrid([figure(), figure(title: "2")]).draw(as: format)
    // A PDF's own clock counts seconds.
    if format == .pdf { usleep(1_100_000) }
    #expect(try PlotGrid([figure(), figure(title: "2")]).draw(as: format) == first)
    let magic: [PictureFormat: String] = [.png: "\u{89}PNG", .svg: "<?xml", .pdf: "%PDF"]
    #expect(String(decoding: first.prefix(8), as: UTF8.self).contains(String(magic[format]?.dropFirst() ?? "-")))
  }

  @Test func marksOfANarrowFigureAreApart() throws {
    var figure = try figure()
    (figure.width, figure.xrange) = (260, 0.002...0.998)
    let narrow = try svg(figure)
    #expect(narrow.contains(">0.2<") || narrow.contains(" 0.2<"))
    #expect(!narrow.contains("0.1<"))
    for range in [0...0, 0...5e-324, -1e308...1e308, 1e-300...2e-300] as [ClosedRange<Double>] {
      figure.xrange = range
      _ = try? svg(figure)
    }
  }

  @Test func aPNGHasTwicePixelsOfItsSize() throws {
    var figure = try figure()
    figure.width = 300
    figure.height = 200
    let picture = try PNG.decode(PlotGrid([figure, figure, figure], columns: 2).draw(as: .png))
    #expect(picture.width == 1200 && picture.height == 800)
  }

  /// Everything that gnuplot gives a meaning to, in the places where text goes.
  @Test(arguments: [
    "it's", "'; set output 'MARK'; plot x #", "\"; system('touch MARK') #", "`touch MARK`", "@PATH ${HOME} $0",
    "\n!touch MARK", "'.system('touch MARK').'", "'", "''", "a\\", "a\\\n!touch MARK", "{/Bold x}_2^3 & ~a", "%d %s",
    "\r\n\u{0}\u{1b}[31m", "EOD\n", "ü λ² 数",
  ])
  func textIsNeverTakenForCommands(text: String) throws {
    let mark = NSTemporaryDirectory() + "/workbench-mark-" + UUID().uuidString
    let text = text.replacingOccurrences(of: "MARK", with: mark)
    var figure = Figure(title: text, xlabel: text, ylabel: text)
    try figure.line(x: [0, 1], y: [0, 1], Style(label: text))
    let drawn = try svg(figure)
    #expect(!FileManager.default.fileExists(atPath: mark))
    let shown = text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" }
    for line in String(String.UnicodeScalarView(shown)).split(separator: "\n") {
      let escaped = line.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
        .replacingOccurrences(of: ">", with: "&gt;")
      #expect(drawn.contains(escaped.trimmingCharacters(in: .whitespaces)), "\(escaped)")
    }
  }

  @Test func moreDataThanAPipeHoldsIsDrawn() throws {
    var figure = Figure()
    let x = (0..<100_000).map(Double.init)
    try figure.line(x: x, y: x.map { sin($0 / 5000) })
    try figure.heatmap(x, rows: 250, columns: 400)
    #expect(try PlotGrid([figure]).draw(as: .png).count > 1000)
  }

  @Test(arguments: [
    [], [1], [.nan, .nan], [.infinity, -.infinity, 1], [3, 3, 3], [1e308, -1e308], [0x1p-1074, 0, -0x1p-1074], [-1, 0],
  ])
  func oddDataIsDrawnToo(values: [Double]) throws {
    for isLog in [false, true] {
      var figure = Figure(title: "odd")
      figure.hasLogX = isLog
      figure.hasLogY = isLog
      let x = values.indices.map(Double.init)
      try figure.line(x: x, y: values, Style(label: "line"))
      try figure.scatter(x: values, y: x)
      try figure.band(x: x, low: values, high: values)
      #expect(try !PlotGrid([figure]).draw(as: .svg).isEmpty)
    }
    var away = Figure()
    away.xrange = 100...200
    try away.line(x: values.indices.map(Double.init), y: values)
    #expect(try !PlotGrid([away]).draw(as: .svg).isEmpty)
    var bars = Figure()
    try bars.histogram(values)
    #expect(try !PlotGrid([bars]).draw(as: .svg).isEmpty)
    if !values.isEmpty {
      var map = Figure()
      try map.heatmap(values, rows: 1, columns: values.count)
      #expect(try !PlotGrid([map]).draw(as: .svg).isEmpty)
    }
  }

  @Test(arguments: [(1, 1), (1, 3), (3, 1), (2, 2)]) func everyCellOfAHeatmapIsSeen(rows: Int, columns: Int) throws {
    var figure = Figure()
    try figure.heatmap((0..<rows * columns).map(Double.init), rows: rows, columns: columns)
    let picture = try PNG.decode(PlotGrid([figure]).draw(as: .png))
    var colours = Set<[UInt8]>()
    // The middle of the axes, without the scale beside them.
    for y in picture.height / 4..<picture.height * 3 / 4 {
      for x in picture.width / 4..<picture.width * 3 / 4 {
        let place = (y * picture.width + x) * picture.channels
        colours.insert(Array(picture.pixels[place..<place + 3]))
      }
    }
    #expect(!colours.contains([255, 255, 255]))
    #expect(colours.count >= rows * columns)
  }

  @Test func imagesKeepTheirRowsAndColours() throws {
    var figure = Figure()
    // Red above green: seen as such in the middle of each half.
    figure.image(try Raster(width: 1, height: 2, channels: 3, pixels: [255, 0, 0, 0, 255, 0]))
    let picture = try PNG.decode(PlotGrid([figure]).draw(as: .png))
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
      let place = (y * picture.width + x) * picture.channels
      return Array(picture.pixels[place..<place + 3])
    }
    #expect(pixel(picture.width / 2, picture.height / 3) == [255, 0, 0])
    #expect(pixel(picture.width / 2, picture.height * 2 / 3) == [0, 255, 0])
  }

  @Test func wrongArgumentsAreErrors() throws {
    var figure = Figure()
    #expect(throws: PlotError.lengthsDiffer(operation: "line", lengths: [2, 1])) { try figure.line(x: [1, 2], y: [1]) }
    #expect(throws: PlotError.self) { try figure.band(x: [1], low: [], high: [1]) }
    #expect(throws: PlotError.self) { try figure.histogram([1], bins: 0) }
    #expect(throws: PlotError.self) { try figure.heatmap([1, 2, 3], rows: 2, columns: 2) }
    #expect(throws: PlotError.unknownFormat(path: "a.jpg")) { try figure.save("a.jpg") }
    #expect(throws: PlotError.self) { try figure.save("png") }
    #expect(throws: FormatError.self) { try figure.save("/nowhere/a.svg") }
    #expect(throws: PlotError.self) { try PlotGrid([]).save("a.svg") }
    #expect(throws: PlotError.self) { try Colour("red'; x") }
    figure.width = 0
    #expect(throws: PlotError.self) { try figure.save("a.svg") }
    figure.width = 600
    figure.xrange = 1...1
    #expect(throws: PlotError.self) { try figure.save("a.svg") }
  }

  @Test func drawingStopsWhenAskedTo() throws {
    var figure = Figure()
    let values = [Double](repeating: 1, count: 4_000_000)
    try figure.line(x: values, y: values)
    #expect(throws: (any Error).self) { try PlotGrid([figure]).draw(as: .png) { true } }
  }
}
