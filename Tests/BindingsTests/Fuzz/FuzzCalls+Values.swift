import LuaBridge

/// Arguments and the values in them, by their declared types and names.
extension FuzzCalls {
  mutating func arguments(
    of function: NativeFunction, _ manner: Manner, depth: Int, skipping count: Int = 0
  ) -> [String] {
    if manner == .anything { return (0..<Int.random(in: 0...4, using: &random)).map { _ in hostile() } }
    var list: [String] = []
    let positional = function.parameters.indices.filter { !function.parameters[$0].isOption }.dropFirst(count)
    // From some parameter on by name, where that is allowed.
    var named: [Int] = []
    for index in positional {
      if function.parameters[index].isNamed, !named.isEmpty || random.oneIn(4) {
        named.append(index)
        continue
      }
      if !named.isEmpty { break }
      if function.parameters[index].isOptional, random.oneIn(3) { break }
      list.append(argument(function, index, depth: depth))
    }
    let options = named + function.parameters.indices.filter { function.parameters[$0].isOption }
    let isRequired = options.contains { !function.parameters[$0].isOptional }
    if !options.isEmpty, isRequired || !random.oneIn(3) {
      var fields: [String] = []
      for index in options where random.oneIn(3) || !function.parameters[index].isOptional {
        fields.append("\(function.parameters[index].name)=\(argument(function, index, depth: depth))")
      }
      if random.oneIn(40) { fields.append("nonsense=1") }
      list.append("{\(fields.joined(separator: ", "))}")
    }
    if manner == .oneWrong, !list.isEmpty { list[Int.random(in: 0..<list.count, using: &random)] = hostile() }
    if random.oneIn(60) { list.append(hostile()) }
    return list
  }

  mutating func argument(_ function: NativeFunction, _ index: Int, depth: Int) -> String {
    let parameter = function.parameters[index]
    if let known = FuzzPrelude.amounts["\(function.qualifiedName).\(parameter.name)"]
      ?? FuzzPrelude.amounts[parameter.name]
    {
      return random.pick(known)
    }
    if parameter.isOption, random.oneIn(8) { return hostile() }
    let own = "\(function.qualifiedName).\(parameter.name)"
    return value(
      parameter.type(), named: FuzzPrelude.byName[own] == nil ? parameter.name : own, depth: depth)
  }

  func list(_ expressions: [String]) -> String { expressions.joined(separator: ", ") }

  // MARK: Values

  mutating func hostile() -> String { random.pick(FuzzPrelude.hostile) }

  mutating func value(_ type: LuaValueType, named name: String, depth: Int) -> String {
    if let known = FuzzPrelude.byName[name], !random.oneIn(4) { return random.pick(known) }
    switch type {
    case .any: return random.oneIn(2) ? hostile() : object("Tensor", depth: depth + 1)
    case .nil: return "nil"
    case .boolean: return random.pick(["true", "false"])
    case .number:
      return random.pick([
        "0", "1", "0.5", "-0.25", "2", "1e-3", "3.7", "-1", "0/0", "1/0", "1e300", "1e-310", "5e-324",
        "-1.7976931348623157e308",
      ])
    case .integer:
      return random.pick(["1", "2", "3", "1", "2", "3", "4", "10", "0", "-1", "1 << 40", "math.mininteger"])
    case .index:
      return random.pick(["1", "2", "1", "2", "3", "-1", "-2", "0", "9", "math.maxinteger", "math.mininteger"])
    case .string:
      return random.pick([
        "\"x\"", "\"\"", "\"name\"", "\"a\\0b\"", "\"\\xff\"", "(\"long\"):rep(100)", "\"#ff0000\"", "\"red\"",
      ])
    case .function: return random.pick(FuzzPrelude.byName["f"] ?? ["print"])
    case .table: return random.pick(["{}", "{1, 2}", "{a=1}", "{{1}, {2}}", "F.cycle"])
    case .object(let name): return object(name, depth: depth + 1)
    case .itself: return object("Tensor", depth: depth + 1)
    case .choice(let texts): return "\"\(random.pick(texts))\""
    case .list(let item):
      let count = random.pick([2, 2, 3, 3, 1, 0, 6])
      return "{\(list((0..<count).map { _ in value(item, named: "", depth: depth + 1) }))}"
    case .named(let item):
      return
        "{\(list(["a", "weight", "x_y"].prefix(Int.random(in: 0...3, using: &random)).map { "\($0)=\(value(item, named: "", depth: depth + 1))" }))}"
    case .fields(let fields):
      return "{\(list(fields.map { "\($0.name)=\(value($0.type, named: "", depth: depth + 1))" }))}"
    case .either(let types): return value(random.pick(types), named: "", depth: depth)
    }
  }

  /// An object of a class: made in a known way, or by another random call.
  mutating func object(_ name: String, depth: Int) -> String {
    if depth < 3, let makers = makers[name], random.oneIn(6) {
      return call(of: random.pick(makers), .declared, depth: depth + 1)
    }
    let made = random.pick(FuzzPrelude.objects[name] ?? ["nil"])
    return random.oneIn(60) ? "F.freed(\(made))" : made
  }
}
