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
  /// Who wrote last, a number of autograd's: 0 while nobody cares, -1 for a writer unknown.
  package var writer: Int32 = 0

  // Behind pointers that last: every storage counts here, and others read where the counts stand.
  private static let counts: UnsafeMutablePointer<StorageCounts> = {
    let pointer = UnsafeMutablePointer<StorageCounts>.allocate(capacity: 1)
    pointer.initialize(to: StorageCounts())
    return pointer
  }()

  private struct Bound: ~Copyable {
    let limit = Atomic<Int>(Int.max)
    var others: UnsafePointer<Atomic<Int>>?
    var reclaim: (() -> Void)?
  }
  private static let bound: UnsafeMutablePointer<Bound> = {
    let pointer = UnsafeMutablePointer<Bound>.allocate(capacity: 1)
    pointer.initialize(to: Bound())
    return pointer
  }()

  /// Bytes held by all living storages.
  public static var liveBytes: Int { counts.pointee.live.load(ordering: .relaxed) }
  /// How many storages live.
  public static var liveCount: Int { counts.pointee.number.load(ordering: .relaxed) }
  /// Where `liveBytes` is counted, at one address for the whole life of the process.
  public static var liveAddress: UnsafePointer<Int> {
    UnsafeRawPointer(counts).assumingMemoryBound(to: Int.self)
  }
  /// Bytes of all storages ever made in this process.
  public static var allocatedBytes: Int { counts.pointee.allocated.load(ordering: .relaxed) }
  /// Most bytes that may be live at once, those of the host included; an allocation above it throws
  /// `ArrayError.outOfMemory`.
  public static var byteLimit: Int {
    get { bound.pointee.limit.load(ordering: .relaxed) }
    set { bound.pointee.limit.store(newValue, ordering: .relaxed) }
  }

  /// Shares the limit with a host. To be called before there are threads.
  /// - Parameters:
  ///   - others: where the host counts the bytes that it uses beside storages; must last.
  ///   - reclaim: frees storages that nobody needs, if it can on the thread that finds no room, which then looks again.
  public static func share(others: UnsafePointer<Int>, reclaim: @escaping () -> Void) {
    bound.pointee.others = UnsafeRawPointer(others).assumingMemoryBound(to: Atomic<Int>.self)
    bound.pointee.reclaim = reclaim
  }

  /// Bytes that an allocation may have.
  static var room: Int {
    let used = counts.pointee.live.load(ordering: .relaxed)
    let others = bound.pointee.others?.pointee.load(ordering: .relaxed) ?? 0
    return bound.pointee.limit.load(ordering: .relaxed) &- used &- others
  }

  /// Uninitialised memory.
  /// - Throws: `ArrayError.outOfMemory` when the limit or the system refuses.
  public init(byteCount: Int) throws {
    if byteCount > Storage.room &- BlockCache.capacity(live: Storage.liveBytes) { try Storage.makeRoom(byteCount) }
    guard let memory = BlockCache.allocate(byteCount, Storage.counts) else {
      throw ArrayError.outOfMemory(bytes: byteCount)
    }
    pointer = memory
    self.byteCount = byteCount
    place = byteCount >= StorageCensus.leastBytes ? StorageCensus.note(byteCount) : 0
  }

  /// Near the limit idle blocks count, too, and garbage is worth collecting.
  @inline(never)
  private static func makeRoom(_ bytes: Int) throws {
    if bytes > room { bound.pointee.reclaim?() }
    if bytes > room &- BlockCache.idleBytes { BlockCache.trim() }
    guard bytes <= room else { throw ArrayError.outOfMemory(bytes: bytes) }
  }

  /// Refuses what would go beyond the limit; for memory that is held otherwise but grows with what scripts ask for.
  /// - Throws: `ArrayError.outOfMemory`.
  public static func require(_ count: Int, of bytes: Int) throws {
    let (wanted, overflows) = count.multipliedReportingOverflow(by: bytes)
    // Without a limit of the host's, what any machine can address.
    guard !overflows, wanted <= min(byteLimit, 1 << 46) - liveBytes else {
      throw ArrayError.outOfMemory(bytes: overflows ? .max : wanted)
    }
  }

  deinit {
    BlockCache.release(pointer, byteCount, Storage.counts)
    if place != 0 { StorageCensus.forget(place, byteCount) }
  }

  /// To be called by every write into memory that others may already have read.
  public func markWritten() {
    version &+= 1
    // Whoever knows its name tells it afterwards.
    if writer > 0 { writer = -1 }
  }
}
