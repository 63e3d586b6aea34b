import Glibc
import Synchronization

/// A running program and the three ends of its standard streams that are ours.
final class Child {
  private let program: String
  private let id: pid_t
  private var isReaped = false
  private var input: Int32
  private var output: Int32
  private var errors: Int32

  /// One start at a time: a child started between another's `pipe` and its close-on-exec mark would inherit that
  /// pipe and keep it open (`pipe2` is not to be had from Swift).
  static let starting = Mutex<Void>(())

  /// - Throws: `SubprocessError`.
  init(_ program: String, _ arguments: [String], environment: [String: String]) throws {
    (id, (input, output, errors)) = try Child.starting.withLock { _ in
      var streams = try Streams(program)
      defer { streams.close() }
      let id = try Child.spawn(program, arguments, environment: environment, streams: streams.theirs)
      return (id, streams.takeOurs())
    }
    self.program = program
  }

  /// Kills and reaps what is still there. Harmless after a normal end.
  func end() {
    for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
    guard !isReaped else { return }
    kill(-id, SIGKILL)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    isReaped = true
  }

  /// Feeds `bytes` and reads both outputs until they are closed.
  func exchange(_ bytes: [UInt8], goOn: () throws -> Void) throws -> (output: [UInt8], errors: [UInt8]) {
    var fed = 0
    var gathered: (output: [UInt8], errors: [UInt8]) = ([], [])
    if bytes.isEmpty { closeInput() }
    while output >= 0 || errors >= 0 {
      try goOn()
      // A descriptor of -1 is passed over.
      var waits = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&waits, nfds_t(waits.count), 50) > 0 else { continue }
      if waits[0].revents != 0 { Child.drain(&output, into: &gathered.output) }
      if waits[1].revents != 0 { Child.drain(&errors, into: &gathered.errors) }
      if waits[2].revents != 0 {
        // A socket rather than a pipe, for `MSG_NOSIGNAL`: a child that stops reading is no reason to die of SIGPIPE.
        let sent = bytes.withUnsafeBytes { buffer in
          buffer.baseAddress.map { send(input, $0 + fed, bytes.count - fed, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) }
            ?? 0
        }
        if sent > 0 { fed += sent }
        let isBroken = sent < 0 && errno != EINTR && errno != EAGAIN
        if fed == bytes.count || isBroken { closeInput() }
      }
    }
    return gathered
  }

  /// The outputs are closed, so the end is near: asked for in short steps, so that a stop is heard.
  func wait(goOn: () throws -> Void) throws -> Subprocess.Ending {
    var status: Int32 = 0
    var pause: UInt32 = 50
    while true {
      let got = waitpid(id, &status, WNOHANG)
      if got == id { break }
      if got < 0, errno != EINTR { throw SubprocessError.system(operation: "wait for", program: program, code: errno) }
      try goOn()
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
    isReaped = true
    return Subprocess.Ending(waitStatus: status)
  }

  private func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  private static func drain(_ descriptor: inout Int32, into bytes: inout [UInt8]) {
    let got = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[0..<count]))
      }
      return count
    }
    guard got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN) else { return }
    close(descriptor)
    descriptor = -1
  }
}
