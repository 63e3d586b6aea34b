import CLua

/// The arguments of one call, read from left to right; then the options of the trailing table.
public struct Arguments {
  public let stack: LuaStack
  /// Outlives the call: unowned, for a bound function is called too often to be counted.
  public unowned(unsafe) let function: NativeFunction
  /// The stack index of the next positional argument.
  public var position: Int32 = 1
  /// The stack index of the last argument given.
  public let top: Int32
  /// Of the option table; 0 when there is none or it was not looked for yet.
  @usableFromInline var optionTable: Int32 = 0
  @usableFromInline var optionsSought = false
  @usableFromInline var optionsTaken = 0

  @inlinable public init(_ L: OpaquePointer, _ function: NativeFunction) {
    stack = LuaStack(L)
    self.function = function
    top = lua_gettop(L)
  }

  /// The state of the call.
  @inlinable public var state: LuaState { LuaState.of(stack.L) }
  /// Arguments not read yet.
  @inlinable public var remaining: Int32 { max(top - position + 1, 0) }

  // MARK: Positional

  /// The next argument; an absent one reads as nil.
  @inlinable public mutating func next<T: LuaReadable>(_ name: String, as type: T.Type) throws -> T {
    let index = position
    position += 1
    if let value = try T.read(stack, index) { return value }
    if isOptionTable(index), let absent = T.self as? any ExpressibleByNilLiteral.Type {
      position = index
      if let value = absent.init(nilLiteral: ()) as? T { return value }
    }
    throw mismatch(name, wanted: T.luaTypeName, at: index)
  }

  /// Whether a table that is not what a parameter wants may be the options: the parameter was left out.
  @usableFromInline func isOptionTable(_ index: Int32) -> Bool {
    index == top && stack.type(index) == .table && function.parameters.contains(where: \.isByName)
  }

  @inlinable public mutating func next<T: LuaReadable>(_ name: String, default value: T) throws -> T {
    if wb_isnoneornil(stack.L, position) {
      position += 1
      return value
    }
    if let given = try T.read(stack, position) {
      position += 1
      return given
    }
    if isOptionTable(position) { return value }
    throw mismatch(name, wanted: T.luaTypeName, at: position)
  }

  /// The error for the argument at `index`.
  public func mismatch(_ name: String, wanted: String, at index: Int32) -> BindingError {
    let isMethod = function.kind == .method
    if isMethod, index == 1 {
      return .notAnObject(wanted: wanted, function: function.qualifiedName, got: stack.typeName(index))
    }
    let name = name == "self" ? function.parameters.first?.name ?? name : name
    return .argument(
      position: Int(index) - (isMethod ? 1 : 0), name: name, function: function.qualifiedName, wanted: wanted,
      got: describe(index, wanted))
  }

  private func describe(_ index: Int32, _ wanted: String) -> String {
    let type = stack.type(index)
    // The number itself tells what is wrong with it: 1.5 where an integer was wanted.
    return type == .number ? stack.describe(index) : stack.typeName(index)
  }

  // MARK: Options

  /// An option, or `value` when it was not given.
  @inlinable public mutating func option<T: LuaReadable>(_ name: String, default value: @autoclosure () -> T) throws
    -> T
  {
    guard try findOption(name) else { return value() }
    return try readOption(name)
  }

  @inlinable public mutating func option<T: LuaReadable>(_ name: String, as type: T.Type) throws -> T {
    if try !findOption(name) { lua_pushnil(stack.L) }
    return try readOption(name)
  }

  @inlinable func readOption<T: LuaReadable>(_ name: String) throws -> T {
    if let value = try T.read(stack, stack.top) { return value }
    throw BindingError.option(
      name: name, function: function.qualifiedName, wanted: T.luaTypeName, got: stack.typeName(-1))
  }

  /// The next positional argument, or the option of that name where the table of options comes first; nil without either.
  mutating func named<T: LuaReadable>(_ name: String, as type: T.Type) throws -> T? {
    let isTable = isOptionTable(position) && stack.count(position) == 0
    if !optionsSought, !isTable, position <= top {
      if stack.type(position) != .nil { return try next(name, as: T.self) }
      position += 1
      return nil
    }
    guard optionsSought || isTable, try findOption(name) else { return nil }
    return try readOption(name) as T
  }

  /// Whether the table of options was met.
  var hasOptions: Bool { optionTable > 0 }

  /// Pushes the option's value, where it stays until the call ends; false, with nothing pushed, when absent.
  @usableFromInline mutating func findOption(_ name: String) throws -> Bool {
    if !optionsSought {
      optionsSought = true
      let type = stack.type(position)
      if type == .table {
        optionTable = position
      } else if type != .nil && type != .none {
        throw mismatch("options", wanted: "table of options", at: position)
      }
      position += 1
    }
    guard optionTable > 0 else { return false }
    if try stack.getField(optionTable, name) == .nil {
      stack.pop()
      return false
    }
    optionsTaken += 1
    return true
  }

  // MARK: The end

  /// Whatever was not read is a mistake: a further argument, an unknown option.
  @inlinable public mutating func finish() throws {
    if position <= top { try refuseRest() }
    if optionTable > 0 { try refuseUnknownOptions() }
  }

  @usableFromInline func refuseRest() throws {
    if function.kind == .metamethod { return }
    for index in position...top where stack.type(index) != .nil {
      let skipped = function.kind == .method ? 1 : 0
      throw BindingError.tooManyArguments(
        function: function.qualifiedName, wanted: Int(position) - 1 - skipped, got: Int(top) - skipped)
    }
  }

  @usableFromInline func refuseUnknownOptions() throws {
    let known = function.options.map(\.name)
    var seen = 0
    try LuaTable(stack, optionTable).forEachPair { stack, key in
      if let name = stack.string(key), known.contains(name) {
        seen += 1
      } else {
        throw BindingError.unknownOption(
          name: stack.describe(key), function: function.qualifiedName, known: known)
      }
    }
  }
}
