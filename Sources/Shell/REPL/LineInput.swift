import CEdit
import Glibc

/// Where the prompt's lines come from: a terminal with editing, a terminal without, or a pipe, which sees no prompts.
struct LineInput {
  enum Line {
    case text([UInt8])
    case end
    /// Ctrl-C on a terminal.
    case interrupted
  }
  private enum Source { case editor, terminal, pipe }
  private let source: Source

  init() {
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    if isatty(0) == 0 {
      source = .pipe
    } else if isatty(1) != 0, !["", "dumb", "emacs"].contains(term), cedit_open("workbench") {
      source = .editor
    } else {
      source = .terminal
    }
  }

  var isTerminal: Bool { source != .pipe }
  var hasEditing: Bool { source == .editor }

  func read(prompt: String, isFirst: Bool) -> Line {
    var line: UnsafePointer<CChar>?
    var length = 0
    let outcome: cedit_outcome
    fflush(stdout)
    switch source {
    case .editor:
      if isFirst { cedit_fresh_line() }
      // libedit asks for the prompt while it reads.
      outcome = prompt.withCString { cedit_read($0, &line, &length) }
    case .terminal:
      // Where the output goes elsewhere, the prompt is for the eye only.
      isatty(1) != 0 ? writeOutput(prompt) : writeError(prompt)
      fflush(stdout)
      outcome = cedit_read_plain(&line, &length)
    case .pipe: outcome = cedit_read_plain(&line, &length)
    }
    switch outcome {
    case CEDIT_LINE: return .text(line.map { [UInt8](UnsafeRawBufferPointer(start: $0, count: length)) } ?? [])
    case CEDIT_INTERRUPTED: return .interrupted
    default: return .end
    }
  }

  func show(_ history: History) {
    guard hasEditing else { return }
    cedit_history_clear()
    for entry in history.entries { cedit_history_add(entry) }
  }

  func append(_ entry: String) { cedit_history_add(entry) }

  func close() { if hasEditing { cedit_close() } }
}
