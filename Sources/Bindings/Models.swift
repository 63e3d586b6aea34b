import Arrays
import LuaBridge
import Networks
import Tensors

let modelsModule = LuaModule("models", doc: "Whole networks, new or with the weights that come along.") { m in
  m.function(
    "vae", .option("latent", 20), .option("hidden", 400), .option("input", 784), .option("dtype", FloatName.float32),
    .option("prior", as: PriorArgument?.self), .option("posterior", PosteriorChoice.direct),
    .option("components", 10),
    doc: "The dense variational autoencoder of PyTorch's example: 784-400-20-400-784. With a prior, its latents have "
      + "that law, a distribution or \"mixture\" for a learned mixture of so many normal components, and the posterior "
      + "a family of the same support; a Beta posterior's parameters are direct, or by mean and variance with "
      + "posterior=\"moments\".",
    example: "local vae = models.vae{latent=20, hidden=400}\nlocal other = models.vae{prior=dist.Gamma(3, 2)}",
    returns: [.either([.object("VAE"), .object("PriorVAE")])]
  ) {
    (
      latent: Int, hidden: Int, input: Int, dtype: FloatName, prior: PriorArgument?, posterior: PosteriorChoice,
      components: Int
    ) -> Module in
    guard let prior else { return try VAE(latent: latent, hidden: hidden, input: input, dtype: dtype.dtype) }
    let law: PriorVAE.Prior =
      switch prior {
      case .law(let law): .fixed(law)
      case .mixture: .learnedMixture(components: components)
      }
    return try PriorVAE(
      prior: law, byMoments: posterior == .moments, latent: latent, hidden: hidden, input: input, dtype: dtype.dtype)
  }
  m.function(
    "mnist_cnn", .option("classes", 10), .option("dtype", FloatName.float32),
    doc: "The classifier of BoTorch's VAE tutorial: (N, 1, 28, 28) → log-probabilities (N, classes).",
    example: "local net = models.mnist_cnn()"
  ) { (classes: Int, dtype: FloatName) -> Module in try MNISTCNN(classes: classes, dtype: dtype.dtype) }
  m.function(
    "mnist_referee", .option("classes", 10), .option("dtype", FloatName.float32),
    doc: "A second classifier, shaped differently: three 3x3 convolutions with batch normalisation.",
    example: "local net = models.mnist_referee()"
  ) { (classes: Int, dtype: FloatName) -> Module in try MNISTReferee(classes: classes, dtype: dtype.dtype) }
  m.function(
    "alexnet", .option("classes", 1000), .option("dropout", 0.5), .option("dtype", FloatName.float32),
    doc: "AlexNet with torchvision's layers and names, so that its checkpoints load: (N, 3, 224, 224), or larger than "
      + "62 by 62, → logits (N, classes).",
    example: "local net = models.alexnet{classes=10}:eval()\nlocal logits = net(tensor.randn(1, 3, 64, 64))"
  ) { (classes: Int, dropout: Double, dtype: FloatName) -> Module in
    try AlexNet(classes: classes, dropout: dropout, dtype: dtype.dtype)
  }
  m.function(
    "pretrained", .string("name"), .option("path", as: String?.self),
    doc: "A model with its weights, in evaluation mode: \(Pretrained.names.joined(separator: ", ")). The weights come "
      + "from weights/NAME.safetensors, or from a file of yours with the same names in it.",
    example: "local ok, vae = pcall(models.pretrained, \"mnist_vae\")"
  ) { (name: String, path: String?) -> Module in
    guard let path, !path.isEmpty else { return try Pretrained.load(name) }
    return try Pretrained.load(name, path: path)
  }
  m.type(Module.luaClass)
  m.type(vaeClass)
  m.type(priorVAEClass)
}

let vaeClass = LuaClass(VAE.self, "VAE", base: Module.luaClass, doc: "A variational autoencoder.") {
  (c: LuaMembers<VAE>) in
  c.metamethod("__call", .value("self", as: VAE.self), .value("x", as: Tensor.self), returns: threeTensors) {
    (vae: VAE, x: Tensor) -> Results in try pass(vae, x)
  }
  c.method(
    "forward", .value("x", as: Tensor.self), doc: "Reconstruction through a random latent, its mean and log-variance.",
    example: "local image, mu, logvar = models.vae():forward(tensor.rand(2, 784))", returns: threeTensors
  ) { (vae: VAE, x: Tensor) -> Results in try pass(vae, x) }
  c.method(
    "encode", .value("x", as: Tensor.self), doc: "Mean and log-variance of the latents of images.",
    example: "local mu, logvar = models.vae():encode(tensor.rand(2, 784))"
  ) { (vae: VAE, x: Tensor) -> (Tensor, Tensor) in
    let posterior = try vae.encode(x)
    return (posterior.mean, posterior.logVariance)
  }
  c.method(
    "reparameterize", .value("mu", as: Tensor.self), .value("logvar", as: Tensor.self),
    doc: "A random latent: mu + noise exp(logvar / 2).",
    example: "local vae = models.vae()\nlocal z = vae:reparameterize(vae:encode(tensor.rand(2, 784)))"
  ) { (vae: VAE, mu: Tensor, logvar: Tensor) -> Tensor in
    try vae.reparameterize(VAE.Posterior(mean: mu, logVariance: logvar))
  }
  declareLatentModel(c, "models.vae()")
}

let threeTensors = [LuaValueType](repeating: .object("Tensor"), count: 3)

enum VAEReduction: String, LuaChoice { case sum, mean }

private func pass(_ vae: VAE, _ x: Tensor) throws -> Results {
  let posterior = try vae.encode(x)
  let image = try vae.decode(vae.reparameterize(posterior))
  return Results([image, posterior.mean, posterior.logVariance])
}
