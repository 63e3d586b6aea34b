import Arrays
import Bindings
import LuaBridge
import Tensors

/// A Lua state with every module as a global.
final class Script {
  let state: LuaState

  init() throws {
    state = try LuaState()
    state.memory.native = NativeMemory(
      allocated: { _ in Storage.allocatedBytes }, live: { _ in Storage.liveBytes })
    try state.preload(modules)
    noteTensorPlaces(of: state)
    for name in modules.names { try state.run("\(name) = require '\(name)'") }
  }

  deinit { state.close() }

  func run(_ source: String) throws { try state.run(source, name: "=t.lua") }

  /// The values of `return …` as `tostring` writes them.
  func values(_ source: String) throws -> [String] {
    let stack = state.stack
    let before = stack.top
    defer { stack.truncate(to: before) }
    try state.load("return " + source, name: "=t.lua")
    try state.call(results: -1)
    return stride(from: before + 1, through: stack.top, by: 1).map { stack.describe($0) }
  }

  /// The tensor that an expression gives; a number as a tensor without dimensions.
  func tensor(_ expression: String) throws -> Tensor? {
    let stack = state.stack
    defer { stack.pop() }
    try state.load("local r = (\(expression)) return type(r) == 'number' and tensor.full({}, r) or r", name: "=t.lua")
    try state.call(results: 1)
    return try Tensor.read(stack, stack.top)
  }

  /// The message of the error that a chunk ends with.
  func error(_ source: String) -> String {
    do { try run(source) } catch { return "\(error)" }
    return "no error"
  }
}
