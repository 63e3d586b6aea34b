local check = require "support.check"
local bo = require "bo"
local workbench = require "workbench"

local function bowl(x) return -(x[1] - 0.3) ^ 2 - (x[2] + 0.4) ^ 2 end
local bounds = { { -1, 1 }, { -1, 1 } }

workbench.seed(1)
local study = bo.study { bounds = bounds, batch = 2, seed = 1 }
study:run(bowl, { evaluations = 20 })
local best = study:best()
assert(best.y > -0.01, best.y)
check.near(best.x[1], 0.3, 0.1)
check.equal(#study:trials(), 20)

-- The same seed, the same search.
local again = bo.study { bounds = bounds, batch = 2, seed = 1 }
again:run(bowl, { evaluations = 20 })
check.equal(again:best().y, best.y)

-- Asking and telling by hand; failures are kept.
local own = bo.study { bounds = bounds, initial = 3, seed = 2 }
local points = own:ask(3)
check.equal(points.shape, { 3, 2 })
own:tell(points, { 1, 0 / 0, 3 })
check.equal(own:best().y, 3.0)
local calls = 0
own:run(function(x)
  calls = calls + 1
  if calls == 2 then error("no luck") end
  return bowl(x)
end, { evaluations = 7 })
local failed = 0
for _, trial in ipairs(own:trials()) do if not trial.y then failed = failed + 1 end end
check.equal(failed, 2)

check.near(bo.minimize(function(x) return (x[1] - 2) ^ 2 end, { { 0, 5 } }, { evaluations = 15, seed = 1 }).x[1], 2, 0.05)
check.raises("bounds", bo.study, { bounds = { { 1, -1 } } })

-- Thompson's functions are drawn at candidates where the kernel has none that can be evaluated anywhere.
local gp = require "gp"
local drawn = bo.study { bounds = bounds, acquisition = "ts", kernel = gp.RBF {} * gp.Linear {}, seed = 1, batch = 2 }
drawn:run(bowl, { evaluations = 9, progress = false })
check.equal(#drawn:notes(), 0)
check.equal(drawn:trials()[9].source, "acquisition")
