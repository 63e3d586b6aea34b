/// The text of a gnuplot script. Everything of the user's goes in through `quoted` or as a number, so that no title
/// or label is ever taken for a command.
struct Script {
  private(set) var bytes: [UInt8] = []

  mutating func line(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A data block of numbers, a line for each row; a row that is not `shown` interrupts what is drawn.
  mutating func block(_ name: String, columns: [[Double]], shown: (Int) -> Bool) {
    line("\(name) << EOD")
    for row in 0..<(columns.map(\.count).min() ?? 0) {
      let isShown = shown(row)
      for (index, column) in columns.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: " ")) }
        bytes.append(contentsOf: (isShown ? Script.number(column[row]) : "NaN").utf8)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    line("EOD")
  }

  /// Raw bytes, after a `plot '-' binary` that says how many to take.
  mutating func append(binary: some Sequence<UInt8>) { bytes.append(contentsOf: binary) }

  static func number(_ value: Double) -> String { value.isFinite ? value.description : "NaN" }

  /// A string expression. Single quotes, between which gnuplot knows no escapes, runs no commands and expands no macros;
  /// quotes and line breaks of the text are joined in from outside (gnuplot 5.4 misreads a doubled quote where it
  /// follows the opening one), other control characters go.
  static func quoted(_ text: String) -> String {
    var expression = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": expression += "'.\"'\".'"
      case "\n": expression += "'.\"\\n\".'"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: break
      default: expression.unicodeScalars.append(scalar)
      }
    }
    return expression + "'"
  }
}
