import LuaBridge
import Networks
import Tensors

/// Tensors as a list, by name, or one alone.
struct TensorList: LuaReadable {
  let tensors: [Tensor]
  static var luaTypeName: String { "table of tensors" }
  static var luaType: LuaValueType {
    .either([.list(.object("Tensor")), .named(.object("Tensor")), .object("Tensor")])
  }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> TensorList? {
    if let tensor = try Tensor.read(stack, index) { return TensorList(tensors: [tensor]) }
    guard stack.type(index) == .table else { return nil }
    let table = LuaTable(stack, index)
    if table.count > 0 { return TensorList(tensors: try table.items(as: Tensor.self)) }
    let named = try [String: Tensor].read(stack, index) ?? [:]
    return TensorList(tensors: named.sorted { $0.key < $1.key }.map(\.value))
  }
}

/// What an optimiser is made with: tensors, or tables of them with options, {params=..., lr=...}.
struct ParameterGroups: LuaReadable {
  fileprivate let groups: [(tensors: [Tensor], options: [String: Value])]

  static var luaTypeName: String { "table of tensors, or of groups {params=..., lr=...}" }
  static var luaType: LuaValueType {
    .either([.list(.object("Tensor")), .named(.object("Tensor")), .list(.named(.any))])
  }

  fileprivate enum Value {
    case number(Double)
    case flag(Bool)
    case numbers([Double])
  }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> ParameterGroups? {
    guard stack.type(index) == .table else { return nil }
    let table = LuaTable(stack, index)
    guard try table.itemIfAny(1, as: First.self)?.isTable == true else {
      return try TensorList.read(stack, index).map { ParameterGroups(groups: [($0.tensors, [:])]) }
    }
    return ParameterGroups(groups: try table.items(as: Group.self).map { ($0.tensors, $0.options) })
  }

  private struct First: LuaReadable {
    let isTable: Bool
    static var luaType: LuaValueType { .any }
    static func read(_ stack: LuaStack, _ index: Int32) -> First? { First(isTable: stack.type(index) == .table) }
  }

  /// One table of a list of groups.
  private struct Group: LuaReadable {
    let tensors: [Tensor]
    let options: [String: Value]
    static var luaTypeName: String { "group {params=..., lr=...}" }
    static var luaType: LuaValueType { .named(.any) }

    static func read(_ stack: LuaStack, _ index: Int32) throws -> Group? {
      guard stack.type(index) == .table else { return nil }
      var tensors: [Tensor]?
      var options: [String: Value] = [:]
      try LuaTable(stack, index).forEachPair { stack, key in
        guard let name = stack.string(key), stack.type(key) == .string else {
          throw UserError("a group {params=..., lr=...} wanted, got a table with the key \(stack.describe(key))")
        }
        if name == "params" {
          tensors = try TensorList.read(stack, key + 1)?.tensors
        } else if let number = Double.read(stack, key + 1) {
          options[name] = .number(number)
        } else if let flag = Bool.read(stack, key + 1) {
          options[name] = .flag(flag)
        } else if let numbers = try [Double].read(stack, key + 1) {
          options[name] = .numbers(numbers)
        } else {
          throw UserError(
            "group option '\(name)': a number, a boolean or numbers wanted, got \(stack.typeName(key + 1))")
        }
      }
      guard let tensors else { throw UserError("a group has no params, a table of tensors") }
      return Group(tensors: tensors, options: options)
    }
  }

  /// Options of a group by name: its own, or what all share.
  final class Reader {
    fileprivate let options: [String: Value]
    private(set) var known = ["params"]

    fileprivate init(_ options: [String: Value]) { self.options = options }

    func callAsFunction(_ name: String, _ shared: Double) throws -> Double {
      try option(name, shared, "number") { if case .number(let value) = $0 { value } else { nil } }
    }

    func callAsFunction(_ name: String, _ shared: Bool) throws -> Bool {
      try option(name, shared, "boolean") { if case .flag(let value) = $0 { value } else { nil } }
    }

    func callAsFunction(_ name: String, _ shared: Betas) throws -> Betas {
      try option(name, shared, Betas.luaTypeName) {
        if case .numbers(let values) = $0, values.count == 2 { Betas(values[0], values[1]) } else { nil }
      }
    }

    private func option<T>(_ name: String, _ shared: T, _ wanted: String, _ read: (Value) -> T?) throws -> T {
      known.append(name)
      guard let own = options[name] else { return shared }
      guard let value = read(own) else { throw UserError("group option '\(name)': \(wanted) wanted") }
      return value
    }
  }

  /// The groups with their options; `read` asks for all that there are.
  /// - Throws: an error that names an option that was not asked for.
  func read<Options>(_ function: String, _ rate: Double, _ read: (Reader) throws -> Options) throws
    -> [ParameterGroup<Options>]
  {
    try groups.map { tensors, options in
      let reader = Reader(options)
      let group = ParameterGroup(tensors, learningRate: try reader("lr", rate), try read(reader))
      if let name = options.keys.sorted().first(where: { !reader.known.contains($0) }) {
        throw BindingError.unknownOption(name: name, function: function, known: reader.known)
      }
      return group
    }
  }
}

/// Adam's two decay rates.
struct Betas: LuaReadable, CustomStringConvertible {
  let both: (Double, Double)
  init(_ first: Double, _ second: Double) { both = (first, second) }

  static var luaTypeName: String { "table of two numbers" }
  static var luaType: LuaValueType { .list(.number) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Betas? {
    guard let values = try [Double].read(stack, index), values.count == 2 else { return nil }
    return Betas(values[0], values[1])
  }

  var description: String { "{\(both.0), \(both.1)}" }
}
