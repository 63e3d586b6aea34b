import Glibc
import LuaBridge

/// The options that a script declares with `workbench.options`, and the parser of its arguments.
struct ScriptOptions {
  enum Value {
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    /// A string without a default.
    case absent
  }
  enum Allowed {
    case anything
    case range(Double, Double)
    case choices([String])
  }
  struct Option {
    let name: String
    let initial: Value
    let doc: String
    let allowed: Allowed
  }
  /// In order of name: a Lua table has none.
  let options: [Option]

  init(_ declared: LuaTable) throws {
    var options: [Option] = []
    try declared.forEachPair { stack, key in
      guard let name = stack.string(key), let table = LuaTable.read(stack, key + 1) else {
        throw UserError("{name = {default, doc}} wanted, got \(stack.typeName(key + 1)) for '\(stack.describe(key))'")
      }
      let initial = try ScriptOptions.value(try table.item(1, as: LuaAny.self), of: name)
      let doc: String? = try table.itemIfAny(2)
      options.append(
        Option(
          name: name, initial: initial, doc: doc ?? "",
          allowed: try ScriptOptions.allowed(try table.item(3, as: LuaAny.self), of: name, initial)))
    }
    self.options = options.sorted { $0.name < $1.name }
  }

  private static func value(_ any: LuaAny, of name: String) throws -> Value {
    switch any.type {
    case .nil, .none: return .absent
    case .boolean: return .boolean(try any.read() ?? false)
    case .number:
      // 1e-3 and 1.0 are numbers, 3 is an integer.
      if any.isInteger, let integer: Int = try any.read() { return .integer(integer) }
      return .number(try any.read() ?? 0)
    case .string: return .text(try any.read() ?? "")
    default: throw UserError("the default of '\(name)' must be a number, string, boolean or nil, got \(any.typeName)")
    }
  }

  private static func allowed(_ any: LuaAny, of name: String, _ initial: Value) throws -> Allowed {
    guard let table: LuaTable = try any.read() else { return .anything }
    switch initial {
    case .integer, .number:
      let ends = try table.items(as: Double.self)
      guard ends.count == 2, ends[0] <= ends[1] else { throw UserError("{min, max} wanted as third item of '\(name)'") }
      return .range(ends[0], ends[1])
    default: return .choices(try table.items(as: String.self))
    }
  }

  // MARK: Parsing

  /// The values by name, and the positional arguments from 1. A mistake is told and ends the process with status 2;
  /// `--help` ends it with 0.
  func parse(_ line: (script: String, arguments: [String])) throws -> ParsedOptions {
    var values = Dictionary(options.map { ($0.name, $0.initial) }, uniquingKeysWith: { first, _ in first })
    var positional: [String] = []
    var rest = line.arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        positional += rest
        break
      }
      guard argument.hasPrefix("--") else {
        positional.append(argument)
        continue
      }
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      // `--batch-size` is `batch_size`.
      let name = String(parts[0]).replacing("-", with: "_")
      if name == "help" { leave(status: 0, help(line.script)) }
      guard let option = options.first(where: { $0.name == name }) else {
        let negated = name.hasPrefix("no_") ? options.first { "no_" + $0.name == name } : nil
        if let negated, case .boolean = negated.initial {
          values[negated.name] = .boolean(false)
          continue
        }
        let hint = nearestName(to: name, among: options.map(\.name) + ["help"]).map { "; did you mean '--\($0)'?" }
        fail(line.script, "unknown option '\(argument)'" + (hint ?? ""))
      }
      if case .boolean = option.initial, parts.count == 1 {
        values[name] = .boolean(true)
        continue
      }
      guard let text = parts.count > 1 ? String(parts[1]) : rest.popFirst() else {
        fail(line.script, "'--\(name)' needs \(wanted(option))")
      }
      guard let value = read(text, option) else {
        fail(line.script, "'--\(name)': \(wanted(option)) wanted, got '\(text)'")
      }
      values[name] = value
    }
    return ParsedOptions(
      named: options.map { ($0.name, push(values[$0.name] ?? $0.initial)) }, positional: positional)
  }

  private func read(_ text: String, _ option: Option) -> Value? {
    let value: Value
    switch option.initial {
    case .boolean:
      switch text {
      case "true", "yes", "1": return .boolean(true)
      case "false", "no", "0": return .boolean(false)
      default: return nil
      }
    case .integer:
      guard let number = Int(text) ?? Double(text).flatMap({ Int(exactly: $0) }) else { return nil }
      value = .integer(number)
    case .number:
      guard let number = Double(text), !number.isNaN else { return nil }
      value = .number(number)
    case .text, .absent: value = .text(text)
    }
    switch (option.allowed, value) {
    case (.range(let least, let most), .integer(let number)):
      return Double(number) >= least && Double(number) <= most ? value : nil
    case (.range(let least, let most), .number(let number)): return number >= least && number <= most ? value : nil
    case (.choices(let choices), .text(let text)): return choices.contains(text) ? value : nil
    default: return value
    }
  }

  private func push(_ value: Value) -> any LuaPushable {
    switch value {
    case .boolean(let value): value
    case .integer(let value): value
    case .number(let value): value
    case .text(let value): value
    case .absent: String?.none
    }
  }

  // MARK: Sentences

  private func wanted(_ option: Option) -> String {
    switch (option.initial, option.allowed) {
    case (_, .choices(let choices)): "one of \(choices.joined(separator: ", "))"
    case (.integer, .range(let least, let most)): "an integer from \(short(least)) to \(short(most))"
    case (.number, .range(let least, let most)): "a number from \(short(least)) to \(short(most))"
    case (.integer, _): "an integer"
    case (.number, _): "a number"
    case (.boolean, _): "true or false"
    default: "a value"
    }
  }

  private func short(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }

  private func help(_ script: String) -> String {
    let rows = options.map { option -> (String, String) in
      let initial =
        switch option.initial {
        case .boolean(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): value
        case .absent: "none"
        }
      return ("--\(option.name)", "\(option.doc) (\(wanted(option)); default \(initial))")
    }
    let width = (rows.map(\.0.utf8.count).max() ?? 0) + 2
    let lines = rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.utf8.count))\($0.1)" }
    return (["usage: workbench \(script) [options]"] + lines).joined(separator: "\n") + "\n"
  }

  private func fail(_ script: String, _ message: String) -> Never {
    leave(status: 2, "workbench: \(script): \(message)\nTry '--help'.\n")
  }

  // The user of the script asked for this, not the script: no error that the script could catch.
  private func leave(status: Int32, _ text: String) -> Never {
    fflush(nil)
    var text = text
    text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, status == 0 ? stdout : stderr) }
    exit(status)
  }
}

/// The values by name and, in the sequence part, the positional arguments.
struct ParsedOptions: LuaPushable {
  static var luaType: LuaValueType { .table }

  let named: [(String, any LuaPushable)]
  let positional: [String]

  func push(_ stack: LuaStack) throws {
    try Fields(named).push(stack)
    for (position, text) in positional.enumerated() {
      try stack.push(text)
      try stack.setItem(-2, position + 1)
    }
  }
}
