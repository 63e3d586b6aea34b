import Synchronization

/// Which places of a program made the large storages that live. Off until `start`; small storages, whose making takes
/// no longer than the question where, are never asked.
public enum StorageCensus {
  /// Smaller storages are not noted.
  public static let leastBytes = 1 << 16

  public struct Holding: Sendable {
    public var count = 0
    public var bytes = 0
  }
  private struct Content {
    var placeOfCaller: (@Sendable () -> Int32)?
    var holdings: [Int32: Holding] = [:]
  }
  private static let isOn = Atomic<Bool>(false)
  private static let content = Mutex(Content())

  /// Notes all large storages from now on.
  /// - Parameter placeOfCaller: a number for the place that asks for a storage, 0 for none; called on any thread.
  public static func start(_ placeOfCaller: @escaping @Sendable () -> Int32) {
    content.withLock { $0.placeOfCaller = placeOfCaller }
    isOn.store(true, ordering: .relaxed)
  }

  /// Notes no more.
  public static func stop() {
    isOn.store(false, ordering: .relaxed)
    content.withLock { $0.placeOfCaller = nil }
  }

  /// What lives of what was noted, by place.
  public static var holdings: [Int32: Holding] { content.withLock { $0.holdings } }

  static func note(_ bytes: Int) -> Int32 {
    guard isOn.load(ordering: .relaxed), let ask = content.withLock({ $0.placeOfCaller }) else { return 0 }
    let place = ask()
    guard place != 0 else { return 0 }
    content.withLock {
      $0.holdings[place, default: Holding()].count += 1
      $0.holdings[place, default: Holding()].bytes += bytes
    }
    return place
  }

  static func forget(_ place: Int32, _ bytes: Int) {
    content.withLock {
      guard var holding = $0.holdings[place] else { return }
      holding.count -= 1
      holding.bytes -= bytes
      $0.holdings[place] = holding.count > 0 ? holding : nil
    }
  }
}
