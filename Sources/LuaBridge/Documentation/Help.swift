import CLua

/// The text that `help(x)` prints, made from declarations.
public enum Help {
  public static func text(for function: NativeFunction) -> String {
    var lines = [function.signature, "  \(function.doc)"]
    for parameter in function.parameters {
      let given = parameter.defaultText.map { " (default \($0))" } ?? ""
      lines.append("  \(parameter.callName): \(parameter.typeName())\(given)")
    }
    let results = function.results().map(\.words)
    if !results.isEmpty {
      lines.append("  \(function.kind == .getter ? "Value" : "Returns"): \(results.joined(separator: ", "))")
    }
    if !function.example.isEmpty {
      lines.append("  Example:")
      for line in function.example.split(separator: "\n") { lines.append("    \(line)") }
    }
    return lines.joined(separator: "\n")
  }

  public static func text(for module: LuaModule) -> String {
    var lines = ["\(module.name): \(module.doc)"]
    lines += listing(module.functions)
    for value in module.values { lines.append("  \(module.name).\(value.name): \(value.doc)") }
    for inner in module.submodules {
      lines.append("  \(inner.name): \(inner.doc)")
      lines += listing(inner.functions)
    }
    for type in module.classes { lines.append("  objects: \(type().name): \(type().doc)") }
    return lines.joined(separator: "\n")
  }

  /// All modules, a line each.
  public static func text(for registry: Registry) -> String {
    let width = (registry.names.map(\.utf8.count).max() ?? 0) + 2
    return registry.entries.map { entry in
      entry.name + String(repeating: " ", count: width - entry.name.utf8.count) + entry.load().doc
    }.joined(separator: "\n")
  }

  public static func text(for type: LuaClass) -> String {
    var lines = ["\(type.name): \(type.doc)"]
    let properties = type.all(\.getters)
    for property in properties { lines.append("  .\(property.name): \(property.doc)") }
    lines += listing(type.all(\.methods))
    let operators = type.all(\.metamethods).map(\.name)
    if !operators.isEmpty { lines.append("  operators: \(operators.joined(separator: " "))") }
    return lines.joined(separator: "\n")
  }

  private static func listing(_ functions: [NativeFunction]) -> [String] {
    functions.map { "  \($0.signature) – \($0.doc)" }
  }

  /// Text for the value at `index`: a bound function, an object, a module's table, or the name of any of these.
  public static func text(_ stack: LuaStack, _ index: Int32, _ registry: Registry) throws -> String? {
    if let box = wb_boundfunction(stack.L, index) {
      let function = Unmanaged<NativeFunction>.fromOpaque(box).takeUnretainedValue()
      return function.kind == .hidden ? nil : text(for: function)
    }
    if let object = wb_toobject(stack.L, index), let type = object.pointee.type { return text(for: LuaClass.at(type)) }
    if let topic = stack.string(index) { return text(for: topic, registry) }
    guard stack.type(index) == .table else { return nil }
    return try moduleName(stack, index, registry).flatMap(registry.module).map(text)
  }

  /// Text for a name: `tensor`, `tensor.matmul`, `Tensor:size`.
  public static func text(for topic: String, _ registry: Registry) -> String? {
    if let module = registry.module(topic) { return text(for: module) }
    for entry in registry.entries {
      let module = entry.load()
      for inner in module.submodules where inner.name == topic { return text(for: inner) }
      for type in module.classes where type().name == topic { return text(for: type()) }
    }
    return registry.allFunctions().first { $0.qualifiedName == topic || $0.name == topic }.map(text)
  }

  /// The name of the module whose table is at `index`.
  public static func moduleName(_ stack: LuaStack, _ index: Int32, _ registry: Registry) throws -> String? {
    let before = stack.top
    let index = stack.absolute(index)
    defer { stack.truncate(to: before) }
    guard try stack.getField(wb_registryindex(), "_LOADED") == .table else { return nil }
    for name in registry.names {
      try stack.getField(before + 1, name)
      if lua_rawequal(stack.L, -1, index) != 0 { return name }
      stack.pop()
    }
    return nil
  }
}
