import Glibc

/// Bytes that a reader may ask for in any order. A read gives all that was asked or throws, so a reader
/// needs no memory beyond what it decodes.
public protocol ByteSource: AnyObject {
  var count: Int { get }
  /// Fills `buffer` with the bytes from `offset` on.
  /// - Throws: `FormatError`; a range outside the source is `FormatError.malformed`.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws
}

extension ByteSource {
  func check(_ length: Int, at offset: Int) throws {
    guard offset >= 0, offset <= count, length <= count - offset else {
      throw FormatError.malformed("data", "it ends after \(count) bytes, inside what it announces")
    }
  }

  /// A copy of `length` bytes from `offset` on.
  func bytes(at offset: Int, count length: Int) throws -> [UInt8] {
    try check(length, at: offset)
    return try [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
      try read(
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[0..<length]), at: offset)
      filled = length
    }
  }

  /// A copy of everything.
  public func bytes() throws -> [UInt8] { try bytes(at: 0, count: count) }
}

/// A regular file, read by position. Not mapped into memory: a file that another program cuts short
/// while it is mapped would end the process; a read reports it.
public final class FileSource: ByteSource {
  public let path: String
  public let count: Int
  private let descriptor: Int32

  /// - Throws: `FormatError.system` when the file cannot be opened or is not a regular file.
  public init(path: String) throws {
    try checkPath(path, operation: "open")
    // O_NONBLOCK: opening a named pipe must not wait for its writer.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FormatError.system("open", path) }
    var status = stat()
    let known = fstat(descriptor, &status) == 0
    guard known, status.st_mode & S_IFMT == S_IFREG else {
      let code = !known ? errno : status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
      close(descriptor)
      throw FormatError.system(operation: "read", path: path, code: code)
    }
    self.path = path
    count = Int(status.st_size)
  }

  deinit { close(descriptor) }

  public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    try check(buffer.count, at: offset)
    var done = 0
    while done < buffer.count {
      guard let base = buffer.baseAddress else { return }
      let got = pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
      if got < 0 {
        if errno == EINTR { continue }
        throw FormatError.system("read", path)
      }
      guard got > 0 else { throw FormatError.malformed("data", "the file became shorter while it was read") }
      done += got
    }
  }
}

/// Bytes in memory.
public final class MemorySource: ByteSource {
  private let storage: [UInt8]
  public var count: Int { storage.count }

  public init(_ bytes: [UInt8]) { storage = bytes }

  public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    try check(buffer.count, at: offset)
    storage.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + buffer.count]))
    }
  }
}
