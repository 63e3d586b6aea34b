import Formats
import Glibc

/// What was typed at earlier prompts, oldest first, each text once, at its latest place.
///
/// The file has an entry a line, with `\n` for a newline and `\\` for a backslash. Every session appends its own
/// entries, under a lock of the folder, so that none is lost when several run side by side; a session that starts and
/// finds twice as much as is kept writes the file anew, whole.
struct History {
  private(set) var entries: [String] = []
  private let path: String?

  static let mostEntries = 5000
  /// Longer ones (something large was pasted) are known to their own session only.
  static let mostBytes = 1 << 16

  /// `$XDG_STATE_HOME/workbench/history`, where that variable is not set `~/.local/state/workbench/history`.
  static var usualPath: String? {
    func folder(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    return (folder("XDG_STATE_HOME") ?? folder("HOME").map { $0 + "/.local/state" }).map { $0 + "/workbench/history" }
  }

  /// - Parameter path: nil for a history that is not kept.
  init(path: String?) {
    self.path = path.flatMap { History.makeFolder(of: $0) ? $0 : nil }
    guard let path = self.path else { return }
    withLock {
      let lines = History.read(path)
      entries = History.unique(lines.compactMap(History.decode))
      if lines.count > 2 * History.mostEntries {
        try? AtomicFile.write(path, text: entries.map { History.encode($0) + "\n" }.joined())
      }
    }
  }

  /// Adds the text at the end; not if it begins with a space, which keeps it private.
  mutating func add(_ entry: String) {
    guard let first = entry.utf8.first, first != UInt8(ascii: " "), !entry.utf8.allSatisfy(\.isBlank),
      !entry.utf8.contains(0)
    else { return }
    guard entry != entries.last else { return }
    entries.removeAll { $0 == entry }
    entries.append(entry)
    if entries.count > History.mostEntries { entries.removeFirst() }
    if entry.utf8.count <= History.mostBytes { append(History.encode(entry) + "\n") }
  }

  private static func unique(_ all: [String]) -> [String] {
    var seen: Set<String> = []
    return all.reversed().filter { seen.insert($0).inserted }.prefix(mostEntries).reversed()
  }

  // MARK: The file

  private func append(_ line: String) {
    guard let path else { return }
    withLock {
      let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else { return }
      defer { close(file) }
      // A session that was killed while it wrote must not join its half line with ours.
      var last: UInt8 = UInt8(ascii: "\n")
      let size = lseek(file, 0, SEEK_END)
      if size > 0 { _ = pread(file, &last, 1, size - 1) }
      var text = (last == UInt8(ascii: "\n") ? "" : "\n") + line
      text.withUTF8 { bytes in _ = write(file, bytes.baseAddress, bytes.count) }
    }
  }

  private func withLock(_ body: () -> Void) { History.withLock(of: path, body) }

  private static func withLock(of path: String?, _ body: () -> Void) {
    guard let path, let slash = path.lastIndex(of: "/") else { return }
    let folder = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // File systems without locks are used without.
    if folder >= 0 { flock(folder, LOCK_EX) }
    body()
    if folder >= 0 { close(folder) }
  }

  private static func read(_ path: String) -> [Substring] {
    let bytes = (try? WholeFile.read(path: path)) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  private static func makeFolder(of path: String) -> Bool {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
    let folder = String(Substring(path.utf8[..<slash]))
    return (try? Folder.make(folder, mode: 0o700)) != nil && access(folder, W_OK) == 0
  }

  private static func encode(_ entry: String) -> String {
    var text = ""
    for letter in entry.unicodeScalars {
      switch letter {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      default: text.unicodeScalars.append(letter)
      }
    }
    return text
  }

  private static func decode(_ line: Substring) -> String? {
    var text = ""
    var isEscaped = false
    for letter in line.unicodeScalars {
      if isEscaped {
        text.unicodeScalars.append(letter == "n" ? "\n" : letter == "r" ? "\r" : letter)
        isEscaped = false
      } else if letter == "\\" {
        isEscaped = true
      } else if letter.value != 0 {
        text.unicodeScalars.append(letter)
      }
    }
    return text.utf8.allSatisfy(\.isBlank) ? nil : text
  }
}
