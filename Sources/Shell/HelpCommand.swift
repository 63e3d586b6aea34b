import Bindings
import Formats
import Glibc
import LuaBridge

/// `workbench help`: explains a topic, or writes all that the declarations tell as files.
enum HelpCommand: Equatable {
  case modules
  case topic(String)
  case files(reference: String?, stubs: String?)

  /// - Parameter arguments: what follows `help`.
  /// - Throws: `UsageError`.
  init(_ arguments: [String]) throws {
    var reference: String?
    var stubs: String?
    var rest = arguments[...]
    while let option = rest.first, option.hasPrefix("--") {
      rest.removeFirst()
      guard option == "--reference" || option == "--stubs" else { throw UsageError.unknownOption(option) }
      guard let folder = rest.popFirst() else { throw UsageError.missingValue(option: option, wanted: "a folder") }
      if option == "--stubs" { stubs = folder } else { reference = folder }
    }
    if reference != nil || stubs != nil {
      if let surplus = rest.first { throw UsageError.surplus(surplus, after: "help --reference DIR --stubs DIR") }
      self = .files(reference: reference, stubs: stubs)
      return
    }
    guard let topic = rest.popFirst() else {
      self = .modules
      return
    }
    if let surplus = rest.first { throw UsageError.surplus(surplus, after: "help TOPIC") }
    self = .topic(topic)
  }

  func run() -> Int32 {
    switch self {
    case .modules:
      writeOutput(Help.text(for: Bindings.modules) + "\n")
      return ExitStatus.success
    case .topic(let topic): return HelpCommand.explain(topic)
    case .files(let reference, let stubs):
      do {
        if let reference { try HelpCommand.write(ReferencePages.files(Bindings.modules), into: reference) }
        if let stubs { try HelpCommand.write(Stubs.files(Bindings.modules), into: stubs) }
        return ExitStatus.success
      } catch {
        writeError("workbench: \(error)\n")
        return ExitStatus.scriptFailed
      }
    }
  }

  /// The names that there is help for.
  static var topics: [String] {
    Bindings.modules.names + Bindings.modules.allFunctions().map(\.qualifiedName)
  }

  private static func explain(_ topic: String) -> Int32 {
    if topic == "batch" {
      writeOutput(Usage.batch + "\n")
      return ExitStatus.success
    }
    guard let text = Help.text(for: topic, Bindings.modules) else {
      writeError("workbench: no help for '\(topic)'\(Command.suggestion(for: topic, among: topics))\n")
      return ExitStatus.badUsage
    }
    writeOutput(text + "\n")
    return ExitStatus.success
  }

  private static func write(_ files: [(name: String, text: String)], into folder: String) throws {
    try Folder.make(folder)
    for file in files { try AtomicFile.write("\(folder)/\(file.name)", bytes: Array(file.text.utf8)) }
  }
}
