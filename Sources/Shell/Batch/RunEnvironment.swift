import Formats
import Glibc

/// The environment of the scripts of a batch. They run in folders of their own; what the environment says relative to the
/// folder where the batch was started keeps its meaning.
enum RunEnvironment {
  /// Variables to set beside the inherited ones.
  /// - Parameter origin: Where the batch was started.
  static func variables(_ origin: String) -> [String: String] {
    var result = [BatchChild.variable: "\(getpid())", "WORKBENCH_ORIGIN": origin]
    for name in ["WORKBENCH_HOME", "WORKBENCH_DATA"] {
      if let value = value(name) { result[name] = Path.absolute(value, origin) }
    }
    for name in ["LUA_INIT", "LUA_INIT_5_4"] {
      if let value = value(name), value.hasPrefix("@") {
        result[name] = "@" + Path.absolute(String(value.dropFirst()), origin)
      }
    }
    // Both characters have a meaning of their own in Lua's paths.
    if !origin.contains(where: { ";?".contains($0) }) {
      result["LUA_PATH_5_4"] = search("LUA_PATH", origin, usual: ["?.lua", "?/init.lua"])
      result["LUA_CPATH_5_4"] = search("LUA_CPATH", origin, usual: ["?.so"])
    }
    return result
  }

  /// Where the batch was started.
  /// - Throws: `FormatError` where that folder is no more.
  static func currentFolder() throws -> String {
    guard let path = getcwd(nil, 0) else { throw FormatError.system(operation: "open", path: ".", code: errno) }
    defer { free(path) }
    return String(cString: path)
  }

  /// A search path of Lua's with its relative places in `origin`; an empty one among them stands for Lua's usual path.
  private static func search(_ name: String, _ origin: String, usual: [String]) -> String {
    let usual = usual.map { Path.join(origin, $0) }.joined(separator: ";")
    guard let given = value(name + "_5_4") ?? value(name) else { return ";;" + usual }
    let places = given.split(separator: ";", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "" : Path.absolute(String($0), origin)
    }
    return places.joined(separator: ";") + (given.contains(";;") ? ";" + usual : "")
  }

  private static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
