import Glibc
import Synchronization

/// A file that appears whole or not at all: written under a temporary name in the same folder, synced,
/// renamed over the target, and the folder synced. A writer that throws leaves the folder as it was.
public final class AtomicFile {
  private let path: String
  private let temporary: String
  private var descriptor: Int32

  private static let counter = Atomic<Int>(0)

  /// Writes `path` by what `body` hands to its argument.
  ///
  /// An existing file keeps its permissions; a new one gets the user's usual ones. A symbolic link stays, and
  /// what it points to is replaced. Something that cannot be replaced (a terminal, a pipe, `/dev/null`) is
  /// written directly.
  /// - Parameter isSynced: Whether the file is on disk when this returns. Without that it takes a tenth of the time, and is
  ///   whole or not at all for any reader, but maybe not after a failure of the machine.
  /// - Throws: `FormatError.system`, or what `body` throws.
  public static func write<Value>(
    _ path: String, isSynced: Bool = true, _ body: (AtomicFile) throws -> Value
  ) throws -> Value {
    try checkPath(path, operation: "write")
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw FormatError.system(operation: "write", path: path, code: EISDIR)
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      let file = try AtomicFile(device: path)
      defer { close(file.descriptor) }
      return try body(file)
    }
    // A file that its owner made read-only is not replaced behind his back, though rename could.
    if exists, access(path, W_OK) != 0 { throw FormatError.system("write", path) }
    let file = try AtomicFile(replacing: path, mode: exists ? status.st_mode & 0o7777 : nil)
    do {
      let value = try body(file)
      try file.commit(isSynced: isSynced)
      return value
    } catch {
      file.abandon()
      throw error
    }
  }

  /// Writes the whole content.
  public static func write(_ path: String, bytes: some Sequence<UInt8>) throws {
    let bytes = ContiguousArray(bytes)
    try write(path) { file in try bytes.withUnsafeBytes { try file.write($0) } }
  }

  public static func write(_ path: String, text: String) throws {
    try write(path, bytes: text.utf8)
  }

  private init(device path: String) throws {
    self.path = path
    temporary = path
    descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FormatError.system("write", path) }
  }

  private init(replacing path: String, mode: mode_t?) throws {
    let target = AtomicFile.resolvingLinks(path)
    self.path = target
    let name = ".workbench-\(getpid())-\(AtomicFile.counter.add(1, ordering: .relaxed).newValue).tmp"
    temporary = AtomicFile.folder(of: target) + "/" + name
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FormatError.system("write", path) }
    if let mode { _ = fchmod(descriptor, mode) }
  }

  /// Appends.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      guard let base = bytes.baseAddress else { return }
      let put = Glibc.write(descriptor, base + done, bytes.count - done)
      if put < 0 {
        if errno == EINTR { continue }
        throw FormatError.system("write", path)
      }
      done += put
    }
  }

  /// Writes at a place of one's own; devices that have no places are an error.
  public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      guard let base = bytes.baseAddress else { return }
      let put = pwrite(descriptor, base + done, bytes.count - done, off_t(offset + done))
      if put < 0 {
        if errno == EINTR { continue }
        throw FormatError.system("write", path)
      }
      done += put
    }
  }

  public func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  private func commit(isSynced: Bool) throws {
    guard !isSynced || fsync(descriptor) == 0 else { throw FormatError.system("write", path) }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(temporary, path) == 0 else { throw FormatError.system("write", path) }
    guard isSynced else { return }
    // The rename is on disk only when the folder is; a file system that cannot sync a folder keeps the file anyway.
    let folder = open(AtomicFile.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func abandon() {
    if descriptor >= 0 { close(descriptor) }
    unlink(temporary)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func resolvingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
