import Glibc

/// Why a program could not be run to its end. How it ended is no error: see `Subprocess.Result.ending`.
public enum SubprocessError: Error, Equatable {
  /// Not on the `PATH`, or not executable.
  case notFound(program: String)
  /// The system refused; `code` is `errno`.
  case system(operation: String, program: String, code: Int32)
  case timedOut(program: String, seconds: Double)
  /// The caller asked to stop; the program was killed.
  case interrupted(program: String)
}

extension SubprocessError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound(let program): "the program '\(program)' is not installed"
    case .system(let operation, let program, let code):
      "cannot \(operation) '\(program)': \(String(cString: strerror(code)))"
    case .timedOut(let program, let seconds): "'\(program)' did not end within \(seconds) s and was stopped"
    case .interrupted: "interrupted"
    }
  }
}
