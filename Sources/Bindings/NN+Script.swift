import LuaBridge
import Networks
import Tensors

/// A class of modules written in Lua: `nn.Module:extend("Net")`. What is set on it (functions, mostly) its modules
/// see as their own; calling it makes a module and runs `init`.
final class ScriptClass {
  let name: String
  let parent: ScriptClass?
  var members: [String: LuaReference] = [:]
  /// Classes above this one.
  private let depth: Int

  static let root = ScriptClass("Module", parent: nil)

  init(_ name: String, parent: ScriptClass?) {
    self.name = name
    self.parent = parent
    depth = parent.map { $0.depth + 1 } ?? 0
  }

  func extended(_ name: String) throws -> ScriptClass {
    guard depth < Module.deepest else { throw UserError("classes extend each other at most \(Module.deepest) deep") }
    return ScriptClass(name, parent: self)
  }

  func member(_ name: String) -> LuaReference? { members[name] ?? parent?.member(name) }
}

/// A module whose `forward` is a Lua function. Fields that are modules or parameters are registered with it; Swift
/// holds the others, so that they are there whenever the module comes back to Lua.
final class ScriptModule: Module {
  let type: ScriptClass
  var fields: [String: LuaReference] = [:]

  init(_ type: ScriptClass) { self.type = type }

  override var typeName: String { type.name }

  override func forward(_ x: Tensor) throws -> Tensor {
    guard let forward = type.member("forward") else { throw NetworkError.noForward(type.name) }
    return try FunctionRef(forward).call(self, x, returning: Tensor.self)
  }
}

extension ScriptClass: LuaObject {
  static let luaClass = LuaClass(
    ScriptClass.self, "ModuleClass", doc: "A class of modules written in Lua; call it to make one."
  ) { c in
    c.method(
      "extend", .string("name"), doc: "A class whose init(self, ...) and forward(self, x) are to be set.",
      example: """
        local Net = nn.Module:extend("Net")
        function Net:init(h) self.fc = nn.Linear(4, h) end
        function Net:forward(x) return self.fc(x):relu() end
        local net = Net(8)
        """
    ) { (parent: ScriptClass, name: String) -> ScriptClass in try parent.extended(name) }
    c.metamethod("__call", .value("self", as: ScriptClass.self), .rest("arguments")) {
      (type: ScriptClass, arguments: LuaRest) -> ScriptModule in
      let module = ScriptModule(type)
      if let initialize = type.member("init") { _ = try call(initialize, module, arguments) }
      return module
    }
    c.metamethod("__tostring", .value("self", as: ScriptClass.self), .any("_")) {
      (type: ScriptClass, _: LuaAny) -> String in "class \(type.name)"
    }
    c.index(
      key: .string, doc: "What was set on the class or on its parent; super is the parent.",
      example:
        "local Net = nn.Module:extend(\"Net\")\nfunction Net:init(size) self.size = size end\nassert(Net(3).size == 3)"
    ) { type, arguments in
      guard let name = arguments.stack.string(2) else { return 0 }
      if name == "super" {
        try type.parent.push(arguments.stack)
      } else if let member = type.member(name) {
        try member.push(arguments.stack)
      } else {
        arguments.stack.pushNil()
      }
      return 1
    }
    c.newIndex { type, arguments in
      guard type !== ScriptClass.root else { throw UserError("nn.Module cannot be changed; extend it") }
      guard let name = arguments.stack.string(2) else { return false }
      type.members[name] = try reference(arguments.stack, 3)
      return true
    }
  }
}

let scriptModuleClass = LuaClass(
  ScriptModule.self, "ScriptModule", base: Module.luaClass, doc: "A module written in Lua."
) { (c: LuaMembers<ScriptModule>) in
  c.metamethod("__call", .value("self", as: ScriptModule.self), .rest("arguments")) {
    (module: ScriptModule, arguments: LuaRest) -> Results in try forward(module, arguments)
  }
  c.method(
    "forward", .rest("arguments"), doc: "The same as net(...).",
    example:
      "local Twice = nn.Module:extend(\"Twice\")\nfunction Twice:forward(x) return x * 2 end\nlocal y = Twice():forward(tensor.ones(3))"
  ) {
    (module: ScriptModule, arguments: LuaRest) -> Results in try forward(module, arguments)
  }
  c.index(
    key: .either([.string, .index]), doc: "A field, a child, a parameter, or what the class has of that name.",
    example: "local net = nn.Module:extend(\"Net\")()\nnet.fc = nn.Linear(2, 1)\nassert(#net:parameters() == 2)"
  ) { module, arguments in
    if try pushMember(of: module, &arguments) > 0 { return 1 }
    guard let name = arguments.stack.string(2) else { return 0 }
    if let field = module.fields[name] ?? module.type.member(name) {
      try field.push(arguments.stack)
    } else {
      arguments.stack.pushNil()
    }
    return 1
  }
  c.newIndex { module, arguments in
    guard let name = arguments.stack.string(2), arguments.stack.type(2) == .string else { return false }
    let value = LuaAny(arguments.stack, 3)
    if let child = try value.read(as: Module.self) {
      module.fields[name] = nil
      try adopt(child, as: name, by: module)
      return true
    }
    module.fields[name] = nil
    if let tensor = try value.read(as: Tensor.self), tensor.isLeaf, tensor.requiresGrad {
      module.register(name, parameter: Parameter(tensor))
      return true
    }
    module.unregister(name)
    if !value.isNil { module.fields[name] = try reference(arguments.stack, 3) }
    return true
  }
}

private func forward(_ module: ScriptModule, _ arguments: LuaRest) throws -> Results {
  guard let forward = module.type.member("forward") else { throw NetworkError.noForward(module.type.name) }
  return Results(try call(forward, module, arguments))
}

/// Calls a function of a class with a module and the rest of the arguments; everything that it returns.
private func call(_ function: LuaReference, _ module: ScriptModule, _ arguments: LuaRest) throws -> [LuaReference] {
  let function = FunctionRef(function)
  let body = { (stack: LuaStack, first: Int32) throws -> [LuaReference] in
    first > stack.top ? [] : try (first...stack.top).map { try reference(stack, $0) }
  }
  let all: [any LuaPushable] = [module] + (0..<arguments.count).map { arguments[$0] }
  return try function.perform(results: -1, all: all, body: body)
}

private func reference(_ stack: LuaStack, _ index: Int32) throws -> LuaReference {
  stack.push(copyOf: index)
  return try LuaReference(popping: stack)
}
