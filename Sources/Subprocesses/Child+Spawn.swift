import CProcess
import Glibc

extension Child {
  /// The child's three standard streams: our ends and its ends, all closed on exec.
  struct Streams {
    private var ours: [Int32] = []
    private(set) var theirs: [Int32] = []

    init(_ program: String) throws {
      for number in 0..<3 {
        var ends: [Int32] = [-1, -1]
        let made = number == 0 ? socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) : pipe(&ends)
        guard made == 0 else {
          let code = errno
          close()
          throw SubprocessError.system(operation: "start", program: program, code: code)
        }
        // Where our own standard streams are closed, these may get the numbers 0 to 2, which the child needs free.
        ends = ends.map(Streams.aboveStandard)
        ours.append(ends[0])
        theirs.append(ends[1])
      }
    }

    static func aboveStandard(_ descriptor: Int32) -> Int32 {
      guard (0...2).contains(descriptor) else {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
      }
      let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
      Glibc.close(descriptor)
      return moved
    }

    mutating func takeOurs() -> (Int32, Int32, Int32) {
      defer { ours = [] }
      return (ours[0], ours[1], ours[2])
    }

    /// Closes what has not been taken.
    mutating func close() {
      for descriptor in ours + theirs where descriptor >= 0 { Glibc.close(descriptor) }
      ours = []
      theirs = []
    }
  }

  /// - Parameters:
  ///   - name: What the program is told to be called; its own name where nil.
  ///   - folder: Where it starts; nil is here.
  ///   - streams: The descriptors that become its standard streams.
  static func spawn(
    _ program: String, as name: String? = nil, _ arguments: [String], environment: [String: String],
    folder: String? = nil, streams: [Int32]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    if let folder { _ = process_start_in(&actions, folder) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that all of it can be killed; and no signal blocked or ignored because it is so here.
    var defaults = sigset_t()
    sigfillset(&defaults)
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setsigmask(&attributes, &unblocked)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var id: pid_t = 0
    let code = withCStrings([name ?? program] + arguments) { arguments in
      withCStrings(merged(environment)) { environment in
        guard let arguments, let environment else { return ENOMEM }
        return posix_spawnp(&id, program, &actions, &attributes, arguments, environment)
      }
    }
    switch code {
    case 0: return id
    case ENOENT, EACCES: throw SubprocessError.notFound(program: program)
    default: throw SubprocessError.system(operation: "start", program: program, code: code)
    }
  }

  /// `NAME=value` of the process's own environment with some names set anew.
  private static func merged(_ changes: [String: String]) -> [String] {
    var result = changes.map { "\($0.key)=\($0.value)" }
    var place = environ
    while let variable = place.pointee {
      let text = String(cString: variable)
      if let name = text.split(separator: "=", maxSplits: 1).first, changes[String(name)] == nil { result.append(text) }
      place += 1
    }
    return result
  }

  /// Hands over a null-ended list of C strings.
  private static func withCStrings(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Int32
  ) -> Int32 {
    let copies = texts.map { strdup($0) } + [nil]
    defer { copies.forEach { free($0) } }
    return copies.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
