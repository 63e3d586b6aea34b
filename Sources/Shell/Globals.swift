import Bindings
import LuaBridge

/// The table of globals: reading one that does not exist is an error with the nearest name. Assigning is free, and
/// `x = nil` makes a name known.
struct Globals {
  /// Whether module names are globals too, loaded at first use: at the prompt and for `-e`.
  let withModules: Bool
  /// Whether an unknown name is an error rather than nil.
  let isStrict: Bool

  func install(in state: LuaState) throws {
    let stack = state.stack
    try stack.pushGlobals()
    let table = stack.top
    let known = KnownNames()
    if isStrict || withModules {
      try stack.pushTable(fields: 2)
      try reader(known).push(stack)
      try stack.setField(-2, "__index")
      try writer(known).push(stack)
      try stack.setField(-2, "__newindex")
      stack.setMetatable(table)
    }
    try helpFunction.push(stack)
    try stack.setField(table, "help")
    stack.truncate(to: table - 1)
  }

  private final class KnownNames { var names: Set<String> = [] }

  private func reader(_ known: KnownNames) -> NativeFunction {
    let names = withModules ? modules.names : []
    return NativeFunction("_G", kind: .hidden) { arguments in
      let stack = arguments.stack
      guard let name = stack.string(2) else { return 0 }
      if names.contains(name) {
        try arguments.state.require(name)
        stack.push(copyOf: -1)
        try stack.setField(1, name)
        return 1
      }
      if !isStrict || known.names.contains(name) || isForeign(stack.callerChunkName) { return 0 }
      throw BindingError.undefinedGlobal(name: name, known: try LuaTable(stack, 1).names() + names)
    }
  }

  private func writer(_ known: KnownNames) -> NativeFunction {
    NativeFunction("_G", kind: .hidden) { arguments in
      let stack = arguments.stack
      if stack.type(3) == .nil, let name = stack.string(2) { known.names.insert(name) }
      try stack.rawSet(1)
      return 0
    }
  }

  /// Installed libraries probe for globals such as `jit`.
  private func isForeign(_ chunk: String?) -> Bool {
    guard let chunk else { return true }
    return chunk.hasPrefix("@/usr/") && !chunk.contains("/share/workbench/")
  }

  private var helpFunction: NativeFunction {
    NativeFunction(
      "help", doc: "Explains a function, module or object, or the name of one.", example: "help(tensor.matmul)"
    ) { arguments in
      let stack = arguments.stack
      if stack.type(1) == .none {
        writeOutput(
          "help(x) explains a function, module, object or name. Modules: \(modules.names.joined(separator: " "))\n")
      } else {
        writeOutput((try HelpRequest.text(stack, 1) ?? "no help for this \(stack.typeName(1))") + "\n")
      }
      return 0
    }
  }
}
