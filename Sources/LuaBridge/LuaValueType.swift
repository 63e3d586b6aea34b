/// What a value is, as far as declarations tell. Messages and help write it in words, editor stubs in LuaLS's notation,
/// and the fuzz run makes values of it.
public indirect enum LuaValueType: Equatable, Sendable {
  case any
  case `nil`
  case boolean
  case number
  case integer
  /// A position: 1 is the first, -1 the last.
  case index
  case string
  case function
  case table
  /// An object of the class of that name.
  case object(String)
  /// The object whose method it is.
  case itself
  /// One of a few strings.
  case choice([String])
  /// A sequence from 1.
  case list(LuaValueType)
  /// A table of values by name.
  case named(LuaValueType)
  case fields([LuaField])
  case either([LuaValueType])

  /// A table with these fields.
  public static func fields(_ pairs: KeyValuePairs<String, LuaValueType>) -> LuaValueType {
    .fields(pairs.map { LuaField($0.key, $0.value) })
  }

  /// The same, or nil.
  public var optional: LuaValueType { allowsNil ? self : .either([self, .nil]) }

  /// Whether nil is such a value.
  public var allowsNil: Bool {
    switch self {
    case .any, .nil: true
    case .either(let types): types.contains { $0.allowsNil }
    default: false
    }
  }

  /// The same without nil.
  public var withoutNil: LuaValueType {
    guard case .either(let types) = self else { return self }
    let rest = types.filter { $0 != .nil }
    return rest.count == 1 ? rest[0] : .either(rest)
  }
}

/// A field of a table.
public struct LuaField: Equatable, Sendable {
  public let name: String
  public let type: LuaValueType
  public init(_ name: String, _ type: LuaValueType) {
    self.name = name
    self.type = type
  }
}

/// A Swift type that stands for Lua values.
public protocol LuaTyped {
  static var luaType: LuaValueType { get }
}

// MARK: Words

extension LuaValueType {
  /// As messages and help say it: `table of numbers or nil`.
  public var words: String {
    switch self {
    case .any: "value"
    case .nil: "nil"
    case .boolean: "boolean"
    case .number: "number"
    case .integer: "integer"
    case .index: "index"
    case .string: "string"
    case .function: "function"
    case .table: "table"
    case .object(let name): name
    case .itself: "the object itself"
    case .choice(let texts): texts.map { "\"\($0)\"" }.joined(separator: " or ")
    case .list(let item): "table of \(item.plural)"
    case .named(let item): "table of \(item.plural) by name"
    case .fields(let fields): "table {\(fields.map { "\($0.name)=\($0.type.words)" }.joined(separator: ", "))}"
    case .either(let types): types.map(\.words).joined(separator: " or ")
    }
  }

  private var plural: String {
    switch self {
    case .index: "indices"
    case .list(let item): "tables of \(item.plural)"
    case .named(let item): "tables of \(item.plural) by name"
    case .fields(let fields): "tables {\(fields.map { "\($0.name)=\($0.type.words)" }.joined(separator: ", "))}"
    case .choice: words
    case .either(let types): types.map { $0 == .nil ? "nil" : $0.plural }.joined(separator: " or ")
    default: words + "s"
    }
  }
}

// MARK: LuaLS

extension LuaValueType {
  /// In the notation of LuaLS's annotations: `number[]|nil`.
  public var annotation: String {
    switch self {
    case .any: "any"
    case .nil: "nil"
    case .boolean: "boolean"
    case .number: "number"
    case .integer, .index: "integer"
    case .string: "string"
    case .function: "function"
    case .table: "table"
    case .object(let name): name
    case .itself: "self"
    case .choice(let texts): texts.map { "\"\($0)\"" }.joined(separator: "|")
    case .list(let item): item.isUnion ? "(\(item.annotation))[]" : "\(item.annotation)[]"
    case .named(let item): "table<string, \(item.annotation)>"
    case .fields(let fields):
      "{ "
        + fields.map { field in
          field.type.allowsNil && field.type != .any
            ? "\(field.name)?: \(field.type.withoutNil.annotation)" : "\(field.name): \(field.type.annotation)"
        }.joined(separator: ", ") + " }"
    case .either(let types): types.map(\.annotation).joined(separator: "|")
    }
  }

  private var isUnion: Bool {
    switch self {
    case .either: true
    case .choice(let texts): texts.count > 1
    default: false
    }
  }
}
