import Synchronization

/// A flag that pieces of work on several threads may raise.
final class FirstFailure: Sendable {
  private let flag = Atomic<Bool>(false)
  var isNoted: Bool { flag.load(ordering: .relaxed) }
  func note() { flag.store(true, ordering: .relaxed) }
}
