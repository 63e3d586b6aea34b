import Formats
import LuaBridge
import Plotting
import Tensors

let plotModule = LuaModule("plot", doc: "Figures drawn by gnuplot: .png, .svg or .pdf by the file's name.") { m in
  m.function(
    "figure", .option("title", ""), .option("xlabel", ""), .option("ylabel", ""), .option("width", 640),
    .option("height", 400), .option("xlim", as: Limits?.self), .option("ylim", as: Limits?.self),
    .option("xscale", AxisScale.linear), .option("yscale", AxisScale.linear),
    doc: "A new figure without anything in it; sizes in points, of which a PNG has two pixels each way.",
    example: "local f = plot.figure{title=\"loss\", xlabel=\"epoch\", yscale=\"log\"}"
  ) {
    (
      title: String, xlabel: String, ylabel: String, width: Int, height: Int, xlim: Limits?, ylim: Limits?,
      xscale: AxisScale, yscale: AxisScale
    ) in
    let box = FigureBox()
    box.figure = Figure(title: title, xlabel: xlabel, ylabel: ylabel)
    (box.figure.width, box.figure.height) = (width, height)
    (box.figure.xrange, box.figure.yrange) = (xlim?.range, ylim?.range)
    (box.figure.hasLogX, box.figure.hasLogY) = (xscale == .log, yscale == .log)
    return box
  }
  m.function(
    "grid", .table("figures"),
    doc: "Figures on one picture, in `columns` columns: plot.grid{f1, f2, columns=1}:save(\"both.png\").",
    example: "local both = plot.grid{plot.figure{title=\"a\"}, plot.figure{title=\"b\"}}"
  ) { (table: LuaTable) in
    let figures = try table.items(as: FigureBox.self)
    let columns = try table.field("columns", as: Int.self)
    try table.forEachPair { stack, key in
      guard stack.type(key) == .string, stack.string(key) != "columns" else { return }
      throw UserError("unknown option '\(stack.describe(key))'; known is columns")
    }
    guard !figures.isEmpty, columns ?? 1 >= 1 else { throw UserError("at least one figure and one column wanted") }
    return GridBox(PlotGrid(figures.map(\.figure), columns: columns))
  }
  m.type(FigureBox.luaClass)
  m.type(GridBox.luaClass)
}

/// `{low, high}`.
struct Limits: LuaReadable {
  let range: ClosedRange<Double>

  static var luaTypeName: String { "table {low, high}" }
  static var luaType: LuaValueType { .list(.number) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Limits? {
    guard stack.type(index) == .table else { return nil }
    let ends = try LuaTable(stack, index).items(as: Double.self)
    guard ends.count == 2, ends[0] < ends[1] else { throw UserError("two ascending numbers {low, high} wanted") }
    return Limits(range: ends[0]...ends[1])
  }
}

enum AxisScale: String, LuaChoice { case linear, log }
enum HeatmapOrigin: String, LuaChoice { case lower, upper }

/// Figures on one picture.
final class GridBox: LuaObject {
  let grid: PlotGrid
  init(_ grid: PlotGrid) { self.grid = grid }

  static let luaClass = LuaClass(GridBox.self, "PlotGrid", doc: "Figures on one picture.") { c in
    c.method(
      "save", .string("path"), doc: "Writes the picture whole or not at all.",
      example: "plot.grid{plot.figure{}, plot.figure{}}:save(\"example.png\")"
    ) { (box: GridBox, path: String) in try box.grid.save(path) }
    c.method(
      "show", .option("columns", as: Int?.self), .option("protocol", as: PictureProtocol?.self),
      doc: "Shows the picture in the terminal, as image.show does.",
      example: "plot.grid{plot.figure{}, plot.figure{}}:show{protocol=\"text\"}"
    ) { (box: GridBox, columns: Int?, kind: PictureProtocol?) in try show(box.grid, columns: columns, kind) }
    c.metamethod("__tostring", .value("self", as: GridBox.self), .any("_")) { (box: GridBox, _: LuaAny) in
      "PlotGrid(\(box.grid.figures.count) figures, \(box.grid.columns) columns)"
    }
  }
}
