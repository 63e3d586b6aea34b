import CLua

/// A Lua function held by Swift: a scoring function, an acquisition, a custom layer.
///
/// Called protected, on the coroutine that runs. Its error becomes a `ScriptError` with traceback, and the same Lua
/// error again if it is thrown on out of a bound function. Never call it from a worker thread.
public final class FunctionRef: LuaReadable, LuaPushable {
  private let reference: LuaReference

  public init(_ reference: LuaReference) { self.reference = reference }

  public static var luaType: LuaValueType { .function }

  /// Also anything that can be called.
  public static func read(_ stack: LuaStack, _ index: Int32) throws -> FunctionRef? {
    if stack.type(index) != .function {
      guard stack.type(index) == .table || stack.type(index) == .userdata else { return nil }
      guard wb_hasmetafield(stack.L, index, "__call") else { return nil }
    }
    stack.push(copyOf: index)
    return FunctionRef(try LuaReference(popping: stack))
  }

  public func push(_ stack: LuaStack) throws { try reference.push(stack) }

  /// Calls without results.
  public func call<each A: LuaPushable>(_ arguments: repeat each A) throws {
    try perform(results: 0, repeat each arguments) { _, _ in }
  }

  /// Calls and reads one result.
  /// - Throws: `ScriptError`, or `UserError` when the result is of another type.
  public func call<each A: LuaPushable, R: LuaReadable>(_ arguments: repeat each A, returning type: R.Type) throws -> R
  {
    try perform(results: 1, repeat each arguments) { stack, first in
      guard let result = try R.read(stack, first) else {
        throw UserError("the function must return \(R.luaTypeName), got \(stack.typeName(first))")
      }
      return result
    }
  }

  /// Calls and hands the stack index of the first of `results` results to `body`, which must not keep it.
  @inlinable public func perform<each A: LuaPushable, R>(
    results: Int32, _ arguments: repeat each A, body: (LuaStack, Int32) throws -> R
  ) throws -> R {
    let stack = try currentStack()
    let before = stack.top
    defer { stack.truncate(to: before) }
    try push(stack)
    var count: Int32 = 0
    for argument in repeat each arguments {
      try stack.reserve(2)
      try argument.push(stack)
      count += 1
    }
    try check(wb_call(stack.L, count, results), stack)
    return try body(stack, before + 1)
  }

  /// The same with as many arguments as there are.
  public func perform<R>(
    results: Int32, all arguments: [any LuaPushable], body: (LuaStack, Int32) throws -> R
  ) throws -> R {
    let stack = try currentStack()
    let before = stack.top
    defer { stack.truncate(to: before) }
    try stack.reserve(Int32(clamping: arguments.count + 4))
    try push(stack)
    for argument in arguments { try argument.push(stack) }
    try check(wb_call(stack.L, Int32(clamping: arguments.count), results), stack)
    return try body(stack, before + 1)
  }

  @usableFromInline func currentStack() throws -> LuaStack {
    guard let state = reference.state else { throw BindingError.stateClosed }
    let stack = state.stack
    try stack.reserve(6)
    return stack
  }

  @usableFromInline func check(_ status: Int32, _ stack: LuaStack) throws {
    if status == LUA_OK { return }
    let failure = stack.failure(status)
    if let failure = failure as? ScriptError, failure.message.hasSuffix("attempt to yield across a C-call boundary") {
      throw BindingError.yieldAcrossCallback
    }
    throw failure
  }
}
