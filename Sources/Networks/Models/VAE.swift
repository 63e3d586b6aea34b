import Arrays
import Distributions
import Tensors

/// The dense variational autoencoder of PyTorch's VAE example: 784 → 400 → 20 (μ, log σ²) → 400 → 784, with its names
/// `fc1`, `fc21`, `fc22`, `fc3`, `fc4` (Kingma & Welling 2014).
///
/// Images are [N, 784] or [N, 1, 28, 28] with pixels in [0, 1]; latents are [N, latent].
public final class VAE: Module, LatentVariableModel {
  public let input: Int
  public let hidden: Int
  public let latent: Int
  private let layers: VAELayers

  public init(latent: Int = 20, hidden: Int = 400, input: Int = 784, dtype: DType = .float32) throws {
    self.latent = latent
    self.hidden = hidden
    self.input = input
    layers = try VAELayers(latent: latent, hidden: hidden, input: input, dtype: dtype)
    super.init()
    layers.register(in: self)
  }

  /// What an image's latent may be: N(mean, diag exp(logVariance)), both [N, latent].
  public struct Posterior {
    public let mean: Tensor
    public let logVariance: Tensor

    public init(mean: Tensor, logVariance: Tensor) {
      (self.mean, self.logVariance) = (mean, logVariance)
    }
  }

  public override var details: String { "\(input), \(hidden), latent=\(latent)" }

  public func encode(_ x: Tensor) throws -> Posterior {
    let (mean, logVariance) = try layers.encode(rows(x))
    return Posterior(mean: mean, logVariance: logVariance)
  }

  public func decodeLogits(_ z: Tensor) throws -> Tensor { try layers.decode(z) }

  /// μ + ε exp(log σ² / 2), ε from the stream "reparameterisation", in training and evaluation alike.
  public func reparameterize(_ posterior: Posterior) throws -> Tensor {
    let noise = try Initialization.normal(
      posterior.mean.shape, dtype: posterior.mean.dtype, stream: "reparameterisation")
    return try Tensor.reparameterize(posterior.mean, logVariance: posterior.logVariance, noise: noise)
  }

  /// Reconstruction [N, input] through a random latent.
  public override func forward(_ x: Tensor) throws -> Tensor {
    try decode(reparameterize(encode(x)))
  }

  /// weight · binary cross-entropy of the reconstruction + beta · KL(posterior ‖ prior), computed from logits: with both 1
  /// the value of PyTorch's example (reduction "sum"), or that divided by the number of images.
  public func loss(
    _ x: Tensor, weight: Double = 1, beta: Double = 1, reduction: Reduction = .sum,
    reconstruction judged: Reconstruction = .bce
  ) throws -> Tensor {
    let target = try rows(x)
    let posterior = try encode(target)
    let logits = try decodeLogits(reparameterize(posterior))
    let reconstruction =
      judged == .bce
      ? try Tensor.binaryCrossEntropyWithLogits(logits, target.detach(), reduction: .sum)
      : try VAE.error(logits, target.detach(), judged).sum()
    let divergence = try Tensor.gaussianKL(
      posterior.mean, logVariance: posterior.logVariance, reduction: .sum)
    let weighted = try weight == 1 ? reconstruction : reconstruction.mul(.real(weight))
    let total = try weighted.add(beta == 1 ? divergence : divergence.mul(.real(beta)))
    guard reduction == .mean, let images = target.shape.array.first, images > 0 else {
      return total
    }
    return try total.mul(.real(1 / Double(images)))
  }

  public func latents(_ count: Int) throws -> Tensor {
    let dtype = parameterTensors().first?.dtype ?? .float32
    return Tensor(try Initialization.normal(Shape(count, latent), dtype: dtype, stream: "latents"))
  }

  /// N(mean, exp(logVariance)), batch [N, latent].
  public func posterior(_ rows: Tensor) throws -> Distribution {
    let posterior = try encode(rows)
    return try Normal(
      loc: .tensor(posterior.mean), scale: .tensor(posterior.logVariance.mul(0.5).exp()))
  }
  public func prior() throws -> Distribution { try Normal(dtype: parameterTensors().first?.dtype) }
}
