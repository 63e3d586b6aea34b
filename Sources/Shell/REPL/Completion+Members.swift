import Bindings
import LuaBridge

// Values behind names, and the names in them.
extension Completion {
  /// How many tables are followed through `__index`.
  private static let longestChain = 10

  /// The names that may follow `owner.` or, with `methodsOnly`, `owner:`.
  func members(of owner: Code.Path, methodsOnly: Bool) throws -> [String] {
    let stack = state.stack
    if owner.isString {
      try stack.push("")
    } else {
      guard owner.method == nil, try push(owner.names) else { return [] }
    }
    return try names(in: stack.top, methodsOnly: methodsOnly)
  }

  /// Pushes the value of `a.b.c`, found without running a script's code; false, with nothing pushed, where there is
  /// none.
  func push(_ path: [String]) throws -> Bool {
    let stack = state.stack
    guard let first = path.first else { return false }
    try stack.reserve(8)
    try stack.pushGlobals()
    if try stack.getField(stack.top, first) == .nil {
      stack.pop(2)
      // A module that nobody asked for yet: its declaration tells what will be in it.
      guard let module = modules.module(first) else { return false }
      try module.push(stack)
    }
    for name in path.dropFirst() {
      let value = stack.top
      if stack.type(value) == .userdata {
        guard try stack.pushMember(value, name) else { return false }
      } else {
        guard try pushField(value, name) else { return false }
      }
    }
    return true
  }

  /// Pushes t[name], following `__index` through tables.
  private func pushField(_ index: Int32, _ name: String) throws -> Bool {
    let stack = state.stack
    var found = false
    try followIndex(index) { table in
      found = try stack.getField(table, name) != .nil
      if !found { stack.pop() }
      return !found
    }
    return found
  }

  /// Calls `body` with the table at `index`, its `__index`, that one's, and so on, until it answers false. What it
  /// leaves on the stack stays there.
  private func followIndex(_ index: Int32, _ body: (Int32) throws -> Bool) throws {
    let stack = state.stack
    var value = stack.absolute(index)
    for _ in 0..<Completion.longestChain {
      try stack.reserve(6)
      if stack.type(value) == .table, try !body(value) { return }
      guard try stack.pushMetafield(value, "__index"), stack.type(-1) == .table else { return }
      value = stack.top
    }
  }

  private func names(in index: Int32, methodsOnly: Bool) throws -> [String] {
    let stack = state.stack
    if let type = stack.objectClass(index) {
      let own = ownNames(stack, index)
      let methods = type.all(\.methods).map(\.name) + own.methods + ["free"]
      return methodsOnly ? methods : methods + type.all(\.getters).map(\.name) + own.fields
    }
    var names: [String] = []
    try followIndex(index) { table in
      try LuaTable(stack, table).forEachPair { stack, key in
        guard let name = stack.string(key), Completion.isName(name) else { return }
        if !methodsOnly || stack.type(key + 1) == .function { names.append(name) }
      }
      return true
    }
    return names
  }
}
