-- Convolutions by the library and by our own code, at the shapes of AlexNet and the digit classifier, one image and sixteen
-- (or 64) at a time; prints milliseconds of CPU time and GFLOP/s, the fastest of several rounds. Run it twice:
--
--   workbench --threads 1 benchmarks/convolutions.lua
--   WORKBENCH_ONEDNN=off workbench --threads 1 benchmarks/convolutions.lua

local nn = require "nn"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options { rounds = { 15, "repetitions of each", { 1, 100000 } } }
workbench.seed(1)

local function fastest(body)
  local best = math.huge
  for _ = 1, opt.rounds do
    local start = os.clock()
    body()
    best = math.min(best, os.clock() - start)
  end
  return best
end

local layers = {
  { "AlexNet 1", 3, 64, 224, 11, 4, 2, { 1, 16 } }, { "AlexNet 2", 64, 192, 27, 5, 1, 2, { 1, 16 } },
  { "AlexNet 3", 192, 384, 13, 3, 1, 1, { 1, 16 } }, { "AlexNet 4", 384, 256, 13, 3, 1, 1, { 1, 16 } },
  { "AlexNet 5", 256, 256, 13, 3, 1, 1, { 1, 16 } }, { "digits 1", 1, 20, 28, 5, 1, 0, { 1, 64 } },
  { "digits 2", 20, 50, 12, 5, 1, 0, { 1, 64 } },
}
print("| layer | batch | forward, ms | GFLOP/s | forward and backward, ms | GFLOP/s |")
print("| --- | --- | --- | --- | --- | --- |")
for _, layer in ipairs(layers) do
  local name, inputs, outputs, size, kernel, stride, padding, batches = table.unpack(layer)
  local conv = nn.Conv2d(inputs, outputs, kernel, { stride = stride, padding = padding })
  for _, batch in ipairs(batches) do
    local x = tensor.randn(batch, inputs, size, size, { requires_grad = true })
    local side = (size + 2 * padding - kernel) // stride + 1
    local work = 2 * batch * outputs * side ^ 2 * inputs * kernel ^ 2 / 1e9
    local forward = tensor.no_grad(function() return fastest(function() conv(x) end) end)
    local gradient = tensor.ones(batch, outputs, side, side)
    local both = fastest(function() conv(x):backward(gradient) end)
    print(("| %s | %d | %.3f | %.0f | %.3f | %.0f |"):format(
      name, batch, forward * 1e3, work / forward, both * 1e3, 3 * work / both))
  end
end
