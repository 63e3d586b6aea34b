import Arrays
import Distributions
import Tensors

/// The dense variational autoencoder with a latent space of another law: 784 → 400 → 2 x 20 → 400 → 784 with `VAE`'s
/// names, where `fc21` and `fc22` give the two parameters of the posterior (see `PosteriorFamily`).
///
/// The decoder sees latents less the prior's mean, over its standard deviation: every prior has the same scale there.
///
/// Images are [N, 784] or [N, 1, 28, 28] with pixels in [0, 1]; latents are [N, latent].
public final class PriorVAE: Module, LatentVariableModel {
  public let input: Int
  public let hidden: Int
  public let latent: Int
  public let family: PosteriorFamily
  private let law: Law
  /// Mean and standard deviation of a given prior, where it has them.
  private let scale: (mean: Tensor, deviation: Tensor)?
  private let layers: VAELayers

  public enum Prior {
    /// One number, for all latent dimensions alike; `latent` of them in the batch; or a vector.
    case fixed(Distribution)
    /// A mixture of so many normal laws, trained with the network.
    case learnedMixture(components: Int)
  }

  /// Where the prior comes from.
  private enum Law {
    case fixed(Distribution)
    case learned(MixturePrior)
  }

  /// - Parameter byMoments: for a Beta posterior, its parameters by mean and variance.
  /// - Throws: `NetworkError.invalidOption`, `ArrayError` for sizes.
  public init(
    prior: Prior, byMoments: Bool = false, latent: Int = 20, hidden: Int = 400, input: Int = 784,
    dtype: DType = .float32
  ) throws {
    (self.latent, self.hidden, self.input) = (latent, hidden, input)
    layers = try VAELayers(latent: latent, hidden: hidden, input: input, dtype: dtype)
    switch prior {
    case .fixed(let law):
      guard PriorVAE.fits(law, latent) else {
        throw NetworkError.invalidOption(
          owner: "vae",
          message:
            "a prior of one number, or of \(latent), wanted; got batch_shape \(law.batchShape), "
            + "event_shape \(law.eventShape)")
      }
      family = try PosteriorFamily(for: law, byMoments: byMoments)
      (self.law, scale) = (.fixed(law), try PriorVAE.moments(law, dtype))
    case .learnedMixture(let components):
      if byMoments {
        throw NetworkError.invalidOption(
          owner: "vae",
          message: "the method of moments is for a Beta posterior, the prior is a mixture")
      }
      family = .normal
      let mixture = try MixturePrior(components: components, latent: latent, dtype: dtype)
      (self.law, scale) = (.learned(mixture), nil)
    }
    super.init()
    layers.register(in: self)
    if case .learned(let mixture) = self.law { register("prior", mixture) }
  }

  private static func moments(_ law: Distribution, _ dtype: DType) throws -> (Tensor, Tensor)? {
    let (mean, deviation) = (try law.mean().detach().to(dtype), try law.standardDeviation().detach().to(dtype))
    let isUsable = try mean.array.isfinite().logicalAnd(deviation.array.isfinite()).all().item().int64 == 1
    return isUsable ? (mean, deviation) : nil
  }

  private static func fits(_ law: Distribution, _ latent: Int) -> Bool {
    let (batch, event) = (law.batchShape.array, law.eventShape.array)
    return event.isEmpty
      ? batch.isEmpty || batch == [latent] || batch == [1] : batch.isEmpty && event == [latent]
  }

  public override var details: String {
    "\(input), \(hidden), latent=\(latent), posterior=\(family.rawValue)"
  }

  public func prior() throws -> Distribution {
    switch law {
    case .fixed(let law): law
    case .learned(let mixture): try mixture.law()
    }
  }
  public func posterior(_ rows: Tensor) throws -> Distribution {
    let (first, second) = try encode(rows)
    return try family.law(first, second)
  }

  /// The parameters of the latents' laws, [N, latent] each, in the order of `family.parameters`.
  public func encode(_ x: Tensor) throws -> (Tensor, Tensor) {
    let (first, second) = try layers.encode(rows(x))
    return try family.parameters(first, second)
  }

  public func decodeLogits(_ z: Tensor) throws -> Tensor {
    guard let scale else { return try layers.decode(z) }
    return try layers.decode(z.sub(scale.mean).div(scale.deviation))
  }

  /// Reconstruction [N, input] through a random latent.
  public override func forward(_ x: Tensor) throws -> Tensor {
    try decode(posterior(rows(x)).rsample(stream: "reparameterisation"))
  }

  public func loss(
    _ x: Tensor, weight: Double = 1, beta: Double = 1, reduction: Reduction = .sum,
    reconstruction: Reconstruction = .bce
  ) throws -> Tensor {
    let terms = try terms(x, reconstruction: reconstruction)
    let weighted = try weight == 1 ? terms.reconstruction : terms.reconstruction.mul(.real(weight))
    let total = try weighted.add(terms.divergence.mul(.real(beta)))
    return try reduction == .mean ? total.mean() : total.sum()
  }

  public func latents(_ count: Int) throws -> Tensor {
    let law = try prior()
    let isScalar = law.eventShape.rank == 0 && law.batchShape.count == 1
    let shape = isScalar ? try Shape(count, latent) : try Shape(count)
    let draws = try law.sample(shape, stream: "latents").reshape([count, latent])
    return try draws.to(parameterTensors().first?.dtype ?? .float32)
  }
}

/// A mixture of normal laws with diagonal covariances whose weights, means and scales are trained.
///
/// Parameters `logits` [K], `loc` [K, latent], `raw_scale` [K, latent]: the scale is softplus(raw_scale) + floor.
public final class MixturePrior: Module {
  private let logits: Parameter
  private let loc: Parameter
  private let rawScale: Parameter

  public init(components: Int, latent: Int, dtype: DType = .float32) throws {
    guard (1...10_000).contains(components) else {
      throw NetworkError.invalidOption(
        owner: "vae", message: "1 to 10000 components wanted, got \(components)")
    }
    let shape = try Shape(components, latent)
    logits = Parameter(try .zeros(Shape(components), dtype: dtype))
    // Apart from each other, or all components would stay the same.
    loc = Parameter(try Initialization.normal(shape, dtype: .float64).cast(to: dtype))
    rawScale = Parameter(try NDArray(repeating: PosteriorFamily.offset, shape: shape, dtype: dtype))
    super.init()
    register("logits", parameter: logits)
    register("loc", parameter: loc)
    register("raw_scale", parameter: rawScale)
  }

  public func law() throws -> MixtureSameFamily {
    let scale = try PosteriorFamily.positive(rawScale.tensor)
    return try MixtureSameFamily(
      Categorical(logits: .tensor(logits.tensor)),
      Independent(Normal(loc: .tensor(loc.tensor), scale: .tensor(scale)), 1))
  }
}
