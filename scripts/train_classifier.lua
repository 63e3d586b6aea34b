-- Train a digit classifier on MNIST: the CNN of BoTorch's tutorial, or the referee, which is shaped differently
-- and takes no part in any search.
--
--   workbench scripts/train_classifier.lua --model cnn --epochs 10
--
-- A run that was killed goes on after its last finished epoch: start it again with the same options.

local checkpoint = require "checkpoint"
local datasets = require "datasets"
local models = require "models"
local nn = require "nn"
local optim = require "optim"
local subset = require "subset"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options {
  model = { "cnn", "network to train", { "cnn", "referee" } },
  epochs = { 10, "passes over the training images", { 1, 100000 } },
  batch = { 64, "images per step", { 1, 60000 } },
  lr = { 1e-3, "Adam's learning rate at the start; it falls as a cosine" },
  dataset = { "mnist", "images to learn", { "mnist", "fashion_mnist" } },
  limit = { 0, "use only the first so many images of either set; 0 for all", { 0, 60000 } },
  seed = { 1, "seed of every random stream", { 0, 2 ^ 40 } },
  out = { "", "where the weights go (default out/mnist_MODEL.safetensors); the checkpoint stands beside it" },
}
if opt.out == "" then opt.out = ("out/%s_%s.safetensors"):format(opt.dataset, opt.model) end

local train = subset(datasets[opt.dataset] { split = "train" }, opt.limit)
local test = subset(datasets[opt.dataset] { split = "test" }, opt.limit)

workbench.seed(opt.seed)
local net = opt.model == "cnn" and models.mnist_cnn() or models.mnist_referee()
local adam = optim.Adam(net:parameters(), { lr = opt.lr })
local run = checkpoint.open(opt.out, { model = net, optimizer = adam, options = opt })
local scheduler = optim.lr_scheduler.CosineAnnealingLR(adam, opt.epochs)

-- Both networks end in log-probabilities.
local function accuracy()
  net:eval()
  local right = 0
  for images, targets in datasets.loader(test, { batch_size = 500 }) do
    right = right + tensor.no_grad(function() return net(images):argmax(2):eq(targets):sum():item() end)
  end
  return right / #test.images
end

for epoch = 1, opt.epochs do
  if not run:done(epoch) then
    -- One seed an epoch: a resumed run repeats the uninterrupted one bit for bit.
    workbench.seed(opt.seed * 100003 + epoch)
    net:train()
    local bar = workbench.progress(math.ceil(#train.images / opt.batch), ("epoch %d/%d"):format(epoch, opt.epochs))
    local total, seen = 0, 0
    for images, targets in datasets.loader(train, { batch_size = opt.batch, shuffle = true }) do
      adam:zero_grad()
      local loss = nn.nll_loss(net(images), targets)
      loss:backward()
      adam:step()
      total, seen = total + loss:item() * #images, seen + #images
      bar:step(1, { loss = total / seen })
    end
    bar:done()
    run:finish(epoch, { train_loss = total / seen, test_accuracy = accuracy() })
  end
  scheduler:step()
end

run:close()
