import Arrays
import Tensors

/// Batch normalisation over the channels of [N, C, ...]. Parameters `weight`, `bias` [C]; buffers `running_mean`,
/// `running_var` [C] and the count `num_batches_tracked`, as PyTorch's.
public final class BatchNorm2d: Module {
  public let channels: Int
  public let eps: Double
  public let momentum: Double
  private let weight: Parameter?
  private let bias: Parameter?
  private let mean: Parameter
  private let variance: Parameter
  private let batches: Parameter

  public init(
    _ channels: Int, eps: Double = 1e-5, momentum: Double = 0.1, affine: Bool = true, dtype: DType = .float32
  ) throws {
    let shape = try Shape(channels)
    self.channels = channels
    self.eps = eps
    self.momentum = momentum
    weight = affine ? Parameter(try NDArray.ones(shape, dtype: dtype)) : nil
    bias = affine ? Parameter(try NDArray.zeros(shape, dtype: dtype)) : nil
    mean = Parameter(try NDArray.zeros(shape, dtype: dtype), requiresGrad: false)
    variance = Parameter(try NDArray.ones(shape, dtype: dtype), requiresGrad: false)
    batches = Parameter(try NDArray.zeros(.scalar, dtype: .int64), requiresGrad: false)
    super.init()
    if let weight { register("weight", parameter: weight) }
    if let bias { register("bias", parameter: bias) }
    register("running_mean", buffer: mean)
    register("running_var", buffer: variance)
    register("num_batches_tracked", buffer: batches)
  }

  public override var details: String { "\(channels)" }

  public override func forward(_ x: Tensor) throws -> Tensor {
    guard x.shape.rank == 4 else {
      throw ArrayError.wrongShape(operation: "BatchNorm2d", wanted: "(N, C, H, W)", got: x.shape)
    }
    let y = try Tensor.batchNorm(
      x, weight: weight?.tensor, bias: bias?.tensor,
      running: .init(mean: mean.tensor, variance: variance.tensor), training: isTraining, momentum: momentum, eps: eps)
    if isTraining { batches.tensor.array.pointer(as: Int64.self).pointee &+= 1 }
    return y
  }
}
