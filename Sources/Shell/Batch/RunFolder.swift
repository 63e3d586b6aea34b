import Formats
import Glibc

/// Where one script runs: its working folder, which its outputs go to, with its log and how it ended.
struct RunFolder {
  let path: String
  var log: String { path + "/batch.log" }
  private var status: String { path + "/batch.json" }

  /// - Parameter runs: The absolute folder of the whole batch.
  init(_ script: BatchScript, in runs: String) { path = Path.join(runs, script.shortName) }

  func make() throws { try Folder.make(path) }

  // MARK: How it ended

  /// Forgets how an earlier run ended; what that run wrote stays.
  func forget() { unlink(status) }

  func write(_ result: RunResult, of script: BatchScript) throws {
    let json = JSON.object([.init("digest", .string("\(script.digest)"))] + result.members(script, self))
    // A machine that fails costs at most another run of the script.
    try AtomicFile.write(status, isSynced: false) { try $0.write(json.text(pretty: true) + "\n") }
  }

  /// The result of an earlier run of the same script on the same terms, where that succeeded.
  func success(of script: BatchScript) -> RunResult? {
    guard let json = try? JSON.read(path: status), json["digest"]?.string == "\(script.digest)",
      json["path"]?.string == script.path, json["result"]?.string == Outcome.passed.word
    else { return nil }
    var result = RunResult(.passed)
    result.seconds = json["seconds"]?.double
    result.peakBytes = json["peak_bytes"]?.integer
    result.isEarlier = true
    return result
  }
}
