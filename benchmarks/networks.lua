-- Networks and element-wise work, timed; prints one JSON object of microseconds, the median of each.
--
--   workbench benchmarks/networks.lua --work vae --rounds 60      (vae, cnn, alexnet, alexnet_training, elementwise)

local json = require "json"
local models = require "models"
local nn = require "nn"
local optim = require "optim"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options {
  work = { "vae", "which", { "vae", "cnn", "alexnet", "alexnet_training", "elementwise" } },
  rounds = { 60, "repetitions of each", { 1, 100000 } },
}
workbench.seed(1)

local function median(rounds, body)
  local times = {}
  for i = 1, rounds + 3 do
    local start = workbench.clock()
    body()
    if i > 3 then times[i - 3] = (workbench.clock() - start) * 1e6 end
  end
  table.sort(times)
  return times[(#times + 1) // 2]
end

-- Large work takes its time: fewer rounds, at least five.
local few = math.max(opt.rounds // 10, 5)
local results, work = {}, {}

local function trainer(optimizer, loss)
  return function()
    optimizer:zero_grad()
    loss():backward()
    optimizer:step()
  end
end

function work.vae()
  local vae, x = models.vae(), tensor.rand(128, 784)
  results["VAE training step, batch 128"] =
    median(opt.rounds, trainer(optim.Adam(vae:parameters()), function() return vae:loss(x) end))
end

function work.cnn()
  local cnn, images, targets = models.mnist_cnn(), tensor.rand(64, 1, 28, 28), tensor.randint(1, 10, 64)
  results["CNN training step, batch 64"] = median(opt.rounds,
    trainer(optim.Adam(cnn:parameters()), function() return nn.nll_loss(cnn(images), targets) end))
  cnn:eval()
  for _, batch in ipairs { 1, 3, 64 } do
    local some = tensor.rand(batch, 1, 28, 28)
    results["CNN inference, batch " .. batch] = tensor.no_grad(function()
      return median(opt.rounds * 3, function() cnn(some) end)
    end)
  end
end

function work.alexnet()
  local net = models.alexnet():eval()
  for _, batch in ipairs { 1, 16 } do
    local images = tensor.randn(batch, 3, 224, 224)
    results["AlexNet forward, batch " .. batch] = tensor.no_grad(function()
      return median(batch == 1 and opt.rounds or few, function() net(images) end)
    end)
  end
end

function work.alexnet_training()
  local net, images, targets = models.alexnet(), tensor.randn(16, 3, 224, 224), tensor.randint(1, 1000, 16)
  local sgd = optim.SGD(net:parameters(), { lr = 1e-3, momentum = 0.9 })
  results["AlexNet training step, batch 16"] =
    median(few, trainer(sgd, function() return nn.cross_entropy(net(images), targets) end))
end

function work.elementwise()
  local x, y, matrix, row = tensor.randn(1000000), tensor.randn(1000000), tensor.randn(1000, 1000), tensor.randn(1000)
  local rounds = opt.rounds * 5
  tensor.no_grad(function()
    results["exp, 10^6"] = median(rounds, function() return x:exp() end)
    results["tanh, 10^6"] = median(rounds, function() return x:tanh() end)
    results["sum, 10^6"] = median(rounds, function() return x:sum() end)
    results["softmax, 1000 rows of 1000"] = median(rounds, function() return matrix:softmax(2) end)
    results["add, 10^6 to 10^6"] = median(rounds, function() return x + y end)
    results["add, a row to 1000 rows of 1000"] = median(rounds, function() return matrix + row end)
  end)
end

if not work[opt.work] then error("no such work: " .. opt.work) end
work[opt.work]()
print(json.encode(results))
