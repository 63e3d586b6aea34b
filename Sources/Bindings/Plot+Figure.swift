import Formats
import LuaBridge
import Plotting
import Tensors

/// A figure in a script; its methods change it and answer it.
final class FigureBox: LuaObject {
  var figure = Figure()

  static let luaClass = LuaClass(FigureBox.self, "Figure", doc: "Axes with lines, points, bands and pictures.") { c in
    c.method(
      "line", .value("x", as: Values.self), .ordinates, .option("label", as: String?.self),
      .option("color", as: String?.self), .option("dashed", false), .option("step", false), .option("width", 1.6),
      doc: "Points joined by a line; nan interrupts it. With one argument, x counts from 1.",
      example: "plot.figure{}:line({1, 2, 3}, {2, 4, 8}, {label=\"doubling\"})"
    ) {
      (
        box: FigureBox, x: Values, y: Values?, label: String?, color: String?, dashed: Bool, step: Bool, width: Double
      ) in
      var style = try Style(label: label, colour: color.map(Colour.init))
      (style.isDashed, style.isStepped, style.width) = (dashed, step, width)
      let (x, y) = points(x, y)
      try box.figure.line(x: x, y: y, style)
    }
    c.method(
      "scatter", .value("x", as: Values.self), .ordinates, .option("label", as: String?.self),
      .option("color", as: String?.self), .option("size", 1.0), .option("values", as: Values?.self),
      doc: "Points; their colours stand for `values` where these are given.",
      example: "plot.figure{}:scatter(tensor.randn(20), tensor.randn(20), {values=tensor.arange(20)})"
    ) { (box: FigureBox, x: Values, y: Values?, label: String?, color: String?, size: Double, values: Values?) in
      var style = try Style(label: label, colour: color.map(Colour.init))
      style.size = size
      let (x, y) = points(x, y)
      try box.figure.scatter(x: x, y: y, values: values?.numbers, style)
    }
    c.method(
      "band", .value("x", as: Values.self), .value("lo", as: Values.self), .value("hi", as: Values.self),
      .option("label", as: String?.self), .option("color", as: String?.self),
      doc: "The area between lo and hi, in the colour of the line before it.",
      example: "plot.figure{}:band({1, 2}, {0, 1}, {2, 3}, {label=\"95 %\"})"
    ) { (box: FigureBox, x: Values, low: Values, high: Values, label: String?, color: String?) in
      let style = try Style(label: label, colour: color.map(Colour.init))
      try box.figure.band(x: x.numbers, low: low.numbers, high: high.numbers, style)
    }
    c.method(
      "histogram", .value("values", as: Values.self), .option("bins", as: Int?.self),
      .option("label", as: String?.self), .option("color", as: String?.self),
      doc:
        "How often values fall into each of `bins` equal intervals; their number is chosen from the data if not given.",
      example: "plot.figure{}:histogram(tensor.randn(1000))"
    ) { (box: FigureBox, values: Values, bins: Int?, label: String?, color: String?) in
      try box.figure.histogram(values.numbers, bins: bins, Style(label: label, colour: color.map(Colour.init)))
    }
    c.method(
      "heatmap", .value("z", as: Matrix.self), .option("x", as: Limits?.self), .option("y", as: Limits?.self),
      .option("origin", HeatmapOrigin.lower),
      doc:
        "Numbers as colours. x and y say what the first and the last column and row stand for; the first row is at the "
        + "bottom unless origin is \"upper\".",
      example: "plot.figure{}:heatmap({{1, 2}, {3, 4}}, {origin=\"upper\"})"
    ) { (box: FigureBox, z: Matrix, x: Limits?, y: Limits?, origin: HeatmapOrigin) in
      try box.figure.heatmap(
        z.numbers, rows: z.rows, columns: z.columns, x: x?.range, y: y?.range, firstRowIsOnTop: origin == .upper)
    }
    c.method(
      "text", .number("x"), .number("y"), .string("words"), doc: "Words whose middle is at (x, y).",
      example: "plot.figure{}:line({1, 2, 4}):text(2, 3, \"here\")"
    ) { (box: FigureBox, x: Double, y: Double, words: String) in box.figure.text(words, x: x, y: y) }
    c.method(
      "image", .value("t", as: Tensor.self), doc: "A picture (H, W) or (C, H, W) with values in [0, 1].",
      example: "plot.figure{}:image(tensor.rand(3, 8, 8))"
    ) { (box: FigureBox, tensor: Tensor) in box.figure.image(try Raster(tensor.array)) }
    c.method(
      "save", .string("path"), doc: "Writes the figure whole or not at all: .png, .svg or .pdf.",
      example: "plot.figure{title=\"x\"}:line({1, 2}):save(\"example.svg\")"
    ) { (box: FigureBox, path: String) in try box.figure.save(path) }
    c.method(
      "show", .option("columns", as: Int?.self), .option("protocol", as: PictureProtocol?.self),
      doc: "Shows the figure in the terminal, as image.show does.",
      example: "plot.figure{}:line({1, 2, 4}):show{protocol=\"text\"}"
    ) { (box: FigureBox, columns: Int?, kind: PictureProtocol?) in
      try Bindings.show(PlotGrid([box.figure], columns: 1), columns: columns, kind)
    }
    c.metamethod("__tostring", .value("self", as: FigureBox.self), .any("_")) { (box: FigureBox, _: LuaAny) in
      "Figure(\(box.figure.title.isEmpty ? "" : "\(box.figure.title), ")\(box.figure.width) x \(box.figure.height) points)"
    }
  }
}

private func points(_ x: Values, _ y: Values?) -> (x: [Double], y: [Double]) {
  guard let y else { return (x.numbers.indices.map { Double($0 + 1) }, x.numbers) }
  return (x.numbers, y.numbers)
}

extension LuaParameter where Value == Values? {
  /// Numbers that may be left out, also when a table of options follows.
  static var ordinates: LuaParameter {
    LuaParameter("y", type: Values?.luaType, words: { Values?.luaTypeName }) { arguments in
      let stack = arguments.stack
      if stack.type(arguments.position) == .table, !LuaTable(stack, arguments.position).isSequence { return nil }
      return try arguments.next("y", as: Values?.self)
    }
  }
}
