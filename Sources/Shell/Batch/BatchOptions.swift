/// The command line of a batch, parsed.
struct BatchOptions {
  /// Folders and scripts, as given.
  var paths: [String] = []
  /// Most scripts that run at the same time.
  var jobs = 1
  /// Threads that all running scripts have together.
  var threads: Int?
  /// Limits of scripts that do not set their own.
  var timeout: Double?
  var memory: Int?
  var seed: Int?
  /// Patterns of names, of which a script has to match one.
  var filters: [String] = []
  var reports: [String] = []
  /// Where the run folders are made.
  var runs = "runs"
  var resumes = false
  var failsFast = false
  /// Options of a single script that every script gets: `-E` and the like.
  var shared: [String] = []
  var showsHelp = false
  /// What every script is given.
  var arguments: [String] = []

  /// - Parameters:
  ///   - general: Options that came before.
  ///   - rest: The arguments of the batch.
  /// - Throws: `UsageError`, `BatchError`.
  init(_ general: Options, _ rest: [String]) throws {
    guard general.steps.isEmpty, !general.isInteractive else { throw BatchError.promptOptions }
    (threads, timeout, memory, seed) = (general.threads, general.timeout, general.memory, general.seed)
    shared = BatchOptions.sharable.filter { general[keyPath: $0.setting] == $0.value }.map(\.option)
    var rest = rest[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        arguments = Array(rest)
        break
      }
      guard argument.hasPrefix("-") else {
        paths.append(argument)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let option = parts[0]
      if let setting = BatchOptions.switches[option], parts.count == 1 {
        self[keyPath: setting] = true
        continue
      }
      if BatchOptions.sharable.contains(where: { $0.option == argument }) {
        if !shared.contains(argument) { shared.append(argument) }
        continue
      }
      guard let setting = BatchOptions.settings[option] else {
        throw BatchError.unknownOption(argument)
      }
      guard let text = parts.count > 1 ? parts[1] : rest.popFirst() else {
        throw UsageError.missingValue(option: option, wanted: setting.wanted)
      }
      guard setting.set(&self, text) else {
        throw UsageError.badValue(option: option, wanted: setting.wanted, got: text)
      }
    }
    guard showsHelp || !paths.isEmpty else { throw BatchError.nothingNamed }
  }

  /// All options, for hints.
  static var names: [String] { Array(settings.keys) + Array(switches.keys) + sharable.map(\.option) }

  /// The options of a single script that batches have too, with how the general parser notes them.
  private static let sharable: [(option: String, setting: KeyPath<Options, Bool>, value: Bool)] = [
    ("-E", \.ignoresEnvironment, true), ("-W", \.showsWarnings, true), ("--lax-globals", \.hasStrictGlobals, false),
    ("--bytecode", \.takesBytecode, true),
  ]

  private static let switches: [String: WritableKeyPath<BatchOptions, Bool>] = [
    "--resume": \.resumes, "--fail-fast": \.failsFast, "--help": \.showsHelp, "-h": \.showsHelp,
  ]

  private struct Setting {
    let wanted: String
    /// False when the text is not what is wanted.
    let set: (inout BatchOptions, String) -> Bool
  }

  private static func setting<Value>(
    _ wanted: String, _ place: WritableKeyPath<BatchOptions, Value?>, _ parse: @escaping (String) -> Value?
  ) -> Setting {
    Setting(wanted: wanted) { options, text in
      guard let value = parse(text) else { return false }
      options[keyPath: place] = value
      return true
    }
  }

  private static let settings: [String: Setting] = [
    "--jobs": Setting(wanted: "a number of scripts from 1") { options, text in
      guard let jobs = Limit.count(text) else { return false }
      options.jobs = jobs
      return true
    },
    "--threads": setting(Limit.threads, \.threads, Limit.count),
    "--timeout": setting(Limit.seconds, \.timeout, Limit.seconds),
    "--memory": setting(Limit.bytes, \.memory, Options.bytes),
    "--seed": setting("an integer", \.seed) { Int($0) },
    "--filter": Setting(wanted: "a pattern such as 'train_*'") { options, text in
      options.filters.append(text)
      return !text.isEmpty
    },
    "--report": Setting(wanted: "a file ending in .json or .xml") { options, text in
      options.reports.append(text)
      return text.hasSuffix(".json") || text.hasSuffix(".xml")
    },
    "--runs": Setting(wanted: "a folder") { options, text in
      options.runs = text
      return !text.isEmpty
    },
  ]
}
