import CLua

/// A Lua module: a table of functions and values, made when a script first asks for it.
public final class LuaModule: LuaDeclaring {
  public let name: String
  public let doc: String
  public private(set) var functions: [NativeFunction] = []
  public private(set) var values: [Value] = []
  public private(set) var submodules: [LuaModule] = []
  /// Classes whose objects the module's functions return, for help and reference pages.
  public private(set) var classes: [() -> LuaClass] = []

  /// A constant of the module.
  public struct Value {
    public let name: String
    public let doc: String
    public let type: () -> LuaValueType
    let push: (LuaStack) throws -> Void
  }

  private var call: NativeFunction?
  /// The function that a call of the module's table is.
  public private(set) var callee: NativeFunction?

  public init(_ name: String, doc: String, _ declare: (LuaModule) -> Void) {
    self.name = name
    self.doc = doc
    declare(self)
  }

  public func add(_ function: NativeFunction) { functions.append(function) }

  /// A constant, pushed when the module is loaded.
  public func value<V: LuaPushable>(_ name: String, doc: String, _ value: @autoclosure @escaping () throws -> V) {
    values.append(Value(name: name, doc: doc, type: { V.luaType }) { try value().push($0) })
  }

  /// A table of functions inside this one: `tensor.linalg`.
  public func submodule(_ name: String, doc: String, _ declare: (LuaModule) -> Void) {
    submodules.append(LuaModule("\(self.name).\(name)", doc: doc, declare))
  }

  /// Makes the module's table itself callable, as its function of that name: `tensor{1, 2}` is `tensor.new{1, 2}`.
  public func callable(as name: String) {
    guard let function = functions.first(where: { $0.name == name }) else { return }
    callee = function
    call = NativeFunction("()", owner: self.name, kind: .hidden) { arguments in
      // The table itself comes first.
      wb_remove(arguments.stack.L, 1)
      var rest = Arguments(arguments.stack.L, function)
      return try function.body(&rest)
    }
  }

  /// Names a class of the module; needed for subclasses, whose objects are recognised once the module is loaded.
  public func type(_ declared: @autoclosure @escaping () -> LuaClass) { classes.append(declared) }

  /// Pushes a new table with all of it.
  public func push(_ stack: LuaStack) throws {
    // Building the classes makes their objects known by Swift type.
    for type in classes { _ = type() }
    try stack.reserve(6)
    try stack.pushTable(fields: functions.count + values.count + submodules.count)
    let table = stack.top
    for function in functions {
      try function.pushForever(stack)
      try stack.setField(table, function.name)
    }
    for value in values {
      try value.push(stack)
      try stack.setField(table, value.name)
    }
    if let call {
      try stack.pushTable(fields: 1)
      try call.pushForever(stack)
      try stack.setField(-2, "__call")
      stack.setMetatable(table)
    }
    for module in submodules {
      try module.push(stack)
      try stack.setField(table, String(module.name.dropFirst(name.utf8.count + 1)))
    }
  }
}
