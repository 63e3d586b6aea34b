import CLua

/// What the declarations tell of one parameter; help, reference pages and editor stubs are made from it.
public struct ParameterInfo {
  public let name: String
  /// Computed on demand, because types may still be in the making.
  public let type: () -> LuaValueType
  /// As messages name it.
  public let typeName: () -> String
  /// As a script would write it; nil when the parameter must be given.
  public let defaultText: String?
  public let isOption: Bool
  /// A positional parameter that may be given by name too, in the table of options.
  public var isNamed = false
  public var isRest = false
  /// Whether the table of options takes it.
  public var isByName: Bool { isOption || isNamed }

  public init(
    name: String, type: @escaping () -> LuaValueType, typeName: (() -> String)? = nil, defaultText: String? = nil,
    isOption: Bool = false, isNamed: Bool = false, isRest: Bool = false
  ) {
    self.name = name
    self.type = type
    self.typeName = typeName ?? { type().words }
    self.defaultText = defaultText
    self.isOption = isOption
    self.isNamed = isNamed
    self.isRest = isRest
  }

  /// A positional parameter of a readable type, for functions that read their arguments themselves.
  public init<Value: LuaReadable>(_ name: String, as type: Value.Type) {
    self.init(name: name, type: { Value.luaType }, typeName: { Value.luaTypeName })
  }
}

/// One parameter of a bound function: its name, its Lua type, its default, and how it is read.
public struct LuaParameter<Value> {
  public let info: ParameterInfo
  // Declarations live for ever, so what is used at every call is not counted.
  @usableFromInline let decoder: Unmanaged<ParameterDecoder<Value>>

  /// A parameter with its own way of reading: `decode` takes from `arguments.position` on.
  ///
  /// - Parameter words: what messages call the type, where they say more than the type's own.
  public init(
    _ name: String, type: @autoclosure @escaping () -> LuaValueType, words: (() -> String)? = nil,
    default text: String? = nil, isOption: Bool = false, isNamed: Bool = false, isRest: Bool = false,
    decode: @escaping (inout Arguments) throws -> Value
  ) {
    info = ParameterInfo(
      name: name, type: type, typeName: words, defaultText: text, isOption: isOption, isNamed: isNamed,
      isRest: isRest)
    decoder = .passRetained(ParameterDecoder(decode))
  }
}

/// How a parameter is read.
@usableFromInline final class ParameterDecoder<Value> {
  @usableFromInline let decode: (inout Arguments) throws -> Value
  init(_ decode: @escaping (inout Arguments) throws -> Value) { self.decode = decode }
}

extension LuaParameter where Value: LuaReadable {
  /// A positional parameter of any readable type; optional types may be left out.
  @inlinable public static func value(_ name: String, as type: Value.Type = Value.self) -> LuaParameter {
    LuaParameter(name, type: Value.luaType, words: { Value.luaTypeName }) { try $0.next(name, as: Value.self) }
  }

  /// A positional parameter that may be left out.
  @inlinable public static func value(_ name: String, _ value: Value) -> LuaParameter {
    LuaParameter(name, type: Value.luaType, words: { Value.luaTypeName }, default: describeDefault(value)) {
      try $0.next(name, default: value)
    }
  }

  /// A named option of the trailing table.
  @inlinable public static func option(_ name: String, _ value: Value) -> LuaParameter {
    LuaParameter(
      name, type: Value.luaType, words: { Value.luaTypeName }, default: describeDefault(value), isOption: true
    ) {
      try $0.option(name, default: value)
    }
  }

  /// A named option without a default value: `.option("bias", as: Tensor?.self)`. Required when the type is not
  /// optional.
  @inlinable public static func option(_ name: String, as type: Value.Type) -> LuaParameter {
    LuaParameter(name, type: Value.luaType, words: { Value.luaTypeName }, isOption: true) {
      try $0.option(name, as: Value.self)
    }
  }
}

extension LuaParameter where Value: LuaReadable {
  /// A positional parameter that may be given in the table of options as well: `StepLR(o, 10)`, `StepLR(o, {step_size=10})`.
  public static func named(_ name: String, as type: Value.Type = Value.self) -> LuaParameter {
    LuaParameter(name, type: Value.luaType, words: { Value.luaTypeName }, isNamed: true) { arguments in
      let place = arguments.position
      if let value = try arguments.named(name, as: Value.self) { return value }
      if let absent = Value.self as? any ExpressibleByNilLiteral.Type, let value = absent.init(nilLiteral: ()) as? Value
      {
        return value
      }
      // A name that nobody knows may be a misspelling of this one.
      if arguments.hasOptions {
        try arguments.refuseUnknownOptions()
        throw BindingError.option(
          name: name, function: arguments.function.qualifiedName, wanted: Value.luaTypeName, got: "no value")
      }
      throw arguments.mismatch(name, wanted: Value.luaTypeName, at: place)
    }
  }

  /// The same with a default.
  public static func named(_ name: String, _ value: Value) -> LuaParameter {
    LuaParameter(
      name, type: Value.luaType, words: { Value.luaTypeName }, default: describeDefault(value), isNamed: true
    ) { try $0.named(name, as: Value.self) ?? value }
  }
}

extension LuaParameter where Value == Double {
  @inlinable public static func number(_ name: String) -> LuaParameter { .value(name) }
  @inlinable public static func number(_ name: String, _ value: Double) -> LuaParameter { .value(name, value) }
}

extension LuaParameter where Value == Int {
  @inlinable public static func integer(_ name: String) -> LuaParameter { .value(name) }
  @inlinable public static func integer(_ name: String, _ value: Int) -> LuaParameter { .value(name, value) }
}

extension LuaParameter where Value == Bool {
  @inlinable public static func bool(_ name: String) -> LuaParameter { .value(name) }
  @inlinable public static func bool(_ name: String, _ value: Bool) -> LuaParameter { .value(name, value) }
}

extension LuaParameter where Value == String {
  @inlinable public static func string(_ name: String) -> LuaParameter { .value(name) }
  @inlinable public static func string(_ name: String, _ value: String) -> LuaParameter { .value(name, value) }
}

extension LuaParameter where Value == LuaIndex {
  @inlinable public static func index(_ name: String) -> LuaParameter { .value(name) }
}

extension LuaParameter where Value == FunctionRef {
  @inlinable public static func function(_ name: String) -> LuaParameter { .value(name) }
}

extension LuaParameter where Value == LuaTable {
  @inlinable public static func table(_ name: String) -> LuaParameter { .value(name) }
}

extension LuaParameter where Value == LuaAny {
  @inlinable public static func any(_ name: String) -> LuaParameter { .value(name) }
}

extension LuaParameter where Value == NestedNumbers {
  @inlinable public static func numbers(_ name: String) -> LuaParameter { .value(name) }
}

extension LuaParameter where Value == LuaRest {
  /// All remaining arguments.
  public static func rest(_ name: String) -> LuaParameter {
    LuaParameter(name, type: .any, words: { "values" }, isRest: true) { arguments in
      defer { arguments.position = max(arguments.top + 1, arguments.position) }
      return LuaRest(stack: arguments.stack, first: arguments.position, count: arguments.remaining)
    }
  }
}

extension LuaParameter where Value == [Int] {
  /// Sizes as `2, 3` or `{2, 3}`; options may follow.
  public static func sizes(_ name: String) -> LuaParameter {
    LuaParameter(name, type: .either([.integer, .list(.integer)]), words: { "integers" }, isRest: true) { arguments in
      let stack = arguments.stack
      if stack.type(arguments.position) == .table, stack.count(arguments.position) > 0 || arguments.remaining > 1 {
        return try arguments.next(name, as: [Int].self)
      }
      var sizes: [Int] = []
      while arguments.remaining > 0, stack.type(arguments.position) != .table {
        sizes.append(try arguments.next(name, as: Int.self))
      }
      return sizes
    }
  }
}

extension LuaParameter where Value == [LuaIndex] {
  /// Dimensions as `1, 3` or `{1, 3}`; options may follow.
  public static func indices(_ name: String) -> LuaParameter {
    LuaParameter(name, type: .either([.index, .list(.index)]), words: { "indices" }, isRest: true) { arguments in
      let stack = arguments.stack
      if stack.type(arguments.position) == .table, stack.count(arguments.position) > 0 {
        return try arguments.next(name, as: [LuaIndex].self)
      }
      var indices: [LuaIndex] = []
      while arguments.remaining > 0, stack.type(arguments.position) == .number {
        indices.append(try arguments.next(name, as: LuaIndex.self))
      }
      return indices
    }
  }
}

/// A default as a script would write it.
public func describeDefault<T>(_ value: T) -> String {
  switch value {
  case let text as String: "\"\(text)\""
  case let named as any LuaNamed: "\"\(named.luaText)\""
  case let choice as any LuaChoice: "\"\(choice.rawValue)\""
  case let index as LuaIndex: "\(index.value)"
  case let number as Double where number == number.rounded() && abs(number) < 1e15: "\(Int(number))"
  case let optional as any AnyOptional: optional.text
  default: "\(value)"
  }
}

/// A value that scripts give as a string.
public protocol LuaNamed { var luaText: String { get } }

protocol AnyOptional { var text: String { get } }
extension Optional: AnyOptional { var text: String { map { describeDefault($0) } ?? "nil" } }
