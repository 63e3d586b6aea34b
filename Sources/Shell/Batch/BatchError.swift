import LuaBridge

/// Why a batch cannot start. Nothing has run then.
enum BatchError: Error, Equatable {
  case promptOptions
  case nothingNamed
  case unknownOption(String)
  /// A folder without scripts.
  case empty(folder: String)
  case noMatch(filters: [String])
  case unreadableName(folder: String)
  case sameRunFolder(first: String, second: String)
  case unknownSetting(place: String, name: String)
  case badSetting(place: String, text: String, wanted: String)
  case unknownNeed(script: String, need: String, known: [String])
  case cycle([String])
  case alreadyRunning(folder: String)
}

extension BatchError: CustomStringConvertible {
  /// Whether the command line itself is wrong.
  var isUsage: Bool {
    switch self {
    case .promptOptions, .nothingNamed, .unknownOption: true
    default: false
    }
  }

  var description: String {
    switch self {
    case .promptOptions: "'-e', '-l' and '-i' do not go with a batch"
    case .nothingNamed: "a folder or script wanted"
    case .unknownOption(let option):
      "unknown option '\(option)'"
        + ((option.count > 3 ? nearestName(to: option, among: BatchOptions.names) : nil).map {
          "; did you mean '\($0)'?"
        }
          ?? "; what is meant for the scripts goes after '--'")
    case .empty(let folder): "no *.lua in '\(printable(folder))'"
    case .noMatch(let filters): "no script matches " + filters.map { "'\($0)'" }.joined(separator: " or ")
    case .unreadableName(let folder): "a name in '\(printable(folder))' is not UTF-8"
    case .sameRunFolder(let first, let second):
      "'\(printable(first))' and '\(printable(second))' would share a run folder"
    case .unknownSetting(let place, let name):
      "\(printable(place)): unknown setting '\(printable(name))'"
        + (nearestName(to: name, among: ScriptHeader.names).map { "; did you mean '\($0)'?" }
          ?? " (there are \(ScriptHeader.names.joined(separator: ", ")))")
    case .badSetting(let place, let text, let wanted):
      "\(printable(place)): \(wanted) wanted, got '\(printable(text))'"
    case .unknownNeed(let script, let need, let known):
      "\(printable(script)) needs '\(printable(need))', which is not in the batch"
        + (nearestName(to: need, among: known).map { "; did you mean '\(printable($0))'?" } ?? "")
    case .cycle(let scripts): "scripts need each other: \(scripts.map(printable).joined(separator: " needs "))"
    case .alreadyRunning(let folder): "another batch is running in '\(printable(folder))'"
    }
  }
}

/// Text without what would move a terminal's cursor or switch its modes.
func printable(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) && $0 != "\t" ? "\u{FFFD}" : $0 }))
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
}
