import CLua

/// A table argument, read without metamethods. Valid while the bound call that got it runs.
public struct LuaTable: LuaReadable {
  public let stack: LuaStack
  public let index: Int32

  public static var luaType: LuaValueType { .table }
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) -> LuaTable? {
    lua_type(stack.L, index) == LUA_TTABLE ? LuaTable(stack, index) : nil
  }

  @inlinable public init(_ stack: LuaStack, _ index: Int32) {
    self.stack = stack
    self.index = lua_absindex(stack.L, index)
  }

  /// Number of items of the sequence part.
  public var count: Int { stack.count(index) }

  /// The field, nil when absent.
  /// - Throws: `UserError` when it is of another type.
  public func field<T: LuaReadable>(_ name: String, as type: T.Type = T.self) throws -> T? {
    try stack.reserve(4)
    let found = try stack.getField(index, name)
    // Values that point at the stack stay on it.
    if found == .nil { stack.pop(); return nil }
    guard let value = try T.read(stack, stack.top) else {
      throw UserError("\(T.luaTypeName) wanted for '\(name)', got \(stack.typeName(-1))")
    }
    if !(T.self is any StackBound.Type) { stack.pop() }
    return value
  }

  /// The item at a position from 1.
  public func item<T: LuaReadable>(_ position: Int, as type: T.Type = T.self) throws -> T {
    try stack.reserve(4)
    stack.getItem(index, position)
    guard let value = try T.read(stack, stack.top) else {
      throw UserError("\(T.luaTypeName) wanted at position \(position) of the table, got \(stack.typeName(-1))")
    }
    if !(T.self is any StackBound.Type) { stack.pop() }
    return value
  }

  /// The item at a position, nil when absent or of another type.
  public func itemIfAny<T: LuaReadable>(_ position: Int, as type: T.Type = T.self) throws -> T? {
    try stack.reserve(4)
    let found = stack.getItem(index, position)
    let value = found == .nil ? nil : try T.read(stack, stack.top)
    if !(T.self is any StackBound.Type) { stack.pop() }
    return value
  }

  /// All items of the sequence part.
  public func items<T: LuaReadable>(as type: T.Type = T.self) throws -> [T] {
    let count = self.count
    try stack.reserve(4)
    var values: [T] = []
    values.reserveCapacity(min(count, 1 << 20))
    for position in 0..<count { values.append(try item(position + 1, as: T.self)) }
    return values
  }

  /// Calls `body` with the stack index of each key; its value is one above.
  public func forEachPair(_ body: (LuaStack, _ key: Int32) throws -> Void) throws {
    try stack.reserve(6)
    let before = stack.top
    defer { stack.truncate(to: before) }
    lua_pushnil(stack.L)
    var found = false
    while true {
      try stack.check(wb_next(stack.L, index, &found))
      if !found { return }
      let key = stack.top - 1
      try body(stack, key)
      stack.truncate(to: key)
    }
  }

  /// Whether the table has a sequence part or nothing at all.
  public var isSequence: Bool {
    if count > 0 { return true }
    var isEmpty = true
    try? forEachPair { _, _ in isEmpty = false }
    return isEmpty
  }
}

/// Values that point at the stack instead of holding a copy.
protocol StackBound {}
extension LuaTable: StackBound {}
extension LuaAny: StackBound {}

/// Any value. Valid while the bound call that got it runs.
public struct LuaAny: LuaReadable, LuaPushable {
  public let stack: LuaStack
  public let index: Int32

  public static var luaType: LuaValueType { .any }
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) -> LuaAny? { LuaAny(stack, index) }

  @inlinable public init(_ stack: LuaStack, _ index: Int32) {
    self.stack = stack
    self.index = lua_absindex(stack.L, index)
  }

  public var type: LuaType { stack.type(index) }
  /// What messages call the value.
  public var typeName: String { stack.typeName(index) }
  /// Whether the value is a number held as an integer.
  public var isInteger: Bool { lua_isinteger(stack.L, index) != 0 }
  public var isNil: Bool { wb_isnoneornil(stack.L, index) }
  /// The value as a Swift type, nil when it is of another.
  @inlinable public func read<T: LuaReadable>(as type: T.Type = T.self) throws -> T? { try T.read(stack, index) }
  public func push(_ stack: LuaStack) { stack.push(copyOf: index) }
}

/// All remaining arguments of a call, for a last parameter.
public struct LuaRest {
  public let stack: LuaStack
  public let first: Int32
  public let count: Int32

  public subscript(position: Int32) -> LuaAny { LuaAny(stack, first + position) }
  /// The arguments as one Swift type.
  public func values<T: LuaReadable>(as type: T.Type = T.self) throws -> [T] {
    try (0..<count).map { offset in
      guard let value = try T.read(stack, first + offset) else {
        throw UserError("\(T.luaTypeName) wanted, got \(stack.typeName(first + offset))")
      }
      return value
    }
  }
}
