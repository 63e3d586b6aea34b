import CLua

/// A Swift type that can be read from Lua's stack.
public protocol LuaReadable: LuaTyped {
  /// What messages and help call it, "number wanted, got nil"; the words of `luaType` unless the type says more.
  static var luaTypeName: String { get }
  /// Nil when the value is of another type. May throw when it is of the right type and still wrong.
  static func read(_ stack: LuaStack, _ index: Int32) throws -> Self?
}

extension LuaReadable {
  public static var luaTypeName: String { luaType.words }
}

extension Double: LuaReadable {
  public static var luaType: LuaValueType { .number }
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) -> Double? {
    lua_type(stack.L, index) == LUA_TNUMBER ? wb_tonumber(stack.L, index) : nil
  }
}

extension Float: LuaReadable {
  public static var luaType: LuaValueType { .number }
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) -> Float? {
    Double.read(stack, index).map { Float($0) }
  }
}

extension Int: LuaReadable {
  public static var luaType: LuaValueType { .integer }
  /// Also a float without a fraction, as Lua's own functions take it.
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) -> Int? {
    guard lua_type(stack.L, index) == LUA_TNUMBER else { return nil }
    var isInteger: Int32 = 0
    let value = lua_tointegerx(stack.L, index, &isInteger)
    return isInteger != 0 ? Int(value) : nil
  }
}

extension UInt64: LuaReadable {
  public static var luaType: LuaValueType { .integer }
  /// The 64 bits of an integer, for seeds.
  public static func read(_ stack: LuaStack, _ index: Int32) -> UInt64? {
    Int.read(stack, index).map { UInt64(bitPattern: Int64($0)) }
  }
}

extension Bool: LuaReadable {
  public static var luaType: LuaValueType { .boolean }
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) -> Bool? {
    lua_type(stack.L, index) == LUA_TBOOLEAN ? lua_toboolean(stack.L, index) != 0 : nil
  }
}

extension String: LuaReadable {
  public static var luaType: LuaValueType { .string }
  public static func read(_ stack: LuaStack, _ index: Int32) -> String? { stack.string(index) }
}

extension Optional: LuaTyped where Wrapped: LuaTyped {
  public static var luaType: LuaValueType { Wrapped.luaType.optional }
}

extension Optional: LuaReadable where Wrapped: LuaReadable {
  public static var luaTypeName: String { "\(Wrapped.luaTypeName) or nil" }
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) throws -> Wrapped?? {
    if wb_isnoneornil(stack.L, index) { return .some(.none) }
    guard let value = try Wrapped.read(stack, index) else { return .none }
    return .some(.some(value))
  }
}

extension Array: LuaTyped where Element: LuaTyped {
  public static var luaType: LuaValueType { .list(Element.luaType) }
}

extension Array: LuaReadable where Element: LuaReadable {
  public static var luaTypeName: String { "table of \(Element.luaTypeName)s" }
  public static func read(_ stack: LuaStack, _ index: Int32) throws -> [Element]? {
    guard stack.type(index) == .table else { return nil }
    return try LuaTable(stack, index).items(as: Element.self)
  }
}

extension Dictionary: LuaTyped where Key == String, Value: LuaTyped {
  public static var luaType: LuaValueType { .named(Value.luaType) }
}

extension Dictionary: LuaReadable where Key == String, Value: LuaReadable {
  public static var luaTypeName: String { "table of \(Value.luaTypeName)s by name" }
  public static func read(_ stack: LuaStack, _ index: Int32) throws -> [String: Value]? {
    guard stack.type(index) == .table else { return nil }
    var found: [String: Value] = [:]
    try LuaTable(stack, index).forEachPair { stack, key in
      guard let name = stack.string(key) else { throw UserError("names wanted as keys, got \(stack.typeName(key))") }
      guard let value = try Value.read(stack, key + 1) else {
        throw UserError("\(Value.luaTypeName) wanted for '\(name)', got \(stack.typeName(key + 1))")
      }
      found[name] = value
    }
    return found
  }
}

/// A string out of a few: an enum with string raw values gets its check and its message from this.
public protocol LuaChoice: LuaReadable, CaseIterable, RawRepresentable where RawValue == String {}

extension LuaChoice {
  public static var luaType: LuaValueType { .choice(allCases.map(\.rawValue)) }
  public static func read(_ stack: LuaStack, _ index: Int32) throws -> Self? {
    guard let text = stack.string(index) else { return nil }
    guard let choice = Self(rawValue: text) else {
      throw BindingError.choice(got: text, known: allCases.map(\.rawValue))
    }
    return choice
  }
}
