import BayesianOptimization
import LuaBridge
import Tensors

/// A known function in a script.
final class TestFunctionBox: LuaObject {
  let function: TestFunction

  init(_ function: TestFunction) { self.function = function }

  /// The points of a call; `with(n)` holds a function to its dimension.
  private func rows(_ x: PointsArgument) throws -> [[Double]] {
    if isHeld, x.dimension != function.dimension {
      throw UserError("points of \(function.dimension) coordinates wanted, got \(x.dimension)")
    }
    return x.rows
  }

  private var isHeld = false

  static let luaClass = LuaClass(
    TestFunctionBox.self, "TestFunction", doc: "A known function, to be minimised, with its bounds and its optimum."
  ) { c in
    c.metamethod("__call", .value("self", as: TestFunctionBox.self), .value("x", as: PointsArgument.self)) {
      (box: TestFunctionBox, x: PointsArgument) -> Results in
      let values = try box.rows(x).map { try box.function($0) }
      if x.isFlat, let value = values.first { return Results([value]) }
      return Results([try tensor(values, values.count)])
    }
    c.method(
      "gradient", .value("x", as: PointsArgument.self),
      doc: "The derivatives at a point (d) or at points (n, d), a float64 tensor of that shape.",
      example: "local g = bo.functions.rosenbrock:gradient{1, 1}"
    ) { (box: TestFunctionBox, x: PointsArgument) -> Tensor in
      let gradients = try box.rows(x).flatMap { try box.function.gradient($0) }
      return x.isFlat ? try tensor(gradients, x.dimension) : try tensor(gradients, x.count, x.dimension)
    }
    c.method(
      "with", .integer("dim"),
      doc:
        "The same function of `dim` dimensions: its bounds and optimum are those, and points of another dimension are "
        + "an error.",
      example: "local f = bo.functions.ackley:with(20)\nassert(#f.bounds == 20)"
    ) { (box: TestFunctionBox, dimension: Int) -> TestFunctionBox in
      let result = TestFunctionBox(try box.function.with(dimension: dimension))
      result.isHeld = true
      return result
    }
    c.property(
      "bounds", doc: "Its box, {{low, high}, ...}, as bo.study and bo.minimize take it.",
      example: "local study = bo.study{bounds=bo.functions.branin.bounds, direction=\"minimize\"}"
    ) { (box: TestFunctionBox) -> [[Double]] in box.function.bounds.map { [$0.lower, $0.upper] } }
    c.property(
      "optimum", doc: "Its lowest value; nil where none is published for the dimension.",
      example: "assert(bo.functions.levy.optimum == 0)"
    ) { (box: TestFunctionBox) -> Double? in box.function.optimum }
    c.property(
      "minimizers", doc: "Points of the lowest value, (k, d), to the digits published; nil where none are.",
      example: "assert(#bo.functions.branin.minimizers == 3)"
    ) { (box: TestFunctionBox) -> Tensor? in
      let places = box.function.minimizers
      return places.isEmpty ? nil : try tensor(places.flatMap { $0 }, places.count, box.function.dimension)
    }
    c.property("name", doc: "Its name.", example: "assert(bo.functions.levy.name == \"levy\")") {
      (box: TestFunctionBox) -> String in box.function.name
    }
    c.property("dim", doc: "Number of dimensions.", example: "assert(bo.functions.hartmann6.dim == 6)") {
      (box: TestFunctionBox) -> Int in box.function.dimension
    }
    c.metamethod("__tostring", .value("self", as: TestFunctionBox.self), .any("_")) {
      (box: TestFunctionBox, _: LuaAny) in "\(box.function.name)(\(box.function.dimension) dimensions)"
    }
  }
}

extension LuaModule {
  /// `bo.functions`.
  func testFunctions() {
    submodule(
      "functions",
      doc:
        "Known functions to try a search on, to be minimised as their authors published them. f(x) takes a point (d) to "
        + "a number and points (n, d) to n numbers; those that are defined for any dimension take it from x, and "
        + "f:with(20) is the function of 20 dimensions, with its bounds and optimum."
    ) { m in
      for function in TestFunction.all {
        m.value(function.name, doc: function.formula, TestFunctionBox(function))
      }
    }
  }
}
