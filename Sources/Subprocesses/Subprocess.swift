import Arrays
import Glibc

/// Runs another program: no shell, so no text is ever taken for a command; input and outputs go through memory.
public enum Subprocess {
  public enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)

    init(waitStatus status: Int32) {
      let signal = status & 0x7f
      self = signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
    }
  }

  public struct Result: Sendable {
    public let output: [UInt8]
    public let errors: [UInt8]
    public let ending: Ending

    public var succeeded: Bool { ending == .exited(0) }
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// Runs `program`, found on the `PATH`, and waits for its end.
  ///
  /// Input is fed and both outputs are drained at the same time, so no amount of either blocks. The program runs in a
  /// process group of its own; when the wait is given up, the whole group is killed and reaped.
  /// - Parameters:
  ///   - environment: Variables to set beside the inherited ones.
  ///   - timeout: Seconds, nil for no limit.
  ///   - isCancelled: Asked at least every 50 ms.
  /// - Throws: `SubprocessError`.
  public static func run(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String] = [:],
    timeout: Double? = nil, isCancelled: () -> Bool = { Cancellation.isRequested }
  ) throws -> Result {
    let child = try Child(program, arguments, environment: environment)
    defer { child.end() }
    let deadline = timeout.map { ContinuousClock.now + .seconds($0) }
    func goOn() throws {
      if isCancelled() { throw SubprocessError.interrupted(program: program) }
      if let deadline, let timeout, ContinuousClock.now > deadline {
        throw SubprocessError.timedOut(program: program, seconds: timeout)
      }
    }
    let (output, errors) = try child.exchange(input, goOn: goOn)
    return Result(output: output, errors: errors, ending: try child.wait(goOn: goOn))
  }
}
