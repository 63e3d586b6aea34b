import Glibc
import LuaBridge

/// The thin prompt: `return <line>` first, unfinished chunks go on, results through `print`.
struct Prompt {
  let state: LuaState

  func run() {
    while let line = readLine(prompt: "> ") {
      Interrupt.reset()
      Interrupt.install(in: state)
      do {
        if try compile(line) { try printResults() }
      } catch {
        writeError(ErrorReport(error).text)
      }
      Interrupt.uninstall()
      state.stack.truncate(to: 0)
      fflush(stdout)
    }
    writeOutput("\n")
  }

  /// Pushes the chunk; false when input ended in the middle of it.
  private func compile(_ line: String) throws -> Bool {
    if (try? state.load("return " + line, name: "=stdin")) != nil { return true }
    var text = line
    while true {
      do {
        try state.load(text, name: "=stdin")
        return true
      } catch let error as ScriptError where error.message.hasSuffix("<eof>") {
        guard let more = readLine(prompt: ">> ") else { throw error }
        text += "\n" + more
      }
    }
  }

  private func printResults() throws {
    let stack = state.stack
    try state.call(arguments: 0, results: -1)
    let count = stack.top
    guard count > 0 else { return }
    try stack.pushGlobals()
    try stack.getField(-1, "print")
    try stack.reserve(count)
    for index in 1...count { stack.push(copyOf: index) }
    try state.call(arguments: count)
  }

  private func readLine(prompt: String) -> String? {
    writeOutput(prompt)
    fflush(stdout)
    // At the prompt itself Ctrl-C ends the program, as with `lua`.
    Interrupt.uninstall()
    return Swift.readLine()
  }
}
