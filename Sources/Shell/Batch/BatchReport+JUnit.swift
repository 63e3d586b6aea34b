extension BatchReport {
  /// The XML that continuous integration reads. A script that answers with a status of its own is a failure; one that did
  /// not get that far (killed, timed out, out of memory) is an error.
  var junit: String {
    let failures = results.count { BatchReport.isOwnFailure($0.outcome) }
    let errors = results.count { $0.outcome.isFailure } - failures
    let skipped = results.count { !$0.outcome.isFailure && $0.outcome != .passed }
    let totals =
      " name=\(quoted(name)) tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
      + " skipped=\"\(skipped)\" time=\"\(seconds.fixed(3))\" timestamp=\"\(began)\""
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>", "  <testsuite\(totals)>"]
    for (script, result) in zip(scripts, results) { lines += testCase(script, result) }
    lines += ["  </testsuite>", "</testsuites>", ""]
    return lines.joined(separator: "\n")
  }

  private static func isOwnFailure(_ outcome: Outcome) -> Bool {
    if case .failed = outcome { true } else { false }
  }

  private func testCase(_ script: BatchScript, _ result: RunResult) -> [String] {
    let parts = Path.parts(script.name)
    let group = ([name] + parts.dropLast()).joined(separator: ".")
    let open =
      "    <testcase classname=\(quoted(group)) name=\(quoted(parts.last ?? script.name)) file=\(quoted(script.path))"
      + " time=\"\((result.seconds ?? 0).fixed(3))\""
    switch result.outcome {
    case .passed: return [open + "/>"]
    case .skipped, .stopped, .notRun:
      let message = result.message.isEmpty ? result.outcome.word : result.message
      return [open + ">", "      <skipped message=\(quoted(message))/>", "    </testcase>"]
    default:
      let element = BatchReport.isOwnFailure(result.outcome) ? "failure" : "error"
      return [
        open + ">",
        "      <\(element) type=\(quoted(result.outcome.word)) message=\(quoted(result.message))>"
          + escaped(result.tail.joined(separator: "\n"), isAttribute: false) + "</\(element)>",
        "    </testcase>",
      ]
    }
  }

  private func quoted(_ text: String) -> String { "\"" + escaped(text, isAttribute: true) + "\"" }

  /// XML 1.0 has no way to write most control characters and the two that are none; they become U+FFFD. A parser would
  /// make blanks of the line ends and tabs in an attribute, and line feeds of carriage returns anywhere.
  private func escaped(_ text: String, isAttribute: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#13;"
      case "\n" where isAttribute, "\t" where isAttribute: result += "&#\(scalar.value);"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
