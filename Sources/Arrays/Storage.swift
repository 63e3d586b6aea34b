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

  // Behind one pointer that lasts: every storage counts here, and others read where the counts stand.
  private struct Counts: ~Copyable {
    // The first field: its address is the struct's.
    let live = Atomic<Int>(0)
    let allocated = Atomic<Int>(0)
    let number = Atomic<Int>(0)
    let limit = Atomic<Int>(Int.max)
    var others: UnsafePointer<Atomic<Int>>?
    var reclaim: (() -> Void)?
  }
  private static let counts: UnsafeMutablePointer<Counts> = {
    let pointer = UnsafeMutablePointer<Counts>.allocate(capacity: 1)
    pointer.initialize(to: Counts())
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
    get { counts.pointee.limit.load(ordering: .relaxed) }
    set { counts.pointee.limit.store(newValue, ordering: .relaxed) }
  }

  /// Shares the limit with a host. To be called before there are threads.
  /// - Parameters:
  ///   - others: where the host counts the bytes that it uses beside storages; must last.
  ///   - reclaim: frees storages that nobody needs, if it can on the thread that finds no room, which then looks again.
  public static func share(others: UnsafePointer<Int>, reclaim: @escaping () -> Void) {
    counts.pointee.others = UnsafeRawPointer(others).assumingMemoryBound(to: Atomic<Int>.self)
    counts.pointee.reclaim = reclaim
  }

  /// Bytes that an allocation may have.
  static var room: Int { room(counts) }

  @inline(__always)
  private static func room(_ counts: UnsafeMutablePointer<Counts>) -> Int {
    let used = counts.pointee.live.load(ordering: .relaxed)
    let others = counts.pointee.others?.pointee.load(ordering: .relaxed) ?? 0
    return counts.pointee.limit.load(ordering: .relaxed) &- used &- others
  }

  /// Uninitialised memory.
  /// - Throws: `ArrayError.outOfMemory` when the limit or the system refuses.
  public init(byteCount: Int) throws {
    let counts = Storage.counts
    if byteCount > Storage.room(counts) &- BlockCache.capacity { try Storage.makeRoom(byteCount) }
    guard let memory = BlockCache.allocate(byteCount) else { throw ArrayError.outOfMemory(bytes: byteCount) }
    pointer = memory
    self.byteCount = byteCount
    counts.pointee.live.add(byteCount, ordering: .relaxed)
    counts.pointee.allocated.add(byteCount, ordering: .relaxed)
    counts.pointee.number.add(1, ordering: .relaxed)
    place = byteCount >= StorageCensus.leastBytes ? StorageCensus.note(byteCount) : 0
  }

  /// Near the limit idle blocks count, too, and garbage is worth collecting.
  @inline(never)
  private static func makeRoom(_ bytes: Int) throws {
    if bytes > room { counts.pointee.reclaim?() }
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
    BlockCache.release(pointer, byteCount)
    Storage.counts.pointee.live.subtract(byteCount, ordering: .relaxed)
    Storage.counts.pointee.number.subtract(1, ordering: .relaxed)
    if place != 0 { StorageCensus.forget(place, byteCount) }
  }

  /// To be called by every write into memory that others may already have read.
  public func markWritten() { version &+= 1 }
}
