import Bindings
import LuaBridge

// What may stand at a place in Lua code.
extension Completion {
  func luaAnswer(_ text: [UInt8]) throws -> Answer {
    var tokens = LuaLexer.tokens(text)
    let none = Answer(start: text.count, candidates: [])
    var start = text.count
    if let last = tokens.last, last.range.upperBound == text.count || !last.isFinished {
      switch last.kind {
      case .string where !last.isFinished: return try stringAnswer(text, tokens)
      case .comment where !last.isFinished, .number: return none
      case .name, .keyword:
        start = last.range.lowerBound
        tokens.removeLast()
      default: break
      }
    }
    tokens.removeAll { $0.kind == .comment }
    let code = Code(text: text, tokens: tokens)
    if let sign = code.symbol(tokens.count - 1), sign == "." || sign == ":" {
      guard let owner = code.path(endingAt: tokens.count - 2) else { return none }
      return answer(text, from: start, try members(of: owner, methodsOnly: sign == ":"))
    }
    let options = try optionNames(code)
    let answer = answer(text, from: start, options)
    if !answer.candidates.isEmpty { return answer }
    return self.answer(text, from: start, try globalNames() + code.names)
  }

  private func globalNames() throws -> [String] {
    let stack = state.stack
    try stack.pushGlobals()
    defer { stack.pop() }
    return try LuaTable(stack, stack.top).names().filter(Completion.isName) + modules.names + LuaLexer.keywords
  }

  // MARK: Options

  /// The options of the function in whose trailing table the cursor is where a key may be; those already given are not
  /// among them.
  private func optionNames(_ code: Code) throws -> [String] {
    let open = code.openBrackets
    guard let table = open.last, code.symbol(table) == "{" else { return [] }
    let last = code.symbol(code.tokens.count - 1)
    guard last == "{" || last == "," || last == ";" else { return [] }
    let name: Code.Path?
    if let call = open.dropLast().last, code.symbol(call) == "(", ["(", ","].contains(code.symbol(table - 1)) {
      name = code.path(endingAt: call - 1)
    } else {
      name = code.path(endingAt: table - 1)
    }
    guard let name, let function = try function(name) else { return [] }
    let given = Set(code.keys(in: table))
    return function.parameters.filter { $0.isByName && !given.contains($0.name) }.map { $0.name + "=" }
  }

  /// The declaration of a bound function or method.
  private func function(_ path: Code.Path) throws -> NativeFunction? {
    let stack = state.stack
    guard let method = path.method else { return try push(path.names) ? stack.boundFunction(-1) : nil }
    guard try push(path.names) else { return nil }
    return stack.objectClass(-1)?.all(\.methods).first { $0.name == method }
  }

  // MARK: Strings

  /// A module's name after `require`, else a file's.
  private func stringAnswer(_ text: [UInt8], _ tokens: [LuaToken]) throws -> Answer {
    guard let string = tokens.last else { return Answer(start: text.count, candidates: []) }
    let code = Code(text: text, tokens: tokens)
    var quote = 1
    if text[string.range.lowerBound] == UInt8(ascii: "[") {
      quote =
        (text[(string.range.lowerBound + 1)...].firstIndex(of: UInt8(ascii: "[")) ?? 0) + 1 - string.range.lowerBound
    }
    let start = min(string.range.lowerBound + quote, text.count)
    let before = tokens.count - 2
    let isRequire = code.text(before) == "require" || (code.symbol(before) == "(" && code.text(before - 1) == "require")
    guard isRequire else { return files(text, from: start) }
    return answer(text, from: start, try moduleNames(String(decoding: text[start...], as: UTF8.self)))
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isNameStart else { return false }
    return text.utf8.allSatisfy(\.isNamePart)
  }
}

/// Tokens with their text.
struct Code {
  let text: [UInt8]
  let tokens: [LuaToken]

  /// `a.b.c`, or `a.b:c`.
  struct Path {
    var names: [String]
    var method: String?
    /// A string's value, whatever it is, in the place of names.
    var isString = false
  }

  func text(_ place: Int) -> String? {
    tokens.indices.contains(place) ? String(decoding: text[tokens[place].range], as: UTF8.self) : nil
  }
  func symbol(_ place: Int) -> String? {
    tokens.indices.contains(place) && tokens[place].kind == .symbol ? text(place) : nil
  }
  private func name(_ place: Int) -> String? {
    tokens.indices.contains(place) && tokens[place].kind == .name ? text(place) : nil
  }

  var names: [String] { tokens.indices.compactMap(name) }

  /// The names that end at a token; nil where a value comes from something that would have to be run.
  func path(endingAt end: Int) -> Path? {
    if tokens.indices.contains(end), tokens[end].kind == .string { return Path(names: [], isString: true) }
    // `("x"):upper`.
    if symbol(end) == ")", symbol(end - 2) == "(", end >= 1, tokens[end - 1].kind == .string {
      return Path(names: [], isString: true)
    }
    guard let last = name(end) else { return nil }
    var names = [last]
    var method: String?
    var place = end
    while let sign = symbol(place - 1), sign == "." || sign == ":" {
      guard let owner = name(place - 2) else { return nil }
      if sign == ":" {
        guard names.count == 1, method == nil else { return nil }
        method = names.removeLast()
      }
      names.insert(owner, at: 0)
      place -= 2
    }
    return Path(names: names, method: method)
  }

  /// The brackets that are open at the end, outermost first.
  var openBrackets: [Int] {
    var open: [Int] = []
    for place in tokens.indices {
      switch symbol(place) {
      case "(", "{", "[": open.append(place)
      case ")", "}", "]": _ = open.popLast()
      default: break
      }
    }
    return open
  }

  /// The keys already written in the table that opens at a token.
  func keys(in table: Int) -> [String] {
    var depth = 0
    var keys: [String] = []
    for place in tokens.indices where place > table {
      switch symbol(place) {
      case "(", "{", "[": depth += 1
      case ")", "}", "]": depth -= 1
      case "=" where depth == 0: name(place - 1).map { keys.append($0) }
      default: break
      }
    }
    return keys
  }
}
