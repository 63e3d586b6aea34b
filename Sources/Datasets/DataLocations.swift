import Glibc

/// Where data sets are looked for, and where downloads go.
public struct DataLocations: Sendable {
  /// `$WORKBENCH_DATA`, where it is set.
  public let data: String?
  /// `workbench` in the user's cache: `$XDG_CACHE_HOME`, or `~/.cache`.
  public let cache: String?
  /// Where Debian's packages put data sets.
  public let system: String
  /// Addresses of folders that have MNIST's packed files, tried in order; each ends in a slash.
  public let mnistMirrors: [String]

  public static let usualMirrors = [
    "https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/",
  ]

  public init(
    data: String?, cache: String?, system: String = "/usr/share/datasets", mnistMirrors: [String] = usualMirrors
  ) {
    self.data = data
    self.cache = cache
    self.system = system
    self.mnistMirrors = mnistMirrors
  }

  public init(environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let cache = value("XDG_CACHE_HOME") ?? value("HOME").map { $0 + "/.cache" }
    self.init(data: value("WORKBENCH_DATA"), cache: cache.map { $0 + "/workbench" })
  }

  /// From the process's own environment.
  public static var current: DataLocations {
    var environment: [String: String] = [:]
    for name in ["WORKBENCH_DATA", "XDG_CACHE_HOME", "HOME"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return DataLocations(environment: environment)
  }

  /// The first folder that has all of `files`, each plain or with `.gz`: the paths found there.
  func find(_ files: [String], in folders: [String]) -> [String]? {
    for folder in folders {
      let paths: [String] = files.compactMap { file in
        let candidates: [String] = ["\(folder)/\(file)", "\(folder)/\(file).gz"]
        return candidates.first { (path: String) in access(path, R_OK) == 0 }
      }
      if paths.count == files.count { return paths }
    }
    return nil
  }
}
