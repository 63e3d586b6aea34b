import Glibc

/// What can be wrong with a file, as data. `description` is the only place with its wording.
public enum FormatError: Error, Equatable {
  /// The system refused; `code` is `errno`.
  case system(operation: String, path: String, code: Int32)
  /// The bytes break the format's rules.
  case malformed(format: String, reason: String, path: String?)
  /// The bytes may be right, but this reader does not do that.
  case unsupported(format: String, what: String, path: String?)

  static func malformed(_ format: String, _ reason: String) -> FormatError {
    .malformed(format: format, reason: reason, path: nil)
  }

  static func unsupported(_ format: String, _ what: String) -> FormatError {
    .unsupported(format: format, what: what, path: nil)
  }

  static func system(_ operation: String, _ path: String) -> FormatError {
    .system(operation: operation, path: path, code: errno)
  }

  /// The same error with the file named, where no file was named yet.
  public func naming(_ path: String) -> FormatError {
    switch self {
    case .malformed(let format, let reason, nil): .malformed(format: format, reason: reason, path: path)
    case .unsupported(let format, let what, nil): .unsupported(format: format, what: what, path: path)
    default: self
    }
  }
}

extension FormatError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let operation, let path, let code):
      "cannot \(operation) '\(path)': \(String(cString: strerror(code)))"
    case .malformed(let format, let reason, nil): "not valid \(format): \(reason)"
    case .malformed(let format, let reason, let path?): "'\(path)' is not a valid \(format) file: \(reason)"
    case .unsupported(let format, let what, nil): "\(format): \(what) is not supported"
    case .unsupported(let format, let what, let path?): "'\(path)': \(format): \(what) is not supported"
    }
  }
}

/// Runs a reader; an error of its own that names no file yet gets the file's name.
func naming<Value>(_ path: String, _ read: () throws -> Value) throws -> Value {
  do { return try read() } catch let error as FormatError { throw error.naming(path) }
}

/// The system would take an empty path for the current folder, and one with a NUL for its first part.
func checkPath(_ path: String, operation: String) throws {
  guard !path.isEmpty, !path.utf8.contains(0) else {
    throw FormatError.system(operation: operation, path: path, code: path.isEmpty ? ENOENT : EINVAL)
  }
}
