import Arrays
import Bindings
import CEdit
import Glibc
import LuaBridge

/// The prompt: reads an entry (a chunk of Lua of one or more lines, a `:command`, or `x?`), runs it, shows what it
/// gave, and goes on, whatever happened.
final class REPL {
  enum Entry {
    case text([UInt8])
    /// Ctrl-C, or an end of input in the middle of a chunk.
    case abandoned
    case end
  }

  let state: LuaState
  let input = LineInput()
  private var history: History
  /// Lines read, for messages: the place in a piped file. On a terminal every entry starts at 1.
  private var linesRead = 0
  var isOver = false
  private var hasFailed = false

  init(state: LuaState) {
    self.state = state
    history = History(path: input.isTerminal ? History.usualPath : nil)
  }

  /// - Returns: whether every entry of a pipe succeeded; on a terminal mistakes are part of the conversation.
  func run() -> Bool {
    // `_` is known before there is a result.
    try? state.run("_ = nil", name: "=workbench")
    TensorPlaces.watch(state)
    defer { StorageCensus.stop() }
    if input.hasEditing {
      input.show(history)
      Completion.install(for: state)
    }
    while !isOver {
      switch readEntry() {
      case .text(let text): perform(text)
      case .abandoned: continue
      case .end: isOver = true
      }
    }
    input.close()
    Interrupt.reset()
    Interrupt.install(in: state)
    return !hasFailed || input.isTerminal
  }

  // MARK: Reading

  private var firstLine = 1

  private func readEntry() -> Entry {
    firstLine = input.isTerminal ? 1 : linesRead + 1
    var text: [UInt8] = []
    while true {
      let isFirst = text.isEmpty
      Completion.earlierLines = text
      switch input.read(prompt: isFirst ? "> " : ">> ", isFirst: isFirst) {
      case .interrupted:
        // A terminal that edits its lines itself has shown the keys already.
        writeOutput(input.hasEditing ? "^C\n" : "\n")
        return .abandoned
      case .end:
        if input.isTerminal { writeOutput("\n") }
        return isFirst ? .end : input.isTerminal ? .abandoned : .text(text)
      case .text(let line):
        linesRead += 1
        text += (isFirst ? [] : [UInt8(ascii: "\n")]) + line
      }
      if text.allSatisfy(\.isBlank) {
        text = []
        firstLine = input.isTerminal ? 1 : linesRead + 1
        continue
      }
      if !needsMore(text) { break }
    }
    if input.isTerminal { remember(text) }
    return .text(text)
  }

  private func needsMore(_ text: [UInt8]) -> Bool {
    var text = text
    if Command.isCommand(text) {
      guard let chunk = Command.chunk(in: text) else { return false }
      text = chunk
    } else if HelpRequest.expression(in: text) != nil {
      return false
    }
    defer { state.stack.truncate(to: 0) }
    guard case .unfinished = try? Chunk.compile(text, line: 1, in: state) else { return false }
    return true
  }

  private func remember(_ text: [UInt8]) {
    let before = history.entries.count
    let entry = String(decoding: text, as: UTF8.self)
    history.add(entry)
    guard input.hasEditing else { return }
    // Something went from the middle, or only the end is new.
    if history.entries.count == before + 1 { input.append(entry) } else { input.show(history) }
  }

  // MARK: Running

  private func perform(_ text: [UInt8]) {
    Interrupt.reset()
    Interrupt.install(in: state)
    // An `io.read` that waits is to be stopped, too.
    cedit_interrupt_reads()
    TensorPlaces.entry = String(decoding: text.prefix(200), as: UTF8.self)
    do {
      if Command.isCommand(text) {
        try Command.perform(String(decoding: text, as: UTF8.self), in: self)
      } else if let expression = HelpRequest.expression(in: text) {
        try HelpRequest.answer(expression, in: state)
      } else {
        try evaluate(text)
      }
    } catch {
      hasFailed = true
      report(error)
    }
    Interrupt.reset()
    state.stack.truncate(to: 0)
    fflush(stdout)
  }

  /// Runs a chunk and shows what it returns.
  func evaluate(_ text: [UInt8]) throws {
    try compile(text)
    let stack = state.stack
    try state.call(arguments: 0, results: -1)
    try showResults(stack)
  }

  /// Pushes the chunk.
  func compile(_ text: [UInt8]) throws {
    guard case .unfinished = try Chunk.compile(text, line: firstLine, in: state) else { return }
    // No more lines will come: the error is as Lua has it.
    try Chunk.load(text, line: firstLine, in: state)
  }

  /// Values shown of one result.
  private static let mostResults: Int32 = 100

  /// Shows the values on the stack and keeps the first as `_`.
  func showResults(_ stack: LuaStack) throws {
    let count = stack.top
    guard count > 0 else { return }
    if stack.type(1) != .nil {
      try stack.reserve(4)
      stack.push(copyOf: 1)
      try state.setGlobal("_")
    }
    if count == 1, try showFigure(stack, 1) { return }
    var texts: [String] = []
    for index in 1...min(count, REPL.mostResults) { texts.append(try ValueText.text(stack, index)) }
    if count > REPL.mostResults { texts.append("... \(count - REPL.mostResults) more values") }
    let isLong = texts.contains { $0.utf8.contains(UInt8(ascii: "\n")) }
    writeOutput(texts.joined(separator: isLong ? "\n" : "\t") + "\n")
  }

  /// Tells an error: the message, and the script's own frames where there are several.
  private func report(_ error: Error) { writeError(ErrorReport.promptText(error)) }
}
