import Glibc

/// What a script says about its own run, in the comments before its first statement:
///
///     -- workbench: timeout=60 needs=train_vae.lua threads=1 memory=1G
struct ScriptHeader: Equatable {
  var timeout: Double?
  var threads: Int?
  var memory: Int?
  /// Scripts that must have succeeded before, as written.
  var needs: [String] = []

  static let names = ["timeout", "needs", "threads", "memory"]

  init() {}

  /// - Parameter name: The script's, for messages.
  /// - Throws: `BatchError` for a setting that is not known or not what is wanted.
  init(_ source: [UInt8], name: String) throws {
    for (number, line) in source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      var text = String(decoding: line, as: UTF8.self)[...]
      if number == 0 {
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        if text.hasPrefix("#") { continue }
      }
      text = ScriptHeader.trimmed(text)
      if text.isEmpty { continue }
      // A long comment is prose, and what follows it may be code.
      guard text.hasPrefix("--"), !text.hasPrefix("--[[") else { return }
      let comment = ScriptHeader.trimmed(text.drop { $0 == "-" })
      guard comment.hasPrefix("workbench:") else { continue }
      try read(comment.dropFirst("workbench:".count), place: "\(name):\(number + 1)")
    }
  }

  private mutating func read(_ settings: Substring, place: String) throws {
    for word in try ScriptHeader.words(settings, place: place) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw BatchError.badSetting(place: place, text: word, wanted: "'name=value'")
      }
      func value<T>(_ wanted: String, _ parse: (String) -> T?) throws -> T {
        guard let value = parse(parts[1]) else {
          throw BatchError.badSetting(place: "\(place): '\(parts[0])'", text: parts[1], wanted: wanted)
        }
        return value
      }
      switch parts[0] {
      case "timeout": timeout = try value(Limit.seconds, Limit.seconds)
      case "threads": threads = try value(Limit.threads, Limit.count)
      case "memory": memory = try value(Limit.bytes, Options.bytes)
      case "needs":
        needs += try value("names of scripts, with commas between") { text in
          let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
          return names.contains("") ? nil : names
        }
      default: throw BatchError.unknownSetting(place: place, name: parts[0])
      }
    }
  }

  /// Splits at blanks that are not between double quotes; the quotes go.
  private static func words(_ text: Substring, place: String) throws -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in text {
      switch character {
      case "\"":
        isQuoted.toggle()
        word = word ?? ""
      case " ", "\t", "\r", "\r\n":
        if isQuoted {
          word?.append(character)
        } else if let done = word {
          words.append(done)
          word = nil
        }
      default: word = (word ?? "") + String(character)
      }
    }
    if isQuoted { throw BatchError.badSetting(place: place, text: String(text), wanted: "a closing '\"'") }
    return words + (word.map { [$0] } ?? [])
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
