local check = require "support.check"
local tensor = require "tensor"
local workbench = require "workbench"

local function draw(seed)
  workbench.seed(seed)
  return tensor.cat { tensor.randn(100), tensor.rand(100), tensor.randperm(100):to "float32" }
end
assert(draw(1) == draw(1))
assert(draw(1) ~= draw(2))

-- The same numbers at any number of threads.
local threads = workbench.threads()
workbench.seed(7)
local one = tensor.randn(200, 200)
workbench.threads(1)
workbench.seed(7)
assert(one == tensor.randn(200, 200))
local product = one:matmul(one)
workbench.threads(threads)
assert(product == one:matmul(one))

workbench.seed(3)
local sample = tensor.randn(100000)
check.near(sample:mean():item(), 0, 0.02)
check.near(sample:std():item(), 1, 0.02)
local dice = tensor.randint(1, 6, 1000)
check.equal({ dice:min():item(), dice:max():item(), dice.dtype }, { 1, 6, "int64" })
check.equal(tensor.randperm(5):sort():totable(), { 1, 2, 3, 4, 5 })
