import Formats
import Glibc

/// A script's output in a file. The beginning and the end are kept of one that does not stop printing: neither memory
/// nor the disk fills.
final class RunLog {
  /// Bytes written as they come.
  static let limit = 32 << 20
  /// Bytes kept of what comes after them, and for the last lines.
  private static let kept = 64 << 10

  private let path: String
  private var descriptor: Int32
  private var written = 0
  private var total = 0
  private var last: [UInt8] = []
  /// Why the file is not whole.
  private(set) var failure: FormatError?

  /// - Throws: `FormatError`.
  init(_ path: String) throws {
    self.path = path
    // The output of an earlier run may be a link's target, or have another name too.
    unlink(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FormatError.system(operation: "write", path: path, code: errno) }
  }

  deinit { close() }

  func append(_ bytes: UnsafeRawBufferPointer) {
    total += bytes.count
    let room = min(bytes.count, RunLog.limit - written)
    if room > 0 { write(UnsafeRawBufferPointer(rebasing: bytes[..<room])) }
    written += room
    last.append(contentsOf: bytes)
    if last.count > 2 * RunLog.kept { last.removeFirst(last.count - RunLog.kept) }
  }

  /// Writes the end of an output that was too long.
  func close() {
    guard descriptor >= 0 else { return }
    if total > written {
      let end = last.suffix(min(total - written, RunLog.kept))
      let left = total - written - end.count
      if left > 0 { Array("\n… \(left) bytes left out …\n".utf8).withUnsafeBytes(write) }
      Array(end).withUnsafeBytes(write)
    }
    Glibc.close(descriptor)
    descriptor = -1
  }

  private func write(_ bytes: UnsafeRawBufferPointer) {
    var done = 0
    while failure == nil, done < bytes.count, let base = bytes.baseAddress {
      let put = Glibc.write(descriptor, base + done, bytes.count - done)
      if put >= 0 {
        done += put
      } else if errno != EINTR {
        failure = .system(operation: "write", path: path, code: errno)
      }
    }
  }

  /// The last lines as a terminal would show them.
  func tail(lines count: Int) -> [String] {
    var lines = String(decoding: last, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
    while let end = lines.last, end.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines.suffix(count).map { line in
      // A progress bar draws itself over and over.
      let shown = line.split(separator: "\r").last ?? ""
      return printable(shown.count > 300 ? shown.prefix(300) + " …" : String(shown))
    }
  }

  /// The last thing that the program said of a script's error, without the program's name.
  var error: String? {
    let prefix = "workbench: "
    let line = tail(lines: .max).last { $0.hasPrefix(prefix) }
    return line.map { String($0.dropFirst(prefix.count)) }
  }
}
