import CLua

// Overloads as in `LuaDeclaring`; `body` gets the object first.
extension LuaMembers where T: LuaObject {
  /// Declares a method, called `object:name(…)`. See `LuaDeclaring.function`.
  @inlinable public func method<each A, R: LuaPushable>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String, example: String = "",
    returns: @autoclosure @escaping () -> [LuaValueType]? = nil, body: @escaping (T, repeat each A) throws -> R
  ) {
    declare(name, .method, doc, example, { returns() ?? R.luaResults }, repeat each parameters) {
      stack, object, values in
      try body(object, repeat each values).pushResults(stack)
    }
  }

  /// A method without results answers the object itself, so that calls can be chained.
  @inlinable public func method<each A>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String, example: String = "",
    body: @escaping (T, repeat each A) throws -> Void
  ) {
    declare(name, .method, doc, example, { [.itself] }, repeat each parameters) { stack, object, values in
      try body(object, repeat each values)
      stack.push(copyOf: 1)
      return 1
    }
  }

  @inlinable public func method<each A, R1: LuaPushable, R2: LuaPushable>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String, example: String = "",
    returns: @autoclosure @escaping () -> [LuaValueType]? = nil, body: @escaping (T, repeat each A) throws -> (R1, R2)
  ) {
    declare(name, .method, doc, example, { returns() ?? [R1.luaType, R2.luaType] }, repeat each parameters) {
      stack, object, values in
      let (first, second) = try body(object, repeat each values)
      try first.push(stack)
      try second.push(stack)
      return 2
    }
  }

  @inlinable public func method<each A, R1: LuaPushable, R2: LuaPushable, R3: LuaPushable>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String, example: String = "",
    returns: @autoclosure @escaping () -> [LuaValueType]? = nil,
    body: @escaping (T, repeat each A) throws -> (R1, R2, R3)
  ) {
    declare(
      name, .method, doc, example, { returns() ?? [R1.luaType, R2.luaType, R3.luaType] }, repeat each parameters
    ) { stack, object, values in
      let (first, second, third) = try body(object, repeat each values)
      try first.push(stack)
      try second.push(stack)
      try third.push(stack)
      return 3
    }
  }

  /// Declares `__add`, `__call`, `__tostring`, …. Operands come as Lua gives them, so either may be the object.
  @inlinable public func metamethod<each A, R: LuaPushable>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String = "", example: String = "",
    returns: @autoclosure @escaping () -> [LuaValueType]? = nil, body: @escaping (repeat each A) throws -> R
  ) {
    type.declare(name, .metamethod, doc, example, { returns() ?? R.luaResults }, repeat each parameters) {
      stack, values in
      try body(repeat each values).pushResults(stack)
    }
  }

  /// Declares an operator of two operands, at 1 and 2 on the stack, whose result is an object of this class. Called with
  /// as little ado as possible; the parameters are for help and messages.
  public func operation(
    _ name: String, _ parameters: [ParameterInfo], body: @escaping (LuaStack) throws -> T
  ) {
    let operation = NativeFunction.Operation(identity: type.identity) { stack in
      let made = Unmanaged.passRetained(try body(stack))
      return .fromOpaque(made.toOpaque())
    }
    type.add(
      NativeFunction(
        name, owner: type.name, kind: .metamethod, parameters: parameters, results: { T.luaResults },
        operation: operation
      ) { arguments in try body(arguments.stack).pushResults(arguments.stack) })
  }

  /// Declares a property, read as `object.name`, and set if there is a `set`.
  @inlinable public func property<R: LuaPushable>(
    _ name: String, doc: String, example: String = "", get: @escaping (T) throws -> R
  ) {
    let owner = type.name
    type.add(
      NativeFunction(
        name, owner: owner, kind: .getter, doc: doc, example: example, results: { R.luaResults }
      ) { arguments in
        try get(arguments.next("self", as: T.self)).pushResults(arguments.stack)
      })
  }

  @inlinable public func property<R: LuaPushable, V: LuaReadable>(
    _ name: String, doc: String, example: String = "", get: @escaping (T) throws -> R,
    set: @escaping (T, V) throws -> Void
  ) {
    property(name, doc: doc, example: example, get: get)
    let owner = type.name
    let value = ParameterInfo(name: "value", type: { V.luaType }, typeName: { V.luaTypeName })
    type.add(
      NativeFunction(
        name, owner: owner, kind: .setter, doc: doc, example: example, parameters: [value]
      ) { arguments in
        let object = try arguments.next("self", as: T.self)
        arguments.position = 3
        guard let value = try V.read(arguments.stack, 3) else {
          throw BindingError.property(
            class: owner, name: name, wanted: V.luaTypeName, got: arguments.stack.typeName(3))
        }
        try set(object, value)
        return 0
      })
  }

  /// Answers `object[key]` for keys that are neither methods nor properties. The key is argument 2; returns the
  /// number of results pushed, 0 for "there is no such thing", which is an error. `key` and `value` are their types.
  public func index(
    key: @autoclosure @escaping () -> LuaValueType = .any, value: @autoclosure @escaping () -> LuaValueType = .any,
    doc: String = "", example: String = "", _ body: @escaping (T, inout Arguments) throws -> Int32
  ) {
    let parameter = ParameterInfo(name: "key", type: key)
    type.indexer = NativeFunction(
      "[]", owner: type.name, kind: .hidden, doc: doc, example: example, parameters: [parameter],
      results: { [value()] }
    ) { arguments in
      try body(arguments.next("self", as: T.self), &arguments)
    }
  }

  /// Takes `object[key] = value` for keys that are not properties. Key and value are arguments 2 and 3; false for
  /// "there is no such thing", which is an error.
  public func newIndex(_ body: @escaping (T, inout Arguments) throws -> Bool) {
    type.newIndexer = NativeFunction("[]=", owner: type.name, kind: .hidden) { arguments in
      try body(arguments.next("self", as: T.self), &arguments) ? 1 : 0
    }
  }

  @inlinable func declare<each A>(
    _ name: String, _ kind: NativeFunction.Kind, _ doc: String, _ example: String,
    _ results: @escaping () -> [LuaValueType], _ parameters: repeat LuaParameter<each A>,
    invoke: @escaping (LuaStack, T, (repeat each A)) throws -> Int32
  ) {
    var infos: [ParameterInfo] = []
    for parameter in repeat each parameters { infos.append(parameter.info) }
    let decoders = (repeat (each parameters).decoder)
    type.add(
      NativeFunction(
        name, owner: type.name, kind: kind, doc: doc, example: example, parameters: infos, results: results
      ) { arguments in
        let object = try arguments.next("self", as: T.self)
        let values = (repeat try (each decoders)._withUnsafeGuaranteedRef { try $0.decode(&arguments) })
        try arguments.finish()
        return try invoke(arguments.stack, object, (repeat each values))
      })
  }
}
