/// Working memory of one kernel call: a slot for each thread that takes part, 64-byte aligned, uninitialised.
///
/// It is not counted as array memory, but respects its limit.
struct Scratch<T>: ~Copyable {
  private let base: UnsafeMutableRawPointer
  private let stride: Int
  private let total: Int

  /// - Throws: `ArrayError.outOfMemory`.
  init(_ type: T.Type, count: Int, slots: Int = 1) throws {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<T>.stride)
    let (padded, overflowToo) = bytes.addingReportingOverflow(127)
    stride = padded & ~63
    let (total, overflowAtLast) = stride.multipliedReportingOverflow(by: slots)
    guard !overflow, !overflowToo, !overflowAtLast, total <= Storage.room,
      let memory = BlockCache.allocate(total)
    else { throw ArrayError.outOfMemory(bytes: overflow || overflowToo || overflowAtLast ? .max : total) }
    base = memory
    self.total = total
  }

  subscript(slot: Int) -> UnsafeMutablePointer<T> { (base + slot &* stride).assumingMemoryBound(to: T.self) }

  deinit { BlockCache.release(base, total) }
}
