import Glibc
import Synchronization

/// The signals that stop a batch: noted when they come, served between two steps.
enum BatchSignals {
  private static let first = Atomic<Int32>(0)
  private static let count = Atomic<Int>(0)

  /// The first that came, 0 before one.
  static var caught: Int32 { first.load(ordering: .relaxed) }
  /// A second one asks for the end at once.
  static var isUrgent: Bool { count.load(ordering: .relaxed) > 1 }

  static func install() {
    // A global is made at its first use, which must not be in a handler.
    _ = caught
    _ = isUrgent
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number, note)
      // `nohup` means it.
      if number == SIGHUP, unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
    }
    // `workbench DIR | head` is no reason to stop; and ended children are to be asked after.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGCHLD, SIG_DFL)
    var all = sigset_t()
    sigemptyset(&all)
    pthread_sigmask(SIG_SETMASK, &all, nil)
  }

  private static let note: @convention(c) (Int32) -> Void = { number in
    _ = first.compareExchange(expected: 0, desired: number, ordering: .relaxed)
    count.add(1, ordering: .relaxed)
  }
}
