import CLua

/// A Swift value that can become a Lua value.
public protocol LuaPushable: LuaTyped {
  /// The types of what `pushResults` pushes.
  static var luaResults: [LuaValueType] { get }
  /// Pushes exactly one value.
  func push(_ stack: LuaStack) throws
  /// Pushes what a function returns and tells how many values that are; one unless the type says otherwise.
  func pushResults(_ stack: LuaStack) throws -> Int32
}

extension LuaPushable {
  public static var luaResults: [LuaValueType] { [luaType] }
  @inlinable public func pushResults(_ stack: LuaStack) throws -> Int32 {
    try push(stack)
    return 1
  }
}

extension Double: LuaPushable {
  @inlinable public func push(_ stack: LuaStack) { lua_pushnumber(stack.L, self) }
}

extension Float: LuaPushable {
  @inlinable public func push(_ stack: LuaStack) { lua_pushnumber(stack.L, Double(self)) }
}

extension Int: LuaPushable {
  @inlinable public func push(_ stack: LuaStack) { lua_pushinteger(stack.L, Int64(self)) }
}

extension Bool: LuaPushable {
  @inlinable public func push(_ stack: LuaStack) { lua_pushboolean(stack.L, self ? 1 : 0) }
}

extension String: LuaPushable {
  public func push(_ stack: LuaStack) throws { try stack.push(self) }
}

extension Optional: LuaPushable where Wrapped: LuaPushable {
  @inlinable public func push(_ stack: LuaStack) throws {
    if let value = self { try value.push(stack) } else { stack.pushNil() }
  }
}

/// A sequence from 1.
extension Array: LuaPushable where Element: LuaPushable {
  public func push(_ stack: LuaStack) throws {
    try stack.pushTable(array: count)
    let table = stack.top
    try stack.reserve(2)
    for (position, element) in enumerated() {
      try element.push(stack)
      try stack.setItem(table, position + 1)
    }
  }
}

/// A table by name.
extension Dictionary: LuaPushable where Key == String, Value: LuaPushable {
  public func push(_ stack: LuaStack) throws {
    try stack.pushTable(fields: count)
    let table = stack.top
    try stack.reserve(2)
    for (name, value) in self {
      try value.push(stack)
      try stack.setField(table, name)
    }
  }
}

/// A table of mixed values: `Fields([("images", images), ("count", 3)])`, written in this order.
public struct Fields: LuaPushable {
  public static var luaType: LuaValueType { .table }
  public var pairs: [(name: String, value: any LuaPushable)]
  public init(_ pairs: KeyValuePairs<String, any LuaPushable>) { self.pairs = pairs.map { ($0.key, $0.value) } }
  public init(_ pairs: [(String, any LuaPushable)]) { self.pairs = pairs }

  public func push(_ stack: LuaStack) throws {
    try stack.pushTable(fields: pairs.count)
    let table = stack.top
    for (name, value) in pairs {
      try value.push(stack)
      try stack.setField(table, name)
    }
  }
}

/// As many results as the call makes; for functions whose number of results is not fixed.
public struct Results: LuaPushable {
  public static var luaType: LuaValueType { .any }
  let values: [any LuaPushable]
  public init(_ values: [any LuaPushable]) { self.values = values }
  /// As one value: the first.
  public func push(_ stack: LuaStack) throws {
    if let first = values.first { try first.push(stack) } else { stack.pushNil() }
  }
  public func pushResults(_ stack: LuaStack) throws -> Int32 {
    try stack.reserve(Int32(clamping: values.count + 4))
    for value in values { try value.push(stack) }
    return Int32(clamping: values.count)
  }
}

extension LuaReference: LuaPushable {
  public static var luaType: LuaValueType { .any }
}
