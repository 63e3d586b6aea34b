-- Train the dense VAE of PyTorch's example (784-400-20-400-784) on MNIST: the loop is Lua, the numerics are compiled.
--
--   workbench scripts/train_vae.lua --epochs 10
--
-- A run that was killed goes on after its last finished epoch: start it again with the same options.

local checkpoint = require "checkpoint"
local datasets = require "datasets"
local models = require "models"
local optim = require "optim"
local subset = require "subset"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options {
  epochs = { 10, "passes over the training images", { 1, 100000 } },
  batch = { 128, "images per step", { 1, 60000 } },
  lr = { 1e-3, "Adam's learning rate" },
  schedule = { "constant", "learning rate over the epochs", { "constant", "cosine" } },
  beta = { 1.0, "weight of the KL term" },
  latent = { 20, "latent dimensions", { 1, 10000 } },
  hidden = { 400, "hidden units", { 1, 100000 } },
  dataset = { "mnist", "images to learn", { "mnist", "fashion_mnist" } },
  limit = { 0, "use only the first so many images of either set; 0 for all", { 0, 60000 } },
  seed = { 1, "seed of every random stream", { 0, 2 ^ 40 } },
  out = { "out/mnist_vae.safetensors", "where the weights go; the checkpoint stands beside it" },
}

local train = subset(datasets[opt.dataset] { split = "train" }, opt.limit)
local test = subset(datasets[opt.dataset] { split = "test" }, opt.limit)

workbench.seed(opt.seed)
local vae = models.vae { latent = opt.latent, hidden = opt.hidden }
local adam = optim.Adam(vae:parameters(), { lr = opt.lr })
local run = checkpoint.open(opt.out, { model = vae, optimizer = adam, options = opt })
local scheduler = opt.schedule == "cosine" and optim.lr_scheduler.CosineAnnealingLR(adam, opt.epochs)

-- BCE + KL, summed over pixels and latent dimensions, per image: the loss of PyTorch's example.
local function test_loss()
  vae:eval()
  local total = 0
  for images in datasets.loader(test, { batch_size = 500 }) do
    total = total + tensor.no_grad(function() return vae:loss(images, { beta = opt.beta }):item() end)
  end
  return total / #test.images
end

for epoch = 1, opt.epochs do
  if not run:done(epoch) then
    -- One seed an epoch: a resumed run repeats the uninterrupted one bit for bit.
    workbench.seed(opt.seed * 100003 + epoch)
    vae:train()
    local bar = workbench.progress(math.ceil(#train.images / opt.batch), ("epoch %d/%d"):format(epoch, opt.epochs))
    local total, seen = 0, 0
    for images in datasets.loader(train, { batch_size = opt.batch, shuffle = true }) do
      adam:zero_grad()
      local loss = vae:loss(images, { beta = opt.beta })
      loss:backward()
      adam:step()
      total, seen = total + loss:item(), seen + #images
      bar:step(1, { loss = total / seen })
    end
    bar:done()
    run:finish(epoch, { train_loss = total / seen, test_loss = test_loss() })
  end
  if scheduler then scheduler:step() end
end

run:close()
