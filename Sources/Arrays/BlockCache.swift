import Glibc
import Synchronization

/// Memory of storages that were let go, kept for the next ones of about the same size.
///
/// A training step frees and asks for the same sizes over and over. The C library gives large blocks back to the
/// system, and every step would have its pages zeroed and mapped anew.
///
/// Blocks are 64-byte aligned. Sizes are rounded up to a class: multiples of 64 bytes to 1 KiB, then four steps to
/// each doubling; what lies beyond the largest class is not kept. A free block's first word points to the next of its
/// class.
enum BlockCache {
  private static let largest = 32 << 20
  /// Most bytes that may lie idle.
  static let capacity = 64 << 20
  private static let classes = 16 + 15 * 4 + 1
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
      if index == unkept || state.idleBytes &+ size > capacity { return false }
      block.storeBytes(of: state.heads[index], as: UnsafeMutableRawPointer?.self)
      state.heads[index] = block
      state.idleBytes &+= size
      return true
    }
    if !isKept { free(block) }
  }

  /// From the system; when it refuses, once more after giving back what lies idle.
  private static func fresh(_ size: Int) -> UnsafeMutableRawPointer? {
    var memory: UnsafeMutableRawPointer?
    if posix_memalign(&memory, 64, max(size, 64)) == 0 { return memory }
    trim()
    return posix_memalign(&memory, 64, max(size, 64)) == 0 ? memory : nil
  }

  static var idleBytes: Int { state.withLock { $0.idleBytes } }

  /// Gives all idle blocks back.
  static func trim() {
    state.withLock { state in
      for index in 0..<classes {
        while let block = state.heads[index] {
          state.heads[index] = block.load(as: UnsafeMutableRawPointer?.self)
          free(block)
        }
      }
      state.idleBytes = 0
    }
  }
}
