import Foundation

/// The built `workbench` on a terminal of its own, with a hand at the keyboard.
final class PseudoTerminal: @unchecked Sendable {
  private let keyboard: Int32
  private let process: pid_t
  private let lock = NSLock()
  private var screen: [UInt8] = []
  /// Up to where the screen was read.
  private var seen = 0
  private var hasEnded = false

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// - Parameters:
  ///   - state: the folder for the history.
  ///   - term: what `TERM` says; nil for nothing.
  init(_ arguments: [String] = [], state: String, term: String? = "xterm", columns: UInt16 = 80, folder: String? = nil)
    throws
  {
    // What posix_openpt, unlockpt and ptsname do; Swift does not see them.
    keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number): (Int32, UInt32) = (0, 0)
    let (unlock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    guard keyboard >= 0, ioctl(keyboard, unlock, &locked) == 0, ioctl(keyboard, getNumber, &number) == 0 else {
      throw Failure(description: "no pseudo-terminal")
    }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keyboard, UInt(TIOCSWINSZ), &size)

    // A session leader that opens a terminal gets it as its own.
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let setSession: Int16 = 0x80  // POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, setSession)

    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = term
    for name in ["LUA_INIT", "COLORTERM", "KITTY_WINDOW_ID", "TERM_PROGRAM", "TMUX", "NO_COLOR"] {
      environment[name] = nil
    }
    environment["XDG_STATE_HOME"] = state
    environment["HOME"] = state
    let command = ["/usr/bin/env", "-C", folder ?? "/", Program.path] + arguments
    let texts = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (texts + variables).forEach { free($0) } }
    var started: pid_t = 0
    guard posix_spawn(&started, command[0], &actions, &attributes, texts, variables) == 0 else {
      throw Failure(description: "cannot start \(Program.path)")
    }
    process = started
    Thread.detachNewThread { [self] in watch() }
  }

  deinit {
    kill(process, SIGKILL)
    if !hasEnded { waitpid(process, nil, 0) }
    close(keyboard)
  }

  private func watch() {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(keyboard, &block, block.count)
      if count <= 0 { return }
      lock.withLock { screen += block[..<count] }
    }
  }

  /// Presses keys.
  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(keyboard, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }

  func send(bytes: [UInt8]) { _ = write(keyboard, bytes, bytes.count) }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keyboard, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until `text` has come after what was waited for before. Returns what came up to its end, and how long that
  /// took.
  @discardableResult
  func wait(for text: String, atMost seconds: Double = 20) throws -> (text: String, seconds: Double) {
    let start = Date()
    let wanted = Data(text.utf8)
    while true {
      let found = lock.withLock { () -> String? in
        let data = Data(screen[seen...])
        guard let range = data.range(of: wanted) else { return nil }
        let end = data.distance(from: data.startIndex, to: range.upperBound)
        defer { seen += end }
        return String(decoding: screen[seen..<seen + end], as: UTF8.self)
      }
      let took = Date().timeIntervalSince(start)
      if let found { return (found, took) }
      if took > seconds {
        let rest = lock.withLock { String(decoding: screen[seen...].suffix(2000), as: UTF8.self) }
        throw Failure(description: "'\(text)' did not come within \(seconds) s; there was: \(rest.debugDescription)")
      }
      usleep(1000)
    }
  }

  /// Waits for the prompt, before which the terminal is told that what is pasted should be marked.
  @discardableResult
  func prompt(_ sign: String = "> ", atMost seconds: Double = 20) throws -> (text: String, seconds: Double) {
    let (text, took) = try wait(for: "\u{1b}[?2004h" + sign, atMost: seconds)
    // The same is taken back before anything runs.
    return (text.replacingOccurrences(of: "\u{1b}[?2004l", with: ""), took)
  }

  /// Types a line and gives what the program wrote until the next prompt.
  @discardableResult
  func enter(_ line: String, atMost seconds: Double = 20) throws -> String {
    type(line + "\r")
    return try prompt(atMost: seconds).text
  }

  /// Waits for the end of the process: its status, or minus the signal that ended it.
  func status(atMost seconds: Double = 10) throws -> Int32 {
    let start = Date()
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard Date().timeIntervalSince(start) < seconds else {
        let rest = lock.withLock { String(decoding: screen[seen...].suffix(2000), as: UTF8.self) }
        throw Failure(description: "the program goes on; there was: \(rest.debugDescription)")
      }
      usleep(2000)
    }
    hasEnded = true
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : -signal
  }
}
