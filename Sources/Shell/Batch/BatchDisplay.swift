import Glibc

/// What a batch shows while it runs: lines for what happens on standard output, and on a terminal a last line that
/// says what runs.
final class BatchDisplay {
  private let total: Int
  private let start = Clock.now
  private let hasLine: Bool
  /// Beside the line that is not needed.
  private let tellsStarts: Bool
  /// Scripts that have ended, those of an earlier batch among them.
  var done = 0
  private var failed = 0
  private var shown = ""

  init(total: Int) {
    self.total = total
    hasLine = isatty(2) != 0 && getenv("TERM").map { String(cString: $0) } != "dumb"
    tellsStarts = !hasLine || isatty(1) == 0
  }

  func started(_ name: String) {
    if tellsStarts { print("started    \(printable(name))") }
  }

  func ended(_ name: String, _ result: RunResult) {
    done += 1
    if result.outcome.isFailure { failed += 1 }
    var parts = [result.outcome.word.padded(to: 10), printable(name)]
    if let seconds = result.seconds { parts.append("\(seconds.fixed(2)) s") }
    if !result.message.isEmpty { parts.append(BatchSummary.shortened(result.message)) }
    print(([parts.prefix(2).joined(separator: " ")] + parts.dropFirst(2)).joined(separator: "  "))
    // A script that was stopped is not asked after.
    if result.outcome.isFailure { result.tail.forEach { print("  | \($0)") } }
  }

  func warn(_ message: String) {
    clear()
    writeError("workbench: \(printable(message))\n")
  }

  /// Draws the line, where there is one.
  func draw(_ running: [(name: String, seconds: Double)]) {
    guard hasLine else { return }
    var parts = ["\(done)/\(total) done"]
    if failed > 0 { parts.append("\(failed) failed") }
    parts.append(duration(Clock.now - start))
    let scripts = running.map { "\(printable($0.name)) \(duration($0.seconds))" }
    let line = "[\(parts.joined(separator: ", "))] \(scripts.joined(separator: ", "))"
    // With room for a "^C". Wide characters make it longer than this count: without wrapping the terminal cuts it.
    let cut = String(line.prefix(max(width - 3, 10)))
    guard cut != shown else { return }
    shown = cut
    writeError("\r\u{1B}[K\u{1B}[?7l\(cut)\u{1B}[?7h")
  }

  /// Columns of the terminal.
  private var width: Int {
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  func clear() {
    if !shown.isEmpty { writeError("\r\u{1B}[K") }
    shown = ""
  }

  private func print(_ line: String) {
    clear()
    writeOutput(line + "\n")
    fflush(stdout)
  }

  private func duration(_ seconds: Double) -> String {
    let whole = Int(seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return whole >= 3600
      ? "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))" : "\(whole / 60):\(two(whole % 60))"
  }
}
