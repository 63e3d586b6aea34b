import Bindings
import Foundation
import LuaBridge
import Testing

/// What holds for every binding of every module.
@Suite(.serialized) struct DeclarationTests {
  /// Functions, methods and properties. A setter shares its getter's declaration; an operator means what its sign means.
  private static let explained = modules.allFunctions().filter { $0.kind != .metamethod && $0.kind != .setter }

  @Test func everythingBoundHasItsSentence() {
    for function in DeclarationTests.explained { #expect(!function.doc.isEmpty, "\(function.qualifiedName)") }
    for (module, classes) in modules.outline() {
      #expect(!module.doc.isEmpty, "\(module.name)")
      for value in module.values { #expect(!value.doc.isEmpty, "\(module.name).\(value.name)") }
      for inner in module.submodules { #expect(!inner.doc.isEmpty, "\(inner.name)") }
      for type in classes {
        #expect(!type.doc.isEmpty, "\(type.name)")
        if let indexer = type.indexer { #expect(!indexer.doc.isEmpty, "\(type.name)[]") }
      }
    }
  }

  @Test func everyParameterHasATypeInWords() {
    for function in modules.allFunctions() {
      for parameter in function.parameters {
        #expect(!parameter.typeName().isEmpty && !parameter.name.isEmpty, "\(function.qualifiedName)")
      }
    }
  }

  /// In an empty folder, one after the other as at the prompt.
  @Test("every example runs", arguments: modules.outline().map(\.module.name))
  func examples(module: String) throws {
    let folder = try FuzzFolder()
    let script = try Script()
    let entry = try #require(modules.outline().first { $0.module.name == module })
    func functions(of module: LuaModule) -> [NativeFunction] {
      module.functions + module.submodules.flatMap(functions)
    }
    let members = entry.classes.flatMap { $0.methods + $0.getters + [$0.indexer].compactMap { $0 } }
    for function in functions(of: entry.module) + members {
      #expect(!function.example.isEmpty, "\(function.qualifiedName) has no example")
      guard !needsMissingData(function.qualifiedName) else { continue }
      try folder.working {
        do { try script.run(function.example) } catch {
          Issue.record("\(function.qualifiedName): \(function.example)\n\(error)")
        }
      }
    }
  }

  /// MNIST is downloaded where it is missing; a test must not.
  private func needsMissingData(_ name: String) -> Bool {
    guard name == "datasets.mnist" else { return false }
    guard let data = ProcessInfo.processInfo.environment["WORKBENCH_DATA"] else { return true }
    return !FileManager.default.fileExists(atPath: data + "/mnist")
  }
}
