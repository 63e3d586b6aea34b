import Arrays

/// A mistake in the use of modules and optimisers, as data; `description` is the only place with its wording.
public enum NetworkError: Error, Equatable {
  case noForward(String)
  case nesting(String)
  case stateMismatch(missing: [String], unexpected: [String], misshapen: [Misshapen])
  case optimizerState(String)
  case invalidOption(owner: String, message: String)
  case unknownWeights(name: String, known: [String])
  case weightsNotFound(name: String, searched: [String])

  public struct Misshapen: Equatable, Sendable {
    public let name: String
    public let wanted: Shape
    public let got: Shape

    public init(name: String, wanted: Shape, got: Shape) {
      (self.name, self.wanted, self.got) = (name, wanted, got)
    }
  }
}

extension NetworkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noForward(let type): return "\(type) has no forward(x)"
    case .nesting(let reason): return reason
    case .stateMismatch(let missing, let unexpected, let misshapen):
      var parts: [String] = []
      if !missing.isEmpty { parts.append("missing: \(NetworkError.list(missing))") }
      if !unexpected.isEmpty { parts.append("unexpected: \(NetworkError.list(unexpected))") }
      if !misshapen.isEmpty {
        let texts = misshapen.map { "\($0.name) is \($0.got), wanted \($0.wanted)" }
        parts.append("wrong shape: \(NetworkError.list(texts))")
      }
      return "load_state_dict: the names and shapes do not fit, nothing was loaded\n  "
        + parts.joined(separator: "\n  ")
    case .optimizerState(let message): return "load_state_dict: \(message), nothing was loaded"
    case .invalidOption(let owner, let message): return "\(owner): \(message)"
    case .unknownWeights(let name, let known):
      return "no model is called '\(name)'; known: \(known.joined(separator: ", "))"
    case .weightsNotFound(let name, let searched):
      return "no weights for '\(name)': \(searched.joined(separator: ", ")) do not exist"
    }
  }

  /// At most six, so that the message stays readable.
  private static func list(_ items: [String]) -> String {
    items.prefix(6).joined(separator: ", ") + (items.count > 6 ? " and \(items.count - 6) more" : "")
  }
}
