/// The command line, parsed.
struct Options {
  /// What to do before the script, in the order given.
  enum Step: Equatable {
    case chunk(String)
    /// `-l name` or `-l variable=name`.
    case module(variable: String, name: String)
  }
  enum Script: Equatable {
    case file(String)
    case standardInput
  }

  var steps: [Step] = []
  var script: Script?
  var scriptArguments: [String] = []
  /// How many of the program's arguments come before the script's name.
  var scriptPosition = 0
  var isInteractive = false
  var showsVersion = false
  var showsHelp = false
  var ignoresEnvironment = false
  var showsWarnings = false
  /// Whether reading a global that does not exist is an error.
  var hasStrictGlobals = true
  var takesBytecode = false
  var seed: Int?
  var threads: Int?
  var memory: Int?
  var timeout: Double?
  var help: HelpCommand?

  /// - Parameter arguments: without the program's name.
  /// - Throws: `UsageError`.
  init(_ arguments: [String]) throws {
    var rest = arguments[...]

    // `--name=value`, `--name value`; `-evalue`, `-e value`.
    func value(of option: String, attached: Substring?, wanted: String) throws -> String {
      if let attached { return String(attached) }
      guard let next = rest.popFirst() else { throw UsageError.missingValue(option: option, wanted: wanted) }
      return next
    }
    func number<T>(of option: String, _ attached: Substring?, wanted: String, _ parse: (String) -> T?) throws -> T {
      let text = try value(of: option, attached: attached, wanted: wanted)
      guard let number = parse(text) else { throw UsageError.badValue(option: option, wanted: wanted, got: text) }
      return number
    }

    while let argument = rest.first {
      guard argument.hasPrefix("-") else { break }
      if argument == "-" { break }
      rest.removeFirst()
      if argument == "--" { break }
      if argument.hasPrefix("--") {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count > 1 ? parts[1] : nil
        switch name {
        case "--seed": seed = try number(of: name, attached, wanted: "an integer") { Int($0) }
        case "--threads":
          threads = try number(of: name, attached, wanted: "a number of threads from 1") {
            Int($0).flatMap { $0 > 0 ? $0 : nil }
          }
        case "--memory": memory = try number(of: name, attached, wanted: "a size such as 500M or 2G", Options.bytes)
        case "--timeout":
          timeout = try number(of: name, attached, wanted: "seconds") {
            Double($0).flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil }
          }
        case "--lax-globals" where attached == nil: hasStrictGlobals = false
        case "--bytecode" where attached == nil: takesBytecode = true
        case "--help": showsHelp = true
        case "--version": showsVersion = true
        default: throw UsageError.unknownOption(argument)
        }
        continue
      }
      let letter = argument.dropFirst().first
      let attached = argument.count > 2 ? argument.dropFirst(2) : nil
      switch letter {
      case "e": steps.append(.chunk(try value(of: "-e", attached: attached, wanted: "a chunk of Lua")))
      case "l":
        let name = try value(of: "-l", attached: attached, wanted: "a module's name")
        let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
        steps.append(.module(variable: parts.first ?? name, name: parts.last ?? name))
      case "i" where attached == nil: isInteractive = true
      case "v" where attached == nil: showsVersion = true
      case "E" where attached == nil: ignoresEnvironment = true
      case "W" where attached == nil: showsWarnings = true
      case "h" where attached == nil: showsHelp = true
      default: throw UsageError.unknownOption(argument)
      }
    }
    scriptPosition = arguments.count - rest.count
    guard let first = rest.popFirst() else { return }
    script = first == "-" ? .standardInput : .file(first)
    scriptArguments = Array(rest)
    if first == "help" { help = try HelpCommand(scriptArguments) }
  }

  /// `512`, `500M`, `2G`, `1.5g`: bytes.
  static func bytes(_ text: String) -> Int? {
    let units: [Character: Double] = ["k": 1024, "m": 1_048_576, "g": 1_073_741_824, "t": 1_099_511_627_776]
    guard let last = text.lowercased().last else { return nil }
    let unit = units[last]
    guard let number = Double(unit == nil ? text[...] : text.dropLast()) else { return nil }
    let bytes = number * (unit ?? 1)
    return bytes >= 1 && bytes < 1e18 ? Int(bytes) : nil
  }
}

/// A mistake on the command line.
enum UsageError: Error, Equatable {
  case unknownOption(String)
  case missingValue(option: String, wanted: String)
  case badValue(option: String, wanted: String, got: String)
  case surplus(String, after: String)
}
