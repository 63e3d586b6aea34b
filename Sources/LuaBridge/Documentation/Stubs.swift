/// Files that tell an editor with lua-language-server (LuaLS) what there is: functions, parameters, option tables,
/// results, classes. They are Lua, but nothing ever runs them.
public enum Stubs {
  /// A file a module. A class stands in the first module that names it; LuaLS's classes are global.
  public static func files(_ registry: Registry) -> [(name: String, text: String)] {
    registry.outline().map { module, classes in
      var stub = Stub()
      stub.line("---@meta \(module.name)")
      stub.line("-- Made from the declarations by `workbench help --stubs`; do not edit.")
      for type in classes { stub.add(type) }
      stub.add(module)
      stub.line("")
      stub.line("return \(module.name)")
      return ("\(module.name).lua", stub.text)
    }
  }
}

/// One file in the making.
private struct Stub {
  private(set) var text = ""

  mutating func line(_ line: String) { text += line + "\n" }

  // MARK: Modules and classes

  mutating func add(_ module: LuaModule, isInner: Bool = false) {
    line("")
    comment(module.doc)
    line("---@class \(module.name)")
    for value in module.values { line("---@field \(value.name) \(value.type().annotation) \(value.doc)") }
    if let callee = module.callee { line("---@overload \(signature(of: callee, self: nil))") }
    line("\(isInner ? "" : "local ")\(module.name) = {}")
    for function in module.functions { add(function, path: "\(module.name).\(function.name)") }
    for inner in module.submodules { add(inner, isInner: true) }
  }

  mutating func add(_ type: LuaClass) {
    line("")
    comment(type.doc)
    line("---@class \(type.name)" + (type.base.map { ": \($0.name)" } ?? ""))
    for property in type.getters {
      let isSettable = type.setters.contains { $0.name == property.name }
      let annotation = property.results().first?.annotation ?? "any"
      line("---@field \(property.name) \(annotation) \(property.doc)\(isSettable ? "" : " Read-only.")")
    }
    if let indexer = type.indexer, type.base?.indexer !== indexer {
      let value = indexer.results().first ?? .any
      for key in indexer.parameters.flatMap({ $0.type().members }) where key != .nil {
        line("---@field [\(key.annotation)] \(value.annotation) \(indexer.doc)")
      }
    }
    for function in type.metamethods { add(function, of: type) }
    line("local \(type.name) = {}")
    for method in type.methods { add(method, path: "\(type.name):\(method.name)") }
    if type.base == nil {
      line("")
      comment("Lets go of the object at once; using it afterwards is an error.")
      line("function \(type.name):free() end")
    }
  }

  private mutating func add(_ function: NativeFunction, of type: LuaClass) {
    let result = function.results().first?.annotation ?? "any"
    if function.name == "__call" {
      line("---@overload \(signature(of: function, self: nil, skipping: 1))")
    } else if Operators.annotated.contains(function.name) {
      let name = function.name.dropFirst(2)
      let operand = function.parameters.dropFirst().first.map { "(\($0.type().annotation))" } ?? ""
      line("---@operator \(name)\(Operators.isUnary(function.name) ? "" : operand): \(result)")
    }
  }

  // MARK: Functions

  private mutating func add(_ function: NativeFunction, path: String) {
    line("")
    if !function.options.isEmpty {
      line("---@class \(function.optionsClass)")
      for option in function.options {
        let type = option.type()
        let note = option.defaultText.map { " Default \($0)." } ?? ""
        line("---@field \(option.name)\(option.isOptionalField ? "?" : "") \(type.withoutNil.annotation)\(note)")
      }
      line("")
    }
    comment(function.doc)
    if !function.example.isEmpty {
      comment("")
      comment("```lua\n\(function.example)\n```")
    }
    var names: [String] = []
    for parameter in function.positional {
      names.append(parameter.isRest ? "..." : parameter.name)
      line("---@param \(annotated(parameter, function))")
    }
    if let options = optionsParameter(function) {
      names.append("options")
      line("---@param \(options)")
    }
    for result in function.results() { line("---@return \(result.annotation)") }
    // Options may follow at once where parameters are left out.
    let required = function.positional.prefix { !$0.isOptionalField }
    if !function.options.isEmpty, required.count < function.positional.count, !function.hasRest {
      let object = function.kind == .method ? function.owner : nil
      line("---@overload \(signature(of: function, self: object, positional: Array(required)))")
    }
    line("function \(path)(\(names.joined(separator: ", "))) end")
  }

  private func annotated(_ parameter: ParameterInfo, _ function: NativeFunction) -> String {
    if parameter.isRest { return "... \(restAnnotation(parameter, function))" }
    let type = parameter.type()
    let note = parameter.defaultText.map { " Default \($0)." } ?? ""
    return parameter.isOptional
      ? "\(parameter.name)? \(type.withoutNil.annotation)\(note)" : "\(parameter.name) \(type.annotation)\(note)"
  }

  private func restAnnotation(_ parameter: ParameterInfo, _ function: NativeFunction) -> String {
    parameter.type().annotation + (function.options.isEmpty ? "" : "|\(function.optionsClass)")
  }

  /// `options? tensor.full.options`; nil where there are none, or where they come among the last of any number.
  private func optionsParameter(_ function: NativeFunction) -> String? {
    guard !function.options.isEmpty, !function.hasRest else { return nil }
    return "options\(function.options.allSatisfy(\.isOptionalField) ? "?" : "") \(function.optionsClass)"
  }

  /// `fun(t: Tensor, options?: tensor.sum.options): Tensor`.
  private func signature(
    of function: NativeFunction, self object: String?, skipping count: Int = 0, positional: [ParameterInfo]? = nil
  ) -> String {
    var parts = object.map { ["self: \($0)"] } ?? []
    for parameter in (positional ?? function.positional).dropFirst(count) {
      if parameter.isRest {
        parts.append("...: \(restAnnotation(parameter, function))")
      } else {
        let type = parameter.type()
        parts.append(
          parameter.isOptional
            ? "\(parameter.name)?: \(type.withoutNil.annotation)" : "\(parameter.name): \(type.annotation)")
      }
    }
    if let options = optionsParameter(function) {
      let words = options.split(separator: " ")
      parts.append("\(words[0]): \(words[1])")
    }
    let owner = function.owner
    let results = function.results().map { ($0 == .itself ? .object(owner) : $0).annotation }
    let head = "fun(\(parts.joined(separator: ", ")))"
    return results.isEmpty ? head : "\(head): \(results.joined(separator: ", "))"
  }

  private mutating func comment(_ text: String) {
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) { line("---\(part)") }
  }

}

extension NativeFunction {
  fileprivate var hasRest: Bool { parameters.contains(where: \.isRest) }
  fileprivate var optionsClass: String { "\(owner).\(name).options" }
}

extension LuaValueType {
  /// The types of a union, one by one.
  fileprivate var members: [LuaValueType] {
    if case .either(let types) = self { return types.flatMap(\.members) }
    return [self]
  }
}
