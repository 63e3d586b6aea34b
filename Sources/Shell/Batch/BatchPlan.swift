import Glibc

/// The scripts to run, in order, with what each needs.
struct BatchPlan {
  /// The name of the folder that holds all of them.
  let name: String
  let base: String
  private(set) var scripts: [BatchScript]

  /// Finds and reads the scripts.
  /// - Throws: `FormatError`, `BatchError`.
  init(_ options: BatchOptions) throws {
    let search = try ScriptSearch(options.paths)
    base = search.base
    name = Path.parts(base).last ?? "batch"
    scripts = try search.paths.map { try BatchScript(name: search.name(of: $0), path: $0) }
    try checkRunFolders()
    try findNeeds()
    var common = Digest()
    for text in options.arguments + ["seed", options.seed.map(String.init) ?? ""] + options.shared.sorted() {
      common.add(text)
    }
    try finishDigests(common)
    try select(options.filters)
  }

  /// An error message without the folders above the scripts, which are the same for all.
  func shortened(_ message: String, of script: BatchScript) -> String {
    // Lua keeps the last 56 bytes of a long name.
    let cut = "..." + String(decoding: script.path.utf8.suffix(56), as: UTF8.self)
    let message = message.replacing(cut, with: script.name)
    return base == "/" ? message : message.replacing(base + "/", with: "")
  }

  private func checkRunFolders() throws {
    var owners: [[UInt8]: String] = [:]
    for script in scripts {
      if let other = owners.updateValue(script.name, forKey: Path.key(script.shortName)) {
        throw BatchError.sameRunFolder(first: other, second: script.name)
      }
    }
  }

  /// A need is written as a path from the script's own folder, with or without `.lua`.
  private mutating func findNeeds() throws {
    var places: [[UInt8]: Int] = [:]
    for (place, script) in scripts.enumerated() {
      places[Path.key(script.shortName)] = place
      places[Path.key(script.name)] = place
    }
    for (place, script) in scripts.enumerated() {
      let folder = Path.parts(script.name).dropLast()
      for need in script.header.needs {
        guard let other = places[Path.key(BatchPlan.normal(folder + Path.parts(need)))] else {
          throw BatchError.unknownNeed(
            script: script.name, need: need, known: scripts.flatMap { [$0.name, $0.shortName] })
        }
        scripts[place].needs.append(other)
      }
    }
  }

  /// A path without `.` and `..`.
  private static func normal(_ parts: ArraySlice<String>) -> String {
    var result: [String] = []
    for part in parts where part != "." {
      if part == "..", let last = result.last, last != ".." { result.removeLast() } else { result.append(part) }
    }
    return result.joined(separator: "/")
  }

  /// A result is a function of the script's text, the arguments, the seed, and all that of the scripts that it needs.
  private mutating func finishDigests(_ common: Digest) throws {
    var isDone = [Bool](repeating: false, count: scripts.count)
    // Depth first, without recursion: a chain may be as long as a folder.
    for start in scripts.indices where !isDone[start] {
      var path = [start]
      while let place = path.last {
        let next = scripts[place].needs.first { !isDone[$0] }
        if let next {
          if let first = path.firstIndex(of: next) {
            throw BatchError.cycle((path[first...] + [next]).map { scripts[$0].name })
          }
          path.append(next)
          continue
        }
        scripts[place].digest.add("\(common)")
        for need in scripts[place].needs { scripts[place].digest.add("\(scripts[need].digest)") }
        isDone[place] = true
        path.removeLast()
      }
    }
  }

  /// Keeps the scripts that match a filter, and those that they need.
  private mutating func select(_ filters: [String]) throws {
    guard !filters.isEmpty else { return }
    var open = scripts.indices.filter { place in filters.contains { BatchPlan.matches($0, scripts[place]) } }
    if open.isEmpty { throw BatchError.noMatch(filters: filters) }
    var kept: Set<Int> = []
    while let place = open.popLast() {
      if kept.insert(place).inserted { open += scripts[place].needs }
    }
    let order = kept.sorted()
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    scripts = order.map { place in
      var script = scripts[place]
      script.needs = script.needs.compactMap { places[$0] }
      return script
    }
  }

  /// Against the file's name, or against the whole name where the pattern has a slash; with or without `.lua`.
  private static func matches(_ pattern: String, _ script: BatchScript) -> Bool {
    [script.name, script.shortName].contains { name in
      let subject = pattern.contains("/") ? name : Path.parts(name).last ?? name
      return fnmatch(pattern, subject, 0) == 0
    }
  }
}
