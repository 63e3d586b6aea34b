import Bindings
import LuaBridge

/// A value as the prompt shows it. A string is as `print` writes it, a table shows what is in it, as far as that fits
/// on a screen, without asking its `__index` or `__pairs`; whatever has a `__tostring` is what that says.
struct ValueText {
  private static let width = 80
  private static let deepest = mostEntries.count
  /// Entries shown of a table, fewer of one inside another, and of all tables together.
  private static let mostEntries = [40, 8, 4, 4]
  private static let mostInAll = 80
  /// Keys looked at for choosing the ones to show.
  private static let mostVisited = 2000
  private static let longestString = 10_000
  private static let longestInside = 200

  /// - Throws: `ScriptError` from a script's `__tostring`.
  static func text(_ stack: LuaStack, _ index: Int32) throws -> String {
    if stack.type(index) == .string { return plain(stack.string(index) ?? "") }
    var writer = ValueText(stack: stack)
    return writer.layout(try writer.node(stack.absolute(index), depth: 0), indent: 0)
  }

  // MARK: What is shown

  private indirect enum Node {
    case leaf(String)
    /// Items with their keys (nil in the sequence part), and a word for what is left out.
    case table([(key: String?, value: Node)], rest: String?)
  }

  private let stack: LuaStack
  private var open: [UnsafeRawPointer] = []
  private var shown = 0

  private init(stack: LuaStack) { self.stack = stack }

  private mutating func node(_ index: Int32, depth: Int) throws -> Node {
    try stack.reserve(8)
    let isInside = depth > 0
    switch stack.type(index) {
    case .string: return .leaf(ValueText.quoted(stack.string(index) ?? ""))
    case .function: return .leaf(ValueText.function(stack, index))
    case .table:
      if let module = try Help.moduleName(stack, index, modules) {
        return .leaf("module \(module): help(\(module)) lists what is in it")
      }
      if try stack.pushMetafield(index, "__tostring") {
        stack.pop()
        return .leaf(try stack.text(index))
      }
      return try table(index, depth: depth)
    case .userdata:
      let brief = isInside ? briefText(stack, index) : nil
      return .leaf(try brief ?? stack.text(index))
    default: return .leaf(try stack.text(index))
    }
  }

  private mutating func table(_ index: Int32, depth: Int) throws -> Node {
    guard let address = stack.address(index) else { return .leaf("{}") }
    if open.contains(address) { return .leaf("<the same table again>") }
    if depth >= ValueText.deepest { return .leaf("{...}") }
    open.append(address)
    defer { open.removeLast() }

    var items: [(key: String?, value: Node)] = []
    let count = stack.count(index)
    let room = { (shown: Int) in max(min(ValueText.mostEntries[depth], ValueText.mostInAll - shown), 1) }
    let listed = min(count, room(shown))
    for position in 0..<listed {
      stack.getItem(index, position + 1)
      shown += 1
      items.append((nil, try node(stack.top, depth: depth + 1)))
      stack.pop()
    }
    var rest = count > listed ? "... \(count - listed) more" : nil

    let keys = try keys(of: index, beyond: count)
    for key in keys.names.prefix(room(shown)) {
      shown += 1
      try key.reference.push(stack)
      try stack.pushRaw(index, keyAt: stack.top)
      items.append((key.text, try node(stack.top, depth: depth + 1)))
      stack.pop(2)
    }
    let missing = keys.names.count + count - items.count
    if missing > 0 || keys.hasMore { rest = keys.hasMore ? "..." : "... \(missing) more" }
    return .table(items, rest: rest)
  }

  private struct Key {
    let text: String
    let reference: LuaReference
  }

  /// The keys outside of the sequence part: names in alphabetical order, then numbers, then the others.
  private func keys(of index: Int32, beyond count: Int) throws -> (names: [Key], hasMore: Bool) {
    let before = stack.top
    defer { stack.truncate(to: before) }
    var found: [(rank: Int, number: Double, key: Key)] = []
    // After the last of a long sequence come the others.
    if count > ValueText.mostVisited { stack.push(count) } else { stack.pushNil() }
    var visited = 0
    while try stack.pushNext(index) {
      stack.pop()
      visited += 1
      if visited > 2 * ValueText.mostVisited { return (sorted(found), true) }
      let place = stack.top
      if let position = Int.read(stack, place), position >= 1, position <= count { continue }
      let type = stack.type(place)
      stack.push(copyOf: place)
      let key = Key(text: keyText(place, type), reference: try LuaReference(popping: stack))
      found.append((type == .string ? 0 : type == .number ? 1 : 2, Double.read(stack, place) ?? 0, key))
    }
    return (sorted(found), false)
  }

  private func keyText(_ place: Int32, _ type: LuaType) -> String {
    switch type {
    case .string:
      let name = stack.string(place) ?? ""
      return ValueText.isName(name) ? name : "[\(ValueText.quoted(name))]"
    case .number, .boolean: return "[\(stack.describe(place))]"
    default: return "[\(stack.typeName(place))]"
    }
  }

  private func sorted(_ names: [(rank: Int, number: Double, key: Key)]) -> [Key] {
    names.sorted { ($0.rank, $0.number, $0.key.text) < ($1.rank, $1.number, $1.key.text) }.map(\.key)
  }

  // MARK: Layout

  /// On one line if it fits; else short items without keys fill lines, and others get one each.
  private func layout(_ node: Node, indent: Int) -> String {
    guard case .table(let items, let rest) = node else {
      if case .leaf(let text) = node { return text }
      return ""
    }
    if items.isEmpty, rest == nil { return "{}" }
    var parts = items.map { item in
      (item.key.map { "\($0) = " } ?? "") + layout(item.value, indent: indent + 2)
    }
    if let rest { parts.append(rest) }
    let isFlat = !parts.contains { $0.utf8.contains(UInt8(ascii: "\n")) }
    let line = "{\(parts.joined(separator: ", "))}"
    if isFlat, indent + line.count <= ValueText.width { return line }

    let pad = "\n" + String(repeating: " ", count: indent + 2)
    let isList = isFlat && items.allSatisfy { $0.key == nil } && parts.allSatisfy { $0.count <= 20 }
    guard isList else { return "{" + pad + parts.joined(separator: "," + pad) + pad.dropLast(2) + "}" }
    var lines = [""]
    for (number, part) in parts.enumerated() {
      let piece = part + (number == parts.count - 1 ? "" : ", ")
      if indent + 2 + lines[lines.count - 1].count + piece.count > ValueText.width { lines.append("") }
      lines[lines.count - 1] += piece
    }
    return "{" + pad + lines.joined(separator: pad) + pad.dropLast(2) + "}"
  }

  // MARK: Leaves

  /// `function tensor.matmul(t, other)`, or for a script's own `function (a, b) from script.lua:12`.
  static func function(_ stack: LuaStack, _ index: Int32) -> String {
    if let bound = stack.boundFunction(index), bound.kind != .hidden { return "function \(bound.signature)" }
    let told = stack.describeFunction(index)
    return told.place == "[C]" ? "function [C]" : "function (\(told.parameters)) from \(told.place)"
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isNameStart, !LuaLexer.keywords.contains(text) else { return false }
    return text.utf8.allSatisfy(\.isNamePart)
  }

  /// A string on its own: what would disturb a terminal is shown by its number.
  private static func plain(_ text: String) -> String {
    let isLong = text.utf8.count > longestString
    let start = isLong ? String(decoding: text.utf8.prefix(longestString), as: UTF8.self) : text
    return escaped(start, also: [:]) + (isLong ? " ... (\(text.utf8.count) bytes in all)" : "")
  }

  private static func quoted(_ text: String) -> String {
    let isLong = text.utf8.count > longestInside
    let start = isLong ? String(decoding: text.utf8.prefix(longestInside), as: UTF8.self) : text
    return "\"\(escaped(start, also: ["\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\t": "\\t"]))\""
      + (isLong ? "... (\(text.utf8.count) bytes)" : "")
  }

  private static func escaped(_ text: String, also special: [Unicode.Scalar: String]) -> String {
    var result = ""
    for letter in text.unicodeScalars {
      if let word = special[letter] {
        result += word
      } else if letter.value < 32 && letter != "\n" && letter != "\t" || (127..<160).contains(letter.value) {
        result += "\\\(letter.value)"
      } else {
        result.unicodeScalars.append(letter)
      }
    }
    return result
  }
}
