import CLua

/// Numbers of nested tables, `{{1, 2}, {3, 4}}`, row-major, with their sizes; a plain number has no sizes.
public struct NestedNumbers: LuaReadable {
  public var values: [Double] = []
  public var sizes: [Int] = []
  /// Whether all values were booleans.
  public var areBooleans = false
  /// Whether all values were Lua integers.
  public var areIntegers = true

  public static let maximumDepth = 8
  public static var luaTypeName: String { "number or table of numbers" }
  public static var luaType: LuaValueType {
    .either([.number, .boolean, .list(.number), .list(.list(.number)), .list(.any)])
  }

  /// - Throws: `BindingError.raggedTable`, `.tableTooDeep`, `.notANumber`.
  public static func read(_ stack: LuaStack, _ index: Int32) throws -> NestedNumbers? {
    let type = stack.type(index)
    guard type == .table || type == .number || type == .boolean else { return nil }
    var numbers = NestedNumbers()
    let before = stack.top
    defer { stack.truncate(to: before) }
    try stack.reserve(Int32(maximumDepth) + 4)
    try numbers.measure(stack, index)
    var expected = 1
    for size in numbers.sizes { expected = expected.multipliedReportingOverflow(by: size).partialValue }
    // A table may share its rows, so its size says nothing of memory until they are read.
    numbers.values.reserveCapacity(min(max(expected, 0), 1 << 22))
    var booleans = 0
    try numbers.collect(stack, stack.absolute(index), 0, &booleans)
    numbers.areBooleans = booleans > 0 && booleans == numbers.values.count
    if booleans > 0 { numbers.areIntegers = false }
    return numbers
  }

  // The sizes, from the first item of each level.
  private mutating func measure(_ stack: LuaStack, _ index: Int32) throws {
    let before = stack.top
    stack.push(copyOf: index)
    while stack.type(-1) == .table {
      guard sizes.count < NestedNumbers.maximumDepth else {
        throw BindingError.tableTooDeep(limit: NestedNumbers.maximumDepth)
      }
      let count = stack.count(-1)
      sizes.append(count)
      if count == 0 { break }
      stack.getItem(-1, 1)
    }
    stack.truncate(to: before)
  }

  private mutating func collect(_ stack: LuaStack, _ index: Int32, _ level: Int, _ booleans: inout Int) throws {
    if level == sizes.count {
      return try append(stack, index, 1, &booleans)
    }
    guard stack.type(index) == .table else { throw BindingError.notANumber(position: 1, got: stack.typeName(index)) }
    let count = stack.count(index)
    for position in 0..<count {
      let type = stack.getItem(index, position + 1)
      if level + 1 == sizes.count {
        try append(stack, stack.top, position + 1, &booleans)
      } else {
        guard type == .table else { throw BindingError.notANumber(position: position + 1, got: stack.typeName(-1)) }
        let inner = stack.count(-1)
        guard inner == sizes[level + 1] else {
          throw BindingError.raggedTable(position: position + 1, wanted: sizes[level + 1], got: inner)
        }
        try collect(stack, stack.top, level + 1, &booleans)
      }
      stack.pop()
    }
  }

  @inline(__always)
  private mutating func append(_ stack: LuaStack, _ index: Int32, _ position: Int, _ booleans: inout Int) throws {
    switch lua_type(stack.L, index) {
    case LUA_TNUMBER:
      if areIntegers, lua_isinteger(stack.L, index) == 0 { areIntegers = false }
      values.append(wb_tonumber(stack.L, index))
    case LUA_TBOOLEAN:
      booleans += 1
      values.append(lua_toboolean(stack.L, index) != 0 ? 1 : 0)
    default: throw BindingError.notANumber(position: position, got: stack.typeName(index))
    }
  }
}
