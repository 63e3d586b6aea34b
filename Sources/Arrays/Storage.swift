import Glibc
import Synchronization

/// Reference-counted raw memory, 64-byte aligned, under one or more arrays.
///
/// Every storage counts its bytes, so that the host of a garbage-collected language can be driven by
/// native memory: `liveBytes` is what is held now, `allocatedBytes` all that was ever asked for.
public final class Storage: @unchecked Sendable {
  public let byteCount: Int
  public let pointer: UnsafeMutableRawPointer
  /// Raised by every in-place write; autograd compares it with the value at the time of recording.
  public internal(set) var version = 0

  private static let live = Atomic<Int>(0)
  private static let allocated = Atomic<Int>(0)
  private static let limit = Atomic<Int>(Int.max)

  /// Bytes held by all living storages.
  public static var liveBytes: Int { live.load(ordering: .relaxed) }
  /// Bytes of all storages ever made in this process.
  public static var allocatedBytes: Int { allocated.load(ordering: .relaxed) }
  /// Most bytes that may be live at once; an allocation above it throws `ArrayError.outOfMemory`.
  public static var byteLimit: Int {
    get { limit.load(ordering: .relaxed) }
    set { limit.store(newValue, ordering: .relaxed) }
  }

  /// Uninitialised memory.
  /// - Throws: `ArrayError.outOfMemory` when the limit or the system refuses.
  public init(byteCount: Int) throws {
    let room = Storage.byteLimit - Storage.liveBytes
    guard byteCount <= room else { throw ArrayError.outOfMemory(bytes: byteCount) }
    guard let memory = BlockCache.allocate(byteCount) else { throw ArrayError.outOfMemory(bytes: byteCount) }
    pointer = memory
    self.byteCount = byteCount
    Storage.live.add(byteCount, ordering: .relaxed)
    Storage.allocated.add(byteCount, ordering: .relaxed)
  }

  deinit {
    BlockCache.release(pointer, byteCount)
    Storage.live.subtract(byteCount, ordering: .relaxed)
  }

  /// To be called by every write into memory that others may already have read.
  public func markWritten() { version &+= 1 }
}
