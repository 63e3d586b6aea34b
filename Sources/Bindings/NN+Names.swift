import LuaBridge
import Networks

/// Names that the object at `index` answers beyond those of its class's declaration: the children, parameters and own
/// fields of a network, and the functions of a class written in Lua.
public func ownNames(_ stack: LuaStack, _ index: Int32) -> (fields: [String], methods: [String]) {
  func methods(_ type: ScriptClass?) -> [String] {
    type.map { Array($0.members.keys) + methods($0.parent) } ?? []
  }
  let object = stack.object(index)
  if let type = object as? ScriptClass { return ([], methods(type)) }
  guard let module = object as? Module else { return ([], []) }
  let named = module.children.map(\.name) + (module.parameters + module.buffers).map(\.name)
  guard let script = module as? ScriptModule else { return (named, []) }
  return (named + script.fields.keys, methods(script.type))
}
