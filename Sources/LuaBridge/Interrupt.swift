import CLua

/// Ctrl-C and time limits. One flag, read by Lua's hook and, through `mirror`, by numeric kernels.
public enum Interrupt {
  /// From now on SIGINT and SIGALRM stop what runs in the state: Lua code by an error "interrupted" (or "timed out")
  /// that a script can catch once. A second signal ends the process, with status 130 (124 after a time-out).
  public static func install(in state: LuaState) { wb_interrupt_install(state.main) }
  public static func uninstall() { wb_interrupt_uninstall() }

  /// A flag of the host's that follows: 1 from the signal until the interrupt is delivered, then 0.
  public static func mirror(into flag: UnsafeMutablePointer<Int32>) { wb_interrupt_mirror(flag) }

  /// Whether an interrupt waits to be delivered.
  public static var isRequested: Bool { wb_interrupted() != 0 }

  /// What a signal does; for tests and for hosts with their own signals.
  public static func request() { wb_interrupt_request(Int32(WB_INTERRUPTED)) }

  /// Stops what runs after so many seconds.
  public static func stop(after seconds: Double) { wb_interrupt_after(seconds) }

  public enum Reason: Sendable { case interrupted, timedOut }
  /// Why the last error of this kind was raised, nil when none was.
  public static var delivered: Reason? {
    switch Int(wb_interrupt_delivered()) {
    case WB_INTERRUPTED: .interrupted
    case WB_TIMEDOUT: .timedOut
    default: nil
    }
  }

  /// Forgets everything: the next Ctrl-C is a first one again.
  public static func reset() { wb_interrupt_reset() }
}
