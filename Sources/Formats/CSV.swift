/// Comma-separated values (RFC 4180): quotes where a field needs them, lines end in a newline.
public struct CSV {
  public private(set) var text = ""

  public init(header: [String]) { append(header) }

  /// Appends one line of texts.
  public mutating func append(_ fields: [String]) {
    text += fields.map(CSV.field).joined(separator: ",") + "\n"
  }

  /// Appends one line of numbers with the fewest digits that read back to the same double; whole numbers
  /// have no fraction.
  public mutating func append(numbers: [Double]) {
    append(numbers.map(CSV.number))
  }

  public func write(path: String) throws { try AtomicFile.write(path, text: text) }

  static func number(_ value: Double) -> String {
    if let whole = Int64(exactly: value), abs(value) < 1e15 { return String(whole) }
    return value.description
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }
    guard needsQuotes else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"\"" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }
}
