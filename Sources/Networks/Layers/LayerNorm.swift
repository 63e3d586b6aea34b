import Arrays
import Tensors

/// Normalises over the last dimensions, which are `shape` (Ba, Kiros & Hinton 2016). Parameters `weight` and `bias` of that
/// shape.
public final class LayerNorm: Module {
  public let shape: Shape
  public let eps: Double
  private let weight: Parameter?
  private let bias: Parameter?

  /// - Parameters:
  ///   - affine: PyTorch's `elementwise_affine`: whether there are a weight and a bias.
  ///   - bias: whether there is a bias beside the weight.
  /// - Throws: `NetworkError.invalidOption` for a shape without dimensions.
  public init(_ shape: Shape, eps: Double = 1e-5, affine: Bool = true, bias: Bool = true, dtype: DType = .float32)
    throws
  {
    guard shape.rank >= 1 else {
      throw NetworkError.invalidOption(owner: "LayerNorm", message: "at least one size wanted for normalized_shape")
    }
    self.shape = shape
    self.eps = eps
    weight = affine ? Parameter(try NDArray.ones(shape, dtype: dtype)) : nil
    self.bias = affine && bias ? Parameter(try NDArray.zeros(shape, dtype: dtype)) : nil
    super.init()
    if let weight { register("weight", parameter: weight) }
    if let bias = self.bias { register("bias", parameter: bias) }
  }

  public override var details: String {
    "\(shape)\(eps == 1e-5 ? "" : ", eps=\(eps)")\(weight == nil ? ", elementwise_affine=false" : "")"
  }

  public override func forward(_ x: Tensor) throws -> Tensor {
    try Tensor.layerNorm(x, normalizedShape: shape, weight: weight?.tensor, bias: bias?.tensor, eps: eps)
  }
}

/// Normalises by the squares of neighbouring channels: x / (k + α/size Σ x²)^β for images [N, C, ...] (Krizhevsky, Sutskever
/// & Hinton 2012, section 3.3).
public final class LocalResponseNorm: Module {
  public let size: Int
  public let alpha: Double
  public let beta: Double
  public let k: Double

  /// - Throws: `NetworkError.invalidOption` when `size` is not positive.
  public init(_ size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1) throws {
    guard size >= 1 else {
      throw NetworkError.invalidOption(owner: "LocalResponseNorm", message: "size must be positive, got \(size)")
    }
    (self.size, self.alpha, self.beta, self.k) = (size, alpha, beta, k)
  }

  public override var details: String { "\(size), alpha=\(alpha), beta=\(beta), k=\(k)" }

  public override func forward(_ x: Tensor) throws -> Tensor {
    try Tensor.localResponseNorm(x, size: size, alpha: alpha, beta: beta, k: k)
  }
}
