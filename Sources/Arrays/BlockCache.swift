import Glibc
import Synchronization

/// Memory of storages that were let go, kept for the next ones of about the same size.
///
/// A training step frees and asks for the same sizes over and over. The C library gives large blocks back to the
/// system, and every step would have its pages zeroed and mapped anew.
///
/// Blocks are 64-byte aligned, large ones to the huge pages that they ask the system for: a gradient of 150 MB would
/// take 37,000 faults by ordinary pages. Sizes are rounded up to a class: multiples of 64 bytes to 1 KiB, then four steps
/// to each doubling; what lies beyond the largest class is not kept. A free block's first word points to the next of
/// its class.
enum BlockCache {
  private static let largest = 1 << 30
  private static let hugePage = 2 << 20
  private static let classes = 16 + 20 * 4 + 1
  /// Stands for the class of blocks that are too large to be kept.
  private static let unkept = -1

  private struct State: ~Copyable {
    let heads: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    var idleBytes = 0
  }

  private static let state: Mutex<State> = {
    let heads = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: classes)
    heads.initialize(repeating: nil, count: classes)
    return Mutex(State(heads: heads))
  }()

  /// Most bytes that may lie idle beside `live` bytes in use: the gradients of one step, until the next.
  static func capacity(live: Int) -> Int { max(64 << 20, live &+ live / 4) }

  /// The class that holds `bytes`, and the size of its blocks.
  @inline(__always)
  private static func sizeClass(_ bytes: Int) -> (index: Int, size: Int) {
    if bytes <= 1024 {
      let index = max(bytes &- 1, 0) >> 6
      return (index, (index &+ 1) << 6)
    }
    let octave = (Int.bitWidth &- 1) &- (bytes &- 1).leadingZeroBitCount
    let step = ((bytes &- 1) >> (octave &- 2)) & 3
    return (16 &+ (octave &- 10) &* 4 &+ step, (step &+ 5) << (octave &- 2))
  }

  private static func size(ofClass index: Int) -> Int {
    index < 16 ? (index &+ 1) << 6 : ((index & 3) &+ 5) << ((index &- 16) / 4 &+ 8)
  }

  /// At least `bytes` bytes, uninitialised; nil when the system refuses.
  /// - Parameter counts: told of the bytes under the cache's own lock, which saves one for each count.
  static func allocate(_ bytes: Int, _ counts: UnsafeMutablePointer<StorageCounts>? = nil) -> UnsafeMutableRawPointer? {
    let (index, size) = bytes <= largest ? sizeClass(bytes) : (unkept, bytes)
    let kept = state.withLock { state -> UnsafeMutableRawPointer? in
      guard index != unkept, let block = state.heads[index] else { return nil }
      state.heads[index] = block.load(as: UnsafeMutableRawPointer?.self)
      state.idleBytes &-= size
      counts?.pointee.add(bytes)
      return block
    }
    if let kept { return kept }
    guard let block = fresh(size) else { return nil }
    if let counts { state.withLock { _ in counts.pointee.add(bytes) } }
    return block
  }

  static func release(
    _ block: UnsafeMutableRawPointer, _ bytes: Int, _ counts: UnsafeMutablePointer<StorageCounts>? = nil
  ) {
    let (index, size) = bytes <= largest ? sizeClass(bytes) : (unkept, bytes)
    let isKept = state.withLock { state in
      counts?.pointee.subtract(bytes)
      let live = counts?.pointee.live.load(ordering: .relaxed) ?? Storage.liveBytes
      if index == unkept || state.idleBytes &+ size > capacity(live: live) { return false }
      block.storeBytes(of: state.heads[index], as: UnsafeMutableRawPointer?.self)
      state.heads[index] = block
      state.idleBytes &+= size
      return true
    }
    if isKept { return }
    free(block)
    // What was kept beside much that lived is not kept for ever.
    let most = capacity(live: Storage.liveBytes)
    if idleBytes > most { trim(to: most) }
  }

  /// From the system; when it refuses, once more after giving back what lies idle.
  private static func fresh(_ size: Int) -> UnsafeMutableRawPointer? {
    let isHuge = size >= 2 &* hugePage
    let alignment = isHuge ? hugePage : 64
    var memory: UnsafeMutableRawPointer?
    if posix_memalign(&memory, alignment, max(size, 64)) != 0 {
      trim()
      guard posix_memalign(&memory, alignment, max(size, 64)) == 0 else { return nil }
    }
    // A wish: without it the block is as good, and slower to fill.
    if isHuge { madvise(memory, size & ~(hugePage &- 1), MADV_HUGEPAGE) }
    return memory
  }

  static var idleBytes: Int { state.withLock { $0.idleBytes } }

  /// Gives idle blocks back, the largest first, until at most so many bytes are left.
  static func trim(to most: Int = 0) {
    state.withLock { state in
      for index in stride(from: classes &- 1, through: 0, by: -1) {
        while state.idleBytes > most, let block = state.heads[index] {
          state.heads[index] = block.load(as: UnsafeMutableRawPointer?.self)
          state.idleBytes &-= size(ofClass: index)
          free(block)
        }
      }
    }
  }
}
