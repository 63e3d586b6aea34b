import LuaBridge

/// How an error that reached the top is told and what the process answers.
struct ErrorReport {
  let text: String
  let message: String
  let status: Int32

  /// Longer messages are cut: they are somebody's data.
  private static let longest = 4000

  init(_ error: Error) {
    var message = "\(error)"
    if message.utf8.count > ErrorReport.longest {
      message = String(decoding: message.utf8.prefix(ErrorReport.longest), as: UTF8.self) + " …"
    }
    switch Interrupt.delivered {
    case .interrupted where message.hasSuffix("interrupted"): status = ExitStatus.interrupted
    case .timedOut where message.hasSuffix("timed out"): status = ExitStatus.timedOut
    default: status = error is UsageError ? ExitStatus.badUsage : ExitStatus.scriptFailed
    }
    var text = "workbench: \(message)\n"
    // A message without a position is the script's own word to its user, by error(text, 0), and an interrupt is the
    // fault of no line: neither is traced.
    if let error = error as? ScriptError, !error.traceback.isEmpty, status == ExitStatus.scriptFailed,
      ErrorReport.hasPosition(message)
    {
      text += error.traceback + "\n"
    }
    self.text = text
    self.message = message
  }

  /// Whether the first line begins as Lua's messages do, with `name:12: `.
  private static func hasPosition(_ message: String) -> Bool {
    let parts = message.prefix { $0 != "\n" }.split(separator: ":", omittingEmptySubsequences: false)
    return parts.dropFirst().dropLast().contains { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }
}
