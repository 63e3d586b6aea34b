import Synchronization

/// What all storages hold together. Written under one lock, read at any time.
struct StorageCounts: ~Copyable {
  /// Bytes held now. The first field: others read it at the struct's own address.
  let live = Atomic<Int>(0)
  /// Bytes of all storages ever made.
  let allocated = Atomic<Int>(0)
  /// Storages that live.
  let number = Atomic<Int>(0)

  @inline(__always) func add(_ bytes: Int) {
    StorageCounts.change(live, by: bytes)
    StorageCounts.change(allocated, by: bytes)
    StorageCounts.change(number, by: 1)
  }

  @inline(__always) func subtract(_ bytes: Int) {
    StorageCounts.change(live, by: 0 &- bytes)
    StorageCounts.change(number, by: -1)
  }

  /// Only one writes at a time, so this need not be one atomic step.
  @inline(__always) private static func change(_ count: borrowing Atomic<Int>, by amount: Int) {
    count.store(count.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
  }
}
