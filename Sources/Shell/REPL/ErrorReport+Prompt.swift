import LuaBridge

extension ErrorReport {
  /// An error as the prompt tells it: the message, and the script's own frames where there are several.
  static func promptText(_ error: Error) -> String {
    let report = ErrorReport(error)
    if report.status != ExitStatus.scriptFailed {
      return (Interrupt.delivered == .timedOut ? "timed out" : "interrupted") + "\n"
    }
    let message = report.message + "\n"
    guard let error = error as? ScriptError else { return message }
    // Frames of compiled code say nothing that the message does not.
    let frames = error.traceback.split(separator: "\n").filter { $0.hasPrefix("\t") && !$0.hasPrefix("\t[C]: ") }
    return frames.count > 1 ? message + frames.joined(separator: "\n") + "\n" : message
  }
}
