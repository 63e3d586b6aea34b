import Arrays
import Distributions
import LuaBridge
import Networks
import Tensors

/// A prior as a script gives it: a distribution, or "mixture" for one that is learned.
enum PriorArgument: LuaReadable {
  case law(Distribution)
  case mixture

  static var luaTypeName: String { "distribution or \"mixture\"" }
  static var luaType: LuaValueType { .either([.object("Distribution"), .choice(["mixture"])]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> PriorArgument? {
    if let law = try Distribution.read(stack, index) { return .law(law) }
    guard let name = stack.string(index) else { return nil }
    guard name == "mixture" else { throw BindingError.choice(got: name, known: ["mixture"]) }
    return .mixture
  }
}

enum PosteriorChoice: String, LuaChoice { case direct, moments }
extension Reconstruction: LuaChoice {}

let priorVAEClass = LuaClass(
  PriorVAE.self, "PriorVAE", base: Module.luaClass,
  doc: "A variational autoencoder whose latent space has a law of its own."
) { (c: LuaMembers<PriorVAE>) in
  c.metamethod(
    "__call", .value("self", as: PriorVAE.self), .value("x", as: Tensor.self), returns: threeTensors
  ) {
    (vae: PriorVAE, x: Tensor) -> Results in try pass(vae, x)
  }
  c.method(
    "forward", .value("x", as: Tensor.self),
    doc: "Reconstruction through a random latent, and the two parameters of the latents' laws.",
    example:
      "local vae = models.vae{prior=dist.Beta(1, 1)}\nlocal image, a, b = vae:forward(tensor.rand(2, 784))",
    returns: threeTensors
  ) { (vae: PriorVAE, x: Tensor) -> Results in try pass(vae, x) }
  c.method(
    "encode", .value("x", as: Tensor.self),
    doc:
      "The parameters of the latents' laws: loc and scale, concentration and rate, or concentration1 and "
      + "concentration0, (N, latent) each.",
    example:
      "local concentration, rate = models.vae{prior=dist.Gamma(3, 2)}:encode(tensor.rand(2, 784))"
  ) { (vae: PriorVAE, x: Tensor) -> (Tensor, Tensor) in try vae.encode(x) }
  c.property(
    "family", doc: "The family of the posterior.",
    example: "assert(models.vae{prior=dist.Beta(1, 1)}.family == \"beta\")"
  ) { (vae: PriorVAE) in vae.family.rawValue }
  declareLatentModel(c, "models.vae{prior=dist.Gamma(3, 2), latent=2}")
}

private func pass(_ vae: PriorVAE, _ x: Tensor) throws -> Results {
  let (first, second) = try vae.encode(x)
  let z = try vae.family.law(first, second).rsample(stream: "reparameterisation")
  return Results([try vae.decode(z), first, second])
}

/// What every model with latents does and tells.
func declareLatentModel<Model: LatentVariableModel & LuaObject>(
  _ c: LuaMembers<Model>, _ example: String
) {
  c.method(
    "decode", .value("z", as: Tensor.self), doc: "Latents (N, latent) → pixels (N, 784) in [0, 1].",
    example: "local vae = \(example)\nlocal images = vae:decode(tensor.rand(3, vae.latent))"
  ) { (vae: Model, z: Tensor) -> Tensor in try vae.decode(z) }
  c.method(
    "loss", .value("x", as: Tensor.self), .option("beta", 1.0), .option("reduction", VAEReduction.sum),
    .option("reconstruction", Reconstruction.bce), .option("k1", 1.0), .option("k2", 1.0),
    doc:
      "k1 times the reconstruction error, binary cross-entropy or squared, + k2 beta times the KL, summed over "
      + "everything, or the mean over images. Where the KL has no closed form it is log q - log p at the drawn latent.",
    example: "local l = \(example):loss(tensor.rand(2, 784))"
  ) {
    (
      vae: Model, x: Tensor, beta: Double, reduction: VAEReduction, reconstruction: Reconstruction, k1: Double,
      k2: Double
    ) -> Tensor in
    try vae.loss(
      x, weight: k1, beta: k2 * beta, reduction: reduction == .mean ? .mean : .sum, reconstruction: reconstruction)
  }
  c.method(
    "sample", .integer("n", 1), doc: "Images (n, 784) from the prior.", example: "local images = \(example):sample(4)"
  ) { (vae: Model, count: Int) -> Tensor in try vae.sample(count) }
  c.method(
    "sample_latents", .integer("n", 1), doc: "Latents (n, latent) from the prior.",
    example: "local z = \(example):sample_latents(4)"
  ) { (vae: Model, count: Int) -> Tensor in try Tape.paused { try vae.latents(count) } }
  c.property("latent", doc: "Latent dimensions.", example: "print(\(example).latent)") { (vae: Model) in vae.latent }
  c.method(
    "posterior", .value("x", as: Tensor.self),
    doc: "The law of the latents of images, with batch (N, latent).",
    example: "print(\(example):posterior(tensor.rand(2, 784)).mean)"
  ) { (vae: Model, x: Tensor) -> Distribution in try vae.posterior(vae.rows(x)) }
  c.method(
    "prior", doc: "The law of latents.", example: "print(\(example):prior())"
  ) { (vae: Model) -> Distribution in try vae.prior() }
  c.method(
    "terms", .value("x", as: Tensor.self), .option("reconstruction", Reconstruction.bce),
    doc:
      "The reconstruction error and the KL of each image, (N) each: minus the evidence lower bound is their sum.",
    example: "local reconstruction, kl = \(example):terms(tensor.rand(2, 784))"
  ) { (vae: Model, x: Tensor, reconstruction: Reconstruction) -> (Tensor, Tensor) in
    let terms = try vae.terms(x, reconstruction: reconstruction)
    return (terms.reconstruction, terms.divergence)
  }
  c.method(
    "log_likelihood", .value("x", as: Tensor.self), .option("samples", 500),
    doc:
      "log p(x) of each image (N), importance-weighted with so many latents: a lower bound in expectation.",
    example: "print(\(example):log_likelihood(tensor.rand(2, 784), {samples=10}))"
  ) { (vae: Model, x: Tensor, samples: Int) -> Tensor in try vae.logLikelihood(x, draws: samples) }
}
