import Glibc
import Subprocesses

/// A script that runs.
final class RunningScript {
  /// Seconds that a script has after its time limit, or after an interrupt, before it is killed with all it started.
  static let grace = 5.0

  let threads: Int
  let start = Clock.now
  let job: Job
  private let log: RunLog
  private let timeout: Double?
  private var killAt: Double?
  private var wasLate = false
  private var isStopping = false

  /// - Throws: `FormatError`, `SubprocessError`.
  init(
    _ script: BatchScript, in folder: RunFolder, threads: Int, memory: Int?, options: BatchOptions,
    environment: [String: String]
  ) throws {
    self.threads = threads
    timeout = script.header.timeout ?? options.timeout
    var arguments = ["--threads", "\(threads)"]
    if let timeout { arguments += ["--timeout", "\(timeout)"] }
    if let memory { arguments += ["--memory", "\(memory)"] }
    if let seed = options.seed { arguments += ["--seed", "\(seed)"] }
    arguments += options.shared
    log = try RunLog(folder.log)
    // By this name it is the same program still, when the file has been replaced by a newer one.
    job = try Job(
      "/proc/self/exe", as: Installation.executablePath ?? "workbench", arguments + [script.path] + options.arguments,
      environment: environment, folder: folder.path)
    killAt = timeout.map { start + $0 + RunningScript.grace }
  }

  var seconds: Double { Clock.now - start }

  /// Interrupts it; it is killed if it does not end.
  func stop() {
    isStopping = true
    killAt = min(killAt ?? .infinity, Clock.now + RunningScript.grace)
    job.signal(SIGINT)
  }

  func kill() {
    isStopping = true
    job.signal(SIGKILL)
  }

  /// Takes what it has printed, and keeps its limits.
  /// - Returns: how it ended, nil while it runs.
  func step() -> RunResult? {
    job.read(atMost: 4 << 20, log.append)
    if let killAt, Clock.now >= killAt {
      wasLate = !isStopping
      job.signal(SIGKILL)
    }
    do {
      guard let end = try job.end() else { return nil }
      job.read(atMost: 4 << 20, log.append)
      log.close()
      return result(end)
    } catch {
      job.signal(SIGKILL)
      return RunResult(.unstartable, "\(error)")
    }
  }

  private func result(_ end: Job.End) -> RunResult {
    let message = log.error
    var result = RunResult(outcome(end.ending, message))
    result.seconds = (seconds * 1000).rounded() / 1000
    result.peakBytes = end.peakBytes
    switch result.outcome {
    case .passed: result.message = log.failure.map { "\($0)" } ?? ""
    case .timedOut, .killed: result.message = result.outcome.sentence
    case .stopped: result.message = message ?? "interrupted"
    default: result.message = message ?? result.outcome.sentence
    }
    if result.outcome != .passed { result.tail = log.tail(lines: 20) }
    return result
  }

  private func outcome(_ ending: Subprocess.Ending, _ message: String?) -> Outcome {
    switch ending {
    // Even where it answers 0: what it waited for may have been interrupted too.
    case _ where isStopping: .stopped
    case .exited(ExitStatus.success): .passed
    case .exited(ExitStatus.timedOut) where timeout.map { seconds >= $0 } == true: .timedOut(seconds: timeout ?? 0)
    case .killed(SIGKILL) where wasLate: .timedOut(seconds: timeout ?? 0)
    case .exited(ExitStatus.scriptFailed) where message?.contains("not enough memory") == true: .outOfMemory
    case .exited(let status): .failed(status: status)
    case .killed(let signal): .killed(signal: signal)
    }
  }
}
