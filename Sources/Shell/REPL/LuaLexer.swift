/// A piece of Lua source.
struct LuaToken {
  enum Kind { case name, keyword, number, string, comment, symbol }
  let kind: Kind
  /// Bytes of the source.
  let range: Range<Int>
  /// Whether a string or comment has its end.
  var isFinished = true
}

/// Splits Lua source, which may be wrong or unfinished, into tokens.
struct LuaLexer {
  static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not",
    "or", "repeat", "return", "then", "true", "until", "while",
  ]

  private let source: [UInt8]
  private var position = 0

  static func tokens(_ source: [UInt8]) -> [LuaToken] {
    var lexer = LuaLexer(source: source)
    var tokens: [LuaToken] = []
    while let token = lexer.next() { tokens.append(token) }
    return tokens
  }

  private init(source: [UInt8]) { self.source = source }

  private func byte(_ ahead: Int = 0) -> UInt8? {
    position + ahead < source.count ? source[position + ahead] : nil
  }

  private mutating func next() -> LuaToken? {
    while let byte = byte(), byte == UInt8(ascii: " ") || (9...13).contains(byte) { position += 1 }
    guard let first = byte() else { return nil }
    let start = position
    if first.isNameStart {
      while byte()?.isNamePart == true { position += 1 }
      let isKeyword = LuaLexer.keywords.contains(String(decoding: source[start..<position], as: UTF8.self))
      return LuaToken(kind: isKeyword ? .keyword : .name, range: start..<position)
    }
    if first.isDigit || (first == UInt8(ascii: ".") && byte(1)?.isDigit == true) {
      skipNumber()
      return LuaToken(kind: .number, range: start..<position)
    }
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let isFinished = skipString(first)
      return LuaToken(kind: .string, range: start..<position, isFinished: isFinished)
    case UInt8(ascii: "[") where longBracketLevel() != nil:
      let isFinished = skipLongBracket(longBracketLevel() ?? 0)
      return LuaToken(kind: .string, range: start..<position, isFinished: isFinished)
    case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
      position += 2
      if byte() == UInt8(ascii: "["), let level = longBracketLevel() {
        let isFinished = skipLongBracket(level)
        return LuaToken(kind: .comment, range: start..<position, isFinished: isFinished)
      }
      while let byte = byte(), byte != UInt8(ascii: "\n") { position += 1 }
      return LuaToken(kind: .comment, range: start..<position, isFinished: byte() != nil)
    default:
      position += symbolLength(first)
      return LuaToken(kind: .symbol, range: start..<position)
    }
  }

  private func symbolLength(_ first: UInt8) -> Int {
    let dot = UInt8(ascii: ".")
    if first == dot { return byte(1) == dot ? (byte(2) == dot ? 3 : 2) : 1 }
    if first == UInt8(ascii: ":") { return byte(1) == first ? 2 : 1 }
    if [UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">")].contains(first),
      byte(1) == UInt8(ascii: "=")
    {
      return 2
    }
    if [UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">")].contains(first), byte(1) == first { return 2 }
    return 1
  }

  private mutating func skipNumber() {
    while let byte = byte() {
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      let follows = position > 0 && [UInt8(ascii: "e"), UInt8(ascii: "E")].contains(source[position - 1])
      // `1..x` is a mistake in Lua; here the dots are left for what they look like.
      if byte == UInt8(ascii: "."), self.byte(1) == byte { return }
      guard byte.isNamePart || byte == UInt8(ascii: ".") || (isSign && follows) else { return }
      position += 1
    }
  }

  private mutating func skipString(_ quote: UInt8) -> Bool {
    position += 1
    while let byte = byte() {
      position += 1
      if byte == quote { return true }
      if byte == UInt8(ascii: "\n") { return false }
      if byte == UInt8(ascii: "\\"), let escaped = self.byte() {
        position += 1
        if escaped == UInt8(ascii: "z") { while let blank = self.byte(), blank.isBlank { position += 1 } }
      }
    }
    return false
  }

  /// The number of `=` between the brackets of a long string that starts here.
  private func longBracketLevel() -> Int? {
    var level = 0
    while byte(1 + level) == UInt8(ascii: "=") { level += 1 }
    return byte(1 + level) == UInt8(ascii: "[") ? level : nil
  }

  private mutating func skipLongBracket(_ level: Int) -> Bool {
    position += level + 2
    while let byte = byte() {
      if byte == UInt8(ascii: "]") {
        var equals = 0
        while self.byte(1 + equals) == UInt8(ascii: "=") { equals += 1 }
        if equals == level, self.byte(1 + equals) == UInt8(ascii: "]") {
          position += level + 2
          return true
        }
      }
      position += 1
    }
    return false
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isNameStart: Bool {
    self == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
  }
  var isNamePart: Bool { isNameStart || isDigit }
  var isBlank: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }
}
