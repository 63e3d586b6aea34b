import CLua

/// The modules of a host by name. Declarations are made when a module is first asked for.
public struct Registry {
  public struct Entry {
    public let name: String
    public let load: () -> LuaModule
    public init(_ name: String, _ load: @autoclosure @escaping () -> LuaModule) {
      self.name = name
      self.load = load
    }
  }
  public let entries: [Entry]
  public init(_ entries: [Entry]) { self.entries = entries }

  public var names: [String] { entries.map(\.name) }
  public func module(_ name: String) -> LuaModule? { entries.first { $0.name == name }?.load() }
}

extension LuaState {
  /// Makes the modules reachable by `require`; each is built when it is first required.
  public func preload(_ registry: Registry) throws {
    let stack = self.stack
    try stack.reserve(6)
    let before = stack.top
    defer { stack.truncate(to: before) }
    lua_rawgeti(stack.L, wb_registryindex(), Int64(LUA_RIDX_GLOBALS))
    guard try stack.getField(-1, "package") == .table, try stack.getField(-1, "preload") == .table else { return }
    let preload = stack.top
    let loader = NativeFunction("require", kind: .hidden) { arguments in
      guard let name = arguments.stack.string(1), let module = registry.module(name) else {
        throw UserError("no such module")
      }
      try module.push(arguments.stack)
      return 1
    }
    for name in registry.names {
      try loader.push(stack)
      try stack.setField(preload, name)
    }
  }

  /// Pushes the module as `require` gives it.
  public func require(_ name: String) throws {
    let stack = self.stack
    try stack.reserve(6)
    lua_rawgeti(stack.L, wb_registryindex(), Int64(LUA_RIDX_GLOBALS))
    try stack.getField(-1, "require")
    wb_remove(stack.L, -2)
    try stack.push(name)
    try call(arguments: 1, results: 1)
  }
}
