local check = require "support.check"
local nn = require "nn"
local optim = require "optim"
local tensor = require "tensor"
local workbench = require "workbench"

workbench.seed(1)
local Net = nn.Module:extend("Net")
function Net:init(hidden)
  self.fc1 = nn.Linear(2, hidden)
  self.fc2 = nn.Linear(hidden, 1)
  self.scale = nn.Parameter(tensor.ones(1))
end
function Net:forward(x) return self.fc2(self.fc1(x):tanh()) * self.scale end

local net = Net(16)
check.equal(#net:parameters(), 5)
assert(net:state_dict()["fc1.weight"])

-- It learns the exclusive or.
local x = tensor { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }
local y = tensor { { 0 }, { 1 }, { 1 }, { 0 } }
local adam = optim.Adam(net:parameters(), { lr = 0.05 })
local first, last
for step = 1, 300 do
  adam:zero_grad()
  last = nn.mse_loss(net(x), y)
  first = first or last:item()
  last:backward()
  adam:step()
end
assert(last:item() < 1e-3 and first > 0.1, last:item())
check.equal(net(x):round():abs():totable(), { { 0.0 }, { 1.0 }, { 1.0 }, { 0.0 } })
