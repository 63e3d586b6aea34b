import Arrays
import CZip

/// Writes a zip archive by libzip, whole or not at all. The same entries give the same bytes.
enum ZipWriter {
  /// One entry: a few bytes in front, and then the elements of an array as they stand in memory.
  struct Entry {
    let name: String
    let head: [UInt8]
    let body: UnsafeRawBufferPointer
    fileprivate var size: Int { head.count + body.count }
  }

  private final class Target {
    let file: AtomicFile
    var failure: (any Error)?
    init(_ file: AtomicFile) { self.file = file }
  }

  private final class Part {
    let entry: Entry
    init(_ entry: Entry) { self.entry = entry }
  }

  /// - Parameter deflates: Whether the entries are packed.
  /// - Throws: `FormatError`.
  static func write(_ entries: [Entry], deflates: Bool, path: String) throws {
    try AtomicFile.write(path) { file in
      let target = Target(file)
      let parts = entries.map(Part.init)
      var message = [CChar](repeating: 0, count: Int(CZIP_MESSAGE_SIZE))
      func failure() -> any Error {
        let reason = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return target.failure ?? FormatError.malformed(ZipArchive.format, reason)
      }
      guard let writer = czip_create(put, Unmanaged.passUnretained(target).toOpaque(), &message) else {
        throw failure()
      }
      for part in parts {
        let context = Unmanaged.passUnretained(part).toOpaque()
        let size = UInt64(part.entry.size)
        guard czip_add(writer, part.entry.name, size, take, context, deflates ? 1 : 0, &message) == 1 else {
          czip_abandon(writer)
          throw failure()
        }
      }
      let succeeded = czip_finish(writer, &message) == 1
      try withExtendedLifetime(parts) { if !succeeded { throw failure() } }
    }
  }

  private static let put: CZipWrite = { context, bytes, count, offset in
    guard let context, let offset = Int(exactly: offset) else { return 0 }
    let target = Unmanaged<Target>.fromOpaque(context).takeUnretainedValue()
    do {
      try Cancellation.check()
      try target.file.write(UnsafeRawBufferPointer(start: bytes, count: count), at: offset)
      return 1
    } catch {
      target.failure = error
      return 0
    }
  }

  /// Fills `bytes` from an entry's head and body.
  private static let take: CZipRead = { context, bytes, count, offset in
    guard let context, let bytes, var position = Int(exactly: offset) else { return 0 }
    let entry = Unmanaged<Part>.fromOpaque(context).takeUnretainedValue().entry
    guard position <= entry.size, count <= entry.size - position else { return 0 }
    var target = UnsafeMutableRawBufferPointer(start: bytes, count: count)
    if position < entry.head.count {
      let part = min(target.count, entry.head.count - position)
      entry.head.withUnsafeBytes {
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + part]))
      }
      target = UnsafeMutableRawBufferPointer(rebasing: target[part...])
      position += part
    }
    let start = position - entry.head.count
    if target.count > 0 {
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: entry.body[start..<start + target.count]))
    }
    return 1
  }
}
