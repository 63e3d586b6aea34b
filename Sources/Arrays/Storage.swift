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

  /// Where it was made, if somebody wants to know and it is large; else 0.
  private let place: Int32

  private static let allocated = Atomic<Int>(0)
  private static let released = Atomic<Int>(0)
  private static let made = Atomic<Int>(0)
  private static let gone = Atomic<Int>(0)
  private static let limit = Atomic<Int>(Int.max)

  /// Bytes held by all living storages.
  public static var liveBytes: Int { allocated.load(ordering: .relaxed) - released.load(ordering: .relaxed) }
  /// How many storages live.
  public static var liveCount: Int { made.load(ordering: .relaxed) - gone.load(ordering: .relaxed) }
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
    Storage.made.add(1, ordering: .relaxed)
    Storage.allocated.add(byteCount, ordering: .relaxed)
    place = byteCount >= StorageCensus.leastBytes ? StorageCensus.note(byteCount) : 0
  }

  deinit {
    BlockCache.release(pointer, byteCount)
    Storage.gone.add(1, ordering: .relaxed)
    Storage.released.add(byteCount, ordering: .relaxed)
    if place != 0 { StorageCensus.forget(place, byteCount) }
  }

  /// To be called by every write into memory that others may already have read.
  public func markWritten() { version &+= 1 }
}
