import Formats
import Glibc
import Subprocesses

/// Fetches data files by `curl` or `wget`, checks them, and puts them into the cache whole or not at all.
enum Download {
  /// MD5 sums of the unpacked files: the same whichever way a mirror packed them. They guard against a broken or
  /// changed download, not against an attacker.
  private static let sums = [
    "train-images-idx3-ubyte.gz": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte.gz": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte.gz": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte.gz": "27ae3e4e09519cfbb04c329615203637",
  ]
  /// The largest file unpacks to 47,040,016 bytes.
  private static let longestFile = 50_000_000

  /// The paths of MNIST's `files` in the cache, after fetching them.
  /// - Throws: `DatasetError.missing` with every attempt; `SubprocessError.interrupted`.
  static func mnist(
    _ files: [String], folders: [String], cache: String?, mirrors: [String], onDownload: (String) -> Void,
    isCancelled: () -> Bool
  ) throws -> [String] {
    let packed = files.map { $0 + ".gz" }
    func missing(_ attempts: [String]) -> DatasetError {
      let places = [cache, "a folder named by WORKBENCH_DATA"].compactMap { $0 }.joined(separator: " or into ")
      return .missing(
        name: "MNIST", files: packed, folders: folders.isEmpty ? ["(WORKBENCH_DATA and HOME are not set)"] : folders,
        attempts: attempts, remedy: "put these files (from \(mirrors.first ?? "a mirror")) into \(places)")
    }
    guard let cache else { throw missing(["there is no cache folder: HOME is not set"]) }
    return try packed.map { file in
      let path = "\(cache)/\(file)"
      if access(path, R_OK) == 0 { return path }
      var attempts: [String] = []
      for mirror in mirrors {
        onDownload(mirror + file)
        do {
          let bytes = try fetch(mirror + file, isCancelled: isCancelled)
          try check(bytes, sum: sums[file] ?? "")
          try Folder.make(cache)
          try AtomicFile.write(path, bytes: bytes)
          return path
        } catch let error as SubprocessError {
          if case .interrupted = error { throw error }
          attempts.append("\(mirror + file): \(error)")
        } catch {
          attempts.append("\(mirror + file): \(error)")
        }
      }
      throw missing(attempts)
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private static func fetch(_ address: String, isCancelled: () -> Bool) throws -> [UInt8] {
    let commands = [
      ("curl", ["-fsSL", "--connect-timeout", "10", "--max-time", "300", address]),
      ("wget", ["-q", "-T", "10", "-t", "2", "-O", "-", address]),
    ]
    for (program, arguments) in commands {
      do {
        let result = try Subprocess.run(program, arguments, timeout: 330, isCancelled: isCancelled)
        guard result.succeeded, !result.output.isEmpty else {
          let reason = result.errorText.split(separator: "\n").last.map(String.init) ?? "\(program) failed"
          throw Failure(description: reason)
        }
        return result.output
      } catch SubprocessError.notFound { continue }
    }
    throw Failure(description: "neither curl nor wget is installed")
  }

  /// By coreutils' `md5sum`, which every Debian has: a sum asked for once in a machine's life is no reason to link
  /// a library.
  private static func check(_ bytes: [UInt8], sum: String) throws {
    let unpacked = try Gzip.unpack(bytes, limit: longestFile)
    let result = try Subprocess.run("md5sum", input: unpacked, timeout: 60)
    let found = String(decoding: result.output.prefix(32), as: UTF8.self)
    guard found == sum else {
      throw Failure(description: "its MD5 sum is \(found), not \(sum): broken, or not the file that was asked for")
    }
  }
}
