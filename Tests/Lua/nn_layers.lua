local check = require "support.check"
local nn = require "nn"
local tensor = require "tensor"

local net = nn.Sequential(nn.Conv2d(1, 4, 3, { padding = 1 }), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 10))
check.equal(net(tensor.zeros(5, 1, 8, 8)).shape, { 5, 10 })
check.equal(#net:parameters(), 4)
local names = {}
for name, value in pairs(net:state_dict()) do names[name] = value.shape end
check.equal(names["1.weight"] or names["0.weight"], { 4, 1, 3, 3 })

-- What was saved comes back.
net:save("net.safetensors")
local other = nn.Sequential(nn.Conv2d(1, 4, 3, { padding = 1 }), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 10))
local x = tensor.randn(2, 1, 8, 8)
assert(net(x) ~= other(x))
other:load("net.safetensors")
assert(net(x) == other(x))

-- A linear layer against the product written out.
local layer = nn.Linear(3, 2)
local state = layer:state_dict()
local input = tensor.randn(4, 3)
check.near(layer(input), input:matmul(state.weight:t()) + state.bias, 1e-5)

-- Dropout only in training.
local dropout = nn.Dropout(0.5)
local ones = tensor.ones(1000)
assert(dropout(ones) ~= ones)
dropout:eval()
assert(dropout(ones) == ones)

check.near(nn.cross_entropy(tensor { { 1, 2, 3 } }, tensor { 3 }:to "int64"):item(), 0.40760596)
check.near(nn.mse_loss(tensor { 1, 2 }, tensor { 3, 2 }):item(), 2)
check.raises("2", function() layer(tensor.ones(4, 2)) end)
check.raises("did you mean", nn.Linear, 3, 2, { bais = false })
