import Foundation

/// The built `workbench`, run as a program.
struct Program {
  /// Beside the test bundle in the build folder.
  static let path: String = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (bundle as NSString).deletingLastPathComponent + "/workbench"
  }()
  static let isBuilt = FileManager.default.isExecutableFile(atPath: path)

  struct Result {
    let status: Int32
    let output: String
    let errors: String
    /// Seconds from the interrupt to the end.
    var afterInterrupt = 0.0
  }

  /// A folder for scripts, removed with this value's last use.
  final class Folder {
    let path = NSTemporaryDirectory() + "/workbench-cli-" + UUID().uuidString
    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func write(_ name: String, _ text: String) throws -> String {
      let file = path + "/" + name
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      return file
    }
  }

  /// Pipes are drained while the program runs, so that it never blocks on a full one.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], folder: String? = nil,
    interruptAfter delay: Double? = nil, program: String = Program.path
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    var all = ProcessInfo.processInfo.environment
    all["LUA_INIT"] = nil
    process.environment = all.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    let sent = Moment()
    if let delay {
      let number = process.processIdentifier
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: delay)
        sent.set(ProcessInfo.processInfo.systemUptime)
        kill(number, SIGINT)
      }
    }
    let errors = Drain(stderr)
    let feed = Thread {
      stdin.fileHandleForWriting.write(Data(input.utf8))
      try? stdin.fileHandleForWriting.close()
    }
    feed.start()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self), errors: errors.text,
      afterInterrupt: sent.value.map { ProcessInfo.processInfo.systemUptime - $0 } ?? 0)
  }

  /// Runs a program that writes `ready` to standard error, interrupts it 0.3 s later, and waits for its end.
  static func interruptWhenReady(_ arguments: [String]) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let stderr = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = stderr
    try process.run()
    var errors = Data()
    while !errors.contains(UInt8(ascii: "\n")) {
      let part = stderr.fileHandleForReading.availableData
      if part.isEmpty { break }
      errors += part
    }
    Thread.sleep(forTimeInterval: 0.3)
    let sent = ProcessInfo.processInfo.systemUptime
    kill(process.processIdentifier, SIGINT)
    errors += stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: "", errors: String(decoding: errors, as: UTF8.self),
      afterInterrupt: ProcessInfo.processInfo.systemUptime - sent)
  }

  private final class Moment: @unchecked Sendable {
    private let lock = NSLock()
    private var time: Double?
    func set(_ time: Double) { lock.withLock { self.time = time } }
    var value: Double? { lock.withLock { time } }
  }

  private final class Drain: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var data = Data()
    init(_ pipe: Pipe) {
      Thread.detachNewThread {
        self.data = pipe.fileHandleForReading.readDataToEndOfFile()
        self.done.signal()
      }
    }
    var text: String {
      done.wait()
      return String(decoding: data, as: UTF8.self)
    }
  }
}
