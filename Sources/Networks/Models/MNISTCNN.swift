import Arrays
import Tensors

/// The classifier of BoTorch's VAE tutorial: conv 1→20 k5, relu, max-pool 2, conv 20→50 k5, relu, max-pool 2,
/// 800 → 500, relu, 500 → 10, log-softmax; names `conv1`, `conv2`, `fc1`, `fc2`.
///
/// [N, 1, 28, 28] (or [N, 784]) → log-probabilities [N, classes]; class 0 is the digit 0.
public final class MNISTCNN: Module, FeatureExtractor {
  private let conv1: Conv2d
  private let conv2: Conv2d
  private let fc1: Linear
  private let fc2: Linear

  public init(classes: Int = 10, dtype: DType = .float32) throws {
    var options = Conv2d.Options()
    options.dtype = dtype
    conv1 = try Conv2d(1, 20, kernel: (5, 5), options)
    conv2 = try Conv2d(20, 50, kernel: (5, 5), options)
    fc1 = try Linear(800, 500, dtype: dtype)
    fc2 = try Linear(500, classes, dtype: dtype)
    super.init()
    register("conv1", conv1)
    register("conv2", conv2)
    register("fc1", fc1)
    register("fc2", fc2)
  }

  public override func forward(_ x: Tensor) throws -> Tensor { try logits(x).logSoftmax(-1) }

  /// The same before the log-softmax.
  public func logits(_ x: Tensor) throws -> Tensor { try fc2(features(x)) }

  /// The 500 numbers before the last layer.
  public func features(_ x: Tensor) throws -> Tensor {
    var h = try MNISTPictures.checked(x, of: "MNISTCNN")
    h = try Tensor.convReluPool(h, weight: conv1.weight.tensor, bias: conv1.bias?.tensor)
    h = try Tensor.convReluPool(h, weight: conv2.weight.tensor, bias: conv2.bias?.tensor)
    return try fc1.forward(h.reshape([-1, 800]), relu: true)
  }
}
