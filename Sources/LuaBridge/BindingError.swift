/// A script's mistake in calling a bound function, as data; `description` is the only place with its wording.
public enum BindingError: Error, Equatable {
  case argument(position: Int, name: String, function: String, wanted: String, got: String)
  case option(name: String, function: String, wanted: String, got: String)
  case unknownOption(name: String, function: String, known: [String])
  case tooManyArguments(function: String, wanted: Int, got: Int)
  case notAnObject(wanted: String, function: String, got: String)
  case released(class: String)
  case unknownMember(class: String, name: String, known: [String])
  case readOnly(class: String, name: String)
  case property(class: String, name: String, wanted: String, got: String)
  case undefinedGlobal(name: String, known: [String])
  case zeroIndex
  case indexOutOfRange(index: Int, size: Int)
  case dimensionOutOfRange(dimension: Int, rank: Int)
  case raggedTable(position: Int, wanted: Int, got: Int)
  case tableTooDeep(limit: Int)
  case notANumber(position: Int, got: String)
  case choice(got: String, known: [String])
  case yieldAcrossCallback
  case stateClosed
  case stackOverflow
}

extension BindingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .argument(let position, let name, let function, let wanted, let got):
      "bad argument #\(position) '\(name)' to '\(function)': \(wanted) wanted, got \(got)"
    case .option(let name, let function, let wanted, let got):
      "bad option '\(name)' to '\(function)': \(wanted) wanted, got \(got)"
    case .unknownOption(let name, let function, let known):
      "unknown option '\(name)' to '\(function)'" + suggestion(for: name, among: known)
    case .tooManyArguments(let function, let wanted, let got):
      "too many arguments to '\(function)': at most \(wanted) wanted, got \(got)"
    case .notAnObject(let wanted, let function, let got):
      "'\(function)' is a method of \(wanted), called on \(got); call it with ':'"
    case .released(let name): "the \(name) was released and can no longer be used"
    case .unknownMember(let name, let key, let known):
      "\(name) has no method or property '\(key)'" + suggestion(for: key, among: known)
    case .readOnly(let name, let key): "'\(key)' of \(name) cannot be set"
    case .property(let name, let key, let wanted, let got): "\(name).\(key): \(wanted) wanted, got \(got)"
    case .undefinedGlobal(let name, let known):
      "undefined global '\(name)'" + (nearestName(to: name, among: known).map { "; did you mean '\($0)'?" } ?? "")
    case .zeroIndex: "index 0 does not exist: indices start at 1, and -1 is the last"
    case .indexOutOfRange(let index, let size): "index \(index) is out of range for size \(size)"
    case .dimensionOutOfRange(let dimension, let rank):
      "dimension \(dimension) does not exist in a tensor of \(rank) dimension\(rank == 1 ? "" : "s")"
    case .raggedTable(let position, let wanted, let got):
      "all rows must be of one length: row \(position) has \(got) items, the first has \(wanted)"
    case .tableTooDeep(let limit): "tables nested more than \(limit) deep"
    case .notANumber(let position, let got): "number wanted in the table at position \(position), got \(got)"
    case .choice(let got, let known):
      "one of \(known.map { "\"\($0)\"" }.joined(separator: ", ")) wanted, got \"\(got)\""
    case .yieldAcrossCallback: "a function called from compiled code cannot yield"
    case .stateClosed: "the Lua state is closed"
    case .stackOverflow: "stack overflow"
    }
  }
}

/// A message for the script, where no error with data exists.
public struct UserError: Error, CustomStringConvertible, Equatable {
  public let description: String
  public init(_ message: String) { description = message }
}

/// `; did you mean 'x'?` or, when nothing is near and little is known, the list of what there is.
func suggestion(for name: String, among known: [String]) -> String {
  if let nearest = nearestName(to: name, among: known) { return "; did you mean '\(nearest)'?" }
  return known.isEmpty || known.count > 12 ? "" : "; known are \(known.sorted().joined(separator: ", "))"
}
