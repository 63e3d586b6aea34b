/// The bytes of one pickle after another.
final class PickleInput {
  private let source: any ByteSource
  private(set) var position = 0
  /// Bytes of the source from `windowStart` on.
  private var window: [UInt8] = []
  private var windowStart = 0

  init(_ source: any ByteSource) { self.source = source }

  var left: Int { source.count - position }

  func byte() throws -> UInt8 {
    if position - windowStart >= window.count { try refill() }
    let byte = window[position - windowStart]
    position += 1
    return byte
  }

  private func refill() throws {
    guard left > 0 else { throw early }
    window = try source.bytes(at: position, count: min(left, 1 << 14))
    windowStart = position
  }

  private var early: FormatError { .malformed(TorchFile.format, "its pickle ends early") }

  /// - Parameter count: As the file announces it; more than there are is an error before anything is allocated.
  func bytes(_ count: UInt64) throws -> [UInt8] {
    guard count <= UInt64(left), let count = Int(exactly: count) else { throw early }
    defer { position += count }
    let start = position - windowStart
    if count <= window.count - start { return Array(window[start..<start + count]) }
    return try source.bytes(at: position, count: count)
  }

  /// An unsigned number, little-endian.
  func unsigned(bytes count: Int) throws -> UInt64 {
    var number: UInt64 = 0
    for place in 0..<count { number |= UInt64(try byte()) << UInt64(8 * place) }
    return number
  }

  /// A double, big-endian.
  func double() throws -> Double {
    var bits: UInt64 = 0
    for _ in 0..<8 { bits = bits << 8 | UInt64(try byte()) }
    return Double(bitPattern: bits)
  }

  /// The text up to a newline, which is read, too.
  func line() throws -> String {
    var line: [UInt8] = []
    while true {
      let byte = try byte()
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      guard line.count < 256 else { throw FormatError.malformed(TorchFile.format, "a name in its pickle is too long") }
      line.append(byte)
    }
  }
}
