import CLua

/// Where functions are declared: a module or a class.
public protocol LuaDeclaring: AnyObject {
  var name: String { get }
  func add(_ function: NativeFunction)
}

// One overload for each number of results. `@inlinable` throughout, so that the decoding of the arguments is compiled
// for the types at hand: unspecialised parameter packs cost ten times as much.
extension LuaDeclaring {
  /// Declares a function.
  ///
  /// - Parameters:
  ///   - parameters: positional ones first, then options, which come in one trailing table.
  ///   - doc: what it does, one sentence.
  ///   - example: Lua that runs, at the prompt or in a script.
  ///   - returns: types of the results, where the Swift types do not tell them.
  ///   - body: gets the decoded arguments; what it throws becomes a Lua error.
  @inlinable public func function<each A, R: LuaPushable>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String, example: String = "",
    returns: @autoclosure @escaping () -> [LuaValueType]? = nil, body: @escaping (repeat each A) throws -> R
  ) {
    declare(name, .function, doc, example, { returns() ?? R.luaResults }, repeat each parameters) { stack, values in
      try body(repeat each values).pushResults(stack)
    }
  }

  @inlinable public func function<each A>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String, example: String = "",
    body: @escaping (repeat each A) throws -> Void
  ) {
    declare(name, .function, doc, example, { [] }, repeat each parameters) { _, values in
      try body(repeat each values)
      return 0
    }
  }

  @inlinable public func function<each A, R1: LuaPushable, R2: LuaPushable>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String, example: String = "",
    returns: @autoclosure @escaping () -> [LuaValueType]? = nil, body: @escaping (repeat each A) throws -> (R1, R2)
  ) {
    declare(name, .function, doc, example, { returns() ?? [R1.luaType, R2.luaType] }, repeat each parameters) {
      stack, values in
      let (first, second) = try body(repeat each values)
      try first.push(stack)
      try second.push(stack)
      return 2
    }
  }

  @inlinable public func function<each A, R1: LuaPushable, R2: LuaPushable, R3: LuaPushable>(
    _ name: String, _ parameters: repeat LuaParameter<each A>, doc: String, example: String = "",
    returns: @autoclosure @escaping () -> [LuaValueType]? = nil, body: @escaping (repeat each A) throws -> (R1, R2, R3)
  ) {
    declare(
      name, .function, doc, example, { returns() ?? [R1.luaType, R2.luaType, R3.luaType] }, repeat each parameters
    ) { stack, values in
      let (first, second, third) = try body(repeat each values)
      try first.push(stack)
      try second.push(stack)
      try third.push(stack)
      return 3
    }
  }

  /// Declares a function that reads its arguments itself and returns the number of its results on the stack. The
  /// parameters are for help only.
  public func raw(
    _ name: String, _ parameters: [ParameterInfo] = [], doc: String, example: String = "",
    returns: @autoclosure @escaping () -> [LuaValueType] = [], body: @escaping (inout Arguments) throws -> Int32
  ) {
    add(
      NativeFunction(
        name, owner: self.name, doc: doc, example: example, parameters: parameters, results: returns, body: body))
  }

  @inlinable func declare<each A>(
    _ name: String, _ kind: NativeFunction.Kind, _ doc: String, _ example: String,
    _ results: @escaping () -> [LuaValueType], _ parameters: repeat LuaParameter<each A>,
    invoke: @escaping (LuaStack, (repeat each A)) throws -> Int32
  ) {
    var infos: [ParameterInfo] = []
    for parameter in repeat each parameters { infos.append(parameter.info) }
    let decoders = (repeat (each parameters).decoder)
    add(
      NativeFunction(
        name, owner: self.name, kind: kind, doc: doc, example: example, parameters: infos, results: results
      ) { arguments in
        let values = (repeat try (each decoders)._withUnsafeGuaranteedRef { try $0.decode(&arguments) })
        try arguments.finish()
        return try invoke(arguments.stack, (repeat each values))
      })
  }
}
