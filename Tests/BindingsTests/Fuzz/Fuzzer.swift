import Arrays
import Bindings
import Foundation
import LuaBridge
import Synchronization

/// Runs random calls of one module in Lua states of their own and looks for what must not be.
final class Fuzzer {
  struct Report {
    var calls = 0
    var values = 0
    var errors = 0
    var slowest = (seconds: 0.0, source: "")
    /// What is wrong, with the call.
    var findings: [String] = []
  }

  /// Native memory that a call may use: sizes beyond it must be errors.
  private static let tensorBytes = 64 << 20
  private static let totalBytes = 192 << 20
  /// A call that takes longer is a finding; sanitizers make everything slower.
  private static let slowSeconds =
    ProcessInfo.processInfo.environment["WORKBENCH_FUZZ_SECONDS"].flatMap { Double($0) } ?? 5

  private let module: LuaModule
  private let classes: [LuaClass]
  private let results: FuzzResults
  private let log: FuzzLog

  init(module name: String, log folder: String) throws {
    let outline = modules.outline()
    guard let entry = outline.first(where: { $0.module.name == name }) else { throw UserError("no module \(name)") }
    (module, classes) = entry
    results = FuzzResults(
      classes: Dictionary(outline.flatMap(\.classes).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
    log = try FuzzLog(folder: folder, name: name)
  }

  /// So many calls in a state that is closed afterwards; everything that they made must be gone then.
  func run(seed: UInt64, calls: Int, into report: inout Report) throws {
    let liveBefore = Storage.liveBytes
    var made: [(object: Weak, source: String)] = []
    try perform(seed, calls, &report, &made)
    for (object, source) in made where object.value != nil { report.findings.append("still alive: \(source)") }
    made = []
    if Storage.liveBytes != liveBefore {
      report.findings.append("seed \(seed): \(Storage.liveBytes - liveBefore) bytes of tensors are still alive")
    }
  }

  private func perform(
    _ seed: UInt64, _ calls: Int, _ report: inout Report, _ made: inout [(object: Weak, source: String)]
  ) throws {
    let (limit, threads, random) = (Storage.byteLimit, Threads.count, Random.seed)
    defer { (Storage.byteLimit, Threads.count, Random.seed) = (limit, threads, random) }
    Storage.byteLimit = Storage.liveBytes + Fuzzer.tensorBytes
    Random.seed = seed
    let state = try LuaState()
    defer { state.close() }
    state.memory.native = NativeMemory(allocated: { _ in Storage.allocatedBytes }, live: { _ in Storage.liveBytes })
    state.memory.totalLimit = Storage.liveBytes + Fuzzer.totalBytes
    try state.preload(modules)
    try state.run(FuzzPrelude.source, name: "=prelude")
    let shared = try ["json.null", "nn.Module"].map { try object($0, state) }
    var source = FuzzCalls(module: module, classes: classes, seed: seed)
    var strains = FuzzRandom(seed: ~seed)
    Interrupt.mirror(into: Cancellation.flag)
    Interrupt.install(in: state)
    defer { Interrupt.uninstall() }
    for _ in 0..<calls {
      let call = source.next()
      let stress = Stress(&strains)
      log.write("\(stress.note)\(call.source)", seed: seed, number: report.calls)
      report.calls += 1
      let start = Fuzzer.cpuSeconds
      do {
        try state.load(call.source, name: "=call")
        stress.begin(state)
        defer { stress.end(state) }
        try state.call(results: -1)
        report.values += 1
      } catch let error as ScriptError {
        report.errors += 1
        if error.message.hasPrefix("call:") && error.message.contains("syntax") || error.message.contains("<eof>") {
          report.findings.append("no Lua: \(call.source): \(error)")
        }
        state.stack.truncate(to: 0)
      }
      let stack = state.stack
      if stack.top > 0 {
        if let types = call.results, let complaint = results.complaint(stack, from: 1, types, owner: call.owner) {
          report.findings.append("\(call.name): \(complaint): \(call.source)")
        }
        if let object = stack.object(at: 1), !shared.contains(where: { $0 === object }) {
          made.append((Weak(object), call.source))
        }
      }
      stack.truncate(to: 0)
      let seconds = Fuzzer.cpuSeconds - start
      if seconds > report.slowest.seconds { report.slowest = (seconds, call.source) }
      if seconds > Fuzzer.slowSeconds { report.findings.append("took \(seconds) s: \(call.source)") }
    }
    // Whatever the calls did, gradients are still recorded.
    try state.run("local w = tensor.ones(1, {requires_grad=true}); (w * w):sum():backward() assert(w.grad[1] == 2)")
  }

  /// What some calls have to bear besides their arguments.
  private enum Stress {
    case none
    /// Lua gets so many bytes more.
    case luaMemory(Int)
    /// Tensors get so many bytes more.
    case tensorMemory(Int)
    /// Ctrl-C has just been pressed.
    case interrupt

    init(_ random: inout FuzzRandom) {
      switch Int.random(in: 0..<100, using: &random) {
      case 0, 1: self = .luaMemory(Int.random(in: 0...40_000, using: &random))
      case 2: self = .tensorMemory(Int.random(in: 0...2000, using: &random))
      case 3: self = .interrupt
      default: self = .none
      }
    }

    var note: String {
      switch self {
      case .none: ""
      case .luaMemory(let bytes): "-- with \(bytes) bytes left for Lua\n"
      case .tensorMemory(let bytes): "-- with \(bytes) bytes left for tensors\n"
      case .interrupt: "-- interrupted\n"
      }
    }

    func begin(_ state: LuaState) {
      switch self {
      case .none: break
      case .luaMemory(let bytes): state.memoryLimit = state.memoryUsed + bytes
      case .tensorMemory(let bytes): Storage.byteLimit = Storage.liveBytes + bytes
      case .interrupt: Interrupt.request()
      }
    }

    func end(_ state: LuaState) {
      switch self {
      case .none: break
      case .luaMemory: state.memoryLimit = Fuzzer.totalBytes
      case .tensorMemory: Storage.byteLimit = Storage.liveBytes + Fuzzer.tensorBytes
      case .interrupt: Interrupt.reset()
      }
    }
  }

  private func object(_ expression: String, _ state: LuaState) throws -> AnyObject? {
    try state.load("return \(expression)", name: "=call")
    try state.call(results: 1)
    defer { state.stack.pop() }
    return state.stack.object(at: -1)
  }

  private struct Weak {
    weak var value: AnyObject?
    init(_ value: AnyObject) { self.value = value }
  }

  /// Of this process and of the programs that it has run.
  private static var cpuSeconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    var children = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &children)
    return Double(now.tv_sec + children.ru_utime.tv_sec) + Double(now.tv_nsec) * 1e-9
      + Double(children.ru_utime.tv_usec) * 1e-6
  }

}

/// The call that is running, in a file that outlives a crash, as a script that repeats it; and a guard that ends the
/// process when a call does not end.
final class FuzzLog: Sendable {
  let path: String
  private let descriptor: Int32
  private let head: Int
  private static let started = Atomic<Int>(0)
  private static let patience = 120

  init(folder: String, name: String) throws {
    path = "\(folder)/\(name).lua"
    descriptor = open(path, O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw UserError("cannot write \(path)") }
    let prelude = Array((FuzzPrelude.source + "\n").utf8)
    head = prelude.count
    pwrite(descriptor, prelude, prelude.count, 0)
    _ = FuzzLog.guarded
  }

  /// Nothing went wrong.
  deinit {
    FuzzLog.started.store(0, ordering: .relaxed)
    close(descriptor)
    unlink(path)
  }

  func write(_ source: String, seed: UInt64, number: Int) {
    let text = Array("-- seed \(seed), call \(number)\n\(source)\n".utf8)
    pwrite(descriptor, text, text.count, off_t(head))
    ftruncate(descriptor, off_t(head + text.count))
    FuzzLog.started.store(time(nil), ordering: .relaxed)
  }

  private static let guarded: Void = Thread.detachNewThread {
    while true {
      sleep(1)
      let start = started.load(ordering: .relaxed)
      if start > 0, time(nil) - start > patience {
        fputs("fuzz: a call has not ended after \(patience) s\n", stderr)
        abort()
      }
    }
  }
}
