/// The reference in Markdown: a page a module, and an index.
public enum ReferencePages {
  public static func files(_ registry: Registry) -> [(name: String, text: String)] {
    let outline = registry.outline()
    let pages = outline.map { module, classes -> (name: String, text: String) in
      var page = Page()
      page.add(module, level: 1)
      for type in classes { page.add(type) }
      return ("\(module.name).md", page.text)
    }
    return [("README.md", index(outline))] + pages
  }

  private static func index(_ outline: [(module: LuaModule, classes: [LuaClass])]) -> String {
    var page = Page()
    page.paragraph("# Reference")
    page.paragraph(
      "Made from the declarations by `make docs`; `help(x)` at the prompt and `workbench help TOPIC` say the same. "
        + "Examples are written for the prompt, where modules are globals; a script begins with `local tensor = require "
        + "\"tensor\"` and so on. Square brackets stand around what may be left out, braces around options, which come in "
        + "one table at the end.")
    page.paragraph("| module | what | its objects |\n| --- | --- | --- |")
    page.trimParagraph()
    for (module, classes) in outline {
      page.line(
        "| [\(module.name)](\(module.name).md) | \(Page.escaped(module.doc, inTable: true)) | "
          + classes.map(\.name).joined(separator: ", ") + " |")
    }
    page.line("")
    page.paragraph("## In an editor")
    page.paragraph(
      "Editors with lua-language-server get completion, types and this text from the stubs in `docs/stubs` (`make install` "
        + "puts them under `share/workbench/stubs`). A `.luarc.json` beside your scripts points to them:")
    page.code(
      "{ \"runtime.version\": \"Lua 5.4\", \"workspace.library\": [\"/usr/local/share/workbench/stubs\"] }",
      language: "json")
    page.trimParagraph()
    return page.text
  }
}

/// One page in the making.
private struct Page {
  private(set) var text = ""

  mutating func line(_ line: String) { text += line + "\n" }
  mutating func paragraph(_ words: String) { text += words + "\n\n" }
  mutating func code(_ code: String, language: String = "lua") { paragraph("```\(language)\n\(code)\n```") }
  /// Takes back the empty line after a paragraph.
  mutating func trimParagraph() { if text.hasSuffix("\n\n") { text.removeLast() } }

  // MARK: Modules and classes

  mutating func add(_ module: LuaModule, level: Int) {
    paragraph("\(String(repeating: "#", count: level)) \(module.name)")
    paragraph(Page.escaped(module.doc))
    if level == 1 { code("local \(module.name) = require \"\(module.name)\"") }
    if let callee = module.callee {
      paragraph("`\(module.name)(...)` is `\(module.name).\(callee.name)(...)`.")
    }
    for value in module.values {
      paragraph("`\(module.name).\(value.name)`, \(value.type().words): \(Page.escaped(value.doc))")
    }
    let methods = module.functions.filter { $0.method != nil }
    for function in module.functions where function.method == nil { add(function, level: level + 1) }
    if !methods.isEmpty {
      paragraph("These are methods of \(methods[0].method?.owner ?? "objects"), described there, and also functions:")
      paragraph(methods.map { "`\($0.qualifiedName)`" }.joined(separator: ", ") + ".")
    }
    for inner in module.submodules { add(inner, level: level + 1) }
    trimParagraph()
  }

  mutating func add(_ type: LuaClass) {
    line("")
    paragraph("## \(type.name)")
    paragraph(Page.escaped(type.doc) + (type.base.map { " It has all that a \($0.name) has." } ?? ""))
    for property in type.getters {
      let isSettable = type.setters.contains { $0.name == property.name }
      paragraph("### \(property.qualifiedName)")
      let value = property.results().first?.words ?? "value"
      paragraph("\(Page.escaped(property.doc)) (\(Page.escaped(value)); \(isSettable ? "can be set" : "read-only"))")
      if !property.example.isEmpty { code(property.example) }
    }
    if let indexer = type.indexer, type.base?.indexer !== indexer, !indexer.doc.isEmpty {
      paragraph("### \(type.name)[key]")
      paragraph(Page.escaped(indexer.doc))
      if !indexer.example.isEmpty { code(indexer.example) }
    }
    let operators = type.metamethods
    if !operators.isEmpty {
      paragraph("Operators: " + operators.map { "`\($0.signature)`" }.joined(separator: ", ") + ".")
    }
    for method in type.methods { add(method, level: 3) }
    trimParagraph()
  }

  // MARK: Functions

  private mutating func add(_ function: NativeFunction, level: Int) {
    paragraph("\(String(repeating: "#", count: level)) \(function.qualifiedName)")
    code(function.signature)
    paragraph(Page.escaped(function.doc))
    var facts: [String] = []
    for parameter in function.parameters {
      let given = parameter.defaultText.map { ", `\($0)` if left out" } ?? ""
      facts.append("- `\(parameter.callName)`: \(Page.escaped(parameter.typeName()))\(given)")
    }
    let results = function.results().map { Page.escaped($0.words) }
    if !results.isEmpty { facts.append("- returns \(results.joined(separator: ", "))") }
    if !facts.isEmpty { paragraph(facts.joined(separator: "\n")) }
    if !function.example.isEmpty { code(function.example) }
  }

  /// Words as Markdown that shows them as they are.
  static func escaped(_ words: String, inTable: Bool = false) -> String {
    var isCode = false
    return String(
      words.flatMap { letter -> String in
        if letter == "`" { isCode.toggle() }
        let isSpecial = letter == "*" || letter == "<" || letter == "_" || (letter == "|" && inTable)
        return isSpecial && !isCode ? "\\\(letter)" : String(letter)
      })
  }
}
