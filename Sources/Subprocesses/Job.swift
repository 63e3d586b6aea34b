import CProcess
import Glibc

/// A program that runs while the caller does other things, in a process group of its own. It has nothing to read; both
/// its outputs come through one pipe, in the order written.
public final class Job {
  /// How a program ended and what it took.
  public struct End: Sendable {
    public let ending: Subprocess.Ending
    /// Most bytes of memory resident at once, of the program or of one that it waited for; the system counts what the
    /// caller had when it started the program, too.
    public let peakBytes: Int
  }

  private let program: String
  private let id: pid_t
  private var output: Int32
  /// Readable once the program has ended; -1 where the system has none.
  private let process: Int32
  private var isReaped = false

  /// - Parameters:
  ///   - name: What the program is told to be called.
  ///   - folder: Where it starts.
  /// - Throws: `SubprocessError`.
  public init(
    _ program: String, as name: String, _ arguments: [String], environment: [String: String], folder: String
  ) throws {
    self.program = program
    (id, output) = try Child.starting.withLock { _ in
      let null = open("/dev/null", O_RDONLY)
      guard null >= 0 else { throw SubprocessError.system(operation: "start", program: program, code: errno) }
      let input = Child.Streams.aboveStandard(null)
      defer { close(input) }
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else {
        throw SubprocessError.system(operation: "start", program: program, code: errno)
      }
      ends = ends.map(Child.Streams.aboveStandard)
      defer { close(ends[1]) }
      _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
      do {
        let id = try Child.spawn(
          program, as: name, arguments, environment: environment, folder: folder, streams: [input, ends[1], ends[1]])
        return (id, ends[0])
      } catch {
        close(ends[0])
        throw error
      }
    }
    process = process_descriptor(id)
  }

  deinit {
    signal(SIGKILL)
    if !isReaped { _ = reap() }
    for descriptor in [output, process] where descriptor >= 0 { close(descriptor) }
  }

  /// Signals the program and all that it started.
  public func signal(_ number: Int32) {
    if !isReaped { kill(-id, number) }
  }

  /// Hands over what the program has written, at most `limit` bytes and a block, without waiting.
  public func read(atMost limit: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    var total = 0
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while output >= 0, total < limit {
        let count = Glibc.read(output, buffer.baseAddress, buffer.count)
        if count > 0 {
          body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[0..<count]))
          total += count
          continue
        }
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN { return }
        close(output)
        output = -1
      }
    }
  }

  /// How the program ended; nil while it runs. What it started and left behind is killed.
  /// - Throws: `SubprocessError.system` when the system has lost it.
  public func end() throws -> End? {
    var information = siginfo_t()
    // Not reaped yet, so that its number still names its group and no other.
    guard waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
      if errno == EINTR { return nil }
      throw SubprocessError.system(operation: "wait for", program: program, code: errno)
    }
    guard information.si_signo == SIGCHLD else { return nil }
    signal(SIGKILL)
    return reap()
  }

  private func reap() -> End {
    var status: Int32 = 0
    var usage = rusage()
    while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
    isReaped = true
    return End(ending: Subprocess.Ending(waitStatus: status), peakBytes: usage.ru_maxrss * 1024)
  }

  /// Returns when one of the jobs has written something or ended, at the latest after `seconds`; also for a signal.
  public static func wait(for jobs: [Job], seconds: Double) {
    // A descriptor of -1 is passed over.
    var waits = jobs.flatMap { job in
      [job.output, job.process].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    }
    let canSleep = jobs.allSatisfy { $0.process >= 0 }
    poll(&waits, nfds_t(waits.count), Int32(min(seconds, canSleep ? seconds : 0.01) * 1000))
  }
}
