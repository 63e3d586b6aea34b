import COpenBLAS
import Glibc
import Synchronization

/// The one thread budget of the process.
///
/// OpenBLAS itself stays on one thread (see `COpenBLAS`); everything that runs on several does so through
/// `forEach`, on one pool of workers that is made at the first use.
public enum Threads {
  private static let wanted = Atomic<Int>(available)

  /// CPUs that this process may run on.
  public static let available = max(1, Int(cpu_available_count()))

  /// Threads that work at the same time, the caller's included; `available` by default, at least 1 and at
  /// most 256. Results do not depend on it.
  public static var count: Int {
    get { wanted.load(ordering: .relaxed) }
    set { wanted.store(min(max(newValue, 1), 256), ordering: .relaxed) }
  }

  /// Calls `body` with consecutive pieces of 0..<count, each of `grain` (the last may be shorter), in any order
  /// and on any thread, and returns when all are done.
  ///
  /// The cut depends on `count` and `grain` only: a reduction that keeps one partial result per piece
  /// (`range.lowerBound / grain`) and adds them in order has the same bits at any thread count. A call from
  /// inside `body` runs on its own thread. `body` should take some microseconds: waking the workers costs as much.
  public static func forEach(count: Int, grain: Int, body: (Range<Int>) -> Void) {
    forEach(count: count, grain: grain, workers: Threads.count) { range, _ in body(range) }
  }

  /// The same, with the number of the thread: `worker` is in 0..<workers and belongs to one thread at a time, so that
  /// each can have working memory of its own.
  public static func forEach(
    count: Int, grain: Int, workers: Int, body: (_ range: Range<Int>, _ worker: Int) -> Void
  ) {
    guard count > 0 else { return }
    let grain = max(grain, 1)
    let pieces = (count &- 1) / grain &+ 1
    let threads = min(workers, pieces)
    if threads > 1, !ThreadPool.isInside, ThreadPool.shared.run(count, grain, pieces, threads, body) { return }
    for piece in 0..<pieces {
      let start = piece &* grain
      body(start..<min(start &+ grain, count), 0)
    }
  }

  /// Threads that `forEach` can use for that many pieces from where the caller stands.
  public static func workers(pieces: Int) -> Int { ThreadPool.isInside ? 1 : max(1, min(count, pieces)) }

  /// Starts a thread that nobody waits for; false where the system refuses it. All signals are blocked there: they go to
  /// the threads that expect them.
  static func startDetached(
    _ body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?,
    _ argument: UnsafeMutableRawPointer? = nil
  ) -> Bool {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 8 << 20)
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    return pthread_create(&thread, &attributes, body, argument) == 0
  }

  /// Runs `body` so that every `forEach` in it stays on this thread.
  public static func serially<T>(_ body: () throws -> T) rethrows -> T {
    let before = ThreadPool.isInside
    ThreadPool.isInside = true
    defer { ThreadPool.isInside = before }
    return try body()
  }
}

/// Workers that sleep until there is a job, and the one job they share.
///
/// Notation: a job is cut into pieces; caller and workers take the next piece from one counter until none is
/// left. Fields of the job change only while `entered` is 0 and under the mutex, so a worker that wakes late
/// finds either no open job or a complete new one.
private final class ThreadPool: @unchecked Sendable {
  static let shared = ThreadPool()

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let work = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var workers = 0
  private var sleeping = 0

  private let isBusy = Atomic<Bool>(false)
  /// Raised with each job; a worker spins on it for a moment before it sleeps.
  private let generation = Atomic<Int>(0)
  /// Workers inside the present job.
  private let entered = Atomic<Int>(0)
  private let nextPiece = Atomic<Int>(0)
  private var isOpen = false
  private var places = 0
  private var count = 0
  private var grain = 0
  private var pieces = 0
  /// On the stack of the caller, who waits until every worker has left.
  private var body: UnsafePointer<Body>?
  typealias Body = (Range<Int>, Int) -> Void

  private static let spins = 2000

  private init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(work, nil)
    pthread_cond_init(done, nil)
  }

  // Whether this thread is running a piece, or was asked to stay alone.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  static var isInside: Bool {
    get { pthread_getspecific(key) != nil }
    set { pthread_setspecific(key, newValue ? UnsafeRawPointer(bitPattern: 1) : nil) }
  }

  /// Returns false, with nothing done, when another thread is using the pool or no worker can be had.
  func run(_ count: Int, _ grain: Int, _ pieces: Int, _ threads: Int, _ body: Body) -> Bool {
    guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else { return false }
    defer { isBusy.store(false, ordering: .releasing) }
    return withoutActuallyEscaping(body) { escapable in
      withUnsafePointer(to: escapable) { share($0, count, grain, pieces, threads) }
    }
  }

  private func share(_ body: UnsafePointer<Body>, _ count: Int, _ grain: Int, _ pieces: Int, _ threads: Int) -> Bool {
    pthread_mutex_lock(mutex)
    grow(to: threads - 1)
    if workers == 0 {
      pthread_mutex_unlock(mutex)
      return false
    }
    (self.count, self.grain, self.pieces, self.body) = (count, grain, pieces, body)
    nextPiece.store(0, ordering: .relaxed)
    places = threads - 1
    isOpen = true
    generation.wrappingAdd(1, ordering: .releasing)
    if sleeping > 0 { pthread_cond_broadcast(work) }
    pthread_mutex_unlock(mutex)

    takePieces(count, grain, pieces, body, 0)

    pthread_mutex_lock(mutex)
    isOpen = false
    if entered.load(ordering: .acquiring) > 0 {
      pthread_mutex_unlock(mutex)
      var spin = 0
      while entered.load(ordering: .acquiring) > 0, spin < ThreadPool.spins {
        cpu_pause()
        spin += 1
      }
      pthread_mutex_lock(mutex)
      while entered.load(ordering: .acquiring) > 0 { pthread_cond_wait(done, mutex) }
    }
    self.body = nil
    pthread_mutex_unlock(mutex)
    return true
  }

  // Not inlined: every hold on the closure ends with the call, before the worker says that it has left.
  @inline(never)
  private func takePieces(_ count: Int, _ grain: Int, _ pieces: Int, _ body: UnsafePointer<Body>, _ worker: Int) {
    ThreadPool.isInside = true
    defer { ThreadPool.isInside = false }
    while true {
      let piece = nextPiece.wrappingAdd(1, ordering: .relaxed).oldValue
      if piece >= pieces { return memory_fence() }
      let start = piece &* grain
      body.pointee(start..<min(start &+ grain, count), worker)
    }
  }

  /// Called with the mutex held.
  private func grow(to wanted: Int) {
    guard workers < wanted else { return }
    while workers < wanted, Threads.startDetached({ _ in ThreadPool.shared.serve() }) { workers += 1 }
  }

  private func serve() -> Never {
    var seen = 0
    while true {
      var spin = 0
      while generation.load(ordering: .acquiring) == seen, spin < ThreadPool.spins {
        cpu_pause()
        spin += 1
      }
      pthread_mutex_lock(mutex)
      while generation.load(ordering: .acquiring) == seen {
        sleeping += 1
        pthread_cond_wait(work, mutex)
        sleeping -= 1
      }
      seen = generation.load(ordering: .acquiring)
      guard isOpen, places > 0, let body else {
        pthread_mutex_unlock(mutex)
        continue
      }
      let worker = places
      places -= 1
      entered.wrappingAdd(1, ordering: .acquiringAndReleasing)
      let (count, grain, pieces) = (count, grain, pieces)
      pthread_mutex_unlock(mutex)
      takePieces(count, grain, pieces, body, worker)
      leave()
    }
  }

  private func leave() {
    pthread_mutex_lock(mutex)
    if entered.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 { pthread_cond_signal(done) }
    pthread_mutex_unlock(mutex)
  }
}
