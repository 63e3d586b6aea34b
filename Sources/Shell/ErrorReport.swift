import LuaBridge

/// How an error that reached the top is told and what the process answers.
struct ErrorReport {
  let text: String
  let status: Int32

  /// Longer messages are cut: they are somebody's data.
  private static let longest = 4000

  init(_ error: Error) {
    var message = "\(error)"
    if message.utf8.count > ErrorReport.longest {
      message = String(decoding: message.utf8.prefix(ErrorReport.longest), as: UTF8.self) + " …"
    }
    var text = "workbench: \(message)\n"
    if let error = error as? ScriptError, !error.traceback.isEmpty { text += error.traceback + "\n" }
    self.text = text
    switch Interrupt.delivered {
    case .interrupted where message.hasSuffix("interrupted"): status = ExitStatus.interrupted
    case .timedOut where message.hasSuffix("timed out"): status = ExitStatus.timedOut
    default: status = error is UsageError ? ExitStatus.badUsage : ExitStatus.scriptFailed
    }
  }
}
