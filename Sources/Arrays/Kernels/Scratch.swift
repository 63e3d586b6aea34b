import Glibc

/// Working memory of one kernel call: a slot for each thread that takes part, 64-byte aligned, uninitialised.
///
/// It is not counted as array memory, but respects its limit.
struct Scratch<T>: ~Copyable {
  private let base: UnsafeMutableRawPointer
  private let stride: Int

  /// - Throws: `ArrayError.outOfMemory`.
  init(_ type: T.Type, count: Int, slots: Int = 1) throws {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<T>.stride)
    let (padded, overflowToo) = bytes.addingReportingOverflow(127)
    stride = padded & ~63
    let (total, overflowAtLast) = stride.multipliedReportingOverflow(by: slots)
    var memory: UnsafeMutableRawPointer?
    guard !overflow, !overflowToo, !overflowAtLast, total <= Storage.byteLimit &- Storage.liveBytes,
      posix_memalign(&memory, 64, max(total, 64)) == 0, let memory
    else { throw ArrayError.outOfMemory(bytes: overflow || overflowToo || overflowAtLast ? .max : total) }
    base = memory
  }

  subscript(slot: Int) -> UnsafeMutablePointer<T> { (base + slot &* stride).assumingMemoryBound(to: T.self) }

  deinit { free(base) }
}
