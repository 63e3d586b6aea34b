import CLua

/// A bound function: its declaration and its code. Lua's closures point at it.
public final class NativeFunction {
  public enum Kind: Sendable { case function, method, metamethod, getter, setter, hidden }

  public let name: String
  /// The module or class it belongs to; empty for closures made while running.
  public let owner: String
  public let kind: Kind
  public let doc: String
  public let example: String
  public let parameters: [ParameterInfo]
  /// The types of its results, computed on demand, because types may still be in the making; an optional one may be
  /// absent, and `.any` alone stands for any number of them.
  public let results: () -> [LuaValueType]
  /// The method that this function of a module is.
  public private(set) var method: NativeFunction?
  /// An operator that gives an object of a class.
  final class Operation {
    let identity: UnsafeRawPointer
    /// Gives the object retained.
    let make: (LuaStack) throws -> Unmanaged<AnyObject>
    init(identity: UnsafeRawPointer, make: @escaping (LuaStack) throws -> Unmanaged<AnyObject>) {
      (self.identity, self.make) = (identity, make)
    }
  }
  // Called too often to be counted; lives for ever, as all that is declared.
  let operation: Unmanaged<Operation>?
  /// Pushes its results and returns their number.
  public let body: (inout Arguments) throws -> Int32

  public convenience init(
    _ name: String, owner: String = "", kind: Kind = .function, doc: String = "", example: String = "",
    parameters: [ParameterInfo] = [], results: @escaping () -> [LuaValueType] = { [] },
    body: @escaping (inout Arguments) throws -> Int32
  ) {
    self.init(
      name, owner: owner, kind: kind, doc: doc, example: example, parameters: parameters, results: results,
      operation: nil, body: body)
  }

  init(
    _ name: String, owner: String, kind: Kind, doc: String = "", example: String = "", parameters: [ParameterInfo],
    results: @escaping () -> [LuaValueType], operation: Operation?, body: @escaping (inout Arguments) throws -> Int32
  ) {
    self.operation = operation.map(Unmanaged.passRetained)
    self.name = name
    self.owner = owner
    self.kind = kind
    self.doc = doc
    self.example = example
    self.parameters = parameters
    self.results = results
    self.body = body
  }

  /// As messages name it: `tensor.matmul`, `Tensor:size`.
  public var qualifiedName: String {
    if owner.isEmpty { return name }
    return kind == .method ? "\(owner):\(name)" : "\(owner).\(name)"
  }

  /// `optim.SGD(params, {lr=0.001, momentum=0})`; of an operator how it is written, `a + b`.
  public var signature: String {
    switch kind {
    case .getter, .setter: return qualifiedName
    case .metamethod:
      if let form = Operators.form(of: name) { return form }
      let rest = parameters.dropFirst().map { $0.isRest ? "\($0.name)..." : $0.name }
      return name == "__call" ? "object(\(rest.joined(separator: ", ")))" : name
    case .function, .method, .hidden: break
    }
    var parts = parameters.filter { !$0.isOption }.map { parameter in
      let name = parameter.isRest ? "\(parameter.name)..." : parameter.name
      if let text = parameter.defaultText { return "[\(name)=\(text)]" }
      return parameter.type().allowsNil && !parameter.isRest && parameter.type() != .any ? "[\(name)]" : name
    }
    let options = parameters.filter(\.isOption)
    if !options.isEmpty {
      parts.append("{" + options.map { "\($0.name)=\($0.defaultText ?? "")" }.joined(separator: ", ") + "}")
    }
    return "\(qualifiedName)(\(parts.joined(separator: ", ")))"
  }

  /// The same as a function of a module, with the object as its first parameter.
  public func asFunction(of module: String, self name: String) -> NativeFunction {
    let object = ParameterInfo(name: name, type: { [owner] in .object(owner) })
    let (owner, results) = (owner, results)
    let function = NativeFunction(
      self.name, owner: module, doc: doc, example: example, parameters: [object] + parameters,
      results: { results().map { $0 == .itself ? .object(owner) : $0 } }, body: body)
    function.method = self
    return function
  }

  /// Pushes a Lua function that lives as long as its declaration, which is never freed.
  func pushForever(_ stack: LuaStack) throws {
    try stack.check(wb_pushbound(stack.L, Unmanaged.passUnretained(self).toOpaque(), nil))
  }
}

extension NativeFunction: LuaPushable {
  public static var luaType: LuaValueType { .function }

  /// Pushes a Lua function that keeps this object alive.
  public func push(_ stack: LuaStack) throws {
    try stack.reserve(1)
    let owner = Unmanaged.passRetained(self)
    let status = wb_pushbound(stack.L, owner.toOpaque(), owner.toOpaque())
    if status != LUA_OK { owner.release() }
    try stack.check(status)
  }
}
