import Bindings
import LuaBridge

/// Makes random calls of a module from its declarations: each is a chunk of Lua that runs by itself after the prelude.
struct FuzzCalls {
  struct Call {
    let source: String
    let name: String
    /// Declared types of the results, where the chunk returns them as they are.
    var results: [LuaValueType]?
    var owner = ""
  }
  /// How far arguments keep to the declaration.
  private enum Manner { case declared, oneWrong, anything }

  private var random: FuzzRandom
  private let functions: [NativeFunction]
  private let classes: [LuaClass]
  private let makers: [String: [NativeFunction]]

  /// - Parameter module: its functions, and the members of the classes that it is the first to name.
  init(module: LuaModule, classes: [LuaClass], seed: UInt64) {
    func all(_ module: LuaModule) -> [NativeFunction] { module.functions + module.submodules.flatMap(all) }
    random = FuzzRandom(seed: seed)
    self.classes = classes
    let members = classes.flatMap { $0.methods + $0.getters + $0.setters + $0.metamethods }
    functions = (all(module) + members).filter { FuzzPrelude.excluded[$0.qualifiedName] == nil }
    var makers: [String: [NativeFunction]] = [:]
    for function in functions where function.kind == .function || function.kind == .method {
      guard FuzzPrelude.slow[function.qualifiedName] == nil else { continue }
      if case .object(let name)? = function.results().first { makers[name, default: []].append(function) }
    }
    self.makers = makers
  }

  /// Names of all that can be called.
  var names: [String] { functions.map(\.qualifiedName) }

  mutating func next() -> Call {
    if !classes.isEmpty, random.oneIn(25) { return member(of: random.pick(classes)) }
    var function = random.pick(functions)
    while let rarity = FuzzPrelude.slow[function.qualifiedName], !random.oneIn(rarity) {
      function = random.pick(functions)
    }
    let manner = random.pick([Manner.declared, .declared, .declared, .oneWrong, .anything])
    let expression = call(of: function, manner, depth: 0)
    let name = "\(function.qualifiedName) (\(function.kind))"
    switch function.kind {
    case .setter: return Call(source: expression, name: name)
    case .metamethod: return Call(source: "return F.use(\(expression))", name: name)
    case .function, .method, .getter, .hidden:
      let source = random.oneIn(20) ? "F.inside(function() return \(expression) end)" : expression
      return Call(source: "return F.use(\(source))", name: name, results: function.results(), owner: function.owner)
    }
  }

  // MARK: Calls

  private mutating func call(of function: NativeFunction, _ manner: Manner, depth: Int) -> String {
    let object = "(\(self.object(function.owner, depth: depth + 1)))"
    switch function.kind {
    case .getter: return "\(object).\(function.name)"
    case .setter:
      let value = manner == .declared ? argument(function, 0, depth: depth) : hostile()
      return "local o = \(object)\no.\(function.name) = \(value)\nreturn F.use(o.\(function.name))"
    case .metamethod: return metamethod(function, object, manner, depth)
    case .method:
      let arguments = list(arguments(of: function, manner, depth: depth))
      if manner == .anything, random.oneIn(3) {
        return "\(object).\(function.name)(\(list([hostile()] + [arguments].filter { !$0.isEmpty })))"
      }
      return "\(object):\(function.name)(\(arguments))"
    case .function, .hidden: return "\(function.qualifiedName)(\(list(arguments(of: function, manner, depth: depth))))"
    }
  }

  private mutating func metamethod(
    _ function: NativeFunction, _ object: String, _ manner: Manner, _ depth: Int
  ) -> String {
    if manner == .anything {
      return
        "F.meta(\(object)).\(function.name)(\(list((0..<Int.random(in: 0...3, using: &random)).map { _ in hostile() })))"
    }
    let types = function.parameters.map { $0.type() }
    let other = manner == .oneWrong ? hostile() : value(types.count > 1 ? types[1] : .any, named: "", depth: depth)
    switch function.name {
    case "__call": return "\(object)(\(list(arguments(of: function, manner, depth: depth, skipping: 1))))"
    case "__len": return "#\(object)"
    case "__unm": return "-\(object)"
    case "__tostring": return "tostring(\(object))"
    default:
      let forms = [
        "__add": "+", "__sub": "-", "__mul": "*", "__div": "/", "__mod": "%", "__pow": "^", "__idiv": "//",
        "__eq": "==",
      ]
      guard let sign = forms[function.name] else { return "F.meta(\(object)).\(function.name)(\(object), \(other))" }
      return random.oneIn(2) ? "\(object) \(sign) (\(other))" : "(\(other)) \(sign) \(object)"
    }
  }

  /// What every object has: keys, letting go, finalisers.
  private mutating func member(of type: LuaClass) -> Call {
    let object = "(\(self.object(type.name, depth: 1)))"
    let key =
      random.oneIn(2) ? hostile() : value(type.indexer?.parameters.first?.type() ?? .string, named: "key", depth: 1)
    let source =
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: "return F.use(\(object)[\(key)])"
      case 2, 3: "local o = \(object)\no[\(key)] = \(hostile())\nreturn F.use(o)"
      case 4: "local o = \(object)\no:free()\no:free()\nreturn F.use(o)"
      default:
        "return F.meta(\(object)).\(random.pick(["__gc", "__close", "__index", "__newindex", "__eq"]))(\(hostile()), \(key), \(hostile()))"
      }
    return Call(source: source, name: "\(type.name)[]")
  }

  // MARK: Arguments

  private mutating func arguments(
    of function: NativeFunction, _ manner: Manner, depth: Int, skipping count: Int = 0
  ) -> [String] {
    if manner == .anything { return (0..<Int.random(in: 0...4, using: &random)).map { _ in hostile() } }
    var list: [String] = []
    let positional = function.parameters.indices.filter { !function.parameters[$0].isOption }.dropFirst(count)
    for index in positional {
      if function.parameters[index].isOptional, random.oneIn(3) { break }
      list.append(argument(function, index, depth: depth))
    }
    let options = function.parameters.indices.filter { function.parameters[$0].isOption }
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

  private mutating func argument(_ function: NativeFunction, _ index: Int, depth: Int) -> String {
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

  private func list(_ expressions: [String]) -> String { expressions.joined(separator: ", ") }

  // MARK: Values

  mutating func hostile() -> String { random.pick(FuzzPrelude.hostile) }

  private mutating func value(_ type: LuaValueType, named name: String, depth: Int) -> String {
    if let known = FuzzPrelude.byName[name], !random.oneIn(4) { return random.pick(known) }
    switch type {
    case .any: return random.oneIn(2) ? hostile() : object("Tensor", depth: depth + 1)
    case .nil: return "nil"
    case .boolean: return random.pick(["true", "false"])
    case .number:
      return random.pick(["0", "1", "0.5", "-0.25", "2", "1e-3", "3.7", "-1", "0/0", "1/0", "1e300", "1e-310"])
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
  private mutating func object(_ name: String, depth: Int) -> String {
    if depth < 3, let makers = makers[name], random.oneIn(6) {
      return call(of: random.pick(makers), .declared, depth: depth + 1)
    }
    let made = random.pick(FuzzPrelude.objects[name] ?? ["nil"])
    return random.oneIn(60) ? "F.freed(\(made))" : made
  }
}
