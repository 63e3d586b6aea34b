import CZip

/// A zip archive (pkware.com, APPNOTE.TXT), read by libzip; stored and deflated entries.
///
/// What the directory says is not believed: names are there once, sizes are possible for the packed bytes, the entries
/// that are read do not share bytes, and an entry gives exactly its announced bytes with the right checksum, or is an
/// error.
final class ZipArchive {
  struct Entry {
    let name: String
    let size: Int
    let packedSize: Int
    fileprivate let index: UInt64
  }

  static let format = "zip"
  /// In the directory's order.
  let entries: [Entry]
  private let places: [String: Int]
  fileprivate let origin: Origin
  fileprivate let reader: OpaquePointer
  /// Where packed bytes that were read stand, in order.
  private var taken: [(start: Int, end: Int)] = []

  /// What libzip reads from, and the error that it would not pass on.
  fileprivate final class Origin {
    let source: any ByteSource
    var failure: (any Error)?
    /// What was last read around a header: headers are small, and many may stand side by side.
    private var window: [UInt8] = []
    private var windowStart = 0

    init(_ source: any ByteSource) { self.source = source }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
      guard buffer.count < 1 << 10 else { return try source.read(into: buffer, at: offset) }
      if offset < windowStart || offset - windowStart > window.count - buffer.count {
        guard offset <= source.count else { throw FormatError.malformed(ZipArchive.format, "it ends early") }
        window = try source.bytes(at: offset, count: min(1 << 14, source.count - offset))
        windowStart = offset
      }
      let start = offset - windowStart
      guard buffer.count <= window.count - start else {
        throw FormatError.malformed(ZipArchive.format, "it ends early")
      }
      buffer.copyBytes(from: window[start..<start + buffer.count])
    }
  }

  /// - Throws: `FormatError`.
  init(_ source: any ByteSource) throws {
    // libzip takes no bytes at all for an archive without entries.
    guard source.count > 0 else { throw FormatError.malformed(ZipArchive.format, "it is empty") }
    let origin = Origin(source)
    self.origin = origin
    reader = try origin.checked { message in
      czip_open(ZipArchive.read, Unmanaged.passUnretained(origin).toOpaque(), UInt64(source.count), message)
    }
    do {
      entries = try ZipArchive.entries(of: reader, origin)
      var places: [String: Int] = [:]
      for (place, entry) in entries.enumerated() {
        guard places.updateValue(place, forKey: entry.name) == nil else {
          throw FormatError.malformed(ZipArchive.format, "the entry '\(entry.name)' is there twice")
        }
      }
      self.places = places
    } catch {
      czip_close(reader)
      throw error
    }
  }

  deinit { czip_close(reader) }

  static func isZip(_ source: any ByteSource) throws -> Bool {
    guard source.count >= 4 else { return false }
    let start = try source.bytes(at: 0, count: 4)
    return start == [0x50, 0x4b, 3, 4] || start == [0x50, 0x4b, 5, 6]
  }

  subscript(name: String) -> Entry? { places[name].map { entries[$0] } }

  /// The bytes of an entry, one after another. An archive reads one entry at a time.
  func stream(_ entry: Entry) throws -> ZipEntryStream { try ZipEntryStream(entry, in: self) }

  /// All bytes of an entry, of which there must not be more than `limit`.
  func bytes(_ entry: Entry, limit: Int) throws -> [UInt8] {
    guard entry.size <= limit else {
      throw FormatError.malformed(
        ZipArchive.format, "'\(entry.name)' unpacks to \(entry.size) bytes, more than \(limit)")
    }
    let stream = try stream(entry)
    let bytes = try [UInt8](unsafeUninitializedCapacity: entry.size) { buffer, filled in
      filled = try stream.read(
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[0..<entry.size]))
    }
    try stream.finish()
    return bytes
  }

  private static let read: CZipRead = { context, bytes, count, offset in
    guard let context, let bytes, let offset = Int(exactly: offset) else { return 0 }
    let origin = Unmanaged<Origin>.fromOpaque(context).takeUnretainedValue()
    do {
      try origin.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: count), at: offset)
      return 1
    } catch {
      origin.failure = error
      return 0
    }
  }

  private static func entries(of reader: OpaquePointer, _ origin: Origin) throws -> [Entry] {
    try (0..<czip_count(reader)).map { index in
      var found = CZipEntry()
      _ = try origin.checked { message in czip_entry(reader, index, &found, message) == 1 ? true : nil }
      let name = String(cString: found.name)
      guard found.is_encrypted == 0 else {
        throw FormatError.unsupported(format, "the encrypted entry '\(name)'")
      }
      guard found.method == 0 || found.method == 8 else {
        throw FormatError.unsupported(format, "compression method \(found.method), of '\(name)',")
      }
      // Deflate packs at most 1032 bytes into one.
      let most = found.method == 0 ? found.packed_size : found.packed_size.multipliedOrMost(by: 1032)
      guard found.packed_size <= UInt64(origin.source.count), found.size <= most,
        found.method == 8 || found.size == found.packed_size
      else {
        throw FormatError.malformed(
          format, "'\(name)' announces \(found.size) bytes, which cannot come from \(found.packed_size)")
      }
      // No more than 1032 times the size of a file: within 63 bits for any file that there is.
      guard let size = Int(exactly: found.size), let packed = Int(exactly: found.packed_size) else {
        throw FormatError.malformed(format, "'\(name)' announces \(found.size) bytes")
      }
      return Entry(name: name, size: size, packedSize: packed, index: index)
    }
  }

  /// Packed bytes belong to one entry; archives that unpack to far more than they could are made by sharing them.
  fileprivate func take(_ entry: Entry, at start: Int) throws {
    let end = start + entry.packedSize
    var (low, high) = (0, taken.count)
    while low < high {
      let middle = (low + high) / 2
      if taken[middle].start < start { low = middle + 1 } else { high = middle }
    }
    let isFree = (low == 0 || taken[low - 1].end <= start) && (low == taken.count || end <= taken[low].start)
    guard isFree else {
      throw FormatError.malformed(ZipArchive.format, "the bytes of '\(entry.name)' belong to another entry, too")
    }
    taken.insert((start, end), at: low)
  }
}

extension ZipArchive.Origin {
  /// Calls into libzip; what went wrong under it is thrown rather than its own word for that.
  fileprivate func checked<Value>(_ call: (UnsafeMutablePointer<CChar>) -> Value?) throws -> Value {
    try withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CZIP_MESSAGE_SIZE)) { message in
      guard let start = message.baseAddress else { throw FormatError.malformed(ZipArchive.format, "no memory") }
      start.pointee = 0
      if let value = call(start) { return value }
      if let failure {
        self.failure = nil
        throw failure
      }
      throw FormatError.malformed(ZipArchive.format, String(cString: start))
    }
  }
}

extension UInt64 {
  fileprivate func multipliedOrMost(by factor: UInt64) -> UInt64 {
    let (product, overflows) = multipliedReportingOverflow(by: factor)
    return overflows ? .max : product
  }
}

/// An entry's bytes as they are unpacked.
final class ZipEntryStream: ByteStream {
  private let archive: ZipArchive
  private let entry: ZipArchive.Entry
  private var left: Int
  private var hasBegun = false

  fileprivate init(_ entry: ZipArchive.Entry, in archive: ZipArchive) throws {
    self.archive = archive
    self.entry = entry
    left = entry.size
    try call { czip_begin(archive.reader, entry.index, $0) == 1 ? true : nil }
  }

  var longest: Int { entry.size }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var done = 0
    while done < buffer.count, left > 0 {
      let got = try unpack(
        UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + min(buffer.count - done, left)]))
      guard got > 0 else {
        throw FormatError.malformed(ZipArchive.format, "'\(entry.name)' ends \(left) bytes early")
      }
      done += got
      left -= got
    }
    return done
  }

  /// To be called after the last byte: nothing may follow, and the checksum must be right.
  func finish() throws {
    var more: UInt8 = 0
    guard try left == 0 && withUnsafeMutableBytes(of: &more, { try unpack($0) }) == 0 else {
      throw FormatError.malformed(ZipArchive.format, "'\(entry.name)' is longer than what it holds, or than announced")
    }
  }

  private func unpack(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let got = try call { message in
      let got = czip_read(archive.reader, buffer.baseAddress, buffer.count, message)
      return got < 0 ? nil : got
    }
    if !hasBegun {
      hasBegun = true
      if entry.packedSize > 0 { try archive.take(entry, at: Int(clamping: czip_data_offset(archive.reader))) }
    }
    return Int(got)
  }

  @discardableResult
  private func call<Value>(_ body: (UnsafeMutablePointer<CChar>) -> Value?) throws -> Value {
    do {
      return try archive.origin.checked(body)
    } catch FormatError.malformed(ZipArchive.format, let reason, nil) {
      throw FormatError.malformed(ZipArchive.format, "'\(entry.name)': \(reason)")
    }
  }
}
