import Glibc

/// Where the program's own files are.
enum Installation {
  /// The folder that holds `lib/` and `weights/`: `$WORKBENCH_HOME`, else found from the program's own path, in a
  /// checkout or under `PREFIX/share/workbench`. Nil when there is none.
  static let home: String? = {
    if let named = getenv("WORKBENCH_HOME") { return String(cString: named) }
    guard var folder = executablePath.map(parent) else { return nil }
    while true {
      for candidate in [folder + "/share/workbench", folder] where isFolder(candidate + "/lib") {
        // /usr/lib is not ours: the weights tell.
        if isFolder(candidate + "/weights") || candidate.hasSuffix("/share/workbench") { return candidate }
      }
      if folder.isEmpty { return nil }
      folder = parent(folder)
    }
  }()

  static let executablePath: String? = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }()

  /// The folder part of a path: "" for `/x`, `.` for `x`.
  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash])
  }

  private static func isFolder(_ path: String) -> Bool { Path.kind(path) == S_IFDIR }
}
