import Arrays

public enum Split: String, Sendable, CaseIterable {
  case train, test
}

extension ImageDataset {
  /// MNIST: 60,000 and 10,000 handwritten digits, 28 x 28 (LeCun, Cortes, Burges).
  ///
  /// Looked for in `$WORKBENCH_DATA/mnist`, `$WORKBENCH_DATA` itself and the user's cache; otherwise downloaded into
  /// the cache and checked.
  /// - Parameters:
  ///   - onDownload: Told what is about to be downloaded.
  ///   - isCancelled: Asked while a download runs.
  /// - Throws: `DatasetError`, `FormatError`, `ArrayError`, `SubprocessError.interrupted`.
  public static func mnist(
    _ split: Split = .train, locations: DataLocations = .current, onDownload: (String) -> Void = { _ in },
    isCancelled: () -> Bool = { Cancellation.isRequested }
  ) throws -> ImageDataset {
    let known = locations.mnistFolders
    let files = idxFiles(split)
    let paths =
      try locations.find(files, in: known)
      ?? Download.mnist(
        files, folders: known, cache: locations.cache.map { $0 + "/mnist" }, mirrors: locations.mnistMirrors,
        onDownload: onDownload, isCancelled: isCancelled)
    return try ImageDataset(imagesPath: paths[0], labelsPath: paths[1], classes: (0..<10).map(String.init))
  }

  /// Fashion-MNIST: 60,000 and 10,000 pictures of clothing, 28 x 28, ten kinds (Xiao, Rasul, Vollgraf 2017).
  ///
  /// Looked for in `$WORKBENCH_DATA/fashion-mnist`, the user's cache, and where Debian's `dataset-fashion-mnist` puts
  /// it.
  /// - Throws: `DatasetError`, `FormatError`, `ArrayError`.
  public static func fashionMNIST(
    _ split: Split = .train, locations: DataLocations = .current
  ) throws -> ImageDataset {
    let folders = locations.fashionMNISTFolders
    let files = idxFiles(split)
    guard let paths = locations.find(files, in: folders) else {
      throw DatasetError.missing(
        name: "Fashion-MNIST", files: files.map { $0 + ".gz" }, folders: folders, attempts: [],
        remedy: "install it: apt-get install dataset-fashion-mnist")
    }
    let classes = [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ]
    return try ImageDataset(imagesPath: paths[0], labelsPath: paths[1], classes: classes)
  }

  /// Pictures, labels.
  static func idxFiles(_ split: Split) -> [String] {
    let prefix = split == .train ? "train" : "t10k"
    return ["\(prefix)-images-idx3-ubyte", "\(prefix)-labels-idx1-ubyte"]
  }
}
