import LuaBridge

/// Whether results are what the declaration says.
struct FuzzResults {
  let classes: [String: LuaClass]

  /// What is wrong with the values from `first` on; nil when nothing is.
  func complaint(_ stack: LuaStack, from first: Int32, _ types: [LuaValueType], owner: String) -> String? {
    if types == [.any] { return nil }
    let count = Int(stack.top - first + 1)
    if count > types.count { return "\(count) results, \(types.count) declared" }
    for (position, type) in types.enumerated() {
      let index = first + Int32(position)
      if !matches(stack, index, type, owner) {
        return "result \(position + 1) is \(stack.typeName(index)), \(type.words) declared"
      }
    }
    return nil
  }

  private func matches(_ stack: LuaStack, _ index: Int32, _ type: LuaValueType, _ owner: String) -> Bool {
    let lua = stack.type(index)
    switch type {
    case .any: return true
    case .nil: return lua == .nil || lua == .none
    case .boolean: return lua == .boolean
    case .number: return lua == .number
    case .integer, .index: return lua == .number && LuaAny(stack, index).isInteger
    case .string: return lua == .string
    case .function: return lua == .function
    case .table: return lua == .table
    case .object(let name): return isObject(stack, index, name)
    case .itself: return isObject(stack, index, owner)
    case .choice(let texts): return lua == .string && texts.contains(stack.string(index) ?? "")
    case .list(let item):
      return lua == .table && (0..<min(stack.count(index), 20)).allSatisfy { holds(stack, index, $0 + 1, item, owner) }
    case .named(let item):
      guard lua == .table else { return false }
      var fits = true
      try? LuaTable(stack, index).forEachPair { stack, key in
        fits = fits && stack.type(key) == .string && matches(stack, key + 1, item, owner)
      }
      return fits
    case .fields(let fields):
      guard lua == .table else { return false }
      return fields.allSatisfy { field in
        guard (try? stack.getField(index, field.name)) != nil else { return false }
        defer { stack.pop() }
        return matches(stack, stack.top, field.type, owner)
      }
    case .either(let types): return types.contains { matches(stack, index, $0, owner) }
    }
  }

  private func holds(_ stack: LuaStack, _ table: Int32, _ position: Int, _ type: LuaValueType, _ owner: String) -> Bool
  {
    try? stack.reserve(8)
    stack.getItem(table, position)
    defer { stack.pop() }
    return matches(stack, stack.top, type, owner)
  }

  private func isObject(_ stack: LuaStack, _ index: Int32, _ name: String) -> Bool {
    guard stack.type(index) == .userdata else { return false }
    var type = classes[stack.typeName(index)]
    while let found = type {
      if found.name == name { return true }
      type = found.base
    }
    // Released by the call itself: F.use(x:free()).
    return stack.typeName(index) == "released object"
  }
}
