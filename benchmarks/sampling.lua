-- Draws of 10^6 numbers, float32, without gradients: median milliseconds of some rounds after a first one, as JSON.
--
--   workbench --threads 1 benchmarks/sampling.lua --rounds 20

local dist = require "dist"
local json = require "json"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options { rounds = { 20, "measurements of each" } }
workbench.seed(1)

local n = 1000000
local weights = tensor.arange(1, 100):float()
local works = {
  ["normal(0, 1)"] = dist.Normal(0, 1),
  ["normal(1, 2)"] = dist.Normal(1, 2),
  ["gamma(0.05, 1)"] = dist.Gamma(0.05, 1),
  ["gamma(3, 2)"] = dist.Gamma(3, 2),
  ["gamma(500, 1)"] = dist.Gamma(500, 1),
  ["beta(0.05, 0.05)"] = dist.Beta(0.05, 0.05),
  ["beta(1, 1)"] = dist.Beta(1, 1),
  ["beta(2, 5)"] = dist.Beta(2, 5),
  ["categorical, 10 classes"] = dist.Categorical(weights:narrow(1, 1, 10)),
  ["categorical, 100 classes"] = dist.Categorical(weights),
}

local medians = {}
for name, law in pairs(works) do
  local times = {}
  for round = 0, opt.rounds do
    local start = workbench.clock()
    law:sample(n)
    if round > 0 then times[round] = (workbench.clock() - start) * 1000 end
    collectgarbage()
  end
  table.sort(times)
  medians[name] = times[(#times + 1) // 2]
end
print(json.encode(medians))
