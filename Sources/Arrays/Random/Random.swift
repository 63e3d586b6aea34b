import Synchronization

/// The process-wide seed and the streams drawn from it.
///
/// Every consumer has a stream of its own ("data order", "initialisation", "noise", ...), so that a
/// draw in one place never shifts the numbers of another.
public enum Random {
  private struct State {
    var seed: UInt64 = 0
    var streams: [String: RandomStream] = [:]
  }

  private static let state = Mutex(State())

  /// Setting it starts every stream anew.
  public static var seed: UInt64 {
    get { state.withLock { $0.seed } }
    set { state.withLock { $0 = State(seed: newValue) } }
  }

  /// A fresh stream of the current seed, from its beginning.
  public static func stream(_ name: String) -> RandomStream { RandomStream(seed: seed, stream: name) }

  /// Draws from the process's shared stream of that name, which moves on by what `body` draws.
  public static func withStream<T>(_ name: String, _ body: (inout RandomStream) throws -> T) rethrows -> T {
    var stream = state.withLock { $0.streams[name] ?? RandomStream(seed: $0.seed, stream: name) }
    defer {
      state.withLock { state in
        if state.seed == stream.seed { state.streams[name] = stream }
      }
    }
    return try body(&stream)
  }

  /// All shared streams with their positions, for a checkpoint.
  public static var streams: [String: RandomStream] { state.withLock { $0.streams } }

  /// Continues where a checkpoint stood.
  public static func restore(seed: UInt64, streams: [String: RandomStream]) {
    state.withLock { $0 = State(seed: seed, streams: streams) }
  }
}
