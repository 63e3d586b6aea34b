import Glibc

/// Clocks in seconds.
enum Clock {
  /// One that never goes back.
  static var now: Double { seconds(CLOCK_MONOTONIC) }
  /// Time that the processors have spent on this process.
  static var processor: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
