import Glibc

/// Why a script could not be read.
struct FileError: Error, CustomStringConvertible {
  let path: String
  let code: Int32
  var description: String { "cannot open '\(path)': \(String(cString: strerror(code)))" }
}

/// All bytes of a script, without the `#!` line and the byte-order mark that may start it.
func readScript(descriptor: Int32, path: String) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &block, block.count)
    if count == 0 { break }
    if count < 0 {
      if errno == EINTR { continue }
      throw FileError(path: path, code: errno)
    }
    bytes.append(contentsOf: block[..<count])
  }
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
  if bytes.first == UInt8(ascii: "#") {
    // The line's end stays, so that line numbers are right.
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    bytes.removeSubrange(..<end)
  }
  return bytes
}

func readScript(path: String) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
  defer { close(descriptor) }
  return try readScript(descriptor: descriptor, path: path)
}
