import Synchronization

/// The one flag that stops long work: set by Ctrl-C or a time limit, read by kernels between their blocks.
public enum Cancellation {
  private static let requested: UnsafeMutablePointer<Atomic<Int32>> = {
    let pointer = UnsafeMutablePointer<Atomic<Int32>>.allocate(capacity: 1)
    pointer.initialize(to: Atomic(0))
    return pointer
  }()

  /// The flag as C sees it, at one address for the whole life of the process: a signal handler may store 1 to it.
  public static let flag: UnsafeMutablePointer<Int32> =
    UnsafeMutableRawPointer(requested).assumingMemoryBound(to: Int32.self)

  public static var isRequested: Bool { requested.pointee.load(ordering: .relaxed) != 0 }
  public static func request() { requested.pointee.store(1, ordering: .relaxed) }
  public static func clear() { requested.pointee.store(0, ordering: .relaxed) }

  /// - Throws: `ArrayError.interrupted` while a request stands; whoever reports the interruption clears it.
  public static func check() throws {
    if isRequested { throw ArrayError.interrupted }
  }
}
