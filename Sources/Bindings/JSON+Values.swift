import Formats
import LuaBridge
import Tensors

extension JSON: LuaReadable {
  public static var luaTypeName: String { "value without functions" }
  public static var luaType: LuaValueType { .any }
  /// Deeper tables are most likely their own descendants.
  private static let deepest = 100

  public static func read(_ stack: LuaStack, _ index: Int32) throws -> JSON? {
    try read(stack, stack.absolute(index), depth: 0)
  }

  private static func read(_ stack: LuaStack, _ index: Int32, depth: Int) throws -> JSON {
    switch stack.type(index) {
    case .nil, .none: return .null
    case .boolean: return .bool(Bool.read(stack, index) ?? false)
    case .number:
      if LuaAny(stack, index).isInteger, let value = Int.read(stack, index) { return .integer(Int64(value)) }
      return .number(Double.read(stack, index) ?? .nan)
    case .string: return .string(stack.string(index) ?? "")
    case .table:
      guard depth < deepest else { throw UserError("tables nested more than \(deepest) deep, or within themselves") }
      return try table(stack, index, depth: depth)
    default:
      if try JSONNull.read(stack, index) != nil { return .null }
      if let tensor = try Tensor.read(stack, index) { return try json(tensor) }
      throw UserError("JSON has no value for a \(stack.typeName(index))")
    }
  }

  private static func table(_ stack: LuaStack, _ index: Int32, depth: Int) throws -> JSON {
    let table = LuaTable(stack, index)
    if table.isSequence { return try sequence(table, depth: depth) }
    var members: [Member] = []
    try table.forEachPair { stack, key in
      guard let name = stack.type(key) == .string ? stack.string(key) : nil else {
        throw UserError("a table with names, or a sequence from 1, wanted for JSON; got the key \(stack.describe(key))")
      }
      members.append(Member(name, try read(stack, key + 1, depth: depth + 1)))
    }
    // Lua's own order is another in every run.
    return .object(members.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) })
  }

  private static func sequence(_ table: LuaTable, depth: Int) throws -> JSON {
    let (stack, count) = (table.stack, table.count)
    var found = 0
    try table.forEachPair { stack, key in
      guard stack.type(key) == .number else {
        throw UserError("a sequence for JSON has no names, got '\(stack.describe(key))' beside \(count) items")
      }
      found += 1
    }
    guard found == count else { throw UserError("a sequence for JSON has no holes; use json.null") }
    try stack.reserve(6)
    return .array(
      try (0..<count).map { position in
        stack.getItem(table.index, position + 1)
        defer { stack.pop() }
        return try read(stack, stack.top, depth: depth + 1)
      })
  }

  /// Nested arrays of numbers; a tensor without dimensions is a number.
  private static func json(_ tensor: Tensor) throws -> JSON {
    var flat: [JSON] =
      switch tensor.dtype {
      case .float32, .float64: try doubles(tensor.array).map { .number($0) }
      case .int64: try tensor.array.values(as: Int64.self).map { .integer($0) }
      case .bool: try tensor.array.values(as: Bool.self).map { .bool($0) }
      }
    for size in tensor.shape.array.dropFirst().reversed() where size > 0 {
      flat = stride(from: 0, to: flat.count, by: size).map { .array(Array(flat[$0..<$0 + size])) }
    }
    return tensor.shape.rank == 0 ? flat[0] : .array(flat)
  }
}

extension JSON: LuaPushable {
  public func push(_ stack: LuaStack) throws {
    try stack.reserve(6)
    switch self {
    case .null: try JSONNull.shared.push(stack)
    case .bool(let value): stack.push(value)
    case .integer(let value): stack.push(Int(value))
    case .number(let value): stack.push(value)
    case .string(let text): try stack.push(text)
    case .array(let values): try values.push(stack)
    case .object(let members):
      try stack.pushTable(fields: members.count)
      let table = stack.top
      for member in members where member.value != .null {
        try member.value.push(stack)
        try stack.setField(table, member.key)
      }
    }
  }
}
