-- A network written in Lua trains as the compiled one does: the same seed gives the same bits.
local check = require "support.check"
local models = require "models"
local nn = require "nn"
local optim = require "optim"
local tensor = require "tensor"
local workbench = require "workbench"

local CNN = nn.Module:extend "CNN"
function CNN:init()
  self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
  self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)
  -- Not registered twice: these hold the same layers.
  self.block1 = nn.Sequential(self.conv1, nn.ReLU(), nn.MaxPool2d(2))
  self.block2 = nn.Sequential(self.conv2, nn.ReLU(), nn.MaxPool2d(2))
end
function CNN:forward(x)
  local h = self.block2(self.block1(x)):flatten(2)
  return self.fc2(self.fc1(h):relu()):log_softmax(2)
end

local MLP = nn.Module:extend "MLP"
function MLP:init(sizes)
  self.layers = nn.ModuleList()
  for i = 1, #sizes - 1 do self.layers:add_module(tostring(i - 1), nn.Linear(sizes[i], sizes[i + 1])) end
  self.norm, self.drop = nn.BatchNorm1d(sizes[2]), nn.Dropout(0.2)
end
function MLP:forward(x)
  for i, layer in ipairs(self.layers) do
    x = layer(x)
    if i == 1 then x = self.drop(self.norm(x)) end
    if i < #self.layers then x = x:relu() end
  end
  return x
end

local function train(net, optimizer, loss)
  for _ = 1, 4 do
    optimizer:zero_grad()
    loss(net):backward()
    nn.clip_grad_norm_(net:parameters(), 5)
    optimizer:step()
  end
end

local function same(a, b, names)
  local left, right = a:state_dict(), b:state_dict()
  local count = 0
  for name, value in pairs(left) do
    assert(value == right[names and names[name] or name], name)
    count = count + 1
  end
  return count
end

workbench.seed(11)
local images, targets = tensor.rand(16, 1, 28, 28), tensor.randint(1, 10, 16)
local function classes(net) return nn.nll_loss(net(images), targets) end
workbench.seed(5)
local compiled = models.mnist_cnn()
train(compiled, optim.Adam(compiled:parameters()), classes)
workbench.seed(5)
local own = CNN()
train(own, optim.Adam(own:parameters()), classes)
check.equal(same(compiled, own), 8)
check.equal(#own:parameters(), 8)

local x, y = tensor.randn(32, 6), tensor.randn(32, 2)
local function distance(net) return nn.mse_loss(net(x), y) end
workbench.seed(6)
local first, last = nn.Linear(6, 8), nn.Linear(8, 2)
local sequence = nn.Sequential(first, nn.BatchNorm1d(8), nn.Dropout(0.2), nn.ReLU(), last)
train(sequence, optim.AdamW(sequence:parameters(), { lr = 0.01 }), distance)
workbench.seed(6)
local mlp = MLP { 6, 8, 2 }
-- Optimisers go by tensors, so that the order of parameters does not matter.
train(mlp, optim.AdamW(mlp:parameters(), { lr = 0.01 }), distance)
local names = {
  ["0.weight"] = "layers.0.weight", ["0.bias"] = "layers.0.bias", ["4.weight"] = "layers.1.weight",
  ["4.bias"] = "layers.1.bias",
}
for _, name in ipairs { "weight", "bias", "running_mean", "running_var", "num_batches_tracked" } do
  names["1." .. name] = "norm." .. name
end
check.equal(same(sequence, mlp, names), 9)

-- Everything that a compiled network can: modes, files, dtypes, summaries, strictness.
mlp:eval()
assert(not mlp.drop.training and not mlp.layers.training)
assert(mlp(x) == mlp(x))
mlp:train()
assert(mlp.drop.training and mlp(x) ~= mlp(x))
mlp:save "mlp.safetensors"
local other = MLP { 6, 8, 2 }
other:load "mlp.safetensors"
check.equal(same(mlp, other), 9)
assert(other:eval()(x) == mlp:eval()(x))
local summary = mlp:summary(3, 6)
for _, word in ipairs { "MLP", "layers.1", "BatchNorm1d(8)", "(3, 2)", "total" } do assert(summary:find(word, 1, true), word) end
mlp:to "float64"
for _, p in ipairs(mlp:parameters()) do check.equal(p.dtype, "float64") end
check.equal(mlp(x:double()).dtype, "float64")
local state = other:state_dict()
state["norm.weight"], state["norm.wieght"] = nil, tensor.ones(8)
check.raises("missing: norm.weight", other.load_state_dict, other, state)
check.raises("unexpected: norm.wieght", other.load_state_dict, other, state)
other:load_state_dict(state, { strict = false })
state["layers.0.bias"] = tensor.ones(7)
check.raises("layers.0.bias is (7,), wanted (8,)", other.load_state_dict, other, state, { strict = false })

-- Parameters in a list of their own; frozen parts.
local Sum = nn.Module:extend "Sum"
function Sum:init(n)
  local list = {}
  for i = 1, n do list[i] = nn.Parameter(tensor.full({ 2 }, i)) end
  self.weights = nn.ParameterList(list)
  self.inner = nn.Linear(2, 2):requires_grad_(false)
end
function Sum:forward(v)
  for i = 1, #self.weights do v = v * self.weights[i] end
  return self.inner(v)
end
local sum = Sum(3)
assert(sum:state_dict()["weights.2"] and sum.weights[-1][1] == 3 and sum.weights[4] == nil)
check.equal(#sum:parameters(), 5)
sum(tensor.ones(1, 2)):sum():backward()
assert(sum.weights[2].grad and not sum.inner.weight.grad)
check.raises("nn.Parameter", nn.ParameterList, tensor.ones(2))
check.equal(#sum:children(), 2)
check.equal(#sum:modules(), 3)
