/// Why a picture cannot be drawn, as data. `description` is the only place with its wording.
public enum PlotError: Error, Equatable {
  /// gnuplot, which draws all axes and text, is not there.
  case gnuplotMissing
  /// gnuplot refused; its own words.
  case gnuplotFailed(reason: String)
  case unknownFormat(path: String)
  case lengthsDiffer(operation: String, lengths: [Int])
  case invalidArgument(operation: String, message: String)
}

extension PlotError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .gnuplotMissing: "gnuplot is not installed: apt-get install gnuplot-nox"
    case .gnuplotFailed(let reason): "gnuplot: \(reason)"
    case .unknownFormat(let path): "'\(path)': a name ending in .png, .svg or .pdf wanted"
    case .lengthsDiffer(let operation, let lengths):
      "\(operation): as many values in each argument wanted, got \(lengths.map(String.init).joined(separator: ", "))"
    case .invalidArgument(let operation, let message): "\(operation): \(message)"
    }
  }
}
