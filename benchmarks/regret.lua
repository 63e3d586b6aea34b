-- Our side of the regret benchmark: searches of known functions, one JSON line a run, as regret_botorch.py prints them.
--
--   workbench benchmarks/regret.lua [--functions branin,levy] [--first 1] [--last 20] [--trust-region auto|on|off]

local bo = require "bo"
local json = require "json"
local workbench = require "workbench"

local opt = workbench.options {
  functions = { "branin,hartmann6,levy,rastrigin,ackley,ackley464", "functions, with commas between" },
  first = { 1, "first seed", { 0, 2 ^ 31 } },
  last = { 20, "last seed", { 0, 2 ^ 31 } },
  trust_region = { "auto", "whether the search follows a trust region", { "auto", "on", "off" } },
}

-- Function, bounds, initial points, batches, points a batch: those of regret_botorch.py, and TuRBO's budget for Ackley.
local f = bo.functions
local function box(low, high, dim) return { low, high, dim = dim } end
local problems = {
  branin = { f.branin, f.branin.bounds, 5, 25, 1 },
  hartmann6 = { f.hartmann6, f.hartmann6.bounds, 10, 50, 1 },
  levy = { f.levy:with(10), box(-10, 10, 10), 20, 20, 4 },
  rastrigin = { f.rastrigin:with(10), box(-5.12, 5.12, 10), 20, 20, 4 },
  ackley = { f.ackley:with(20), box(-5, 10, 20), 40, 30, 4 },
  ackley464 = { f.ackley:with(20), box(-5, 10, 20), 40, 106, 4 },
}

local trust_region = nil
if opt.trust_region ~= "auto" then trust_region = opt.trust_region == "on" end

for name in opt.functions:gmatch("[^,]+") do
  local p = problems[name] or error("unknown function " .. name, 0)
  local objective, bounds, initial, batches, q = table.unpack(p)
  for seed = opt.first, opt.last do
    local start = workbench.clock()
    local study = bo.study {
      bounds = bounds, direction = "minimize", initial = initial, batch = q, seed = seed, trust_region = trust_region,
    }
    local trace = {}
    study:run(objective, {
      evaluations = initial + batches * q, vectorized = true, progress = false,
      on_batch = function() trace[#trace + 1] = study:best().y - objective.optimum end,
    })
    print(json.encode {
      ["function"] = name, seed = seed, evaluations = study.count, regret = trace[#trace],
      seconds = workbench.clock() - start, trace = trace,
    })
  end
end
