import Arrays
import Tensors

/// Batch normalisation over the channels of [N, C, ...] (Ioffe & Szegedy 2015). Parameters `weight`, `bias` [C]; buffers
/// `running_mean`, `running_var` [C] and the count `num_batches_tracked`, as PyTorch's.
public class BatchNorm: Module {
  public struct Options {
    public var eps = 1e-5
    /// How far the running moments move towards a batch's; nil for the mean over all batches so far.
    public var momentum: Double? = 0.1
    /// Whether there are a weight and a bias.
    public var affine = true
    /// Whether there are running moments; without them evaluation takes the batch's own, too.
    public var tracksMoments = true
    public var dtype = DType.float32
    public init() {}
  }

  public let channels: Int
  public let options: Options
  private let weight: Parameter?
  private let bias: Parameter?
  private let running: (mean: Parameter, variance: Parameter, batches: Parameter)?

  public init(_ channels: Int, _ options: Options = Options()) throws {
    let shape = try Shape(channels)
    self.channels = channels
    self.options = options
    let dtype = options.dtype
    weight = options.affine ? Parameter(try NDArray.ones(shape, dtype: dtype)) : nil
    bias = options.affine ? Parameter(try NDArray.zeros(shape, dtype: dtype)) : nil
    running =
      options.tracksMoments
      ? (
        Parameter(try NDArray.zeros(shape, dtype: dtype), requiresGrad: false),
        Parameter(try NDArray.ones(shape, dtype: dtype), requiresGrad: false),
        Parameter(try NDArray.zeros(.scalar, dtype: .int64), requiresGrad: false)
      ) : nil
    super.init()
    if let weight { register("weight", parameter: weight) }
    if let bias { register("bias", parameter: bias) }
    if let running {
      register("running_mean", buffer: running.mean)
      register("running_var", buffer: running.variance)
      register("num_batches_tracked", buffer: running.batches)
    }
  }

  /// The ranks of inputs and what messages call them.
  var accepted: (ranks: ClosedRange<Int>, text: String) { (2...Shape.maximumRank, "(N, C, ...)") }

  public override var details: String {
    var text = "\(channels)"
    let plain = Options()
    if options.eps != plain.eps { text += ", eps=\(options.eps)" }
    if options.momentum != plain.momentum { text += ", momentum=\(options.momentum.map { "\($0)" } ?? "false")" }
    if !options.affine { text += ", affine=false" }
    if !options.tracksMoments { text += ", track_running_stats=false" }
    return text
  }

  public override func forward(_ x: Tensor) throws -> Tensor {
    guard accepted.ranks.contains(x.shape.rank) else {
      throw ArrayError.wrongShape(operation: typeName, wanted: "an input \(accepted.text)", got: x.shape)
    }
    let count = running?.batches.tensor.array.pointer(as: Int64.self)
    let momentum = options.momentum ?? 1 / (Double(count?.pointee ?? 0) + 1)
    let y = try Tensor.batchNorm(
      x, weight: weight?.tensor, bias: bias?.tensor,
      running: running.map { .init(mean: $0.mean.tensor, variance: $0.variance.tensor) },
      training: isTraining, momentum: momentum, eps: options.eps)
    if isTraining { count?.pointee &+= 1 }
    return y
  }
}

/// Batch normalisation of vectors [N, C] or sequences [N, C, L].
public final class BatchNorm1d: BatchNorm {
  override var accepted: (ranks: ClosedRange<Int>, text: String) { (2...3, "(N, C) or (N, C, L)") }
}

/// Batch normalisation of images [N, C, H, W].
public final class BatchNorm2d: BatchNorm {
  override var accepted: (ranks: ClosedRange<Int>, text: String) { (4...4, "(N, C, H, W)") }
}
