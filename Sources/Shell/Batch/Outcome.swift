import Formats

/// How a script's turn ended.
enum Outcome: Equatable {
  case passed
  case failed(status: Int32)
  /// By its memory limit.
  case outOfMemory
  case timedOut(seconds: Double)
  case killed(signal: Int32)
  /// The script or its folder could not be opened.
  case unstartable
  /// A script that it needs did not succeed.
  case skipped
  /// It ran when the batch was stopped.
  case stopped
  /// Its turn never came.
  case notRun

  /// As tables and reports call it.
  var word: String {
    switch self {
    case .passed: "passed"
    case .failed, .unstartable: "failed"
    case .outOfMemory: "memory"
    case .timedOut: "timed out"
    case .killed: "killed"
    case .skipped: "skipped"
    case .stopped: "stopped"
    case .notRun: "not run"
    }
  }

  /// Every word, the good ones first: the order of counts.
  static let words = ["passed", "failed", "memory", "timed out", "killed", "skipped", "stopped", "not run"]

  /// What it adds to the exit status of the batch, which is the largest of all: as a shell would see the script alone.
  var status: Int32 {
    switch self {
    case .passed, .stopped, .notRun: ExitStatus.success
    case .failed(let status): status
    case .outOfMemory, .unstartable, .skipped: ExitStatus.scriptFailed
    case .timedOut: ExitStatus.timedOut
    case .killed(let signal): 128 + signal
    }
  }

  /// Whether the script itself went wrong.
  var isFailure: Bool {
    switch self {
    case .passed, .skipped, .stopped, .notRun: false
    default: true
    }
  }

  /// What is to say where the script said nothing.
  var sentence: String {
    switch self {
    case .passed, .stopped, .notRun, .skipped, .unstartable: ""
    case .failed(let status): "exit status \(status)"
    case .outOfMemory: "not enough memory"
    case .timedOut(let seconds): "timed out after \(seconds.shortest) s"
    case .killed(let signal): "killed by signal \(signal)" + (Outcome.names[signal].map { " (SIG\($0))" } ?? "")
    }
  }

  private static let names: [Int32: String] = [
    1: "HUP", 2: "INT", 3: "QUIT", 4: "ILL", 5: "TRAP", 6: "ABRT", 7: "BUS", 8: "FPE", 9: "KILL", 11: "SEGV",
    13: "PIPE", 14: "ALRM", 15: "TERM", 24: "XCPU", 25: "XFSZ",
  ]
}

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
