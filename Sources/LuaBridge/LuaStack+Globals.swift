import CLua

extension LuaStack {
  /// Pushes the table of globals.
  public func pushGlobals() throws {
    try reserve(4)
    lua_rawgeti(L, wb_registryindex(), Int64(LUA_RIDX_GLOBALS))
  }

  /// Pops a table and makes it the metatable of the table at `index`.
  public func setMetatable(_ index: Int32) { lua_setmetatable(L, index) }

  /// t[key] = value without metamethods; pops the value (top) and the key below it.
  public func rawSet(_ table: Int32) throws { try check(wb_rawset(L, table)) }

  /// `@file`, `=name` or the source of the chunk whose code called the bound function.
  public var callerChunkName: String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
      guard let start = buffer.baseAddress, wb_chunkname(L, start, buffer.count) else { return nil }
      return String(cString: start)
    }
  }
}

extension LuaTable {
  /// All keys that are strings.
  public func names() throws -> [String] {
    var names: [String] = []
    try forEachPair { stack, key in
      if let name = stack.string(key) { names.append(name) }
    }
    return names
  }
}

extension LuaStack {
  /// The Swift object that the value at `index` holds, whatever its class; nil when there is none.
  public func object(at index: Int32) -> AnyObject? {
    guard let found = wb_toobject(L, index), let object = found.pointee.object else { return nil }
    return Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue()
  }
}
