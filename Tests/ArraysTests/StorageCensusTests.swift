import Arrays
import Testing

@Suite(.serialized) struct StorageCensusTests {
  @Test("large storages are counted at their places while they live, small ones and other places' are not")
  func census() throws {
    // A place of the test's own: others may make storages at the same time.
    let place: Int32 = 1_000_001
    StorageCensus.start { place }
    defer { StorageCensus.stop() }
    var large: Storage? = try Storage(byteCount: StorageCensus.leastBytes)
    let small = try Storage(byteCount: StorageCensus.leastBytes - 1)
    #expect(StorageCensus.holdings[place]?.bytes ?? 0 >= StorageCensus.leastBytes)
    let before = StorageCensus.holdings[place]?.count ?? 0
    StorageCensus.stop()
    let unseen = try Storage(byteCount: StorageCensus.leastBytes)
    #expect(StorageCensus.holdings[place]?.count ?? 0 == before)
    #expect(large?.byteCount == StorageCensus.leastBytes)
    large = nil
    #expect(StorageCensus.holdings[place] == nil)
    withExtendedLifetime((small, unseen)) {}
  }

  @Test func livingStoragesAreCounted() throws {
    let before = Storage.liveCount
    var storages = try (0..<5).map { _ in try Storage(byteCount: 100) }
    withExtendedLifetime(storages) { #expect(Storage.liveCount == before + 5) }
    storages = []
    #expect(Storage.liveCount == before)
  }
}
