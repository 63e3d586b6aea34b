import LuaBridge
import Testing

/// A native object that counts how many of it live and how many bytes they hold.
final class Block {
  nonisolated(unsafe) static var live = 0
  let bytes: Int
  let counter: Counter
  var label = ""

  /// Counts for one test, so that tests running side by side do not mix.
  final class Counter {
    var objects = 0
    var liveBytes = 0
    /// The most that lived at a time.
    var peakBytes = 0
    var allocatedBytes = 0
  }

  init(bytes: Int, counter: Counter) {
    self.bytes = bytes
    self.counter = counter
    counter.objects += 1
    counter.liveBytes += bytes
    counter.peakBytes = max(counter.peakBytes, counter.liveBytes)
    counter.allocatedBytes += bytes
  }
  deinit {
    counter.objects -= 1
    counter.liveBytes -= bytes
  }
}

final class Wide: Base {}
class Base {
  var name: String { "base" }
}
final class Narrow: Base { override var name: String { "narrow" } }

extension Block: LuaObject {
  static let luaClass = LuaClass(Block.self, "Block", doc: "A block of memory.") { c in
    c.method("size", .value("unit", as: Double?.self), doc: "Its bytes.") { block, unit in
      Double(block.bytes) / (unit ?? 1)
    }
    c.method("rename", .string("label"), .option("upper", false), doc: "Renames it.") { block, label, upper in
      block.label = upper ? label.uppercased() : label
    }
    c.property(
      "label", doc: "Its label.", get: { $0.label }, set: { (block: Block, label: String) in block.label = label })
    c.property("bytes", doc: "Its bytes.") { $0.bytes }
    c.metamethod("__add", .value("a", as: Block.self), .value("b", as: Block.self)) { (a: Block, b: Block) -> Block in
      Block(bytes: a.bytes + b.bytes, counter: a.counter)
    }
    c.metamethod("__len", .value("a", as: Block.self), .any("_")) { block, _ in block.bytes }
    c.metamethod("__tostring", .value("a", as: Block.self), .any("_")) { block, _ in "Block(\(block.bytes))" }
    c.metamethod("__call", .value("a", as: Block.self), .number("x")) { block, x in Double(block.bytes) * x }
    c.index { block, arguments in
      guard let index = try LuaIndex.read(arguments.stack, 2) else { return 0 }
      arguments.stack.push(try index.position(in: block.bytes))
      return 1
    }
    c.newIndex { block, arguments in
      guard let index = try LuaIndex.read(arguments.stack, 2) else { return false }
      block.label = "\(try index.position(in: block.bytes))=\(arguments.stack.describe(3))"
      return true
    }
  }
}

extension Base: LuaObject {
  static let luaClass = LuaClass(Base.self, "Base", doc: "A base class.") { c in
    c.method("who", doc: "Its name.") { $0.name }
    c.method("kind", doc: "The same for all.") { _ in "base" }
  }
}
let narrowClass = LuaClass(Narrow.self, "Narrow", base: Base.luaClass, doc: "A subclass.") { (c: LuaMembers<Narrow>) in
  c.method("kind", doc: "Its own.") { _ in "narrow" }
  c.method("only", doc: "Only here.") { _ in true }
}

enum Color: String, LuaChoice { case red, green, blue }

struct Trouble: Error, CustomStringConvertible {
  let code: Int
  var description: String { "trouble \(code)" }
}

/// A module with a function for each kind of parameter and result.
func kitModule(_ counter: Block.Counter) -> LuaModule {
  LuaModule("kit", doc: "Things to test with.") { m in
    m.function("block", .integer("bytes", 16), doc: "A block.", example: "kit.block(3)") { bytes in
      guard (0...1 << 24).contains(bytes) else { throw UserError("bytes wanted") }
      return Block(bytes: bytes, counter: counter)
    }
    m.function("base", doc: "A base.") { Base() }
    m.function("narrow", doc: "A subclass's object, returned as its base.") { () -> Base in Narrow() }
    m.function("wide", doc: "A subclass that has no class of its own.") { () -> Base in Wide() }
    m.function("takes_narrow", .value("n", as: Narrow.self), doc: "Only a narrow one.") { $0.name }
    m.function("number", .number("x"), doc: "x.") { $0 }
    m.function("integer", .integer("n"), doc: "n.") { $0 }
    m.function("string", .string("s"), doc: "s.") { $0 }
    m.function("bytes", .value("s", as: LuaBytes.self), doc: "s.") { $0 }
    m.function("bool", .bool("b", true), doc: "b.") { $0 }
    m.function("any", .any("v"), doc: "v.") { $0 }
    m.function("index", .index("i"), .integer("size"), doc: "0-based.") { i, size in try i.position(in: size) }
    m.function("range", .index("a"), .index("b"), .integer("size"), doc: "Count of a..b.") { a, b, size in
      guard size >= 0 else { throw UserError("size wanted") }
      return try LuaIndex.range(from: a, through: b, in: size).count
    }
    m.function("numbers", .numbers("t"), doc: "Values and sizes.") { t in (t.values, t.sizes) }
    m.function("list", .value("t", as: [Double].self), doc: "t.") { $0 }
    m.function("names", .value("t", as: [String: Double].self), doc: "t.") { $0 }
    m.function("sizes", .sizes("shape"), .option("color", Color.red), doc: "Sizes.") { sizes, color in
      (sizes, color.rawValue)
    }
    m.function("rest", .rest("values"), doc: "How many.") { rest in Int(rest.count) }
    m.function("many", .integer("n"), doc: "n results.") { n in
      guard (0...5000).contains(n) else { throw UserError("too many") }
      return Results(Array(0..<n))
    }
    m.function(
      "train", .number("x"), .option("lr", 0.1), .option("momentum", 0.0), .option("steps", 3),
      .option("name", as: String?.self), .option("must", as: Double?.self), doc: "Options.",
      example: "kit.train(1, {lr=2})"
    ) { x, lr, momentum, steps, name, must in "\(x) \(lr) \(momentum) \(steps) \(name ?? "-")" }
    m.function("call", .function("f"), .any("x"), doc: "f(x).") { f, x in try f.call(x, returning: Double.self) }
    m.function("effect", .function("f"), doc: "f().") { f in try f.call() }
    m.function("swallow", .function("f"), doc: "The message and traceback of f's error.") { f -> (String, String) in
      do { try f.call() } catch let error as ScriptError { return (error.message, error.traceback) }
      return ("", "")
    }
    m.function("fail", .integer("code", 1), doc: "Fails.") { code -> Int in throw Trouble(code: code) }
    m.function("fields", doc: "A table.") { Fields(["a": 1, "b": "two", "c": [1.5, 2.5], "d": Bool?.none]) }
    m.function("counter", doc: "A closure.") {
      var count = 0
      return NativeFunction("next") { arguments in
        count += 1
        arguments.stack.push(count)
        return 1
      }
    }
    m.value("pi", doc: "A constant.", 3.25)
    m.submodule("inner", doc: "Inside.") { m in m.function("one", doc: "1.") { 1 } }
    m.type(Block.luaClass)
    m.type(Base.luaClass)
    m.type(narrowClass)
  }
}

/// A state with the kit as a global, and what a chunk printed by `return`.
final class Bench {
  let state: LuaState
  let counter = Block.Counter()
  var mayLoseObjects = false
  let registry: Registry

  init(memoryLimit: Int = .max) throws {
    let kit = kitModule(counter)
    registry = Registry([.init("kit", kit)])
    state = try LuaState()
    try state.preload(registry)
    try state.run("kit = require 'kit'")
    state.memoryLimit = memoryLimit
    state.memory.native = NativeMemory(
      context: Unmanaged.passUnretained(counter).toOpaque(),
      allocated: { Bench.counter($0) { $0.allocatedBytes } }, live: { Bench.counter($0) { $0.liveBytes } })
  }

  /// Whatever a test did, no object may outlive its state.
  deinit {
    state.close()
    if counter.objects != 0, !mayLoseObjects { Issue.record("\(counter.objects) objects outlive their state") }
  }

  // Asked after every call: without a reference counted.
  @inline(__always)
  private static func counter(_ context: UnsafeMutableRawPointer?, _ read: (Block.Counter) -> Int) -> Int {
    context.map { Unmanaged<Block.Counter>.fromOpaque($0)._withUnsafeGuaranteedRef(read) } ?? 0
  }

  /// Runs a chunk named `t.lua` and gives its results as `tostring` writes them.
  func run(_ source: String) throws -> [String] {
    let stack = state.stack
    let before = stack.top
    defer { stack.truncate(to: before) }
    try state.load(source, name: "=t.lua")
    try state.call(results: -1)
    return stride(from: before + 1, through: stack.top, by: 1).map { stack.describe($0) }
  }

  /// The message of the error that a chunk ends with.
  func error(_ source: String) -> String {
    do {
      let results = try run(source)
      return "no error: \(results)"
    } catch {
      return "\(error)"
    }
  }
}
