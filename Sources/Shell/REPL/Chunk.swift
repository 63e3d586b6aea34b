import LuaBridge

/// What was typed, as a chunk that can be called.
struct Chunk {
  enum Outcome {
    /// The function is on the stack.
    case compiled
    /// More lines are wanted.
    case unfinished
  }

  /// Compiles an expression, whose values the chunk returns, or statements, whose top-level locals become globals.
  ///
  /// - Parameter line: the number of the first line in messages.
  /// - Throws: `ScriptError` for what no further line can mend.
  static func compile(_ source: [UInt8], line: Int, in state: LuaState) throws -> Outcome {
    // Lua 5.1's prompt wanted `=` before an expression.
    let text = source.first == UInt8(ascii: "=") ? Array(source.dropFirst()) : source
    let expression = Array("return ".utf8) + text
    let asExpression = failure(of: expression, in: state)
    if asExpression == nil {
      try load(expression, line: line, in: state)
      return .compiled
    }
    if let error = failure(of: text, in: state) {
      if isUnfinished(error) || asExpression.map(isUnfinished) == true { return .unfinished }
      try load(text, line: line, in: state)
      return .compiled
    }
    let locals = TopLevelLocals.names(in: text)
    let keeping = text + Array(TopLevelLocals.keeping(locals).utf8)
    // After a `return` nothing may follow: then the locals go.
    let isKept = !locals.isEmpty && failure(of: keeping, in: state) == nil
    try load(isKept ? keeping : text, line: line, in: state)
    return .compiled
  }

  /// Lua's parser names the end of the text where it would have gone on.
  private static func isUnfinished(_ error: ScriptError) -> Bool { error.message.hasSuffix("<eof>") }

  /// The error that compiling gives; leaves nothing on the stack.
  private static func failure(of source: [UInt8], in state: LuaState) -> ScriptError? {
    do {
      try load(source, line: 1, in: state)
      state.stack.pop()
      return nil
    } catch {
      return error as? ScriptError ?? ScriptError("\(error)")
    }
  }

  /// Pushes the compiled statements as they are.
  static func load(_ source: [UInt8], line: Int, in state: LuaState) throws {
    let padding = [UInt8](repeating: UInt8(ascii: "\n"), count: max(line - 1, 0))
    try (padding + source).withUnsafeBytes { try state.load($0, name: "=stdin") }
  }
}
