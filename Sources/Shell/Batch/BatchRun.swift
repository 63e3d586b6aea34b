import Arrays
import Formats
import Glibc
import Subprocesses

/// Runs the scripts of a plan.
final class BatchRun {
  private enum Phase {
    case waiting
    case running(RunningScript)
    case ended(RunResult)
  }

  private let plan: BatchPlan
  private let options: BatchOptions
  private let folders: [RunFolder]
  private let environment: [String: String]
  private let display: BatchDisplay
  private var phases: [Phase]
  private var isStopping = false
  /// Threads that scripts have together, and what one has that does not say.
  private let threads: Int
  private let usualThreads: Int
  /// What one may use that does not say: all that run at once may have what one alone may.
  private let usualMemory: Int?

  init(
    _ plan: BatchPlan, _ options: BatchOptions, folders: [RunFolder], environment: [String: String],
    display: BatchDisplay
  ) {
    self.plan = plan
    self.options = options
    self.folders = folders
    self.environment = environment
    self.display = display
    phases = zip(plan.scripts, folders).map { script, folder in
      (options.resumes ? folder.success(of: script) : nil).map { .ended($0) } ?? .waiting
    }
    let waiting = phases.count { if case .waiting = $0 { true } else { false } }
    display.done = phases.count - waiting
    threads = options.threads ?? max(Threads.available, options.jobs)
    let together = max(min(options.jobs, waiting), 1)
    usualThreads = max(threads / together, 1)
    usualMemory = options.memory ?? (together > 1 ? Machine.memory / 10 * 9 / together : nil)
  }

  /// The results, in the order of the scripts.
  func run() -> [RunResult] {
    // An unfinished batch that is resumed must not count what an earlier one did.
    for case (let place, .waiting) in phases.enumerated() { folders[place].forget() }
    while true {
      if BatchSignals.caught != 0 { stop() }
      if BatchSignals.isUrgent { running.forEach { $0.script.kill() } }
      startScripts()
      let running = running
      if running.isEmpty { break }
      display.draw(running.map { (plan.scripts[$0.place].name, $0.script.seconds) })
      // For a limit to be kept and the line to be drawn.
      Job.wait(for: running.map(\.script.job), seconds: 0.1)
      for (place, script) in running {
        if let result = script.step() { end(place, result) }
      }
    }
    return phases.map { if case .ended(let result) = $0 { result } else { RunResult(.notRun) } }
  }

  private var running: [(place: Int, script: RunningScript)] {
    phases.enumerated().compactMap { place, phase in
      if case .running(let script) = phase { (place, script) } else { nil }
    }
  }

  /// Starts scripts as long as that changes anything: what fails to start may be needed by one before it.
  private func startScripts() {
    while startOnce() {}
  }

  /// Starts what may run now, in order: the first whose turn it is waits for threads, and those behind it wait too.
  /// - Returns: whether a script has ended by that.
  private func startOnce() -> Bool {
    var running = running
    var hasEnded = false
    for (place, script) in plan.scripts.enumerated() {
      guard case .waiting = phases[place], !isStopping, BatchSignals.caught == 0 else { continue }
      if let failed = script.needs.first(where: { hasFailed($0) }) {
        end(place, RunResult(.skipped, "needs \(plan.scripts[failed].name), which \(ending(failed))"))
        hasEnded = true
        continue
      }
      guard script.needs.allSatisfy({ hasPassed($0) }) else { continue }
      let wanted = min(script.header.threads ?? usualThreads, threads)
      let used = running.reduce(0) { $0 + $1.script.threads }
      guard running.count < options.jobs, wanted <= threads - used else { break }
      start(place, script, threads: wanted)
      switch phases[place] {
      case .running(let started): running.append((place, started))
      case .ended: hasEnded = true
      case .waiting: return hasEnded
      }
    }
    return hasEnded
  }

  private func hasPassed(_ place: Int) -> Bool {
    if case .ended(let result) = phases[place] { result.outcome == .passed } else { false }
  }

  private func hasFailed(_ place: Int) -> Bool {
    guard case .ended(let result) = phases[place] else { return false }
    return result.outcome.isFailure || result.outcome == .skipped
  }

  private func ending(_ place: Int) -> String {
    guard case .ended(let result) = phases[place] else { return "" }
    switch result.outcome {
    case .skipped: return "was skipped"
    case .killed: return "was killed"
    case .timedOut: return "timed out"
    case .outOfMemory: return "ran out of memory"
    default: return "failed"
    }
  }

  private func start(_ place: Int, _ script: BatchScript, threads: Int) {
    do {
      if let problem = script.problem { throw FileProblem(description: problem) }
      try folders[place].make()
      let started = try RunningScript(
        script, in: folders[place], threads: threads, memory: script.header.memory ?? usualMemory, options: options,
        environment: environment)
      phases[place] = .running(started)
      display.started(script.name)
    } catch {
      // The scripts that run give back what is short.
      if !running.isEmpty, BatchRun.isShortage(error) { return }
      end(place, RunResult(.unstartable, "\(error)"))
    }
  }

  /// Whether the system has no descriptor, process or memory to give.
  private static func isShortage(_ error: Error) -> Bool {
    let codes = [EMFILE, ENFILE, EAGAIN, ENOMEM]
    if case SubprocessError.system(_, _, let code) = error { return codes.contains(code) }
    if case FormatError.system(_, _, let code) = error { return codes.contains(code) }
    return false
  }

  private struct FileProblem: Error, CustomStringConvertible { let description: String }

  private func end(_ place: Int, _ result: RunResult) {
    var result = result
    result.message = plan.shortened(result.message, of: plan.scripts[place])
    phases[place] = .ended(result)
    // What did not run leaves no trace.
    if result.seconds != nil {
      do { try folders[place].write(result, of: plan.scripts[place]) } catch { display.warn("\(error)") }
    }
    display.ended(plan.scripts[place].name, result)
    if options.failsFast, result.outcome.isFailure { stop() }
  }

  private func stop() {
    guard !isStopping else { return }
    isStopping = true
    running.forEach { $0.script.stop() }
  }
}
