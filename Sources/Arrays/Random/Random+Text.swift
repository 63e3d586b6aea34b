extension Random {
  /// The seed and the position of every shared stream as text: `seed;name=position;...`, names in hexadecimal.
  public static var text: String {
    let parts = streams.sorted { $0.key < $1.key }.map { name, stream in
      hexadecimal(name) + "=\(stream.position)"
    }
    return (["\(seed)"] + parts).joined(separator: ";")
  }

  /// Continues where `text` was read; false, with nothing changed, for anything else.
  public static func restore(text: String) -> Bool {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    guard let first = parts.first, let seed = UInt64(first) else { return false }
    var streams: [String: RandomStream] = [:]
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", omittingEmptySubsequences: false)
      guard pair.count == 2, let name = decoded(pair[0]), let position = UInt64(pair[1]) else { return false }
      let fresh = RandomStream(seed: seed, stream: name)
      streams[name] = RandomStream(seed: seed, identity: fresh.identity, position: position)
    }
    restore(seed: seed, streams: streams)
    return true
  }

  private static func hexadecimal(_ name: String) -> String {
    name.utf8.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  private static func decoded(_ text: Substring) -> String? {
    let digits = Array(text.utf8)
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
