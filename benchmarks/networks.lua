-- Training steps and inference of the digit networks; prints one JSON object of microseconds, the median of each.
--
--   workbench benchmarks/networks.lua --rounds 60

local json = require "json"
local models = require "models"
local nn = require "nn"
local optim = require "optim"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options { rounds = { 60, "repetitions of each", { 1, 100000 } } }
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

local results = {}

local vae = models.vae()
local adam = optim.Adam(vae:parameters())
local x = tensor.rand(128, 784)
results["VAE training step, batch 128"] = median(opt.rounds, function()
  adam:zero_grad()
  vae:loss(x):backward()
  adam:step()
end)

local cnn = models.mnist_cnn()
adam = optim.Adam(cnn:parameters())
local images, targets = tensor.rand(64, 1, 28, 28), tensor.randint(1, 10, 64)
results["CNN training step, batch 64"] = median(opt.rounds, function()
  adam:zero_grad()
  nn.nll_loss(cnn(images), targets):backward()
  adam:step()
end)

cnn:eval()
for _, batch in ipairs { 1, 3, 64 } do
  local some = tensor.rand(batch, 1, 28, 28)
  results["CNN inference, batch " .. batch] = tensor.no_grad(function()
    return median(opt.rounds * 3, function() cnn(some) end)
  end)
end

print(json.encode(results))
