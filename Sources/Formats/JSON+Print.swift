extension JSON {
  /// The text of the value, UTF-8, without a final newline.
  ///
  /// Numbers have the fewest digits (at most 17) that read back to the same double; Jansson's own printer has one
  /// digit count for all and would show 0.1 as 0.10000000000000001. Not-a-number and the infinities, which JSON
  /// lacks, become null.
  /// - Parameter pretty: two spaces a level and one member a line; arrays of plain values stay on one line.
  public func text(pretty: Bool = false) -> String {
    var output = ""
    print(to: &output, indent: pretty ? 0 : nil)
    return output
  }

  /// Writes the file whole or not at all, with a final newline.
  public func write(path: String, pretty: Bool = true) throws {
    try AtomicFile.write(path, text: text(pretty: pretty) + "\n")
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func print(to output: inout String, indent: Int?) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .integer(let value): output += String(value)
    case .number(let value): output += value.isFinite ? value.description : "null"
    case .string(let text): JSON.quote(text, to: &output)
    case .array(let values):
      let oneLine = values.allSatisfy(\.isPlain)
      JSON.list("[", "]", values, to: &output, indent: oneLine ? nil : indent, gap: indent == nil ? "" : " ") {
        $0.print(to: &$1, indent: $2)
      }
    case .object(let members):
      JSON.list("{", "}", members, to: &output, indent: indent, gap: "") { member, output, indent in
        JSON.quote(member.key, to: &output)
        output += indent == nil ? ":" : ": "
        member.value.print(to: &output, indent: indent)
      }
    }
  }

  private static func list<Item>(
    _ open: String, _ close: String, _ items: [Item], to output: inout String, indent: Int?, gap: String,
    _ print: (Item, inout String, Int?) -> Void
  ) {
    output += open
    let inner = indent.map { $0 + 2 }
    for (index, item) in items.enumerated() {
      if index > 0 { output += inner == nil ? "," + gap : "," }
      if let inner { output += "\n" + String(repeating: " ", count: inner) }
      print(item, &output, inner)
    }
    if let indent, !items.isEmpty { output += "\n" + String(repeating: " ", count: indent) }
    output += close
  }

  private static let hexDigits = Array("0123456789abcdef".unicodeScalars)

  private static func quote(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        output += "\\u00"
        output.unicodeScalars.append(hexDigits[Int(scalar.value >> 4)])
        output.unicodeScalars.append(hexDigits[Int(scalar.value & 15)])
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}
