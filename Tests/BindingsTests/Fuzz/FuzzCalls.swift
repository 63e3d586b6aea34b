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
  enum Manner { case declared, oneWrong, anything }

  var random: FuzzRandom
  private let functions: [NativeFunction]
  private let classes: [LuaClass]
  let makers: [String: [NativeFunction]]

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
    if !classes.isEmpty, random.oneIn(8) { return sequence(of: random.pick(classes)) }
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

  mutating func call(of function: NativeFunction, _ manner: Manner, depth: Int) -> String {
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
      // Functions among the arguments may turn against the object, as O, while its method runs.
      return depth == 0
        ? "F.own(\(object)):\(function.name)(\(arguments))" : "\(object):\(function.name)(\(arguments))"
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

  /// Several calls on one object and on what they give, whatever fails on the way.
  private mutating func sequence(of type: LuaClass) -> Call {
    let methods = type.all(\.methods).filter { FuzzPrelude.slow[$0.qualifiedName] == nil }
    let setters = type.all(\.setters)
    var lines = ["local o = F.own(\(object(type.name, depth: 1)))"]
    for _ in 0..<Int.random(in: 2...6, using: &random) {
      if let setter = setters.isEmpty || !random.oneIn(4) ? nil : random.pick(setters) {
        lines.append("pcall(function() o.\(setter.name) = \(argument(setter, 0, depth: 1)) end)")
        continue
      }
      guard !methods.isEmpty else { break }
      let method = random.pick(methods)
      let arguments = list(arguments(of: method, .declared, depth: 1))
      let call = "o:\(method.name)(\(arguments))"
      lines.append("pcall(function() \(random.oneIn(2) ? "o = \(call) or o" : "F.use(\(call))") end)")
    }
    if type.metamethods.contains(where: { $0.name == "__call" }) { lines.append("pcall(function() F.use(o()) end)") }
    return Call(source: lines.joined(separator: "\n") + "\nreturn F.use(o)", name: "\(type.name) in sequence")
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
}
