import CZlib
import Glibc

/// Bytes that come one after another.
protocol ByteStream: AnyObject {
  /// Fills as much of `buffer` as there is; fewer bytes than asked means that the stream has ended.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
  /// The most bytes that the whole stream can give; a bound for what a header may announce.
  var longest: Int { get }
}

/// A source read from a place of its own to its end.
final class PlainStream: ByteStream {
  private let source: any ByteSource
  private var position: Int

  init(_ source: any ByteSource, at start: Int = 0) {
    self.source = source
    position = start
  }

  var longest: Int { source.count }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(buffer.count, source.count - position)
    try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<count]), at: position)
    position += count
    return count
  }
}

/// A gzip stream (RFC 1952), unpacked by zlib as it is asked for; checksums are checked where a member ends.
final class GzipStream: ByteStream {
  private let source: any ByteSource
  private var position = 0
  private let input: UnsafeMutableRawBufferPointer
  private var stream = z_stream()
  private var hasEnded = false

  static let format = "gzip"

  init(_ source: any ByteSource) throws {
    self.source = source
    input = .allocate(byteCount: 1 << 16, alignment: 16)
    guard czlib_gunzip_begin(&stream) == Z_OK else {
      input.deallocate()
      throw FormatError.malformed(GzipStream.format, "zlib could not begin")
    }
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  static func isGzip(_ source: any ByteSource) throws -> Bool {
    guard source.count >= 2 else { return false }
    return try source.bytes(at: 0, count: 2) == [0x1f, 0x8b]
  }

  /// Deflate cannot shrink below 1 byte in 1032 (zlib.net/zlib_tech.html).
  var longest: Int {
    let (product, overflow) = source.count.multipliedReportingOverflow(by: 1032)
    return overflow ? Int.max : product
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var done = 0
    while done < buffer.count, !hasEnded {
      if stream.avail_in == 0 { try refill() }
      let room = min(buffer.count - done, 1 << 30)
      stream.next_out = buffer.baseAddress.map { ($0 + done).assumingMemoryBound(to: UInt8.self) }
      stream.avail_out = uInt(room)
      let status = inflate(&stream, Z_NO_FLUSH)
      done += room - Int(stream.avail_out)
      switch status {
      case Z_OK: break
      case Z_STREAM_END: try endMember()
      case Z_BUF_ERROR where stream.avail_in == 0 && position < source.count: break
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "the compressed data ends early"
        throw FormatError.malformed(GzipStream.format, reason)
      }
    }
    return done
  }

  private func refill() throws {
    let count = min(input.count, source.count - position)
    guard count > 0 else { throw FormatError.malformed(GzipStream.format, "the compressed data ends early") }
    try source.read(into: UnsafeMutableRawBufferPointer(rebasing: input[0..<count]), at: position)
    position += count
    stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = uInt(count)
  }

  /// Members may follow one another; anything else after one is an error.
  private func endMember() throws {
    if stream.avail_in == 0 && position == source.count {
      hasEnded = true
    } else if inflateReset(&stream) != Z_OK {
      throw FormatError.malformed(GzipStream.format, "zlib could not go on")
    }
  }
}

/// Packed bytes in memory.
public enum Gzip {
  /// - Parameter limit: Most bytes to unpack; more is an error, so that a small stream cannot fill the memory.
  /// - Throws: `FormatError.malformed`.
  public static func unpack(_ bytes: [UInt8], limit: Int) throws -> [UInt8] {
    let stream = try GzipStream(MemorySource(bytes))
    var result: [UInt8] = []
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let got = try stream.read(into: piece)
      guard result.count + got <= limit else {
        throw FormatError.malformed(GzipStream.format, "it unpacks to more than \(limit) bytes")
      }
      result.append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(piece)[0..<got]))
      if got < piece.count { return result }
    }
  }
}
