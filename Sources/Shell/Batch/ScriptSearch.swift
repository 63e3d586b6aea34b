import Formats
import Glibc

/// The scripts that a command line names: of each folder its own `*.lua` by name, not those of folders in it, which hold
/// modules more often than scripts. Hidden files are left out.
struct ScriptSearch {
  /// The deepest folder that holds all of them.
  let base: String
  /// Absolute, each once, in order.
  let paths: [String]

  /// - Throws: `FormatError`, `BatchError`.
  init(_ arguments: [String]) throws {
    var folders: [String] = []
    var paths: [String] = []
    for argument in arguments {
      if Path.kind(argument) == S_IFDIR {
        let folder = try ScriptSearch.absolute(argument)
        let names = try ScriptSearch.scripts(in: folder)
        if names.isEmpty { throw BatchError.empty(folder: argument) }
        folders.append(folder)
        paths += names.map { Path.join(folder, $0) }
      } else {
        // The link itself is the script where it is one: modules are found beside it.
        let name = Path.parts(argument).last ?? argument
        let end = String(Substring(argument.utf8.dropLast(name.utf8.count)))
        let folder = try ScriptSearch.absolute(end.isEmpty ? "." : end, named: argument)
        let path = Path.join(folder, name)
        guard access(path, F_OK) == 0 else { throw FormatError.system(operation: "open", path: argument, code: errno) }
        folders.append(folder)
        paths.append(path)
      }
    }
    base = ScriptSearch.common(folders)
    var seen: Set<[UInt8]> = []
    self.paths = paths.filter { seen.insert(Path.key($0)).inserted }
  }

  /// What a script is called: its path from `base`.
  func name(of path: String) -> String {
    String(Substring(path.utf8.dropFirst(base == "/" ? 1 : base.utf8.count + 1)))
  }

  private static func scripts(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else { throw FormatError.system(operation: "open", path: folder, code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard name.count > 4, name.suffix(4).elementsEqual(".lua".utf8), name[0] != UInt8(ascii: ".") else { continue }
      guard let text = String(validating: name, as: UTF8.self) else { throw BatchError.unreadableName(folder: folder) }
      // A link to nowhere is a script that cannot be read.
      if let kind = Path.kind(Path.join(folder, text)), kind != S_IFREG { continue }
      names.append(text)
      errno = 0
    }
    if errno != 0 { throw FormatError.system(operation: "open", path: folder, code: errno) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func absolute(_ folder: String, named name: String? = nil) throws -> String {
    guard let resolved = realpath(folder, nil) else {
      throw FormatError.system(operation: "open", path: name ?? folder, code: errno)
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func common(_ folders: [String]) -> String {
    var shared = folders.first.map(Path.parts) ?? []
    for folder in folders.dropFirst() {
      shared = zip(shared, Path.parts(folder)).prefix { $0.utf8.elementsEqual($1.utf8) }.map(\.0)
    }
    return "/" + shared.joined(separator: "/")
  }
}
