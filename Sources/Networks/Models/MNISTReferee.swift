import Arrays
import Tensors

/// A second classifier of another shape, for opinions on images that were found by looking at the first: three 3x3
/// convolutions with batch normalisation, 1→32→64→64, each with relu and max-pool 2, then 576 → 128 → 10.
///
/// [N, 1, 28, 28] (or [N, 784]) → log-probabilities [N, classes]; class 0 is the digit 0.
public final class MNISTReferee: Module, FeatureExtractor {
  private let convolutions: [Conv2d]
  private let norms: [BatchNorm2d]
  private let dropout: Dropout
  private let fc1: Linear
  private let fc2: Linear

  public init(classes: Int = 10, dtype: DType = .float32) throws {
    var options = Conv2d.Options()
    options.dtype = dtype
    options.padding = (1, 1)
    let channels = [1, 32, 64, 64]
    convolutions = try (0..<3).map { try Conv2d(channels[$0], channels[$0 + 1], kernel: (3, 3), options) }
    var normalization = BatchNorm.Options()
    normalization.dtype = dtype
    norms = try (0..<3).map { try BatchNorm2d(channels[$0 + 1], normalization) }
    dropout = try Dropout(0.3)
    fc1 = try Linear(576, 128, dtype: dtype)
    fc2 = try Linear(128, classes, dtype: dtype)
    super.init()
    for index in 0..<3 {
      register("conv\(index + 1)", convolutions[index])
      register("bn\(index + 1)", norms[index])
    }
    register("dropout", dropout)
    register("fc1", fc1)
    register("fc2", fc2)
  }

  public override func forward(_ x: Tensor) throws -> Tensor { try fc2(features(x)).logSoftmax(-1) }

  /// The 128 numbers before the last layer.
  public func features(_ x: Tensor) throws -> Tensor {
    var h = try MNISTPictures.checked(x, of: "MNISTReferee")
    for (convolution, norm) in zip(convolutions, norms) {
      h = try Tensor.maxPool2d(norm(convolution(h)).relu(), kernel: (2, 2))
    }
    return try fc1.forward(dropout(h.reshape([-1, 576])), relu: true)
  }
}
