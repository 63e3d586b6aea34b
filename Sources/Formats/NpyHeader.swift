import Arrays

/// The header of a `.npy` file: `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }`.
///
/// Read by a scanner that knows just these three keys and literals of their kinds; nothing is evaluated.
struct NpyHeader {
  let stored: StoredType
  let isBigEndian: Bool
  let isColumnMajor: Bool
  let shape: Shape

  init(_ bytes: [UInt8]) throws {
    var scanner = Scanner(bytes: bytes)
    var descr: String?
    var columnMajor: Bool?
    var sizes: [Int]?
    try scanner.expect("{")
    while !scanner.take("}") {
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr" where descr == nil: descr = try scanner.string()
      case "fortran_order" where columnMajor == nil: columnMajor = try scanner.boolean()
      case "shape" where sizes == nil: sizes = try scanner.tuple()
      default: throw FormatError.malformed(Npy.format, "its header has an unknown or repeated key '\(key)'")
      }
      if scanner.take(",") { continue }
      try scanner.expect("}")
      break
    }
    guard scanner.isAtEnd else { throw FormatError.malformed(Npy.format, "text follows its header's closing brace") }
    guard let descr, let columnMajor, let sizes else {
      throw FormatError.malformed(Npy.format, "its header lacks one of descr, fortran_order, shape")
    }
    guard let (stored, isBigEndian) = NpyHeader.element(descr) else {
      throw FormatError.unsupported(Npy.format, "element type '\(descr)'")
    }
    do { shape = try Shape(sizes) } catch { throw FormatError.malformed(Npy.format, "\(error)") }
    self.stored = stored
    self.isBigEndian = isBigEndian
    isColumnMajor = columnMajor
  }

  /// The meaning of a `descr` such as `<f4`, `>i8`, `|b1`.
  private static func element(_ descr: String) -> (StoredType, isBigEndian: Bool)? {
    if descr == "?" { return (.bool, false) }
    guard let order = descr.first, "<>|=".contains(order) else { return nil }
    let stored: StoredType? =
      switch descr.dropFirst() {
      case "f2": .float16
      case "f4": .float32
      case "f8": .float64
      case "i1": .int8
      case "u1": .uint8
      case "i2": .int16
      case "u2": .uint16
      case "i4": .int32
      case "u4": .uint32
      case "i8": .int64
      case "u8": .uint64
      case "b1": .bool
      default: nil
      }
    guard let stored, order != "|" || stored.itemSize == 1 else { return nil }
    return (stored, order == ">")
  }

  private struct Scanner {
    let bytes: [UInt8]
    var position = 0

    private mutating func skipSpace() {
      while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x0a { position += 1 }
    }

    var isAtEnd: Bool { bytes[position...].allSatisfy { $0 == 0x20 || $0 == 0x0a } }

    mutating func take(_ token: String) -> Bool {
      skipSpace()
      guard bytes[position...].starts(with: token.utf8) else { return false }
      position += token.utf8.count
      return true
    }

    mutating func expect(_ token: String) throws {
      guard take(token) else {
        throw FormatError.malformed(Npy.format, "'\(token)' wanted at character \(position + 1) of its header")
      }
    }

    mutating func string() throws -> String {
      let quote = take("\"") ? UInt8(ascii: "\"") : UInt8(ascii: "'")
      if quote == UInt8(ascii: "'") { try expect("'") }
      guard let end = bytes[position...].firstIndex(of: quote) else {
        throw FormatError.malformed(Npy.format, "a string in its header does not end")
      }
      defer { position = end + 1 }
      return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    mutating func boolean() throws -> Bool {
      if take("True") { return true }
      try expect("False")
      return false
    }

    mutating func tuple() throws -> [Int] {
      try expect("(")
      var sizes: [Int] = []
      while !take(")") {
        sizes.append(try integer())
        if take(",") { continue }
        try expect(")")
        break
      }
      return sizes
    }

    private mutating func integer() throws -> Int {
      skipSpace()
      let start = position
      while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
      guard let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
        throw FormatError.malformed(Npy.format, "a whole number wanted at character \(start + 1) of its header")
      }
      // Python 2 wrote its long integers so.
      if position < bytes.count, bytes[position] == UInt8(ascii: "L") { position += 1 }
      return value
    }
  }
}
