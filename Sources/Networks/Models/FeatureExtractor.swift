import Tensors

/// A classifier that shows what it sees in pictures: the numbers before its last layer.
public protocol FeatureExtractor: Module {
  /// [N, ...] → [N, features]
  func features(_ x: Tensor) throws -> Tensor
}
