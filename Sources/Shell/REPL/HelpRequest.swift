import Bindings
import LuaBridge

/// `x?`: what `help(x)` prints, also for a name of which there is no value yet, and for a method, `t:sum?`.
enum HelpRequest {
  /// The text before the question mark that ends the entry; Lua itself has no use for that mark.
  static func expression(in text: [UInt8]) -> [UInt8]? {
    let tokens = LuaLexer.tokens(text)
    guard tokens.count > 1, let last = tokens.last, last.kind == .symbol, text[last.range] == [UInt8(ascii: "?")] else {
      return nil
    }
    return Array(text[..<last.range.lowerBound])
  }

  static func answer(_ expression: [UInt8], in state: LuaState) throws {
    let name = String(decoding: expression, as: UTF8.self)
    if let text = try valueHelp(expression, in: state) ?? Help.text(for: name, modules) {
      writeOutput(text + "\n")
    } else {
      throw UserError("no help for '\(name)'" + Command.suggestion(for: name, among: HelpCommand.topics))
    }
  }

  /// Help for what the expression gives; nil where it fails and may be a topic's name.
  private static func valueHelp(_ expression: [UInt8], in state: LuaState) throws -> String? {
    let stack = state.stack
    let tokens = LuaLexer.tokens(expression)
    // `t:sum` alone is no expression.
    if tokens.count > 2, let name = tokens.last, name.kind == .name,
      expression[tokens[tokens.count - 2].range] == [UInt8(ascii: ":")]
    {
      guard try evaluate(Array(expression[..<tokens[tokens.count - 2].range.lowerBound]), in: state) else { return nil }
      let method = String(decoding: expression[name.range], as: UTF8.self)
      return stack.objectClass(1)?.all(\.methods).first { $0.name == method }.map(Help.text)
    }
    guard try evaluate(expression, in: state) else { return nil }
    return try text(stack, 1)
  }

  private static func evaluate(_ expression: [UInt8], in state: LuaState) throws -> Bool {
    do {
      try (Array("return ".utf8) + expression).withUnsafeBytes { try state.load($0, name: "=stdin") }
      try state.call(results: 1)
      return true
    } catch let error as ScriptError {
      if Interrupt.delivered != nil { throw error }
      return false
    }
  }

  /// What is known of the value at `index`.
  static func text(_ stack: LuaStack, _ index: Int32) throws -> String? {
    if let text = try Help.text(stack, index, modules) { return text }
    switch stack.type(index) {
    case .function: return ValueText.function(stack, index)
    case .nil: return nil
    default: return "\(stack.typeName(index)): \(try ValueText.text(stack, index))"
    }
  }
}
