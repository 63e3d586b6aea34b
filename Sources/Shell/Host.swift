import Arrays
import Bindings
import Glibc
import LuaBridge

/// One Lua state, set up as the command line wants it.
struct Host {
  let state: LuaState
  let options: Options

  init(_ options: Options, program: String, arguments: [String]) throws {
    self.options = options
    state = try LuaState(ignoresEnvironment: options.ignoresEnvironment, takesBytecode: options.takesBytecode)
    if options.showsWarnings { state.showWarnings() }
    boundMemory()
    if let seed = options.seed { Random.seed = UInt64(bitPattern: Int64(seed)) }
    if let threads = options.threads { Threads.count = threads }
    try state.preload(modules)
    noteTensorPlaces(of: state)
    let isPrompt = options.script == nil || options.isInteractive
    try Globals(withModules: isPrompt || !options.steps.isEmpty, isStrict: options.hasStrictGlobals)
      .install(in: state)
    try setPath()
    try setArguments(program, arguments)

    Interrupt.mirror(into: Cancellation.flag)
    Interrupt.install(in: state)
    if let timeout = options.timeout { Interrupt.stop(after: timeout) }
  }

  /// One bound for Lua and tensors together: what the user says, or what the machine has. A loop that asks for too much
  /// ends in an error, not with the process.
  private func boundMemory() {
    let memory = state.memory
    memory.native = NativeMemory(
      allocated: { _ in Storage.allocatedBytes }, live: { _ in Storage.liveBytes }, liveCount: Storage.liveAddress)
    memory.totalLimit = options.memory ?? Machine.memory / 10 * 9
    Storage.byteLimit = memory.totalLimit
    let script = pthread_self()
    Storage.share(others: memory.luaBytes) { [weak state] in
      if pthread_equal(pthread_self(), script) != 0 { state?.collectGarbage() }
    }
  }

  /// Modules are looked for beside the script, in our `lib/`, then where Lua looks.
  private func setPath() throws {
    var folders: [String] = []
    if case .file(let path) = options.script { folders.append(Installation.parent(path)) }
    if let home = Installation.home { folders.append(home + "/lib") }
    // A path cannot name folders that hold its own signs.
    folders.removeAll { $0.contains(";") || $0.contains("?") }
    let ours = folders.flatMap { ["\($0)/?.lua", "\($0)/?/init.lua"] }
    let stack = state.stack
    try stack.pushGlobals()
    let base = stack.top
    guard try stack.getField(base, "package") == .table else { return stack.truncate(to: base - 1) }
    try stack.getField(-1, "path")
    let usual = stack.string(-1) ?? ""
    stack.pop()
    try stack.push((ours + [usual]).joined(separator: ";"))
    try stack.setField(-2, "path")
    try stack.getField(-1, "cpath")
    let libraries = stack.string(-1) ?? ""
    stack.pop()
    try stack.push((folders.map { "\($0)/?.so" } + [libraries]).joined(separator: ";"))
    try stack.setField(-2, "cpath")
    stack.truncate(to: base - 1)
  }

  /// The global `arg` as `lua` makes it: the script at 0, its arguments from 1, what came before it below 0.
  private func setArguments(_ program: String, _ arguments: [String]) throws {
    let stack = state.stack
    try stack.pushTable(array: arguments.count)
    let all = [program] + arguments
    let zero = options.script == nil ? 0 : options.scriptPosition + 1
    for (position, text) in all.enumerated() {
      try stack.push(text)
      try stack.setItem(-2, position - zero)
    }
    try state.setGlobal("arg")
  }

  // MARK: Running

  /// Runs `LUA_INIT`, the `-e` and `-l` steps, and the script.
  func run() throws {
    if !options.ignoresEnvironment { try runEnvironment() }
    for step in options.steps {
      switch step {
      case .chunk(let text): try state.run(text, name: "=(command line)")
      case .module(let variable, let name):
        try state.require(name)
        try state.setGlobal(variable)
      }
    }
    switch options.script {
    case .file(let path): try run(try readScript(path: path), name: "@\(path)")
    case .standardInput: try run(try readScript(descriptor: 0, path: "stdin"), name: "=stdin")
    case nil: break
    }
  }

  func run(_ source: [UInt8], name: String) throws {
    try source.withUnsafeBytes { try state.load($0, name: name) }
    let stack = state.stack
    try stack.reserve(Int32(clamping: options.scriptArguments.count + 4))
    for argument in options.scriptArguments { try stack.push(argument) }
    try state.call(arguments: Int32(options.scriptArguments.count))
  }

  private func runEnvironment() throws {
    for name in ["LUA_INIT_5_4", "LUA_INIT"] {
      guard let value = getenv(name) else { continue }
      let text = String(cString: value)
      if text.hasPrefix("@") {
        let path = String(text.dropFirst())
        return try run(try readScript(path: path), name: "@\(path)")
      }
      return try state.run(text, name: "=\(name)")
    }
  }
}
