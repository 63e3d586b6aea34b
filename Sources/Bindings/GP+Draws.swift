import Arrays
import GaussianProcesses
import LuaBridge
import Tensors

/// Functions drawn from a model: call it with points.
final class PathBox: LuaObject {
  let paths: [PathwiseSample]
  private let dimension: Int

  init(_ paths: [PathwiseSample], dimension: Int) {
    self.paths = paths
    self.dimension = dimension
  }

  func values(_ points: PointsArgument) throws -> Tensor {
    let points = try points.checked(dimension: dimension)
    let rows = try paths.map { try $0.values(points.numbers) }
    return rows.count == 1
      ? try tensor(rows[0], points.count) : try tensor(rows.flatMap { $0 }, rows.count, points.count)
  }

  static let luaClass = LuaClass(
    PathBox.self, "Paths",
    doc: "Functions drawn from a model: paths[i] is the i-th, #paths their number, path(X) their values at points."
  ) { c in
    c.metamethod(
      "__call", .value("self", as: PathBox.self), .value("X", as: PointsArgument.self),
      doc: "The values at points (m, d): a tensor (m) of one function, (n, m) of several."
    ) { (box: PathBox, x: PointsArgument) -> Tensor in try box.values(x) }
    c.metamethod("__len", .value("self", as: PathBox.self), .any("_"), doc: "Number of functions.") {
      (box: PathBox, _: LuaAny) -> Int in box.paths.count
    }
    c.metamethod("__tostring", .value("self", as: PathBox.self), .any("_")) { (box: PathBox, _: LuaAny) in
      "Paths(\(box.dimension) dimensions, \(box.paths.count) functions)"
    }
    c.method(
      "value", .value("X", as: PointsArgument.self), doc: "The same as calling it.",
      example: "local f = gp.fit({{0}, {1}}, {0, 1}):sample_path():value({{0.5}})"
    ) { (box: PathBox, x: PointsArgument) -> Tensor in try box.values(x) }
    c.index(
      key: .index, value: .object("Paths"), doc: "One of the functions.",
      example: "local paths = gp.fit({{0}, {1}}, {0, 1}):sample_path(3)\nassert(#paths[2]({{0.5}}) == 1)"
    ) { box, arguments in
      guard let index = Int.read(arguments.stack, 2) else { return 0 }
      guard index != 0 else { throw UserError("an index from 1 wanted, got 0") }
      let position = index > 0 ? index - 1 : box.paths.count + index
      // ipairs goes on until nil.
      guard box.paths.indices.contains(position) else {
        arguments.stack.pushNil()
        return 1
      }
      try PathBox([box.paths[position]], dimension: box.dimension).push(arguments.stack)
      return 1
    }
  }
}

/// What can be drawn from a model.
func declareDraws(_ c: LuaMembers<ModelBox>) {
  c.method(
    "fantasize", .value("X", as: PointsArgument.self), .integer("n", 1),
    doc: "n models, each with one joint draw of observations at points (m, d) taken as data: what the model might be "
      + "once they are evaluated. Hyperparameters stay.",
    example:
      "local models = gp.fit({{0}, {1}}, {0, 1}):fantasize({{0.5}}, 4)\nassert(#models == 4 and models[1].count == 3)",
    returns: [.list(.object("GP"))]
  ) { (box: ModelBox, x: PointsArgument, count: Int) -> [ModelBox] in
    let inputs = try box.inputs(x)
    guard (1...10_000).contains(count) else { throw UserError("1 to 10000 fantasies wanted, got \(count)") }
    let points = inputs.count / box.model.dimension
    guard points <= 4096, points * count <= 1 << 20 else {
      throw UserError("at most 4096 points and \(1 << 20) values wanted, got \(points) points \(count) times")
    }
    return try Random.withStream("gp.fantasize") {
      try box.model.fantasized(inputs: inputs, count: count, stream: &$0)
    }.map(ModelBox.init)
  }
  c.method(
    "sample_path", .integer("n", 1), .option("features", 1024),
    doc: "n functions drawn from the posterior that can be evaluated anywhere, again and again: paths[i](X), or "
      + "paths(X) for all. Matheron's rule: a prior function of that many random features, brought to the data exactly "
      + "(Wilson et al. 2020). Not for products with gp.Linear.",
    example: "local f = gp.fit({{0}, {1}}, {0, 1}):sample_path()\nprint(f({{0.2}, {0.5}}))"
  ) { (box: ModelBox, count: Int, features: Int) -> PathBox in
    guard (1...10_000).contains(count) else { throw UserError("1 to 10000 functions wanted, got \(count)") }
    guard (1...65_536).contains(features) else { throw UserError("1 to 65536 features wanted, got \(features)") }
    // Frequencies, phases and weights, and a weight for each observation.
    try Storage.require(count, of: 8 * (features * (box.model.dimension + 2) + box.model.count))
    let paths = try Random.withStream("gp.path") { stream in
      try (0..<count).map { _ in
        try Cancellation.check()
        return try box.model.samplePath(features: features, stream: &stream)
      }
    }
    return PathBox(paths, dimension: box.model.dimension)
  }
}
