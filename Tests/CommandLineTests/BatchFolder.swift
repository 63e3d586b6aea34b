import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A folder of scripts, with the batches run in it.
final class BatchFolder {
  let folder: Program.Folder
  var path: String { folder.path }

  /// - Parameter scripts: Texts by name, written to the folder `s`.
  init(_ scripts: [String: String]) throws {
    folder = try Program.Folder()
    for (name, text) in scripts { try write(name, text) }
  }

  func write(_ name: String, _ text: String) throws { _ = try folder.write("s/" + name, text) }

  func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs `workbench` in the folder; a path of "s" is its scripts.
  func run(
    _ arguments: String..., environment: [String: String] = [:], interruptAfter delay: Double? = nil
  ) throws -> Program.Result {
    try Program.run(arguments, environment: environment, folder: path, interruptAfter: delay)
  }

  /// Starts it, to be signalled; what it prints is in the file `output`.
  func start(_ arguments: String...) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    FileManager.default.createFile(atPath: path + "/output", contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/output"))
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The JSON report `r.json`, its scripts by name.
  func report() throws -> (whole: [String: Any], scripts: [String: [String: Any]]) {
    let data = try Data(contentsOf: URL(fileURLWithPath: path + "/r.json"))
    let whole = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let list = try #require(whole["scripts"] as? [[String: Any]])
    return (whole, Dictionary(uniqueKeysWithValues: list.map { ($0["name"] as? String ?? "", $0) }))
  }

  /// The results of the scripts in the JSON report, by name.
  func results() throws -> [String: String] {
    try report().scripts.mapValues { $0["result"] as? String ?? "" }
  }

  /// Waits until it holds, at most ten seconds.
  static func wait(until condition: () -> Bool) {
    for _ in 0..<1000 where !condition() { usleep(10_000) }
  }

  /// Whether a process of that number runs; one that has ended and waits for its parent does not.
  static func runs(_ process: Int32) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
    return text.split(separator: ")").last?.split(separator: " ").first != "Z"
  }
}

/// A JUnit report as an XML parser reads it.
final class JUnit: NSObject, XMLParserDelegate {
  struct Case {
    var attributes: [String: String]
    /// The element inside that says what went wrong, with its attributes and text.
    var verdict: String?
    var detail: [String: String] = [:]
    var text = ""
  }
  var suite: [String: String] = [:]
  var cases: [String: Case] = [:]
  private var current = ""
  private var isInside = false

  init(_ path: String) throws {
    super.init()
    let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: path)))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    switch name {
    case "testsuites": break
    case "testsuite": suite = attributes
    case "testcase":
      current = attributes["name"] ?? ""
      cases[current] = Case(attributes: attributes)
    default:
      cases[current]?.verdict = name
      cases[current]?.detail = attributes
      isInside = true
    }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    isInside = false
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInside { cases[current]?.text += string }
  }
}
