-- A training that goes on where it was. It needs nn_own_module.lua: where that fails, this would say nothing new.
-- workbench: needs=nn_own_module.lua timeout=60 threads=1
local check = require "support.check"
local checkpoint = require "checkpoint"
local nn = require "nn"
local optim = require "optim"
local tensor = require "tensor"
local workbench = require "workbench"

-- The header's share of the threads.
check.equal(workbench.threads(), 1)

local x, y = tensor.linspace(-1, 1, 32):reshape(32, 1), tensor.linspace(-1, 1, 32):reshape(32, 1) ^ 2

--- Trains up to an epoch; what the weights are then.
local function train(out, epochs)
  workbench.seed(1)
  local net = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
  local adam = optim.Adam(net:parameters(), { lr = 0.01 })
  local run = checkpoint.open(out, { model = net, optimizer = adam, options = { width = 8 } })
  local steps = 0
  for epoch = 1, epochs do
    if not run:done(epoch) then
      steps = steps + 1
      adam:zero_grad()
      local loss = nn.mse_loss(net(x), y)
      loss:backward()
      adam:step()
      run:finish(epoch, { loss = loss:item() })
    end
  end
  return net(x), steps
end

-- An earlier run of this script in this folder is not to be taken up.
for _, name in ipairs { "whole", "parts" } do os.remove(name .. ".checkpoint.safetensors") end

local whole = train("whole.safetensors", 6)
train("parts.safetensors", 2)
local resumed, steps = train("parts.safetensors", 6)
check.equal(steps, 4)
assert(resumed == whole)

-- Dropout, a shuffling loader, noise of the script's own and its sampler: all go on bit for bit, in one process and from
-- a fresh start of the streams.
local datasets = require "datasets"

local function train_noisy(out, epochs, seed)
  workbench.seed(seed)
  local net = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Dropout(0.4), nn.Linear(16, 1))
  local sgd = optim.SGD(net:parameters(), { lr = 0.05, momentum = 0.9 })
  local loader = datasets.loader({ x, y }, { batch_size = 8, shuffle = true })
  local run = checkpoint.open(out, { model = net, optimizer = sgd, loader = loader, options = { dropout = 0.4 } })
  local trace = {}
  for epoch = 1, epochs do
    if not run:done(epoch) then
      for inputs, targets in loader do
        sgd:zero_grad()
        local noisy = inputs + tensor.randn(8, 1, { stream = "input noise" }) * 0.1
        local weights = tensor.ones(8):multinomial(8, { replacement = true })
        local loss = nn.mse_loss(net(noisy[weights]), targets[weights])
        loss:backward()
        sgd:step()
        trace[#trace + 1] = loss:item()
      end
      run:finish(epoch, { loss = trace[#trace] })
    end
  end
  net:eval()
  return net(x), trace
end

for _, name in ipairs { "whole_noisy", "parts_noisy" } do os.remove(name .. ".checkpoint.safetensors") end
local whole_noisy, trace = train_noisy("whole_noisy.safetensors", 5, 3)
local _, begun = train_noisy("parts_noisy.safetensors", 2, 3)
local resumed_noisy, rest = train_noisy("parts_noisy.safetensors", 5, 3)
assert(resumed_noisy == whole_noisy)
check.equal(#begun + #rest, #trace)
for i, loss in ipairs(rest) do check.equal(loss, trace[#begun + i]) end
-- A checkpoint without the streams would have gone another way.
assert(rest[1] ~= begun[1])
