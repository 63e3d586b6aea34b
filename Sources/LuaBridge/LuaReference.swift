import CLua
import Synchronization

/// What references hold of a state, so that neither keeps the other alive.
///
/// References may be dropped on any thread and after the state was closed; they queue here and the script's thread
/// frees them when it next makes one.
final class StateHandle: Sendable {
  private struct Content: ~Copyable {
    var state: Unmanaged<LuaState>?
    var dropped: [Int32] = []
  }
  private let content = Mutex(Content())

  /// The state, nil once closed.
  var state: LuaState? { content.withLock { $0.state?.takeUnretainedValue() } }

  func open(_ state: LuaState) {
    let unmanaged = Unmanaged.passUnretained(state)
    nonisolated(unsafe) let pointer = unmanaged
    content.withLock { $0.state = pointer }
  }

  func close() {
    content.withLock {
      $0.state = nil
      $0.dropped = []
    }
  }

  func drop(_ reference: Int32) {
    content.withLock { if $0.state != nil { $0.dropped.append(reference) } }
  }

  func takeDropped() -> [Int32] {
    content.withLock { content in
      let dropped = content.dropped
      if !dropped.isEmpty { content.dropped = [] }
      return dropped
    }
  }
}

/// A Lua value kept alive by Swift.
public final class LuaReference {
  private let handle: StateHandle
  private let reference: Int32

  private init(_ handle: StateHandle, _ reference: Int32) {
    self.handle = handle
    self.reference = reference
  }

  /// Pops the value on top.
  public convenience init(popping stack: LuaStack) throws {
    var reference: Int32 = 0
    try stack.check(LuaReference.make(stack, &reference))
    self.init(LuaState.of(stack.L).handle, reference)
  }

  /// Pops the value on top; nil where there is no room for a reference. For errors, which must not fail on their way.
  static func take(_ stack: LuaStack) -> LuaReference? {
    var reference: Int32 = 0
    let status = make(stack, &reference)
    if status == LUA_OK { return LuaReference(LuaState.of(stack.L).handle, reference) }
    if status != WB_NOSTACK { stack.pop() }
    return nil
  }

  private static func make(_ stack: LuaStack, _ reference: inout Int32) -> Int32 {
    freeDropped(stack)
    return wb_ref(stack.L, &reference)
  }

  /// Lets go of what dropped references held. Needs three places on the stack.
  static func freeDropped(_ stack: LuaStack) {
    guard lua_checkstack(stack.L, 3) != 0 else { return }
    for dropped in LuaState.of(stack.L).handle.takeDropped() { luaL_unref(stack.L, wb_registryindex(), dropped) }
  }

  deinit { handle.drop(reference) }

  /// The state of the value, nil once closed.
  public var state: LuaState? { handle.state }

  /// Pushes the value.
  public func push(_ stack: LuaStack) throws {
    guard handle.state != nil else { throw BindingError.stateClosed }
    try stack.reserve(1)
    lua_rawgeti(stack.L, wb_registryindex(), Int64(reference))
  }
}
