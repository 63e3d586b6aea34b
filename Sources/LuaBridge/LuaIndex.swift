import CLua

/// A position as scripts write it: 1 is the first, -1 the last. The only place where it meets Swift's 0-based ones.
public struct LuaIndex: LuaReadable, LuaPushable, Equatable {
  /// As the script wrote it; never 0.
  public let value: Int

  /// A Swift position as a script sees it.
  @inlinable public init(zeroBased position: Int) { value = position &+ 1 }
  /// - Throws: `BindingError.zeroIndex`.
  @inlinable public init(script value: Int) throws {
    if value == 0 { throw BindingError.zeroIndex }
    self.value = value
  }

  public static var luaType: LuaValueType { .index }
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) throws -> LuaIndex? {
    guard let value = Int.read(stack, index) else { return nil }
    return try LuaIndex(script: value)
  }
  @inlinable public func push(_ stack: LuaStack) { stack.push(value) }

  /// 0-based position among `size` items.
  /// - Throws: `BindingError.indexOutOfRange`.
  @inlinable public func position(in size: Int) throws -> Int {
    let position = value > 0 ? value &- 1 : size &+ value
    if position < 0 || position >= size { throw BindingError.indexOutOfRange(index: value, size: size) }
    return position
  }

  /// 0-based dimension among `rank`.
  /// - Throws: `BindingError.dimensionOutOfRange`.
  @inlinable public func dimension(rank: Int) throws -> Int {
    let position = value > 0 ? value &- 1 : rank &+ value
    if position < 0 || position >= rank { throw BindingError.dimensionOutOfRange(dimension: value, rank: rank) }
    return position
  }

  /// Inclusive range a..b, as in Lua's `string.sub`, as a 0-based half-open one. Empty when b is just before a.
  /// - Throws: `BindingError.indexOutOfRange`.
  public static func range(from first: LuaIndex, through last: LuaIndex, in size: Int) throws -> Range<Int> {
    let start = first.value > 0 ? first.value &- 1 : size &+ first.value
    let end = last.value > 0 ? last.value : size &+ last.value &+ 1
    if start < 0 || start > size { throw BindingError.indexOutOfRange(index: first.value, size: size) }
    if end < start || end > size { throw BindingError.indexOutOfRange(index: last.value, size: size) }
    return start..<end
  }
}
