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

-- Streams by name do not disturb each other, and a state goes on where it was taken.
workbench.seed(5)
local plain = tensor.randn(8)
workbench.seed(5)
tensor.rand(3, { stream = "mine" })
assert(tensor.randn(8) == plain)
local state = workbench.get_rng_state()
local drawn = { tensor.randn(3), tensor.rand(4, { stream = "mine" }), tensor.randperm(5) }
workbench.set_rng_state(state)
local again = { tensor.randn(3), tensor.rand(4, { stream = "mine" }), tensor.randperm(5) }
for i in ipairs(drawn) do assert(drawn[i] == again[i]) end
assert(tensor.randn(3) ~= drawn[1])
for _, text in ipairs { "", "x", "1;zz=3", "1;61=-3", "1;61", "99999999999999999999", "1;6=2", state .. ";" } do
  check.raises("get_rng_state", workbench.set_rng_state, text)
end
check.equal(workbench.get_rng_state():match "^5;", "5;")

-- Draws into a tensor, and from weights.
workbench.seed(4)
local draws = tensor.empty(50000, { dtype = "float64" })
check.near(draws:normal_(3, 2):mean():item(), 3, 0.02)
check.near(draws:std():item(), 2, 0.02)
draws:uniform_(-1, 3)
check.near(draws:mean():item(), 1, 0.02)
assert(draws:min():item() >= -1 and draws:max():item() < 3)
check.near(draws:exponential_(4):mean():item(), 0.25, 0.02)
check.near(draws:bernoulli_(0.3):mean():item(), 0.3, 0.02)
check.near(tensor.full({ 20000 }, 0.7):bernoulli():mean():item(), 0.7, 0.02)
local picks = tensor { 1, 0, 3 }:multinomial(20000, { replacement = true })
check.near(picks:eq(3):float():mean():item(), 0.75, 0.02)
check.equal(picks:eq(2):any():item(), false)
check.equal(tensor { 1, 0, 3 }:multinomial(2):sort():totable(), { 1, 3 })
check.raises("draws possible", function() tensor { 1, 0, 3 }:multinomial(3) end)
check.raises("from 0 to 1", function() tensor { 2 }:bernoulli() end)
check.raises("std", function() draws:normal_(0, -1) end)
