-- Search spaces whose parameters have laws of their own, and the model's options.
local bo = require "bo"
local check = require "support.check"
local dist = require "dist"
local tensor = require "tensor"

-- Random points follow the law: Kolmogorov and Smirnov's distance of 4,000 draws is below its 0.1 % point.
for _, law in ipairs { dist.LogNormal(-7, 1.5), dist.Beta(2, 5), dist.Normal(3, 2), dist.Gamma(0.5, 2), dist.Uniform(2, 3), dist.StudentT(4) } do
  local n, values = 4000, {}
  local _, study = bo.random_search(function(p) return p.v end, { v = law }, { evaluations = n, seed = 3, progress = false })
  for i, trial in ipairs(study:trials()) do values[i] = trial.x.v end
  local u = law:cdf((tensor.new(values):sort()))
  local steps = tensor.arange(1, n) / n
  local distance = (u - steps):abs():max():item()
  assert(distance < 1.95 / math.sqrt(n) + 0.001, ("%s: %g"):format(law, distance))
end

-- A search follows it, and finds what lies inside.
local best, study = bo.maximize(
  function(p) return -(math.log(p.lr) + 8) ^ 2 - (p.w - 1) ^ 2 end,
  { lr = dist.LogNormal(-7, 1.5), w = dist.Normal(0, 1) }, { evaluations = 40, progress = false, seed = 2 })
assert(best.y > -0.2, best.y)
for _, trial in ipairs(study:trials()) do assert(trial.x.lr > 0) end
for _, kind in ipairs { "slice", "contour", "parallel" } do study:plot(kind) end

-- Ends that belong to the support are searched; categories and integers stand beside laws.
local edge = bo.maximize(function(p) return p.u + (p.act == "b" and 1 or 0) + p.k end,
  { u = dist.Uniform(2, 3), act = bo.categorical { "a", "b" }, k = bo.int(1, 3) }, { evaluations = 25, progress = false, seed = 1 })
assert(edge.x.u == 3 and edge.x.act == "b" and edge.x.k == 3)

-- Points told may lie anywhere in the support, and nowhere else.
study:tell({ { lr = 1e5, w = 30 } }, { -1 })
check.raises("no value of 'lr', which is a float with the law LogNormal(loc=-7, scale=1.5)", study.tell, study, { { lr = -1, w = 0 } }, { 1 })
study:ask(1)
check.raises("'a': a continuous law of one number", bo.study, { space = { a = dist.Poisson(3) } })
check.raises("'a': a continuous law of one number", bo.study, { space = { a = dist.Normal({ 0, 1 }, 1) } })
check.raises("middle 99.9 % lies between finite numbers", bo.study, { space = { a = dist.StudentT(0.01) } })
check.raises("or a distribution, got number", bo.study, { space = { a = 3 } })

-- Kernels, priors and warps as in gp.fit.
local gp = require "gp"
local branin = bo.functions.branin
for _, options in ipairs {
  { kernel = gp.Linear {} + gp.Matern { nu = 2.5 } }, { kernel = gp.RBF {} * gp.Matern { nu = 1.5 }, acquisition = "qlognei" },
  { input_warp = true, batch = 2 }, { output_warp = "yeo-johnson" }, { output_warp = "yeo-johnson", acquisition = "ts" },
  { priors = { lengthscale = dist.Gamma(3, 6) } }, { priors = false, input_warp = true, acquisition = "ts" },
} do
  options.evaluations, options.progress, options.seed = 25, false, 1
  local found, study = bo.minimize(branin, branin.bounds, options)
  assert(found.y - branin.optimum < 2, found.y)
  local mean = study.model:predict { found.x }
  assert(math.abs(mean[1] - found.y) < 20, mean[1])
end
check.raises("an output warp is for one objective", bo.study, { bounds = { 0, 1, dim = 2 }, output_warp = "yeo-johnson", objectives = 2 })
check.raises("mass on positive numbers", bo.study, { bounds = { 0, 1, dim = 2 }, priors = { lengthscale = dist.Uniform(-3, -2) } })
check.raises("2 lengthscales wanted, got 3", bo.study, { bounds = { 0, 1, dim = 2 }, kernel = gp.Linear { lengthscale = { 1, 2, 3 } } })
check.raises("2 lengthscales wanted, got 3", bo.study, { bounds = { 0, 1, dim = 2 }, kernel = gp.RBF { lengthscale = { 1, 2, 3 } } })
