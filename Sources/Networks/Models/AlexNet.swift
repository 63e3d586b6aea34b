import Arrays
import Tensors

/// AlexNet as torchvision has it (Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks"), with its
/// names: `features.0` ... `features.10`, `classifier.1`, `.4`, `.6`.
///
/// Images [N, 3, H, W], 224 by 224 usually and at least 63 by 63 → logits [N, classes].
public final class AlexNet: Module {
  private let features: Sequential
  private let avgpool: AdaptiveAvgPool2d
  private let classifier: Sequential

  public init(classes: Int = 1000, dropout: Double = 0.5, dtype: DType = .float32) throws {
    func convolution(_ from: Int, _ to: Int, _ kernel: Int, stride: Int = 1, padding: Int) throws -> Conv2d {
      var options = Conv2d.Options()
      (options.stride, options.padding, options.dtype) = ((stride, stride), (padding, padding), dtype)
      return try Conv2d(from, to, kernel: (kernel, kernel), options)
    }
    func pooling() throws -> MaxPool2d { try MaxPool2d((3, 3), stride: (2, 2)) }
    features = Sequential([
      try convolution(3, 64, 11, stride: 4, padding: 2), ReLU(), try pooling(),
      try convolution(64, 192, 5, padding: 2), ReLU(), try pooling(),
      try convolution(192, 384, 3, padding: 1), ReLU(),
      try convolution(384, 256, 3, padding: 1), ReLU(),
      try convolution(256, 256, 3, padding: 1), ReLU(), try pooling(),
    ])
    avgpool = try AdaptiveAvgPool2d((6, 6))
    classifier = Sequential([
      try Dropout(dropout), try Linear(9216, 4096, dtype: dtype), ReLU(),
      try Dropout(dropout), try Linear(4096, 4096, dtype: dtype), ReLU(), try Linear(4096, classes, dtype: dtype),
    ])
    super.init()
    register("features", features)
    register("avgpool", avgpool)
    register("classifier", classifier)
  }

  public override func forward(_ x: Tensor) throws -> Tensor {
    guard x.shape.rank == 4, x.shape[1] == 3, x.shape[2] >= 63, x.shape[3] >= 63 else {
      throw ArrayError.wrongShape(
        operation: "AlexNet", wanted: "(N, 3, H, W) with at least 63 rows and columns", got: x.shape)
    }
    return try classifier(avgpool(features(x)).flatten(1, -1))
  }
}
