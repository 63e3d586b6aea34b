import Glibc

/// Folders of the file system.
public enum Folder {
  /// Makes a folder and those above it; what exists is fine.
  /// - Parameter mode: The permissions of what is made, before the user's mask.
  /// - Throws: `FormatError.system` with the whole path.
  public static func make(_ path: String, mode: mode_t = 0o777) throws {
    try checkPath(path, operation: "make")
    // Bytes, not characters: a slash that an accent follows is a slash.
    let bytes = Array(path.utf8)
    for end in 1...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "/") {
      let folder = String(decoding: bytes[..<end], as: UTF8.self)
      if mkdir(folder, mode) == 0 { continue }
      let code = errno
      var status = stat()
      if stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { continue }
      throw FormatError.system(operation: "make", path: path, code: code == EEXIST ? ENOTDIR : code)
    }
  }
}
