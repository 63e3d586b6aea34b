import Formats
import Glibc

/// `workbench DIR` and `workbench batch DIR…`: runs folders of scripts.
enum Batch {
  /// The arguments of the batch that a command line asks for; nil where it asks for something else.
  static func arguments(_ options: Options) -> [String]? {
    guard case .file(let first) = options.script else { return nil }
    if first == "batch" { return options.scriptArguments }
    return Path.kind(first) == S_IFDIR ? [first] + options.scriptArguments : nil
  }

  /// - Returns: the exit status.
  static func main(_ general: Options, _ arguments: [String]) -> Int32 {
    do {
      let options = try BatchOptions(general, arguments)
      if options.showsHelp {
        writeOutput(Usage.batch + "\n")
        return ExitStatus.success
      }
      return try run(options)
    } catch {
      let isUsage = error is UsageError || (error as? BatchError)?.isUsage == true
      writeError("workbench: \(error)\n" + (isUsage ? "Try 'workbench batch --help'.\n" : ""))
      return ExitStatus.badUsage
    }
  }

  /// What is thrown is known before anything has run.
  private static func run(_ options: BatchOptions) throws -> Int32 {
    openStandardStreams()
    let plan = try BatchPlan(options)
    try options.reports.forEach(BatchReport.check)
    let origin = try RunEnvironment.currentFolder()
    let shownFolder = options.runs.hasSuffix("/") ? options.runs + plan.name : "\(options.runs)/\(plan.name)"
    let folder = Path.absolute(shownFolder, origin)
    try Folder.make(folder)
    let lock = try lock(folder)
    defer { close(lock) }

    BatchSignals.install()
    let began = BatchReport.timestamp
    let start = Clock.now
    let folders = plan.scripts.map { RunFolder($0, in: folder) }
    let display = BatchDisplay(total: plan.scripts.count)
    let results = BatchRun(
      plan, options, folders: folders, environment: RunEnvironment.variables(origin), display: display
    ).run()
    display.clear()
    let report = BatchReport(
      name: plan.name, folder: shownFolder, scripts: plan.scripts, folders: folders, results: results, began: began,
      seconds: ((Clock.now - start) * 1000).rounded() / 1000, signal: BatchSignals.caught)
    writeOutput(BatchSummary(report).text)
    fflush(stdout)
    var status = report.status
    for path in options.reports {
      do { try report.write(path) } catch {
        writeError("workbench: \(error)\n")
        status = max(status, ExitStatus.scriptFailed)
      }
    }
    return status
  }

  /// Where a standard stream is closed, a log would get its number, and what is meant for the stream.
  private static func openStandardStreams() {
    var descriptor: Int32 = 0
    while (0...2).contains(descriptor) { descriptor = open("/dev/null", O_RDWR) }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Two batches in one folder would write over each other. The lock goes with the process, however that ends.
  private static func lock(_ folder: String) throws -> Int32 {
    let path = folder + "/.lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FormatError.system(operation: "write", path: path, code: errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      throw BatchError.alreadyRunning(folder: folder)
    }
    return descriptor
  }
}
