/// Why a data set cannot be had, as data. `description` is the only place with its wording.
public enum DatasetError: Error, Equatable {
  /// The files are in none of `folders`; `attempts` says what downloading them gave, where it was tried.
  case missing(name: String, files: [String], folders: [String], attempts: [String], remedy: String)
  /// Files that are valid by themselves do not go together.
  case inconsistent(path: String, reason: String)
  case invalidArgument(String)
}

extension DatasetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let name, let files, let folders, let attempts, let remedy):
      "\(name): \(files.joined(separator: " and ")) not found in \(folders.joined(separator: ", "))"
        + (attempts.isEmpty ? "" : "\nand not downloaded: \(attempts.joined(separator: "; "))") + "\n" + remedy
    case .inconsistent(let path, let reason): "'\(path)': \(reason)"
    case .invalidArgument(let message): message
    }
  }
}
