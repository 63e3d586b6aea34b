local check = require "support.check"
local dist = require "dist"
local models = require "models"
local optim = require "optim"
local tensor = require "tensor"
local workbench = require "workbench"

workbench.seed(1)
local vae = models.vae { latent = 3, hidden = 16, input = 20 }
local x = tensor.rand(8, 20)
check.equal(vae:decode(tensor.zeros(5, 3)).shape, { 5, 20 })
local shown = vae:decode(tensor.randn(4, 3))
assert(shown:min():item() >= 0 and shown:max():item() <= 1)

-- A few steps make its loss smaller.
local adam = optim.Adam(vae:parameters(), { lr = 0.01 })
local first, last
for _ = 1, 60 do
  adam:zero_grad()
  local loss = vae:loss(x)
  first, last = first or loss:item(), loss:item()
  loss:backward()
  adam:step()
end
assert(last < 0.95 * first, last)

-- The networks that come along: what the VAE draws, the classifier has an opinion of.
local pretrained, cnn, referee = models.pretrained "mnist_vae", models.pretrained "mnist_cnn", models.pretrained "mnist_referee"
local digits = pretrained:decode(tensor.randn(6, 20)):reshape(6, 1, 28, 28)
for _, classifier in ipairs { cnn, referee } do
  local opinion = classifier(digits)
  check.equal(opinion.shape, { 6, 10 })
  check.near(opinion:exp():sum(2), tensor.ones(6), 1e-5)
end
check.raises("mnist_vae", models.pretrained, "mnist_va")

-- k1 and k2 weigh the two parts of a loss.
for _, prior in ipairs { false, dist.Gamma(3, 2), dist.Normal(1, 2) } do
  local vae = models.vae { latent = 3, hidden = 8, prior = prior or nil, dtype = "float64" }
  local x = tensor.rand(5, 784, { dtype = "float64" })
  local function loss(options)
    workbench.seed(4)
    return vae:loss(x, options):item()
  end
  local reconstruction, kl = loss { k2 = 0 }, loss { k1 = 0 }
  check.near(loss(), reconstruction + kl, 1e-12)
  check.near(loss { k1 = 2, k2 = 0.5 }, 2 * reconstruction + 0.5 * kl, 1e-12)
  check.near(loss { k1 = 0.25, k2 = 3, beta = 2, reduction = "mean" }, (0.25 * reconstruction + 6 * kl) / 5, 1e-12)
end
