import CLua

// Looking at values without running any code of a script's.
extension LuaStack {
  /// The declaration behind the bound function at `index`; nil for other values.
  public func boundFunction(_ index: Int32) -> NativeFunction? {
    wb_boundfunction(L, index).map { Unmanaged<NativeFunction>.fromOpaque($0).takeUnretainedValue() }
  }

  /// The class of the object at `index`, also of one that was released; nil for other values.
  public func objectClass(_ index: Int32) -> LuaClass? {
    wb_toobject(L, index)?.pointee.type.map { LuaClass.at($0) }
  }

  /// The bound object at `index`, whatever its class; nil for other values and once it was released.
  public func object(_ index: Int32) -> AnyObject? {
    wb_toobject(L, index)?.pointee.object.map { Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Pushes a field of the value's metatable; false, with nothing pushed, when there is none.
  public func pushMetafield(_ index: Int32, _ name: String) throws -> Bool {
    try reserve(3)
    guard lua_getmetatable(L, index) != 0 else { return false }
    let type = try getField(top, name)
    wb_remove(L, -2)
    if type == .nil { pop() }
    return type != .nil
  }

  /// Pushes t[key] without metamethods; the key is a value on the stack.
  public func pushRaw(_ table: Int32, keyAt key: Int32) throws {
    try reserve(2)
    let table = absolute(table)
    lua_pushvalue(L, key)
    lua_rawget(L, table)
  }

  /// As `next`: pops a key, nil for the first, and pushes the key after it and its value; false at the end.
  public func pushNext(_ table: Int32) throws -> Bool {
    var found = false
    try check(wb_next(L, table, &found))
    return found
  }

  /// `script.lua:12` of the innermost Lua function that runs; empty when there is none.
  public var place: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      wb_where(L, start, buffer.count)
      return String(decoding: String(cString: start).utf8.dropLast(2), as: UTF8.self)
    }
  }

  /// Tells values with identity apart: tables, functions, userdata.
  public func address(_ index: Int32) -> UnsafeRawPointer? { lua_topointer(L, index) }

  /// Whether two values are the same, without metamethods.
  public func areSame(_ first: Int32, _ second: Int32) -> Bool { lua_rawequal(L, first, second) != 0 }

  /// `tostring(value)`, which may run a script's `__tostring`.
  /// - Throws: `ScriptError`.
  public func text(_ index: Int32) throws -> String {
    try reserve(4)
    try check(wb_tostring(L, index))
    defer { pop() }
    return string(-1) ?? ""
  }

  /// What Lua knows of a function.
  public struct FunctionDescription {
    /// `a, b, ...`
    public let parameters: String
    /// `script.lua:12`, or `[C]`.
    public let place: String
  }

  public func describeFunction(_ index: Int32) -> FunctionDescription {
    var told = wb_function()
    wb_describefunction(L, index, &told)
    let names = withUnsafeBytes(of: &told.parameters) { text($0) }
    let place = withUnsafeBytes(of: &told.place) { text($0) }
    let all = [names, told.isvararg ? "..." : ""].filter { !$0.isEmpty }.joined(separator: ", ")
    return FunctionDescription(parameters: all, place: told.isnative ? "[C]" : "\(place):\(told.line)")
  }

  private func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}

extension LuaStack {
  /// Pushes `object.name` of a bound object whose metatable is still ours, so that only bound code runs; false, with
  /// nothing pushed, for other values and where there is no such thing.
  public func pushMember(_ index: Int32, _ name: String) throws -> Bool {
    try reserve(4)
    let index = absolute(index)
    guard let found = wb_toobject(L, index), let type = found.pointee.type, lua_getmetatable(L, index) != 0 else {
      return false
    }
    lua_rawgetp(L, wb_registryindex(), type)
    let isOurs = lua_rawequal(L, -1, -2) != 0
    pop(2)
    guard isOurs else { return false }
    try push(name)
    guard wb_gettable(L, index) == LUA_OK, self.type(-1) != .nil else {
      pop()
      return false
    }
    return true
  }
}

// Fields that scripts give to an object whose class has a user value.
extension LuaStack {
  /// Pushes the field of that name, nil where there is none.
  public func pushUserField(_ object: Int32, keyAt key: Int32) throws {
    try reserve(3)
    let key = absolute(key)
    guard lua_getiuservalue(L, object, 1) == LUA_TTABLE else {
      pop()
      return pushNil()
    }
    try pushRaw(top, keyAt: key)
    wb_remove(L, -2)
  }

  /// Sets a field; key and value are on the stack and stay there.
  public func setUserField(_ object: Int32, keyAt key: Int32, valueAt value: Int32) throws {
    try reserve(5)
    let (object, key, value) = (absolute(object), absolute(key), absolute(value))
    if lua_getiuservalue(L, object, 1) != LUA_TTABLE {
      pop()
      try pushTable()
      push(copyOf: -1)
      lua_setiuservalue(L, object, 1)
    }
    defer { pop() }
    let table = top
    push(copyOf: key)
    push(copyOf: value)
    try setPair(table)
  }
}
