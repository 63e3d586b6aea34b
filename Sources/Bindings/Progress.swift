import Glibc
import LuaBridge

/// How far a loop is, on standard error: a bar that redraws itself on a terminal, else a line at every tenth of the
/// way, at most one in two seconds. The total may be unknown.
final class Progress {
  private let total: Int?
  private let label: String
  private let isTerminal = isatty(2) != 0
  private let start = monotonicSeconds()
  private var done = 0
  private var values: [(name: String, text: String)] = []
  private var lastShown = monotonicSeconds()
  private var lastTenth = 0
  private var isOver = false
  private var hasDrawn = false

  init(total: Int?, label: String) {
    self.total = total
    self.label = label
  }

  func step(_ count: Int, _ values: [(String, String)]) {
    guard !isOver else { return }
    let (sum, overflows) = done.addingReportingOverflow(max(count, 0))
    done = overflows ? .max : sum
    if !values.isEmpty { self.values = values }
    let now = monotonicSeconds()
    if isTerminal {
      if !hasDrawn || now - lastShown >= 0.1 { show(now) }
      return
    }
    let tenth =
      total.map { $0 > 0 ? Int(10 * min(Double(done) / Double($0), 1)) : 10 } ?? Int((now - start) / 10)
    if tenth > lastTenth, now - lastShown >= 2 {
      lastTenth = tenth
      show(now)
    }
  }

  /// Takes the bar away until the next step, for a line that is printed in between.
  func hide() {
    if !isOver, isTerminal, hasDrawn { write("\r\u{1B}[K") }
  }

  func finish() {
    guard !isOver else { return }
    show(monotonicSeconds())
    isOver = true
    if isTerminal { write("\n") }
  }

  deinit {
    // An unfinished bar must not swallow what is printed next.
    if !isOver, isTerminal, hasDrawn { write("\n") }
  }

  private func show(_ now: Double) {
    lastShown = now
    hasDrawn = true
    let elapsed = max(now - start, 1e-9)
    let rate = Double(done) / elapsed
    var parts: [String] = []
    if let total {
      let share = total > 0 ? min(Double(done) / Double(total), 1) : 1
      if isTerminal { parts.append(bar(share)) }
      parts.append("\(done)/\(total)")
      parts.append("\(Int(share * 100))%")
    } else {
      parts.append("\(done)")
    }
    parts.append(duration(elapsed))
    if let total, done > 0, done < total { parts.append("left \(duration((Double(total) - Double(done)) / rate))") }
    parts.append("\(shortNumber(rate))/s")
    parts += values.map { "\($0.name) \($0.text)" }
    let line = (label.isEmpty ? "" : label + " ") + parts.joined(separator: "  ")
    write(isTerminal ? "\r\u{1B}[K\(line)" : line + "\n")
  }

  private func bar(_ share: Double) -> String {
    let width = 24
    let eighths = Int(share * Double(width * 8))
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let full = String(repeating: "█", count: eighths / 8) + partial
    return "│" + full + String(repeating: " ", count: max(width - full.count, 0)) + "│"
  }

  private func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(), 1e9))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return whole >= 3600
      ? "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))" : "\(two(whole / 60)):\(two(whole % 60))"
  }

  private func write(_ text: String) {
    fflush(stdout)
    var text = text
    text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, stderr) }
  }
}

/// A number with four significant digits, as C's `%.4g`.
func shortNumber(_ number: Double) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
    guard let start = buffer.baseAddress else { return "" }
    _ = withVaList([number]) { vsnprintf(start, buffer.count, "%.4g", $0) }
    return String(cString: start)
  }
}

extension Progress: LuaObject {
  static let luaClass = LuaClass(Progress.self, "Progress", doc: "How far a loop is, shown on standard error.") { c in
    c.method(
      "step", .integer("k", 1), .value("values", as: LuaTable?.self),
      doc: "Goes on by k steps; shows the values, e.g. {loss=0.3}.",
      example: "workbench.progress(3):step(1, {loss=0.5})"
    ) { (progress: Progress, count: Int, values: LuaTable?) in
      var shown: [(String, String)] = []
      try values?.forEachPair { stack, key in
        let number: Double? = Double.read(stack, key + 1)
        shown.append((stack.describe(key), number.map(shortNumber) ?? stack.describe(key + 1)))
      }
      progress.step(count, shown.sorted { $0.0 < $1.0 })
    }
    c.method("done", doc: "Draws the last state and ends the line.", example: "workbench.progress(3):done()") {
      progress in progress.finish()
    }
  }
}
