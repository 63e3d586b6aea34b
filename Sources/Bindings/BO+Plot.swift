import BayesianOptimization
import LuaBridge
import Plotting
import StudyPlots
import Tensors

extension StudyPlot: LuaChoice {}

/// Pictures of a study.
func declareStudyPlot(_ c: LuaMembers<StudyBox>) {
  c.method(
    "plot", .value("kind", as: StudyPlot.self), .option("parameters", as: ParameterNames?.self),
    .option("truth", as: FunctionRef?.self),
    doc:
      "A picture of the search, to be saved or shown. \"history\": all values and the best so far. \"slice\": values over "
      + "each parameter, with the model along it through the best point. \"contour\": the model over two parameters, those "
      + "it finds the steepest unless `parameters` names two. \"parallel\": a line a trial across all parameters. "
      + "\"pareto\": several objectives against each other. \"surrogate\", of one parameter: the model with its band and "
      + "the acquisition below it; truth is a function of a point to compare with.",
    example: "local study = bo.study{bounds={0, 1, dim=2}}\n"
      + "study:run(function(x) return -(x[1] - 0.3)^2 end, {evaluations=6})\nstudy:plot(\"history\"):save(\"history.png\")"
  ) { (box: StudyBox, kind: StudyPlot, parameters: ParameterNames?, truth: FunctionRef?) -> GridBox in
    let chosen = try parameters?.positions(in: box.domain.space)
    let study = box.study
    switch kind {
    case .history: return GridBox(try study.historyPlot())
    case .slice: return GridBox(try study.slicePlot(parameters: chosen))
    case .contour: return GridBox(try study.contourPlot(parameters: chosen))
    case .parallel: return GridBox(try study.parallelPlot())
    case .pareto: return GridBox(try study.paretoPlot())
    case .surrogate:
      return GridBox(
        try study.surrogatePlot(
          truth: truth.map { truth in
            { values in
              try values.map { try truth.value(at: box.domain.pushable([$0])) }
            }
          }))
    }
  }
}

extension FunctionRef {
  /// What the function says of one point; nan where it says no number.
  fileprivate func value(at point: any LuaPushable) throws -> Double {
    try perform(results: 1, all: [point]) { stack, first in
      if let tensor = try Tensor.read(stack, first) { return try doubles(tensor.array).first ?? .nan }
      return Double.read(stack, first) ?? .nan
    }
  }
}

/// Parameters of a search by name or by number.
struct ParameterNames: LuaReadable {
  private enum Name {
    case name(String)
    case number(LuaIndex)
  }
  private let names: [Name]

  static var luaTypeName: String { "table of parameters' names or numbers" }
  static var luaType: LuaValueType { .either([.list(.string), .list(.index)]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> ParameterNames? {
    guard stack.type(index) == .table else { return nil }
    let table = LuaTable(stack, index)
    return ParameterNames(
      names: try (1...max(table.count, 1)).prefix(table.count).map { place in
        if let number: LuaIndex = try table.itemIfAny(place) { return .number(number) }
        if let name: String = try table.itemIfAny(place) { return .name(name) }
        throw UserError("a parameter's name or number wanted at place \(place)")
      })
  }

  private init(names: [Name]) { self.names = names }

  /// From 0, in the space's order.
  func positions(in space: SearchSpace) throws -> [Int] {
    try names.map { name in
      switch name {
      case .number(let number): return try number.position(in: space.parameters.count)
      case .name(let name):
        let known = space.isBox ? space.parameters.indices.map { "x\($0 + 1)" } : space.names
        guard let place = known.firstIndex(of: name) else {
          throw StudyPlotError.unknownParameter(name, known: known)
        }
        return place
      }
    }
  }
}
