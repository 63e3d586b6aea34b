/// The local variables that a chunk declares outside of every block. At the prompt they would be gone with their line;
/// they are kept as globals instead.
enum TopLevelLocals {
  /// Names in order of declaration; to-be-closed variables, which end with the chunk, are not among them.
  static func names(in source: [UInt8]) -> [String] {
    let tokens = LuaLexer.tokens(source).filter { $0.kind != .comment }
    let texts = tokens.map { String(decoding: source[$0.range], as: UTF8.self) }
    var names: [String] = []
    var depth = 0
    var position = 0
    func isName(_ place: Int) -> Bool { place < tokens.count && tokens[place].kind == .name }
    while position < tokens.count {
      defer { position += 1 }
      guard tokens[position].kind == .keyword else { continue }
      switch texts[position] {
      case "function", "do", "if", "repeat": depth += 1
      case "end", "until": depth -= 1
      case "local" where depth == 0:
        if position + 2 < tokens.count, texts[position + 1] == "function", isName(position + 2) {
          names.append(texts[position + 2])
          continue
        }
        var place = position + 1
        while isName(place) {
          let hasAttribute = place + 3 < tokens.count && texts[place + 1] == "<" && texts[place + 3] == ">"
          if !(hasAttribute && texts[place + 2] == "close"), texts[place] != "_ENV" { names.append(texts[place]) }
          place += hasAttribute ? 4 : 1
          guard place < tokens.count, texts[place] == "," else { break }
          place += 1
        }
      default: break
      }
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// What is to follow the chunk so that the names are globals when it has run.
  static func keeping(_ names: [String]) -> String {
    "\n" + names.map { "_ENV.\($0)" }.joined(separator: ", ") + " = " + names.joined(separator: ", ")
  }
}
