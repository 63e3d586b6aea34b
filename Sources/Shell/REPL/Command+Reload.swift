import Bindings
import LuaBridge

extension Command {
  /// Loads a Lua module anew. Where that fails the old one stays.
  static func reload(_ name: String, _ state: LuaState) throws {
    let stack = state.stack
    if modules.names.contains(name) { throw UserError("'\(name)' is compiled into the program: nothing to load anew") }
    try stack.reserve(10)
    try stack.pushGlobals()
    let globals = stack.top
    guard try stack.getField(globals, "package") == .table, try stack.getField(-1, "loaded") == .table else {
      throw UserError("package.loaded is gone")
    }
    let loaded = stack.top
    let wasLoaded = try stack.getField(loaded, name) != .nil
    let old = stack.top
    stack.pushNil()
    try stack.setField(loaded, name)
    do {
      try state.require(name)
    } catch {
      stack.push(copyOf: old)
      try stack.setField(loaded, name)
      throw error
    }
    let new = stack.top
    var holders: [String] = []
    if wasLoaded {
      try LuaTable(stack, globals).forEachPair { stack, key in
        if let name = stack.string(key), stack.areSame(key + 1, old) { holders.append(name) }
      }
    }
    for holder in holders {
      stack.push(copyOf: new)
      try stack.setField(globals, holder)
    }
    let told = holders.isEmpty ? "" : "; renewed: \(holders.sorted().joined(separator: ", "))"
    writeOutput("\(name) \(wasLoaded ? "reloaded" : "loaded")\(told)\n")
  }
}
