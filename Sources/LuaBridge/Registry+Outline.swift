extension Registry {
  /// Each module with the classes that it is the first to name.
  public func outline() -> [(module: LuaModule, classes: [LuaClass])] {
    var seen: Set<ObjectIdentifier> = []
    return entries.map { entry in
      let module = entry.load()
      let classes = module.classes.map { $0() }
      return (module, classes.filter { seen.insert(ObjectIdentifier($0)).inserted })
    }
  }

  /// Every function, method, property and operator of every module, each once, for reference pages and tests.
  public func allFunctions() -> [NativeFunction] {
    func functions(of module: LuaModule) -> [NativeFunction] {
      module.functions + module.submodules.flatMap(functions)
    }
    return outline().flatMap { module, classes in
      functions(of: module) + classes.flatMap { $0.methods + $0.getters + $0.setters + $0.metamethods }
    }
  }
}

extension NativeFunction {
  var positional: [ParameterInfo] { parameters.filter { !$0.isOption } }
  /// What the table of options takes.
  var options: [ParameterInfo] { parameters.filter(\.isByName) }
}

extension ParameterInfo {
  /// `{lr=}` of an option, `lr or {lr=}` where either will do.
  var callName: String {
    if isOption { return "{\(name)=}" }
    return isNamed ? "\(name) or {\(name)=}" : name
  }
  /// Whether a table of options may do without it.
  var isOptionalField: Bool { isOptional || isNamed }
  /// Whether a call may do without it.
  public var isOptional: Bool { defaultText != nil || isRest || (type() != .any && type().allowsNil) }
}
