import Foundation
import Testing

/// Pictures of studies: what they show is looked for in the SVG, which holds text and coordinates.
struct StudyPlotTests {
  private func script() throws -> DataScript {
    let script = try DataScript()
    try script.run(
      """
      bo = require "bo"
      function save(study, kind, options) study:plot(kind, options or {}):save(folder .. "/" .. kind .. ".svg") end
      box = bo.study{bounds={{-5, 10}, {0, 15}}, direction="minimize", seed=1}
      box:run(function(x)
        if x[1] > 8 then error("outside the workshop") end
        return bo.functions.branin(x)
      end, {evaluations=14})
      line = bo.study{bounds={{0.5, 2.5}}, acquisition="ei", seed=2}
      line:run(function(x) return -(x[1] - 1)^2 end, {evaluations=6})
      named = bo.study{space={lr=bo.float(1e-4, 1e-1, {log=true}), depth=bo.int(1, 4), act=bo.categorical{"relu", "tanh"}}}
      named:run(function(p) return p.depth - math.abs(math.log(p.lr, 10) + 2) + (p.act == "relu" and 1 or 0) end,
        {evaluations=9})
      two = bo.study{bounds={0, 1, dim=2}, objectives=2, reference_point={-1, -1}}
      two:run(function(x) return {x[1], 1 - x[1]^2 - x[2]} end, {evaluations=7})
      """)
    return script
  }

  private func text(_ script: DataScript, _ name: String) throws -> String {
    String(decoding: try #require(script.bytes(name + ".svg")), as: UTF8.self)
  }

  @Test func everyPictureShowsWhatItSays() throws {
    let script = try script()
    try script.run("for _, kind in ipairs{'history', 'slice', 'contour', 'parallel'} do save(box, kind) end")
    for (kind, words) in [
      ("history", ["best so far", "evaluated", "evaluation"]), ("slice", ["x1", "x2", "value"]),
      ("contour", ["expected value", "standard deviation", "x1", "x2"]), ("parallel", ["x1", "x2", "-5", "15"]),
    ] {
      let picture = try text(script, kind)
      for word in words { #expect(picture.contains(word), "\(kind): \(word)") }
    }
    try script.run("save(line, 'surrogate', {truth=function(x) return -(x[1] - 1)^2 end})")
    for word in ["truth", "mean", "6 evaluations", "ei", "maximum: the next point"] {
      #expect(try text(script, "surrogate").contains(word), "\(word)")
    }
    try script.run("save(two, 'pareto')")
    for word in ["Pareto front", "reference point", "objective 2"] {
      #expect(try text(script, "pareto").contains(word))
    }
  }

  @Test func namedParametersHaveTheirAxes() throws {
    let script = try script()
    try script.run("save(named, 'slice') save(named, 'parallel') save(named, 'contour', {parameters={'lr', 'act'}})")
    for word in ["lr", "depth", "act", "relu", "tanh"] {
      #expect(try text(script, "slice").contains(word), "slice: \(word)")
      #expect(try text(script, "parallel").contains(word), "parallel: \(word)")
    }
    #expect(try text(script, "contour").contains("log10 lr"))
  }

  /// The maximum of the acquisition that the picture marks is where the study goes next.
  @Test func theNextPointIsTheMarkedOne() throws {
    let script = try script()
    try script.run(
      """
      local study = bo.study{bounds={{0.5, 2.5}}, acquisition="ei", seed=3}
      local function f(x) return math.sin(5 * x[1]) end
      study:run(f, {evaluations=5})
      study:plot("surrogate"):save(folder .. "/before.svg")
      study:plot("surrogate"):save(folder .. "/again.svg")
      study:ask(1)
      study:plot("surrogate"):save(folder .. "/after.svg")
      """)
    #expect(try text(script, "before") == text(script, "again"))
    // A point that is under way is counted.
    #expect(try text(script, "before") != text(script, "after"))
  }

  @Test(arguments: [
    ("bo.study{bounds={0, 1, dim=2}}:plot('history')", "no finished trial"),
    ("bo.study{bounds={0, 1, dim=2}}:plot('contour')", "no finished trial"),
    ("box:plot('surrogate')", "one parameter"), ("box:plot('pareto')", "two or three objectives"),
    ("line:plot('contour')", "two parameters"), ("box:plot('contour', {parameters={1}})", "two parameters"),
    ("box:plot('slice', {parameters={'x9'}})", "no parameter 'x9'"), ("box:plot('slice', {parameters={3}})", "3"),
    ("named:plot('slice', {parameters={'LR'}})", "act, depth, lr"), ("box:plot('histry')", "\"history\""),
    ("line:plot('surrogate', {truth=function() error('no truth today') end})", "no truth today"),
  ])
  func mistakesSayWhatWasWanted(source: String, message: String) throws {
    let script = try script()
    let found = try #require(script.failure(source))
    #expect(found.contains(message) && found.hasPrefix("test:1: "), "\(found)")
  }
}
