import Arrays
import Synchronization
import Testing

@Suite(.serialized) struct ThreadsTests {
  /// Runs `body` with a number of threads, and restores it.
  private static func with<T>(threads: Int, _ body: () throws -> T) rethrows -> T {
    let before = Threads.count
    Threads.count = threads
    defer { Threads.count = before }
    return try body()
  }

  @Test(arguments: [1, 2, 3, 8], [(0, 1), (1, 1), (7, 3), (1000, 7), (1000, 5000), (64, 0), (-3, 2)])
  func everyPieceRunsOnce(threads: Int, work: (count: Int, grain: Int)) {
    let hits = UnsafeMutablePointer<Int>.allocate(capacity: max(work.count, 1))
    hits.initialize(repeating: 0, count: max(work.count, 1))
    defer { hits.deallocate() }
    nonisolated(unsafe) let shared = hits
    Self.with(threads: threads) {
      for _ in 0..<50 {
        Threads.forEach(count: work.count, grain: work.grain) { range in for i in range { shared[i] += 1 } }
      }
    }
    #expect((0..<max(work.count, 0)).allSatisfy { hits[$0] == 50 })
  }

  @Test func workersHaveSlotsOfTheirOwn() {
    let busy = (0..<4).map { _ in Counter() }
    let clashes = Counter()
    Self.with(threads: 4) {
      for _ in 0..<200 {
        Threads.forEach(count: 32, grain: 1, workers: 4) { _, worker in
          if busy[worker].value.add(1, ordering: .acquiringAndReleasing).newValue != 1 {
            clashes.value.add(1, ordering: .relaxed)
          }
          busy[worker].value.subtract(1, ordering: .acquiringAndReleasing)
        }
      }
    }
    #expect(clashes.value.load(ordering: .relaxed) == 0)
  }

  private final class Counter: Sendable { let value = Atomic<Int>(0) }

  @Test func nestedCallsRunToTheEnd() {
    #expect(Self.nestedCalls() == 100)
  }

  /// A request stands for the whole process, hence one of its own.
  @Test func anInterruptLetsTheRunningLoopEnd() async {
    await #expect(processExitsWith: .success) {
      Cancellation.request()
      #expect(ThreadsTests.nestedCalls() == 100)
    }
  }

  private static func nestedCalls() -> Int {
    let total = Counter()
    with(threads: 3) {
      Threads.forEach(count: 10, grain: 1) { _ in
        Threads.forEach(count: 10, grain: 3) { range in total.value.add(range.count, ordering: .relaxed) }
      }
    }
    return total.value.load(ordering: .relaxed)
  }

  @Test func theNumberOfThreadsStaysInBounds() {
    let before = Threads.count
    defer { Threads.count = before }
    for (wanted, got) in [(0, 1), (-5, 1), (3, 3), (1 << 40, 256)] {
      Threads.count = wanted
      #expect(Threads.count == got)
    }
    #expect(Threads.available >= 1)
  }
}
