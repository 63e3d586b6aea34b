import Formats
import Glibc

/// All that is known at the end of a batch.
struct BatchReport {
  let name: String
  /// The folder of the run folders.
  let folder: String
  let scripts: [BatchScript]
  let folders: [RunFolder]
  let results: [RunResult]
  /// When it began, in UTC.
  let began: String
  let seconds: Double
  /// The signal that stopped it, 0 for none.
  let signal: Int32

  /// The largest of the scripts' own, and that of the signal where the batch was stopped by one.
  var status: Int32 { signal != 0 ? 128 + signal : results.map(\.outcome.status).max() ?? ExitStatus.success }

  var counts: [(word: String, count: Int)] {
    Outcome.words.map { word in (word, results.count { $0.outcome.word == word }) }
  }

  /// - Throws: `FormatError`.
  func write(_ path: String) throws {
    if path.hasSuffix(".xml") { try AtomicFile.write(path, text: junit) } else { try json.write(path: path) }
  }

  private var json: JSON {
    let counts = counts.map { JSON.Member($0.word.replacing(" ", with: "_"), .integer(Int64($0.count))) }
    return .object([
      .init("name", .string(name)), .init("began", .string(began)), .init("seconds", .number(seconds)),
      .init("status", .integer(Int64(status))), .init("counts", .object(counts)),
      .init(
        "scripts",
        .array(
          zip(scripts, folders).enumerated().map { place, of in
            var members = results[place].members(of.0, of.1)
            if !results[place].tail.isEmpty {
              members.append(.init("tail", .string(results[place].tail.joined(separator: "\n"))))
            }
            return .object(members)
          })),
    ])
  }

  /// Whether a report could be written there, found out by writing something beside it.
  /// - Throws: `FormatError`.
  static func check(_ path: String) throws {
    if let kind = Path.kind(path) {
      let code = kind == S_IFDIR ? EISDIR : access(path, W_OK) == 0 ? 0 : errno
      if code != 0 { throw FormatError.system(operation: "write", path: path, code: code) }
      if kind != S_IFREG { return }
    }
    let probe = "\(Installation.parent(path))/.workbench-\(getpid()).probe"
    let descriptor = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FormatError.system(operation: "write", path: path, code: errno) }
    close(descriptor)
    unlink(probe)
  }

  /// The time now as ISO 8601 writes it.
  static var timestamp: String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let count = strftime(start, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
      return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
