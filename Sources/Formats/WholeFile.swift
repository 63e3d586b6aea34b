import Glibc

/// Everything that a file gives when it is read to its end: also of pipes, terminals and the kernel's own files, which do
/// not tell their size.
public enum WholeFile {
  /// - Throws: `FormatError.system`.
  public static func read(path: String) throws -> [UInt8] {
    try checkPath(path, operation: "open")
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FormatError.system("open", path) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, path: path)
  }

  /// - Parameter path: What an error calls the file.
  public static func read(descriptor: Int32, path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw FormatError.system("open", path)
      }
      bytes.append(contentsOf: block[..<count])
    }
  }
}
