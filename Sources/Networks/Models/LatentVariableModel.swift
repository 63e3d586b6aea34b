import Arrays
import Distributions
import Glibc
import Tensors

/// What an autoencoder with latents z and pixels in [0, 1] tells of an image x: a posterior q(z|x), a prior p(z) and the
/// logits of p(x|z), one Bernoulli a pixel.
public protocol LatentVariableModel: Module {
  /// Pixels of an image.
  var input: Int { get }
  var latent: Int { get }
  /// q(z|x) for rows of pixels; a batch [N, latent].
  func posterior(_ rows: Tensor) throws -> Distribution
  func prior() throws -> Distribution
  /// Latents [N, latent] → logits of the pixels [N, input].
  func decodeLogits(_ z: Tensor) throws -> Tensor
  /// `count` latents [count, latent] from the prior, by the stream "latents".
  func latents(_ count: Int) throws -> Tensor
  /// weight · reconstruction error + beta · KL(posterior ‖ prior), summed, or that divided by the number of images.
  func loss(
    _ x: Tensor, weight: Double, beta: Double, reduction: Reduction, reconstruction: Reconstruction
  ) throws -> Tensor
}

/// How a reconstruction is judged.
public enum Reconstruction: String, Sendable, CaseIterable {
  /// Binary cross-entropy, in nats.
  case bce
  /// Squared error: a normal with variance 1/2 but for constants.
  case mse
}

/// The two parts of a loss, for each image [N].
public struct EvidenceTerms {
  public let reconstruction: Tensor
  public let divergence: Tensor
}

extension LatentVariableModel {
  /// Images [N, input], [N, 1, 28, 28] or [input] as rows [N, input].
  public func rows(_ x: Tensor) throws -> Tensor {
    if x.shape.rank == 2, x.shape[1] == input { return x }
    guard x.shape.rank >= 1, x.shape.count % max(input, 1) == 0, x.shape.rank > 1 || x.shape.count == input else {
      throw ArrayError.wrongShape(operation: "VAE", wanted: "images of \(input) pixels", got: x.shape)
    }
    return try x.reshape([-1, input])
  }

  /// Latents [N, latent] → pixels in (0, 1), [N, input].
  public func decode(_ z: Tensor) throws -> Tensor { try decodeLogits(z).sigmoid() }

  /// `count` images [count, input] from the prior.
  public func sample(_ count: Int) throws -> Tensor { try decode(latents(count)) }

  /// log p(z), summed over latent dimensions: [N, latent] → [N].
  public func logPrior(_ z: Tensor, _ prior: Distribution) throws -> Tensor {
    let density = try prior.logProbability(z)
    return prior.eventShape.rank == 1 ? density : try density.sum([-1])
  }

  /// KL(q ‖ p) for each image: in closed form where there is one, by the draw z otherwise.
  func divergence(_ posterior: Distribution, _ prior: Distribution, _ z: Tensor) throws -> Tensor {
    do {
      return try Divergence.kl(posterior, prior).sum([-1])
    } catch DistributionError.noClosedForm {
      return try posterior.logProbability(z).sum([-1]).sub(logPrior(z, prior))
    }
  }

  /// Minus the evidence lower bound is their sum; one draw of the latent for each image.
  public func terms(_ x: Tensor, reconstruction: Reconstruction = .bce) throws -> EvidenceTerms {
    let target = try rows(x)
    let posterior = try posterior(target)
    let z = try posterior.rsample(stream: "reparameterisation")
    let logits = try decodeLogits(z)
    return EvidenceTerms(
      reconstruction: try Self.error(logits, target.detach(), reconstruction).sum([-1]),
      divergence: try divergence(posterior, prior(), z))
  }

  static func error(_ logits: Tensor, _ target: Tensor, _ reconstruction: Reconstruction) throws
    -> Tensor
  {
    switch reconstruction {
    case .bce: try Tensor.binaryCrossEntropyWithLogits(logits, target, reduction: .none)
    case .mse: try logits.sigmoid().sub(target).square()
    }
  }

  /// An estimate of log p(x) for each image [N], a lower bound in expectation that tightens with k draws:
  /// log 1/k Σ p(x|z) p(z) / q(z|x), z from q (Burda, Grosse & Salakhutdinov 2016, eq. 8). Without gradients.
  public func logLikelihood(_ x: Tensor, draws k: Int) throws -> Tensor {
    guard (1...100_000).contains(k) else {
      throw ArrayError.invalidArgument(
        operation: "log_likelihood", message: "1 to 100000 draws wanted, got \(k)")
    }
    return try Tape.paused {
      let (target, prior) = (try rows(x), try prior())
      let count = target.shape[0]
      guard count > 0 else {
        throw ArrayError.wrongShape(
          operation: "log_likelihood", wanted: "at least one image", got: x.shape)
      }
      // So many images at once that some thousands of pictures are decoded together.
      let step = max(1, 8192 / k)
      var parts: [Tensor] = []
      for start in stride(from: 0, to: count, by: step) {
        try Cancellation.check()
        let block = try target.narrow(0, start: start, length: min(step, count - start))
        parts.append(try weights(block, prior, k).logsumexp([0]).sub(.real(log(Double(k)))))
      }
      return try .cat(parts, 0)
    }
  }

  /// log p(x|z) p(z) / q(z|x): [k, N].
  private func weights(_ target: Tensor, _ prior: Distribution, _ k: Int) throws -> Tensor {
    let posterior = try posterior(target)
    let count = target.shape[0]
    let z = try posterior.sample(Shape(k), stream: "importance")
    let logits = try decodeLogits(z.reshape([k * count, latent])).reshape([
      k, count, target.shape[1],
    ])
    let pixels = try target.unsqueeze(0).expand(to: logits.shape)
    let likelihood = try Tensor.binaryCrossEntropyWithLogits(logits, pixels, reduction: .none).sum([
      -1
    ]).neg()
    return try likelihood.add(logPrior(z, prior)).sub(posterior.logProbability(z).sum([-1]))
  }
}
