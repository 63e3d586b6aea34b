import Bindings
import Glibc
import LuaBridge

/// What the prompt itself does: a word after a colon.
enum Command: String, CaseIterable {
  case help, load, mem, quit, reload, time

  /// For `:help`.
  private var usage: (pattern: String, meaning: String) {
    switch self {
    case .help: (":help [TOPIC]", "this list, or help on a function or module, as help(x) and x? give it")
    case .load: (":load FILE", "runs a file here; its globals stay")
    case .mem: (":mem", "tensors that are alive, their bytes, and which lines made the large ones")
    case .quit: (":quit", "leaves, as Ctrl-D does")
    case .reload: (":reload MODULE", "loads a Lua module anew; globals that hold the old one get the new one")
    case .time: (":time EXPR", "runs an expression or statement and tells how long it took")
    }
  }

  static func isCommand(_ text: [UInt8]) -> Bool {
    let start = text.drop(while: \.isBlank)
    return start.first == UInt8(ascii: ":") && start.dropFirst().first != UInt8(ascii: ":")
  }

  /// The Lua code in an entry, which may go on in further lines; nil for other commands.
  static func chunk(in entry: [UInt8]) -> [UInt8]? {
    let (word, rest) = parts(of: String(decoding: entry, as: UTF8.self))
    return named(word) == .time && !rest.isEmpty ? Array(rest.utf8) : nil
  }

  private static func parts(of entry: String) -> (word: String, rest: String) {
    let text = entry.trimmed.dropFirst()
    let word = text.prefix { !$0.isWhitespace }
    return (String(word), text.dropFirst(word.count).trimmed)
  }

  /// The beginning of a command will do where it is that of no other.
  static func named(_ word: String) -> Command? {
    let matches = allCases.filter { $0.rawValue.hasPrefix(word) }
    return Command(rawValue: word) ?? (matches.count == 1 ? matches[0] : nil)
  }

  /// - Throws: what the command's code throws, or `UserError` for what is not a command.
  static func perform(_ entry: String, in repl: REPL) throws {
    let (word, rest) = parts(of: entry)
    guard let command = named(word) else {
      let hint = suggestion(for: word, among: allCases.map(\.rawValue), sign: ":")
      throw UserError("no command ':\(word)'" + (hint.isEmpty ? "; :help lists them" : hint))
    }
    try command.perform(rest, in: repl)
  }

  /// `; did you mean 'x'?` where something is near.
  static func suggestion(for name: String, among known: [String], sign: String = "") -> String {
    nearestName(to: name, among: known).map { "; did you mean '\(sign)\($0)'?" } ?? ""
  }

  private func perform(_ argument: String, in repl: REPL) throws {
    switch self {
    case .help: try help(argument, repl.state)
    case .load: try load(try wanted(argument, "a file"), repl)
    case .mem: writeOutput(try TensorPlaces.report(repl.state))
    case .quit: repl.isOver = true
    case .reload: try Command.reload(try wanted(argument, "a module"), repl.state)
    case .time: try time(try wanted(argument, "an expression or statement"), repl)
    }
  }

  private func wanted(_ argument: String, _ what: String) throws -> String {
    if argument.isEmpty { throw UserError("':\(rawValue)' needs \(what)") }
    return argument
  }

  private func help(_ topic: String, _ state: LuaState) throws {
    if !topic.isEmpty { return try HelpRequest.answer(Array(topic.utf8), in: state) }
    let width = Command.allCases.map(\.usage.pattern.count).max() ?? 0
    var lines = ["A chunk of Lua is run and what it returns is shown; _ is the last result. x? explains x."]
    for command in Command.allCases {
      let (pattern, meaning) = command.usage
      lines.append("  \(pattern)\(String(repeating: " ", count: width - pattern.count))  \(meaning)")
    }
    lines.append("Tab completes, Ctrl-R searches what was typed before, Ctrl-C stops what runs or clears the line.")
    writeOutput(lines.joined(separator: "\n") + "\n")
  }

  private func load(_ argument: String, _ repl: REPL) throws {
    let path = Command.path(argument)
    let source = try readScript(path: path)
    try source.withUnsafeBytes { try repl.state.load($0, name: "@\(path)") }
    try repl.state.call(results: -1)
    try repl.showResults(repl.state.stack)
  }

  /// Without quotes around it, and with the home folder for `~`.
  static func path(_ argument: String) -> String {
    var path = argument
    for quote in ["\"", "'"] where path.count > 1 && path.hasPrefix(quote) && path.hasSuffix(quote) {
      path = String(path.dropFirst().dropLast())
    }
    if path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") {
      path = String(cString: home) + path.dropFirst()
    }
    return path
  }

  private func time(_ source: String, _ repl: REPL) throws {
    try repl.compile(Array(source.utf8))
    let (wall, cpu) = (Clock.now, Clock.processor)
    // An error or Ctrl-C has taken its time too.
    defer {
      let took = Clock.now - wall
      let worked = Clock.processor - cpu
      writeOutput("time: \(Command.text(took)), processors \(Command.text(worked))\n")
    }
    try repl.state.call(results: -1)
    try repl.showResults(repl.state.stack)
  }

  private static func text(_ seconds: Double) -> String {
    let (value, unit) =
      seconds < 1e-3 ? (seconds * 1e6, "µs") : seconds < 1 ? (seconds * 1e3, "ms") : (seconds, "s")
    let digits = value < 10 ? 1000.0 : value < 100 ? 100.0 : 10.0
    return "\((value * digits).rounded() / digits) \(unit)"
  }
}

extension StringProtocol {
  /// Without blanks at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(String(start.reversed().drop(while: \.isWhitespace)).reversed())
  }
}
