import Formats
import Glibc

/// Greys of everything that is not data.
private enum Ink {
  static let text = "#333333"
  static let axis = "#8a8a8a"
  static let grid = "#e6e6e6"
}

extension Figure {
  /// The commands that draw this figure on whatever terminal is open.
  /// - Parameter number: Tells the data blocks of several figures in one script apart.
  func write(to script: inout Script, number: Int) {
    writeAxes(to: &script)
    var parts: [String] = []
    var binaries: [[UInt8]] = []
    let colours = self.colours
    let axes = Axes(x: xrange, y: yrange, hasLogX: hasLogX, hasLogY: hasLogY)
    // Areas stand behind lines and points.
    let order = series.indices.sorted { (series[$0].layer, $0) < (series[$1].layer, $1) }
    for index in order {
      let block = "$d\(number)_\(index)"
      let part = series[index].drawn(block: block, colour: colours[index].code, axes: axes, script: &script)
      parts.append(part.command)
      if let binary = part.binary { binaries.append(binary) }
    }
    // With nothing to show there must still be axes.
    if parts.isEmpty { parts.append("NaN notitle") }
    script.line("plot " + parts.joined(separator: ", "))
    for binary in binaries { script.append(binary: binary) }
  }

  /// A band has the colour of the series before it; everything else takes the palette's next.
  private var colours: [Colour] {
    var next = 0
    var last = Colour.cycle[0]
    return series.enumerated().map { index, series in
      if let own = series.style?.colour {
        last = own
      } else if case .band = series, index > 0 {
        return last
      } else if series.style != nil {
        last = Colour.cycle[next % Colour.cycle.count]
        next += 1
      }
      return last
    }
  }

  private func writeAxes(to script: inout Script) {
    let hasImage = series.contains { if case .image = $0 { true } else { false } }
    let heatmap = series.lazy.compactMap { if case .heatmap(let map) = $0 { map } else { nil } }.first
    script.line("reset")
    script.line("set encoding utf8")
    script.line("set title \(Script.quoted(title)) textcolor rgb '\(Ink.text)' font ',12'")
    script.line("set xlabel \(Script.quoted(xlabel)) textcolor rgb '\(Ink.text)'")
    script.line("set ylabel \(Script.quoted(ylabel)) textcolor rgb '\(Ink.text)'")
    script.line("set palette defined (\(Colour.viridis.enumerated().map { "\($0) '\($1)'" }.joined(separator: ", ")))")
    if let leftMargin { script.line("set lmargin \(leftMargin)") }
    writeRanges(to: &script)
    let axes = Axes(x: xrange, y: yrange, hasLogX: hasLogX, hasLogY: hasLogY)
    for (text, x, y) in texts where axes.canShow(x, y) {
      script.line(
        "set label \(Script.quoted(text)) at \(Script.number(x)),\(Script.number(y)) center front font ',8'"
          + " textcolor rgb '\(Ink.text)'")
    }
    // Below the axes, where it hides no data.
    script.line(
      series.contains { $0.style?.label != nil }
        ? "set key bmargin center horizontal Left reverse samplen 1.6 width -1 spacing 1.3 height 0.7 textcolor rgb '\(Ink.text)'"
        : "unset key")
    if hasImage {
      script.line("unset border; unset tics; unset colorbox; set size ratio -1; set yrange [*:*] reverse")
      return
    }
    script.line("set border \(heatmap == nil ? 3 : 15) lc rgb '\(Ink.axis)' lw 0.8")
    script.line("set tics nomirror out scale 0.4 textcolor rgb '\(Ink.text)'")
    for (axis, ticks) in [("x", xticks), ("y", yticks)] {
      guard let ticks else { continue }
      if ticks.isEmpty {
        script.line("unset \(axis)tics")
        continue
      }
      let marks = ticks.filter { $0.place.isFinite }.map { "\(Script.quoted($0.label)) \(Script.number($0.place))" }
      script.line("set \(axis)tics (\(marks.joined(separator: ", ")))")
    }
    if let markDistance { script.line("set xtics \(Script.number(markDistance))") }
    if series.contains(where: \.hasScale) { script.line("set colorbox noborder") }
    if let heatmap {
      script.line("set autoscale fix")
      if heatmap.firstRowIsOnTop { script.line("set yrange [*:*] reverse") }
    } else {
      script.line("set grid lt 1 lc rgb '\(Ink.grid)' lw 0.8")
    }
  }

  /// 1, 2 or 5 times a power of ten that leaves room for the numbers below a narrow figure, where gnuplot's choice may not;
  /// nil elsewhere.
  private var markDistance: Double? {
    guard width < 300, xticks == nil, !hasLogX, let xrange else { return nil }
    let least = (xrange.upperBound - xrange.lowerBound) * 40 / Double(width)
    let unit = pow(10, log10(least).rounded(.down))
    return [1, 2, 5, 10].lazy.map { $0 * unit }.first { $0 >= least && $0.isFinite }
  }

  private func writeRanges(to script: inout Script) {
    let axes = Axes(x: xrange, y: yrange, hasLogX: hasLogX, hasLogY: hasLogY)
    // gnuplot refuses to draw when it has no point to take a range from.
    let isEmpty = !series.contains { $0.hasPoint(in: axes) }
    for (axis, range, isLog) in [("x", xrange, hasLogX), ("y", yrange, hasLogY)] {
      if isLog { script.line("set logscale \(axis); set format \(axis) '%g'") }
      if let range {
        script.line("set \(axis)range [\(Script.number(range.lowerBound)):\(Script.number(range.upperBound))]")
      } else if isEmpty {
        script.line("set \(axis)range [\(isLog ? "1:10" : "0:1")]")
      }
    }
  }
}

extension Series {
  fileprivate var layer: Int {
    switch self {
    case .heatmap, .image: 0
    case .band, .bars: 1
    case .line: 2
    case .points: 3
    }
  }

  fileprivate func hasPoint(in axes: Axes) -> Bool {
    switch self {
    case .line(let x, let y, _), .points(let x, let y, _, _), .bars(let x, let y, _, _):
      zip(x, y).contains { axes.contains($0, $1) }
    case .band(let x, let low, let high, _):
      x.indices.contains { axes.contains(x[$0], low[$0]) && axes.contains(x[$0], high[$0]) }
    case .heatmap(let map): map.values.contains { abs($0) < 1e300 }
    case .image: true
    }
  }

  /// Whether its colours stand for numbers.
  fileprivate var hasScale: Bool {
    switch self {
    case .heatmap, .points(_, _, .some, _): true
    default: false
    }
  }

  fileprivate var style: Style? {
    switch self {
    case .line(_, _, let style), .points(_, _, _, let style), .band(_, _, _, let style), .bars(_, _, _, let style):
      style
    case .heatmap, .image: nil
    }
  }

  /// The part of the `plot` command; data goes into `script` before it, or as raw bytes after it.
  fileprivate func drawn(
    block: String, colour: String, axes: Axes, script: inout Script
  ) -> (command: String, binary: [UInt8]?) {
    let title = style?.label.map { "title \(Script.quoted($0))" } ?? "notitle"
    let paint = "lc rgb '\(colour)' \(title)"
    switch self {
    case .line(let x, let y, let style):
      script.block(block, columns: [x, y]) { axes.canShow(x[$0], y[$0]) }
      let kind = style.isStepped ? "steps" : "lines"
      let dash = style.isDashed ? " dt '-'" : ""
      return ("\(block) using 1:2 with \(kind) lw \(Script.number(style.width))\(dash) \(paint)", nil)
    case .points(let x, let y, let values, let style):
      script.block(block, columns: [x, y] + (values.map { [$0] } ?? [])) { axes.canShow(x[$0], y[$0]) }
      let marks = "with points pt 7 ps \(Script.number(0.45 * style.size))"
      if values != nil { return ("\(block) using 1:2:3 \(marks) lc palette \(title)", nil) }
      return ("\(block) using 1:2 \(marks) \(paint)", nil)
    case .band(let x, let low, let high, _):
      script.block(block, columns: [x, low, high]) { axes.canShow(x[$0], low[$0]) && axes.canShow(x[$0], high[$0]) }
      return ("\(block) using 1:2:3 with filledcurves fs transparent solid 0.18 noborder \(paint)", nil)
    case .bars(let centres, let heights, let width, _):
      script.block(block, columns: [centres, heights]) { axes.canShow(centres[$0], heights[$0]) }
      let boxes = "using 1:2:(\(Script.number(width))) with boxes lc rgb '\(colour)'"
      return ("\(block) \(boxes) fs solid 0.6 border lc rgb '#ffffff' \(title)", nil)
    case .heatmap(let map):
      let grid = map.binary
      return ("\(grid.source) format='%double' using 1 with image notitle", grid.bytes)
    case .image(let picture):
      let columns = picture.channels < 3 ? "1:1:1" : "1:2:3"
      let grid = BinaryGrid(
        width: picture.width, height: picture.height, itemSize: picture.channels, bytes: picture.pixels,
        // Pixel centres at 0.5, 1.5, ...; the y axis is reversed.
        x: (0.5, 1), y: (0.5, 1))
      let format = String(repeating: "%uchar", count: picture.channels)
      return ("\(grid.source) format='\(format)' using \(columns) with rgbimage notitle", grid.bytes)
    }
  }
}

extension Heatmap {
  fileprivate var binary: BinaryGrid {
    func axis(_ range: ClosedRange<Double>, _ count: Int) -> (Double, Double) {
      (range.lowerBound, count > 1 ? (range.upperBound - range.lowerBound) / Double(count - 1) : 1)
    }
    // An infinity would swallow the whole colour scale.
    let bytes = values.map { abs($0) < 1e300 ? $0 : .nan }.withUnsafeBytes { [UInt8]($0) }
    return BinaryGrid(
      width: columns, height: rows, itemSize: 8, bytes: bytes, x: axis(x, columns), y: axis(y, rows))
  }
}
