import Bindings
import LuaBridge
import Testing

/// What holds for every binding of every module.
@Suite(.serialized) struct DeclarationTests {
  @Test func everythingBoundHasItsSentence() {
    for function in modules.allFunctions() where function.kind != .metamethod && function.kind != .setter {
      #expect(!function.doc.isEmpty, "\(function.qualifiedName)")
    }
    for entry in modules.entries { #expect(!entry.load().doc.isEmpty) }
  }

  @Test(arguments: ["tensor", "workbench"])
  func everyExampleRuns(module: String) throws {
    let script = try Script()
    for function in modules.allFunctions() where function.owner.hasPrefix(module) && !function.example.isEmpty {
      do { try script.run(function.example) } catch {
        Issue.record("\(function.qualifiedName): \(function.example)\n\(error)")
      }
    }
  }

  @Test func everyMethodOfATensorHasAnExampleThatRuns() throws {
    let script = try Script()
    for function in modules.allFunctions() where function.owner == "Tensor" && function.kind == .method {
      #expect(!function.example.isEmpty, "\(function.name)")
      do { try script.run(function.example) } catch {
        Issue.record("\(function.qualifiedName): \(function.example)\n\(error)")
      }
    }
  }
}
