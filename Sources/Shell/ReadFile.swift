import Formats

/// All bytes of a script, without the `#!` line and the byte-order mark that may start it.
func readScript(descriptor: Int32, path: String) throws -> [UInt8] {
  withoutStart(try WholeFile.read(descriptor: descriptor, path: path))
}

func readScript(path: String) throws -> [UInt8] { withoutStart(try WholeFile.read(path: path)) }

private func withoutStart(_ source: [UInt8]) -> [UInt8] {
  var bytes = source
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
  if bytes.first == UInt8(ascii: "#") {
    // The line's end stays, so that line numbers are right.
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    bytes.removeSubrange(..<end)
  }
  return bytes
}
