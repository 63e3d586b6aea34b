/// How Lua writes the operators that classes declare.
enum Operators {
  private static let forms: [String: String] = [
    "__add": "a + b", "__sub": "a - b", "__mul": "a * b", "__div": "a / b", "__mod": "a % b", "__pow": "a ^ b",
    "__idiv": "a // b", "__unm": "-a", "__concat": "a .. b", "__eq": "a == b", "__lt": "a < b", "__le": "a <= b",
    "__len": "#a", "__tostring": "tostring(a)",
  ]
  /// LuaLS's names of those that it knows.
  static let annotated: Set<String> = [
    "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__idiv", "__unm", "__concat", "__len",
  ]

  static func isUnary(_ name: String) -> Bool { name == "__unm" || name == "__len" }

  static func form(of name: String) -> String? { forms[name] }
}
