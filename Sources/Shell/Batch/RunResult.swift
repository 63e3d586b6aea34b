import Formats

/// A script's row in the summary and the reports.
struct RunResult {
  var outcome: Outcome
  /// Its last error line, or why it did not run.
  var message = ""
  var seconds: Double?
  var peakBytes: Int?
  /// The last lines of its log, where it went wrong.
  var tail: [String] = []
  /// It succeeded in an earlier batch, and that counts.
  var isEarlier = false

  init(_ outcome: Outcome, _ message: String = "") {
    self.outcome = outcome
    self.message = message
  }

  /// For JSON.
  func members(_ script: BatchScript, _ folder: RunFolder) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("name", .string(script.name)), .init("path", .string(script.path)),
      .init("result", .string(outcome.word)),
    ]
    switch outcome {
    case .failed(let status): members.append(.init("status", .integer(Int64(status))))
    case .killed(let signal): members.append(.init("signal", .integer(Int64(signal))))
    case .passed: members.append(.init("status", 0))
    default: break
    }
    if let seconds { members.append(.init("seconds", .number(seconds))) }
    if let peakBytes { members.append(.init("peak_bytes", .integer(Int64(peakBytes)))) }
    if !message.isEmpty { members.append(.init("message", .string(message))) }
    if isEarlier { members.append(.init("earlier", true)) }
    members.append(.init("folder", .string(folder.path)))
    return members
  }
}
