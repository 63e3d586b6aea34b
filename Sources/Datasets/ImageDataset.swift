import Arrays
import Formats

/// Labelled pictures.
public struct ImageDataset: Sendable {
  /// (N, C, H, W), float32 in [0, 1].
  public let images: NDArray
  /// (N,), int64: the data's own labels, for MNIST the digits 0 to 9.
  public let labels: NDArray
  /// (N,), int64: positions in the class dimension, counted from 0.
  public let targets: NDArray
  /// A name for each class, in the order of `targets`.
  public let classes: [String]

  public var count: Int { images.shape[0] }

  public init(images: NDArray, labels: NDArray, targets: NDArray, classes: [String]) {
    self.images = images
    self.labels = labels
    self.targets = targets
    self.classes = classes
  }

  /// Reads a pair of IDX files whose labels are already class positions.
  /// - Throws: `FormatError`, `ArrayError`; `DatasetError.inconsistent` when the two files do not fit together.
  init(imagesPath: String, labelsPath: String, classes: [String]) throws {
    let pixels = try Idx.readPictures(path: imagesPath)
    let labels = try Idx.read(path: labelsPath)
    guard pixels.rank == 3, labels.rank == 1, pixels.shape[0] == labels.shape[0] else {
      throw DatasetError.inconsistent(
        path: imagesPath, reason: "pictures of shape \(pixels.shape) do not go with labels of shape \(labels.shape)")
    }
    try ImageDataset.check(labels, below: classes.count, path: labelsPath)
    let shape = try Shape(pixels.shape[0], 1, pixels.shape[1], pixels.shape[2])
    images = NDArray(
      storage: pixels.storage, shape: shape, strides: shape.contiguousStrides, offset: 0, dtype: .float32)
    self.labels = labels
    targets = try labels.clone()
    self.classes = classes
  }

  private static func check(_ labels: NDArray, below count: Int, path: String) throws {
    guard labels.dtype == .int64 else {
      throw DatasetError.inconsistent(path: path, reason: "its labels are not whole numbers")
    }
    let values = labels.pointer(as: Int64.self)
    for index in 0..<labels.count where values[index] < 0 || values[index] >= count {
      throw DatasetError.inconsistent(
        path: path, reason: "label \(values[index]) at position \(index) is not between 0 and \(count - 1)")
    }
  }
}
