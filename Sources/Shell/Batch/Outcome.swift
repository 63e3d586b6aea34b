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
