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
