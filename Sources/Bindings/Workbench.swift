import Arrays
import Formats
import Glibc
import LuaBridge
import Tensors

/// The program's version, as `workbench.version` and `workbench -v` tell it.
public let workbenchVersion = "0.1.0"

let workbenchModule = LuaModule("workbench", doc: "The program itself: seeds, threads, options, progress, files.") {
  m in
  m.value("version", doc: "The program's version.", workbenchVersion)
  m.function(
    "seed", .value("n", as: UInt64.self), doc: "Fixes every random stream: same seed, same numbers.",
    example: "workbench.seed(1)"
  ) { seed in Random.seed = seed }
  m.function(
    "get_rng_state",
    doc: "The seed and how far each stream of random numbers is, a string for a checkpoint. Streams so far: \"tensor\" "
      + "(tensors' random numbers), \"initialisation\", \"dropout\", \"loader\", and those that scripts name.",
    example: "local state = workbench.get_rng_state()"
  ) { Random.text }
  m.function(
    "set_rng_state", .string("state"), doc: "Goes on with all random numbers where get_rng_state was called.",
    example: """
      local state = workbench.get_rng_state()
      local first = tensor.randn(3)
      workbench.set_rng_state(state)
      assert(tensor.randn(3) == first)
      """
  ) { (state: String) in
    guard Random.restore(text: state) else { throw UserError("a string from get_rng_state wanted") }
  }
  m.function(
    "threads", .value("n", as: Int?.self),
    doc: "Most threads that numerics use; sets it when a number is given. Results do not depend on it.",
    example: "print(workbench.threads())"
  ) { count in
    if let count {
      guard count > 0 else { throw UserError("a number of threads from 1 wanted, got \(count)") }
      Threads.count = count
    }
    return Threads.count
  }
  m.function("clock", doc: "Seconds of a clock that never goes back.", example: "local t = workbench.clock()") {
    monotonicSeconds()
  }
  m.function(
    "options", .table("declared"),
    doc: "The script's own options, parsed from its arguments: name = {default, doc[, {choices} or {min, max}]}. "
      + "`--help` prints them. Positional arguments come in the sequence part.",
    example: "local o = workbench.options{digit={3, \"digit to draw\", {0, 9}}, out={\"out\", \"folder\"}}"
  ) { declared in
    let options = try ScriptOptions(declared)
    return try options.parse(try scriptArguments(declared.stack))
  }
  m.function(
    "progress", .value("n", as: Int?.self), .string("label", ""),
    doc: "Shows how far a loop of n steps is: a bar on a terminal, plain lines otherwise.",
    example: "local p = workbench.progress(2, \"epoch 1\")\nfor i = 1, 2 do p:step(1, {loss=1 / i}) end\np:done()"
  ) { total, label in Progress(total: total, label: label) }
  m.function(
    "mkdir", .string("path"), doc: "Makes a folder and those above it; one that exists is fine.",
    example: "workbench.mkdir(\"out/pictures\")"
  ) { path in try Folder.make(path) }
  m.function(
    "write", .string("path"), .value("text", as: LuaBytes.self), doc: "Writes a file whole or not at all.",
    example: "workbench.write(\"example.txt\", \"text\")"
  ) { path, text in try AtomicFile.write(path, bytes: text.bytes) }
  m.type(Progress.luaClass)
}

func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

/// `arg[1]`, `arg[2]`, …, and the script's name.
private func scriptArguments(_ stack: LuaStack) throws -> (script: String, arguments: [String]) {
  try stack.pushGlobals()
  guard try stack.getField(-1, "arg") == .table else { return ("script", []) }
  let arg = LuaTable(stack, -1)
  return (try arg.itemIfAny(0) ?? "script", try arg.items(as: String.self))
}

/// From now on operations that this thread records remember the lines of the state's scripts, for the errors of backward.
public func noteTensorPlaces(of state: LuaState) {
  let places = state.places
  Tape.notePlaces(TapePlaces(current: places.current, context: places.context, text: { places.text($0) }))
}
