import Glibc

/// Paths as the system sees them: bytes with slashes between. Swift's strings would take two names for one that differ in
/// how an accent is written, and not see a slash that an accent follows.
enum Path {
  /// The names between the slashes.
  static func parts(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
  }

  static func join(_ folder: String, _ name: String) -> String { (folder == "/" ? "" : folder) + "/" + name }

  /// A relative path seen from `origin`.
  static func absolute(_ path: String, _ origin: String) -> String {
    path.utf8.first == UInt8(ascii: "/") ? path : join(origin, path)
  }

  /// What tells names apart.
  static func key(_ path: String) -> [UInt8] { Array(path.utf8) }

  /// The kind of file that is there (`S_IFDIR`, `S_IFREG`, …); nil for none.
  static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
