import CLua

/// A Lua error that arrived in Swift, with the traceback of the place where it arose.
///
/// Thrown on out of a bound function it becomes the same Lua error again: same value, same traceback.
public struct ScriptError: Error, CustomStringConvertible {
  /// The error value as text: a string as it is, other values by `tostring`.
  public let message: String
  /// Lua's traceback; empty when none was made.
  public let traceback: String
  /// The error value; nil when memory did not suffice to keep it.
  public let value: LuaReference?

  /// Whether Lua's own memory gave out.
  let isOutOfMemory: Bool

  public var description: String { message }

  public init(_ message: String) {
    self.message = message
    traceback = ""
    value = nil
    isOutOfMemory = false
  }

  /// Pops the error value on top.
  init(popping stack: LuaStack, status: Int32) {
    switch stack.type(-1) {
    case .string, .number: message = stack.describe(-1)
    case .table, .userdata:
      message =
        wb_hasmetafield(stack.L, -1, "__tostring")
        ? (try? stack.text(-1)) ?? "(error object is a \(stack.typeName(-1)) whose __tostring fails)"
        : "(error object is a \(stack.typeName(-1)) value)"
    default: message = "(error object is a \(stack.type(-1).name) value)"
    }
    isOutOfMemory = status == LUA_ERRMEM
    // Out of memory there is no handler, hence no traceback, and the value is a string that Lua keeps.
    value = status == LUA_ERRMEM ? nil : LuaReference.take(stack)
    if status == LUA_ERRMEM { stack.pop() }
    wb_taketraceback(stack.L)
    traceback = stack.string(-1) ?? ""
    stack.pop()
  }

  /// Pushes the value for raising it again.
  func push(_ stack: LuaStack) throws {
    if isOutOfMemory { return wb_pushmemoryerror(stack.L) }
    guard let value else { return try stack.push(message) }
    try stack.push(traceback)
    try value.push(stack)
    wb_keeptraceback(stack.L, -2)
    wb_remove(stack.L, -2)
  }
}
