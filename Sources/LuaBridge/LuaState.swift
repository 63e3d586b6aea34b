import CLua

/// A Lua 5.4 state and what the host keeps beside it. Used by one thread at a time.
public final class LuaState {
  public let main: OpaquePointer
  /// The coroutine that runs bound functions and callbacks now.
  public internal(set) var running: OpaquePointer {
    get { runningCell.pointee }
    set { runningCell.pointee = newValue }
  }
  // Written at every bound call, hence behind a pointer: class properties are checked for exclusive access.
  private let runningCell: UnsafeMutablePointer<OpaquePointer>
  public let memory: MemoryPressure
  /// The lines that run, as numbers.
  public let places: LinePlaces
  let handle = StateHandle()
  private let luaMemory: UnsafeMutablePointer<wb_memory>
  private var isOpen = true

  /// - Parameters:
  ///   - memoryLimit: bytes that Lua itself may use.
  ///   - ignoresEnvironment: whether LUA_PATH and LUA_CPATH are left alone.
  ///   - takesBytecode: whether binary chunks, which can crash the process, are loaded.
  /// - Throws: `BindingError.stateClosed` when there is no memory for a state.
  public init(memoryLimit: Int = .max, ignoresEnvironment: Bool = false, takesBytecode: Bool = false) throws {
    _ = Dispatch.registered
    luaMemory = .allocate(capacity: 1)
    luaMemory.initialize(to: wb_memory())
    luaMemory.pointee.limit = .max
    guard let state = wb_newstate(luaMemory) else {
      luaMemory.deallocate()
      throw BindingError.stateClosed
    }
    main = state
    runningCell = .allocate(capacity: 1)
    runningCell.initialize(to: state)
    places = LinePlaces(runningCell)
    memory = MemoryPressure(luaMemory)
    wb_sethost(state, Unmanaged.passUnretained(self).toOpaque())
    handle.open(self)
    let flags = (ignoresEnvironment ? WB_NOENVIRONMENT : 0) | (takesBytecode ? WB_BYTECODE : 0)
    lua_pushinteger(state, Int64(flags))
    try stack.check(wb_callc(state, wb_openlibraries, 1, 0))
    // As in the interpreter `lua`: most results die young, and finding them does not walk the modules. Native memory adds
    // its own pressure.
    _ = wb_gcgenerational(state)
    self.memoryLimit = memoryLimit
  }

  deinit {
    close()
    luaMemory.deallocate()
    runningCell.deallocate()
  }

  /// Runs pending finalisers and `__close`s, and frees everything. Calling it again does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    luaMemory.pointee.limit = .max
    places.detach()
    lua_close(main)
    handle.close()
  }

  /// The stack of what runs now.
  public var stack: LuaStack { LuaStack(running) }

  /// Bytes that Lua itself may use; above it scripts get a "not enough memory" error.
  public var memoryLimit: Int {
    get { Int(clamping: luaMemory.pointee.limit) }
    set { luaMemory.pointee.limit = newValue == .max ? .max : Int(max(newValue, 0)) }
  }
  /// Bytes that Lua uses.
  public var memoryUsed: Int { Int(clamping: luaMemory.pointee.used) }

  /// The state that a stack or coroutine belongs to.
  @inlinable public static func of(_ L: OpaquePointer) -> LuaState { unmanaged(L).takeUnretainedValue() }
  @inlinable static func unmanaged(_ L: OpaquePointer) -> Unmanaged<LuaState> { .fromOpaque(wb_host(L)) }

  // MARK: Running chunks

  /// Pushes the compiled chunk. Binary chunks are refused unless the state takes them.
  /// - Parameter name: as Lua's chunk names: `@file`, `=text`, or the source itself.
  /// - Throws: `ScriptError` with the place of a syntax error.
  public func load(_ source: UnsafeRawBufferPointer, name: String) throws {
    let status = name.withCString {
      wb_loadchunk(stack.L, source.baseAddress?.assumingMemoryBound(to: CChar.self), source.count, $0)
    }
    try stack.check(status)
  }

  public func load(_ source: String, name: String) throws {
    var source = source
    try source.withUTF8 { try load(UnsafeRawBufferPointer($0), name: name) }
  }

  /// Calls the function below `arguments` values on top.
  public func call(arguments: Int32 = 0, results: Int32 = 0) throws {
    try stack.check(wb_call(stack.L, arguments, results))
  }

  /// Compiles and runs a chunk, dropping its results.
  public func run(_ source: String, name: String = "=chunk") throws {
    try load(source, name: name)
    try call()
  }

  /// Sets a global variable to the value on top, which is popped.
  public func setGlobal(_ name: String) throws {
    let stack = self.stack
    try stack.pushGlobals()
    wb_insert(stack.L, -2)
    try stack.setField(-2, name)
    stack.pop()
  }

  /// Lua's version: "Lua 5.4.4".
  public static var release: String { String(cString: wb_luarelease()) }

  /// Turns warnings on, as `warn("@on")`.
  public func showWarnings() { wb_warningson(main) }

  /// Runs a full cycle of the collector.
  public func collectGarbage() {
    guard isOpen else { return }
    let stack = self.stack
    LuaReference.freeDropped(stack)
    _ = wb_gccollect(stack.L)
  }
}
