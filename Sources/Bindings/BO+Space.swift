import BayesianOptimization
import Distributions
import LuaBridge
import Tensors

/// One named parameter of a search in a script: `bo.float`, `bo.int`, `bo.categorical`.
final class ParameterBox: LuaObject {
  let parameter: Parameter
  /// What a script calls the categories.
  let choices: [Choice]

  init(_ parameter: Parameter, choices: [Choice] = []) {
    self.parameter = parameter
    self.choices = choices
  }

  static let luaClass = LuaClass(ParameterBox.self, "Parameter", doc: "What a search may choose, with its range.") {
    c in
    c.metamethod("__tostring", .value("self", as: ParameterBox.self), .any("_")) { (box: ParameterBox, _: LuaAny) in
      "Parameter(\(box.parameter))"
    }
  }
}

/// A category: a string, a number or a boolean.
enum Choice: LuaReadable, LuaPushable, Equatable {
  case string(String), integer(Int), number(Double), bool(Bool)

  static var luaType: LuaValueType { .either([.string, .number, .boolean]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Choice? {
    switch stack.type(index) {
    case .string: return stack.string(index).map(Choice.string)
    case .boolean: return Bool.read(stack, index).map(Choice.bool)
    case .number:
      guard let number = Double.read(stack, index) else { return nil }
      if number.isNaN { throw UserError("nan cannot be a choice") }
      if LuaAny(stack, index).isInteger, let integer = Int.read(stack, index) { return .integer(integer) }
      return .number(number)
    default: return nil
    }
  }

  /// 2 and 2.0 are the same choice, as in Lua.
  static func == (left: Choice, right: Choice) -> Bool {
    switch (left, right) {
    case (.string(let a), .string(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Double(exactly: a) == b
    default: false
    }
  }

  func push(_ stack: LuaStack) throws {
    switch self {
    case .string(let value): try value.push(stack)
    case .integer(let value): value.push(stack)
    case .number(let value): value.push(stack)
    case .bool(let value): value.push(stack)
    }
  }

  var label: String {
    switch self {
    case .string(let value): "'\(value)'"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .bool(let value): "\(value)"
    }
  }
}

extension LuaModule {
  /// `bo.float`, `bo.int`, `bo.categorical`.
  func searchParameters() {
    function(
      "float", .number("low"), .number("high"), .option("log", false),
      doc: "A number from low to high in a named search space; on a logarithmic scale with log=true.",
      example: "local study = bo.study{space={lr=bo.float(1e-5, 1e-1, {log=true})}}"
    ) { (low: Double, high: Double, isLog: Bool) in ParameterBox(.float(lower: low, upper: high, isLog: isLog)) }
    function(
      "int", .integer("low"), .integer("high"), .option("log", false),
      doc:
        "A whole number from low to high, both included, in a named search space; on a logarithmic scale with log=true.",
      example: "local study = bo.study{space={depth=bo.int(1, 5)}}"
    ) { (low: Int, high: Int, isLog: Bool) in ParameterBox(.int(lower: low, upper: high, isLog: isLog)) }
    function(
      "categorical", .value("choices", as: [Choice].self),
      doc: "One of several strings, numbers or booleans without an order, in a named search space.",
      example: "local study = bo.study{space={act=bo.categorical{\"relu\", \"tanh\"}}}"
    ) { (choices: [Choice]) in
      for (index, choice) in choices.enumerated() where choices[..<index].contains(choice) {
        throw UserError("\(choice.label) stands twice among the choices")
      }
      return ParameterBox(.categorical(labels: choices.map(\.label)), choices: choices)
    }
    type(ParameterBox.luaClass)
  }
}

/// `{lr=bo.float(…), …}`.
struct SpaceArgument: LuaReadable {
  let parameters: [String: ParameterBox]

  static var luaTypeName: String { "table {name=bo.float(low, high), ...}" }
  static var luaType: LuaValueType { .named(.either([.object("Parameter"), .object("Distribution")])) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> SpaceArgument? {
    guard stack.type(index) == .table else { return nil }
    var parameters: [String: ParameterBox] = [:]
    try LuaTable(stack, index).forEachPair { stack, key in
      guard stack.type(key) == .string, let name = stack.string(key) else {
        throw UserError("a name wanted for each parameter of the space, got \(stack.describe(key))")
      }
      if let box = try ParameterBox.read(stack, key + 1) {
        parameters[name] = box
      } else if let distribution = try Distribution.read(stack, key + 1) {
        do {
          parameters[name] = ParameterBox(.law(try ScalarLaw(distribution)))
        } catch {
          throw UserError("'\(name)': \(error)")
        }
      } else {
        throw UserError(
          "'\(name)' must be bo.float(low, high), bo.int(low, high), bo.categorical{...} or a distribution, "
            + "got \(stack.typeName(key + 1))")
      }
    }
    return SpaceArgument(parameters: parameters)
  }
}

/// What is searched, in a script's terms: bounds, whose points are tensors, or named parameters, whose points are tables.
struct Domain: LuaReadable {
  let space: SearchSpace
  /// Of each parameter; empty where it is a number.
  private let choices: [[Choice]]

  init(_ bounds: BoundsArgument) throws {
    space = try SearchSpace(bounds: bounds.pairs)
    choices = []
  }

  init(_ named: SpaceArgument) throws {
    let space = try SearchSpace(named.parameters.mapValues(\.parameter))
    self.space = space
    choices = space.names.map { named.parameters[$0]?.choices ?? [] }
  }

  /// - Throws: `UserError` unless one of both is given.
  init(bounds: BoundsArgument?, space: SpaceArgument?) throws {
    switch (bounds, space) {
    case (let bounds?, nil): try self.init(bounds)
    case (nil, let space?): try self.init(space)
    case (nil, nil): throw UserError("bounds={{low, high}, ...} or space={name=bo.float(low, high), ...} wanted")
    default: throw UserError("bounds or space wanted, got both")
    }
  }

  static var luaTypeName: String { "\(BoundsArgument.luaTypeName), or \(SpaceArgument.luaTypeName)" }
  static var luaType: LuaValueType { .either([BoundsArgument.luaType, SpaceArgument.luaType]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Domain? {
    guard stack.type(index) == .table, !LuaTable(stack, index).isSequence else {
      return try BoundsArgument.read(stack, index).map { try Domain($0) }
    }
    var isNamed = false
    try LuaTable(stack, index).forEachPair { stack, key in
      if (try? ParameterBox.read(stack, key + 1)) != nil || (try? Distribution.read(stack, key + 1)) != nil {
        isNamed = true
      }
    }
    if isNamed { return try SpaceArgument.read(stack, index).map { try Domain($0) } }
    return try BoundsArgument.read(stack, index).map { try Domain($0) }
  }

  // MARK: points

  static let pointType = LuaValueType.either([.object("Tensor"), .table])
  static let batchType = LuaValueType.either([.object("Tensor"), .list(.table)])

  /// A (d) tensor, or a table by name.
  func pushable(_ point: [Double]) throws -> any LuaPushable {
    guard !space.isBox else { return try tensor(point, point.count) }
    return Fields(
      zip(space.names, point).enumerated().map { index, pair in (pair.0, value(pair.1, of: index)) })
  }

  /// A (q, d) tensor, or a list of tables.
  func pushable(batch points: [[Double]]) throws -> any LuaPushable {
    guard !space.isBox else { return try tensor(points.flatMap { $0 }, points.count, space.parameters.count) }
    return try points.map { try NamedPoint(pushable($0)) }
  }

  private func value(_ number: Double, of index: Int) -> any LuaPushable {
    switch space.parameters[index] {
    case .float, .law: return number
    case .int: return Int(exactly: number) ?? 0
    case .categorical:
      let position = Int(exactly: number) ?? 0
      return choices[index].indices.contains(position) ? choices[index][position] : choices[index].first ?? .bool(false)
    }
  }

  /// The points that a script gives.
  func points(_ any: LuaAny) throws -> [[Double]] {
    let (stack, index) = (any.stack, any.index)
    if space.isBox {
      guard let points = try PointsArgument.read(stack, index) else {
        throw UserError("\(PointsArgument.luaTypeName) wanted, got \(stack.typeName(index))")
      }
      return (space.parameters.count == 1 ? points.asOneDimensional : points).rows
    }
    guard let table = LuaTable.read(stack, index) else {
      throw UserError("a table of values by name, or a list of them, wanted, got \(stack.typeName(index))")
    }
    guard table.count > 0 else { return [try point(table)] }
    return try (1...table.count).map { position in
      let row: LuaTable = try table.item(position)
      defer { stack.truncate(to: stack.top - 1) }
      return try point(row)
    }
  }

  private func point(_ table: LuaTable) throws -> [Double] {
    var found: [String: Double] = [:]
    try table.forEachPair { stack, key in
      guard stack.type(key) == .string, let name = stack.string(key), let k = space.names.firstIndex(of: name) else {
        throw UserError(
          "a point has no parameter \(stack.describe(key)); it has \(space.names.map { "'\($0)'" }.joined(separator: ", "))"
        )
      }
      found[name] = try number(stack, key + 1, of: k)
    }
    return try space.names.map { name in
      guard let value = found[name] else { throw UserError("no value for '\(name)'") }
      return value
    }
  }

  private func number(_ stack: LuaStack, _ index: Int32, of k: Int) throws -> Double {
    if case .categorical = space.parameters[k] {
      guard let choice = try Choice.read(stack, index), let position = choices[k].firstIndex(of: choice) else {
        throw UserError("\(stack.describe(index)) is no value of '\(space.names[k])', which is \(space.parameters[k])")
      }
      return Double(position)
    }
    guard let number: Double = Double.read(stack, index) else {
      throw UserError("a number wanted for '\(space.names[k])', got \(stack.typeName(index))")
    }
    return number
  }
}

extension LuaParameter where Value == LuaAny {
  /// Points of a study, whose domain tells how they are read.
  static func points(_ name: String) -> LuaParameter {
    LuaParameter(
      name, type: .either([PointsArgument.luaType, .table]), words: { "points" }
    ) { try $0.next(name, as: LuaAny.self) }
  }
}

/// One table of a list of points.
private struct NamedPoint: LuaPushable {
  static var luaType: LuaValueType { .table }
  let fields: any LuaPushable

  init(_ fields: any LuaPushable) { self.fields = fields }

  func push(_ stack: LuaStack) throws { try fields.push(stack) }
}
