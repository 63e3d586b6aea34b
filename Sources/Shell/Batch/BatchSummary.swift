/// The table at the end: a row a script, then the counts.
struct BatchSummary {
  let text: String

  init(_ report: BatchReport) {
    var rows = [["script", "result", "seconds", "peak", ""]]
    for (script, result) in zip(report.scripts, report.results) {
      let note = result.isEarlier ? "in an earlier batch" : BatchSummary.shortened(result.message)
      rows.append([
        printable(script.name), result.outcome.word, result.seconds?.fixed(2) ?? "",
        result.peakBytes.map { "\((Double($0) / 1_048_576).fixed(0)) MB" } ?? "", note,
      ])
    }
    let widths = (0..<4).map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = [
        row[0].padded(to: widths[0]), row[1].padded(to: widths[1]), row[2].padded(left: widths[2]),
        row[3].padded(left: widths[3]), row[4],
      ]
      let line = cells.joined(separator: "  ")
      return String(line.prefix(line.count - line.reversed().prefix { $0 == " " }.count))
    }
    let counts = report.counts.filter { $0.count > 0 }.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
    let number = report.results.count
    text =
      "\n" + lines.joined(separator: "\n") + "\n"
      + "\(number) script\(number == 1 ? "" : "s"): \(counts), in \(report.seconds.fixed(2)) s; "
      + "run folders in \(printable(report.folder))\n"
  }

  /// A message on one line of a terminal or two.
  static func shortened(_ message: String) -> String {
    let text = printable(message)
    return text.count > 160 ? text.prefix(160) + " …" : text
  }
}
