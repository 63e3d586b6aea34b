import Foundation
import Testing

struct PlotTests {
  @Test func everyKindOfDrawingIsSavedAndRepeatable() throws {
    let script = try DataScript()
    try script.set("x", [20]) { Float($0) }
    try script.set("picture", [3, 4, 4]) { Float($0) / 48 }
    try script.run(
      """
      local plot = require "plot"
      local function draw()
        local f = plot.figure{title="it's", xlabel="x", ylabel="y", xlim={0, 20}}
        f:line(x, x, {label="line", dashed=true}):scatter(x, x, {color="#ff0000"}):band(x, x, x)
        f:line({3, 1, 2}, {label="counts from 1", step=true})
        local h = plot.figure{yscale="log"}:histogram(x, {bins=5})
        local m = plot.figure{}:heatmap({{1, 2, 3}, {4, 5, 6}}, {x={0, 1}, y={-1, 1}, origin="upper"})
        return plot.grid{f, h, m, plot.figure{}:image(picture), columns=2}
      end
      assert(tostring(draw()) == "PlotGrid(4 figures, 2 columns)")
      assert(tostring(plot.figure{title="a", height=300}) == "Figure(a, 640 x 300 points)")
      assert(tostring(plot.figure{}) == "Figure(640 x 400 points)")
      for _, extension in ipairs{"png", "svg", "pdf"} do
        draw():save(folder .. "/1." .. extension)
        draw():save(folder .. "/2." .. extension)
      end
      plot.figure{}:line({1, 2}):save(folder .. "/3.svg"):line({2, 1}):save(folder .. "/4.svg")
      """)
    for kind in ["png", "svg", "pdf"] {
      #expect(script.bytes("1." + kind) == script.bytes("2." + kind) && script.bytes("1." + kind) != nil, "\(kind)")
    }
    #expect(script.bytes("3.svg") != script.bytes("4.svg"))
    #expect(script.names.count == 8)
  }

  @Test(arguments: [
    ("f:line({1, 2}, {1})", "got 2, 1"), ("f:line({1, 'a'})", "number wanted"), ("f:line(nil)", "tensor or table"),
    ("f:line({1}, {colr='red'})", "did you mean 'color'"), ("f:line({1}, {color='a;b'})", "colour"),
    ("f:histogram({1}, {bins=0})", "bins wanted"), ("f:heatmap({{1, 2}, {3}})", "row 2"),
    ("f:heatmap({{1}}, {origin='left'})", "\"lower\", \"upper\""), ("f:save('x.gif')", ".png, .svg or .pdf"),
    ("f:save('/nowhere/x.png')", "cannot write '/nowhere/x.png'"), ("f:image({1})", "Tensor wanted"),
    ("plot.figure{titel='x'}", "did you mean 'title'"), ("plot.figure{xlim={1}}", "two ascending"),
    ("plot.figure{width=-1}:save(folder .. '/x.png')", "no size"), ("plot.grid{}", "at least one figure"),
    ("plot.figure{xscale='log', xlim={0, 1}}:save(folder .. '/x.png')", "above 0"),
  ])
  func mistakesSayWhatWasWanted(source: String, message: String) throws {
    let script = try DataScript()
    try script.run("plot = require 'plot'; f = plot.figure{}")
    let found = try #require(script.failure(source))
    #expect(found.contains(message) && found.hasPrefix("test:1: "), "\(found)")
    #expect(script.names.isEmpty)
  }
}
