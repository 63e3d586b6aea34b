import Glibc

/// Calls into libraries that take long and cannot be stopped.
///
/// The call runs on a thread of its own while the caller waits and listens. After a request to cancel the caller
/// goes on without it: the thread comes to its end alone, and what its closure holds lives until then.
package enum Interruptible {
  /// - Parameter body: must own all that it touches, and never throw, use `Threads` or be the only one to free memory.
  /// - Throws: `ArrayError.interrupted`.
  package static func call(_ body: @escaping () -> Int32) throws -> Int32 {
    try Cancellation.check()
    let job = Job(body)
    guard job.start() else { return body() }
    return try job.wait()
  }

  private final class Job: @unchecked Sendable {
    private let body: () -> Int32
    private var status: Int32 = 0
    private var isDone = false
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ body: @escaping () -> Int32) {
      self.body = body
      pthread_mutex_init(mutex, nil)
      pthread_cond_init(done, nil)
    }

    deinit {
      pthread_mutex_destroy(mutex)
      pthread_cond_destroy(done)
      mutex.deallocate()
      done.deallocate()
    }

    func start() -> Bool {
      let job = Unmanaged.passRetained(self)
      let isStarted = Threads.startDetached(
        { argument in
          if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
          return nil
        }, job.toOpaque())
      if !isStarted { job.release() }
      return isStarted
    }

    private func run() {
      let result = body()
      pthread_mutex_lock(mutex)
      status = result
      isDone = true
      pthread_cond_signal(done)
      pthread_mutex_unlock(mutex)
    }

    func wait() throws -> Int32 {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      while !isDone {
        try Cancellation.check()
        var until = timespec()
        clock_gettime(CLOCK_REALTIME, &until)
        until.tv_nsec += 10_000_000
        if until.tv_nsec >= 1_000_000_000 {
          until.tv_nsec -= 1_000_000_000
          until.tv_sec += 1
        }
        pthread_cond_timedwait(done, mutex, &until)
      }
      return status
    }
  }
}
