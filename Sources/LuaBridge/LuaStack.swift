import CLua

/// Lua's stack as a Swift function sees it: what can fail throws, nothing raises.
///
/// Copying it copies a pointer. Indices are Lua's: from 1 upwards, or from -1 (the top) downwards.
public struct LuaStack {
  public let L: OpaquePointer

  @inlinable public init(_ state: OpaquePointer) { L = state }

  @inlinable public var top: Int32 { lua_gettop(L) }
  @inlinable public func pop(_ count: Int32 = 1) { wb_pop(L, count) }
  @inlinable public func remove(_ index: Int32) { wb_remove(L, index) }
  @inlinable public func truncate(to top: Int32) { lua_settop(L, top) }
  @inlinable public func absolute(_ index: Int32) -> Int32 { lua_absindex(L, index) }
  @inlinable public func type(_ index: Int32) -> LuaType { LuaType(rawValue: lua_type(L, index)) ?? .none }

  /// Room for `count` more values; 20 are free when a bound function starts.
  @inlinable public func reserve(_ count: Int32) throws {
    if lua_checkstack(L, count) == 0 { throw BindingError.stackOverflow }
  }

  /// Turns the status of a protected helper into a throw; the error value is popped.
  @inlinable public func check(_ status: Int32) throws {
    if status != LUA_OK { throw failure(status) }
  }

  @usableFromInline func failure(_ status: Int32) -> Error {
    status == WB_NOSTACK ? BindingError.stackOverflow : ScriptError(popping: self, status: status)
  }

  // MARK: Pushing

  @inlinable public func pushNil() { lua_pushnil(L) }
  @inlinable public func push(copyOf index: Int32) { lua_pushvalue(L, index) }
  @inlinable public func push(_ value: Bool) { lua_pushboolean(L, value ? 1 : 0) }
  @inlinable public func push(_ value: Double) { lua_pushnumber(L, value) }
  @inlinable public func push(_ value: Int) { lua_pushinteger(L, Int64(value)) }
  public func push(_ text: String) throws {
    var text = text
    let status = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { wb_pushbytes(L, $0.baseAddress, $0.count) }
    }
    try check(status)
  }
  public func push(bytes: UnsafeRawBufferPointer) throws {
    try check(wb_pushbytes(L, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count))
  }
  public func pushTable(array: Int = 0, fields: Int = 0) throws {
    try reserve(1)
    try check(wb_pushtable(L, Int32(clamping: array), Int32(clamping: fields)))
  }

  // MARK: Tables, without metamethods

  /// t[key] = the value on top, which is popped.
  public func setField(_ table: Int32, _ key: String) throws {
    var key = key
    let status = key.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { wb_rawsetfield(L, table, $0.baseAddress, $0.count) }
    }
    try check(status)
  }

  /// Pushes t[key] and returns its type.
  @discardableResult
  public func getField(_ table: Int32, _ key: String) throws -> LuaType {
    var key = key
    let status = key.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { wb_rawgetfield(L, table, $0.baseAddress, $0.count) }
    }
    try check(status)
    return type(-1)
  }

  /// t[position] = the value on top, which is popped; `position` is Lua's, from 1.
  @inlinable public func setItem(_ table: Int32, _ position: Int) throws {
    try check(wb_rawseti(L, table, Int64(position)))
  }

  /// t[key] = value for the key below the value on top; both are popped. A key of nil or nan is an error.
  public func setPair(_ table: Int32) throws { try check(wb_rawset(L, table)) }

  /// Pushes t[position] and returns its type.
  @inlinable @discardableResult
  public func getItem(_ table: Int32, _ position: Int) -> LuaType {
    LuaType(rawValue: lua_rawgeti(L, table, Int64(position))) ?? .none
  }

  /// Number of items of a sequence, without metamethods.
  @inlinable public func count(_ index: Int32) -> Int { Int(clamping: lua_rawlen(L, index)) }

  // MARK: Describing

  /// `tostring(value)`; never fails.
  public func describe(_ index: Int32) -> String {
    guard wb_tostring(L, index) == LUA_OK else {
      pop()
      return "?"
    }
    defer { pop() }
    return string(-1) ?? "?"
  }

  /// The string at `index`, repaired where it is not UTF-8; nil when the value is not a string.
  public func string(_ index: Int32) -> String? {
    var length = 0
    guard let bytes = wb_stringbytes(L, index, &length) else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
  }

  /// What messages call the value: `nil`, `no value`, `table`, the class of an object.
  public func typeName(_ index: Int32) -> String {
    if let object = wb_toobject(L, index) {
      guard object.pointee.object != nil, let type = object.pointee.type else { return "released object" }
      return LuaClass.at(type).name
    }
    return type(index).name
  }
}

/// Lua's types of values.
public enum LuaType: Int32, Sendable {
  case none = -1
  case `nil`, boolean, lightuserdata, number, string, table, function, userdata, thread

  public var name: String {
    switch self {
    case .none: "no value"
    case .nil: "nil"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .table: "table"
    case .function: "function"
    case .userdata, .lightuserdata: "userdata"
    case .thread: "coroutine"
    }
  }
}
