import CEdit
import LuaBridge

/// What Tab does: completes the word before the cursor, as far as it is certain, or lists what it could become.
///
/// Values are looked at, never asked: no function of a script's runs for it, and no module of a script's is loaded.
struct Completion {
  /// The candidates for the bytes from `start` to the cursor.
  struct Answer {
    let start: Int
    let candidates: [String]
  }

  let state: LuaState

  // MARK: The editor's side

  nonisolated(unsafe) private static var current: Completion?
  /// Of the entry that is being typed, the lines before this one.
  nonisolated(unsafe) static var earlierLines: [UInt8] = []

  static func install(for state: LuaState) {
    current = Completion(state: state)
    cedit_set_completer { line, _, cursor in
      guard let line else { return }
      Completion.current?.complete([UInt8](UnsafeRawBufferPointer(start: line, count: cursor)))
    }
  }

  /// - Parameter line: up to the cursor.
  private func complete(_ line: [UInt8]) {
    if line.allSatisfy(\.isBlank), !(line.isEmpty && Completion.earlierLines.isEmpty) { return cedit_insert("  ") }
    let before = Completion.earlierLines.isEmpty ? [] : Completion.earlierLines + [UInt8(ascii: "\n")]
    let stack = state.stack
    let top = stack.top
    defer { stack.truncate(to: top) }
    let text = before + line
    guard let answer = try? answer(text), !answer.candidates.isEmpty else { return }
    let word = text.count - answer.start
    let common = Completion.commonBeginning(answer.candidates)
    if common.utf8.count > word {
      cedit_insert(String(decoding: Array(common.utf8)[word...], as: UTF8.self))
    } else if answer.candidates.count > 1 {
      cedit_show(Completion.columns(answer.candidates))
    }
  }

  static func commonBeginning(_ candidates: [String]) -> String {
    guard var common = candidates.first.map({ Array($0.unicodeScalars) }) else { return "" }
    for candidate in candidates.dropFirst() {
      let same = zip(common, candidate.unicodeScalars).prefix { $0 == $1 }.count
      common.removeSubrange(same...)
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: common)
    return text
  }

  /// Names in columns, read downwards, at most a screenful.
  private static func columns(_ names: [String]) -> String {
    var (width, height): (Int32, Int32) = (80, 24)
    cedit_terminal_size(&width, &height)
    let cell = (names.map(\.count).max() ?? 0) + 2
    let across = max(1, (Int(width) - 1) / cell)
    let most = max(1, Int(height) - 4) * across
    let shown = names.prefix(most)
    let rows = (shown.count - 1) / across + 1
    var lines: [String] = []
    for row in 0..<rows {
      let line = stride(from: row, to: shown.count, by: rows).map { place in
        shown[place] + String(repeating: " ", count: cell - shown[place].count)
      }
      lines.append(line.joined().trimmedEnd)
    }
    if names.count > most { lines.append("... \(names.count - most) more") }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: The answer

  /// - Parameter text: everything up to the cursor.
  func answer(_ text: [UInt8]) throws -> Answer {
    if Command.isCommand(text) { return try commandAnswer(text) }
    return try luaAnswer(text)
  }

  private func commandAnswer(_ text: [UInt8]) throws -> Answer {
    let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? 0
    guard let blank = text[colon...].firstIndex(where: \.isBlank) else {
      return answer(text, from: colon + 1, Command.allCases.map { $0.rawValue + " " })
    }
    let start = text[blank...].firstIndex { !$0.isBlank } ?? text.count
    switch Command.named(String(decoding: text[(colon + 1)..<blank], as: UTF8.self)) {
    case .load: return files(text, from: start)
    case .reload: return answer(text, from: start, try moduleNames(String(decoding: text[start...], as: UTF8.self)))
    case .help: return answer(text, from: start, HelpCommand.topics)
    case .time:
      // As Lua code, at the place where it is.
      let inner = try luaAnswer(Array(text[start...]))
      return Answer(start: start + inner.start, candidates: inner.candidates)
    default: return Answer(start: text.count, candidates: [])
    }
  }

  /// Those that begin with what is typed from `start` on, in order, each once.
  func answer(_ text: [UInt8], from start: Int, _ names: some Sequence<String>) -> Answer {
    let word = Array(text[start...])
    let fitting = names.filter { $0.utf8.starts(with: word) && (!word.isEmpty || $0.utf8.first != UInt8(ascii: "_")) }
    return Answer(start: start, candidates: Set(fitting).sorted())
  }
}

extension String {
  var trimmedEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
