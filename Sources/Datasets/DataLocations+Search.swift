import Formats

extension DataLocations {
  /// Where a data set was looked for and what was found there.
  public struct Search {
    public let folders: [String]
    /// The folder of the files; nil where they are missing.
    public let folder: String?
    /// Pictures by split; nil where a file cannot be read.
    public let counts: [(split: Split, count: Int?)]
  }

  /// Folders that may hold MNIST, in the order they are looked in.
  public var mnistFolders: [String] {
    [data.map { $0 + "/mnist" }, data, cache.map { $0 + "/mnist" }].compactMap { $0 }
  }

  public var fashionMNISTFolders: [String] { [data, cache, system].compactMap { $0.map { $0 + "/fashion-mnist" } } }

  /// Looks without downloading.
  public func search(_ folders: [String]) -> Search {
    var place: String?
    let counts = Split.allCases.map { split -> (split: Split, count: Int?) in
      guard let paths = find(ImageDataset.idxFiles(split), in: folders) else { return (split, nil) }
      place = place ?? folders.first { paths[0].hasPrefix($0 + "/") }
      // As many labels as pictures, and much quicker to read.
      return (split, try? Idx.read(path: paths[1]).count)
    }
    return Search(folders: folders, folder: counts.allSatisfy { $0.count != nil } ? place : nil, counts: counts)
  }
}
