---@meta models
-- Made from the declarations by `workbench help --stubs`; do not edit.

---A variational autoencoder.
---@class VAE: Module
---@field latent integer Latent dimensions. Read-only.
---@overload fun(x: Tensor): Tensor, Tensor, Tensor
local VAE = {}

---Reconstruction through a random latent, its mean and log-variance.
---
---```lua
---local image, mu, logvar = models.vae():forward(tensor.rand(2, 784))
---```
---@param x Tensor
---@return Tensor
---@return Tensor
---@return Tensor
function VAE:forward(x) end

---Mean and log-variance of the latents of images.
---
---```lua
---local mu, logvar = models.vae():encode(tensor.rand(2, 784))
---```
---@param x Tensor
---@return Tensor
---@return Tensor
function VAE:encode(x) end

---A random latent: mu + noise exp(logvar / 2).
---
---```lua
---local vae = models.vae()
---local z = vae:reparameterize(vae:encode(tensor.rand(2, 784)))
---```
---@param mu Tensor
---@param logvar Tensor
---@return Tensor
function VAE:reparameterize(mu, logvar) end

---Latents (N, latent) → pixels (N, 784) in [0, 1].
---
---```lua
---local vae = models.vae()
---local images = vae:decode(tensor.rand(3, vae.latent))
---```
---@param z Tensor
---@return Tensor
function VAE:decode(z) end

---@class VAE.loss.options
---@field beta? number Default 1.
---@field reduction? "sum"|"mean" Default "sum".
---@field reconstruction? "bce"|"mse" Default "bce".
---@field k1? number Default 1.
---@field k2? number Default 1.

---k1 times the reconstruction error, binary cross-entropy or squared, + k2 beta times the KL, summed over everything, or the mean over images. Where the KL has no closed form it is log q - log p at the drawn latent.
---
---```lua
---local l = models.vae():loss(tensor.rand(2, 784))
---```
---@param x Tensor
---@param options? VAE.loss.options
---@return Tensor
function VAE:loss(x, options) end

---Images (n, 784) from the prior.
---
---```lua
---local images = models.vae():sample(4)
---```
---@param n? integer Default 1.
---@return Tensor
function VAE:sample(n) end

---Latents (n, latent) from the prior.
---
---```lua
---local z = models.vae():sample_latents(4)
---```
---@param n? integer Default 1.
---@return Tensor
function VAE:sample_latents(n) end

---The law of the latents of images, with batch (N, latent).
---
---```lua
---print(models.vae():posterior(tensor.rand(2, 784)).mean)
---```
---@param x Tensor
---@return Distribution
function VAE:posterior(x) end

---The law of latents.
---
---```lua
---print(models.vae():prior())
---```
---@return Distribution
function VAE:prior() end

---@class VAE.terms.options
---@field reconstruction? "bce"|"mse" Default "bce".

---The reconstruction error and the KL of each image, (N) each: minus the evidence lower bound is their sum.
---
---```lua
---local reconstruction, kl = models.vae():terms(tensor.rand(2, 784))
---```
---@param x Tensor
---@param options? VAE.terms.options
---@return Tensor
---@return Tensor
function VAE:terms(x, options) end

---@class VAE.log_likelihood.options
---@field samples? integer Default 500.

---log p(x) of each image (N), importance-weighted with so many latents: a lower bound in expectation.
---
---```lua
---print(models.vae():log_likelihood(tensor.rand(2, 784), {samples=10}))
---```
---@param x Tensor
---@param options? VAE.log_likelihood.options
---@return Tensor
function VAE:log_likelihood(x, options) end

---A variational autoencoder whose latent space has a law of its own.
---@class PriorVAE: Module
---@field family string The family of the posterior. Read-only.
---@field latent integer Latent dimensions. Read-only.
---@overload fun(x: Tensor): Tensor, Tensor, Tensor
local PriorVAE = {}

---Reconstruction through a random latent, and the two parameters of the latents' laws.
---
---```lua
---local vae = models.vae{prior=dist.Beta(1, 1)}
---local image, a, b = vae:forward(tensor.rand(2, 784))
---```
---@param x Tensor
---@return Tensor
---@return Tensor
---@return Tensor
function PriorVAE:forward(x) end

---The parameters of the latents' laws: loc and scale, concentration and rate, or concentration1 and concentration0, (N, latent) each.
---
---```lua
---local concentration, rate = models.vae{prior=dist.Gamma(3, 2)}:encode(tensor.rand(2, 784))
---```
---@param x Tensor
---@return Tensor
---@return Tensor
function PriorVAE:encode(x) end

---Latents (N, latent) → pixels (N, 784) in [0, 1].
---
---```lua
---local vae = models.vae{prior=dist.Gamma(3, 2), latent=2}
---local images = vae:decode(tensor.rand(3, vae.latent))
---```
---@param z Tensor
---@return Tensor
function PriorVAE:decode(z) end

---@class PriorVAE.loss.options
---@field beta? number Default 1.
---@field reduction? "sum"|"mean" Default "sum".
---@field reconstruction? "bce"|"mse" Default "bce".
---@field k1? number Default 1.
---@field k2? number Default 1.

---k1 times the reconstruction error, binary cross-entropy or squared, + k2 beta times the KL, summed over everything, or the mean over images. Where the KL has no closed form it is log q - log p at the drawn latent.
---
---```lua
---local l = models.vae{prior=dist.Gamma(3, 2), latent=2}:loss(tensor.rand(2, 784))
---```
---@param x Tensor
---@param options? PriorVAE.loss.options
---@return Tensor
function PriorVAE:loss(x, options) end

---Images (n, 784) from the prior.
---
---```lua
---local images = models.vae{prior=dist.Gamma(3, 2), latent=2}:sample(4)
---```
---@param n? integer Default 1.
---@return Tensor
function PriorVAE:sample(n) end

---Latents (n, latent) from the prior.
---
---```lua
---local z = models.vae{prior=dist.Gamma(3, 2), latent=2}:sample_latents(4)
---```
---@param n? integer Default 1.
---@return Tensor
function PriorVAE:sample_latents(n) end

---The law of the latents of images, with batch (N, latent).
---
---```lua
---print(models.vae{prior=dist.Gamma(3, 2), latent=2}:posterior(tensor.rand(2, 784)).mean)
---```
---@param x Tensor
---@return Distribution
function PriorVAE:posterior(x) end

---The law of latents.
---
---```lua
---print(models.vae{prior=dist.Gamma(3, 2), latent=2}:prior())
---```
---@return Distribution
function PriorVAE:prior() end

---@class PriorVAE.terms.options
---@field reconstruction? "bce"|"mse" Default "bce".

---The reconstruction error and the KL of each image, (N) each: minus the evidence lower bound is their sum.
---
---```lua
---local reconstruction, kl = models.vae{prior=dist.Gamma(3, 2), latent=2}:terms(tensor.rand(2, 784))
---```
---@param x Tensor
---@param options? PriorVAE.terms.options
---@return Tensor
---@return Tensor
function PriorVAE:terms(x, options) end

---@class PriorVAE.log_likelihood.options
---@field samples? integer Default 500.

---log p(x) of each image (N), importance-weighted with so many latents: a lower bound in expectation.
---
---```lua
---print(models.vae{prior=dist.Gamma(3, 2), latent=2}:log_likelihood(tensor.rand(2, 784), {samples=10}))
---```
---@param x Tensor
---@param options? PriorVAE.log_likelihood.options
---@return Tensor
function PriorVAE:log_likelihood(x, options) end

---Whole networks, new or with the weights that come along.
---@class models
local models = {}

---@class models.vae.options
---@field latent? integer Default 20.
---@field hidden? integer Default 400.
---@field input? integer Default 784.
---@field dtype? "float32"|"float64" Default "float32".
---@field prior? Distribution|"mixture"
---@field posterior? "direct"|"moments" Default "direct".
---@field components? integer Default 10.

---The dense variational autoencoder of PyTorch's example: 784-400-20-400-784. With a prior, its latents have that law, a distribution or "mixture" for a learned mixture of so many normal components, and the posterior a family of the same support; a Beta posterior's parameters are direct, or by mean and variance with posterior="moments".
---
---```lua
---local vae = models.vae{latent=20, hidden=400}
---local other = models.vae{prior=dist.Gamma(3, 2)}
---```
---@param options? models.vae.options
---@return VAE|PriorVAE
function models.vae(options) end

---@class models.mnist_cnn.options
---@field classes? integer Default 10.
---@field dtype? "float32"|"float64" Default "float32".

---The classifier of BoTorch's VAE tutorial: (N, 1, 28, 28) → log-probabilities (N, classes).
---
---```lua
---local net = models.mnist_cnn()
---```
---@param options? models.mnist_cnn.options
---@return Module
function models.mnist_cnn(options) end

---@class models.mnist_referee.options
---@field classes? integer Default 10.
---@field dtype? "float32"|"float64" Default "float32".

---A second classifier, shaped differently: three 3x3 convolutions with batch normalisation.
---
---```lua
---local net = models.mnist_referee()
---```
---@param options? models.mnist_referee.options
---@return Module
function models.mnist_referee(options) end

---@class models.alexnet.options
---@field classes? integer Default 1000.
---@field dropout? number Default 0.5.
---@field dtype? "float32"|"float64" Default "float32".

---AlexNet with torchvision's layers and names, so that its checkpoints load: (N, 3, 224, 224), or larger than 62 by 62, → logits (N, classes).
---
---```lua
---local net = models.alexnet{classes=10}:eval()
---local logits = net(tensor.randn(1, 3, 64, 64))
---```
---@param options? models.alexnet.options
---@return Module
function models.alexnet(options) end

---@class models.pretrained.options
---@field path? string

---A model with its weights, in evaluation mode: mnist_vae, mnist_cnn, mnist_referee. The weights come from weights/NAME.safetensors, or from a file of yours with the same names in it.
---
---```lua
---local ok, vae = pcall(models.pretrained, "mnist_vae")
---```
---@param name string
---@param options? models.pretrained.options
---@return Module
function models.pretrained(name, options) end

return models
