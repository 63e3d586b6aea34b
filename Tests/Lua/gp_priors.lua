-- Priors of hyperparameters from dist objects.
local check = require "support.check"
local dist = require "dist"
local gp = require "gp"
local tensor = require "tensor"

local X, y = { { 0.1 }, { 0.3 }, { 0.5 }, { 0.7 }, { 0.95 } }, { 0, 1, 0.5, -1, 0.2 }

-- The objective is the likelihood plus the densities that dist gives of the hyperparameters, both in model units.
local laws = {
  { dist.Gamma(3, 6), dist.Gamma(1.1, 0.05) },
  { dist.LogNormal(-1, 0.5), dist.Exponential(10) },
  { dist.TruncatedNormal(0.3, 0.1, 0.05, 2), dist.Uniform(0.01, 0.2) },
  { dist.StudentT(3, 0.4, 0.2), dist.Beta(1.5, 20) },
}
local scale = tensor.new(y):var():item()
for _, pair in ipairs(laws) do
  local lengthscale, noise = pair[1], pair[2]
  local m = gp.fit(X, y, { priors = { lengthscale = lengthscale, noise = noise } })
  local h = m:hyperparameters()
  local expected = m:log_marginal_likelihood() + lengthscale:log_prob(h.lengthscale):item()
    + noise:log_prob(h.noise / scale):item()
  check.near(m:report().objective, expected, 1e-4)
  -- It is a maximum: none of a grid of fixed parameters is better.
  for _, factor in ipairs { 0.8, 0.95, 1.05, 1.25 } do
    local l = h.lengthscale[1] * factor
    local density = lengthscale:log_prob(l):item()
    if density > -math.huge then
      local fixed = gp.fit(X, y, { priors = { lengthscale = dist.Uniform(l, l * (1 + 1e-6)), noise = noise } })
      local there = fixed:log_marginal_likelihood() + density + noise:log_prob(fixed:hyperparameters().noise / scale):item()
      assert(there <= m:report().objective + 1e-3, ("%s: %g at %g"):format(lengthscale, there, l))
    end
  end
end

-- The usual lengthscale prior by its own name gives the usual fit.
local usual = gp.fit(X, y, { restarts = 0 })
local named = gp.fit(X, y, { restarts = 0, priors = { lengthscale = dist.LogNormal(math.sqrt(2), math.sqrt(3)), noise = dist.LogNormal(-4, 1) } })
check.near(named:report().objective, usual:report().objective, 1e-5)

-- A narrow prior decides; one outside the usual bounds, too; false leaves one out, and so do all of them false.
assert(math.abs(gp.fit(X, y, { priors = { lengthscale = dist.Normal(0.4, 1e-4) } }):hyperparameters().lengthscale[1] - 0.4) < 1e-3)
local far = gp.fit(X, y, { priors = { noise = dist.Uniform(500, 600) } }):hyperparameters().noise / scale
assert(far >= 499 and far <= 601, far)
local none = { lengthscale = false, noise = false, variance = false }
assert(gp.fit(X, y, { priors = none }):report().objective == gp.fit(X, y, { priors = none }):log_marginal_likelihood())

-- The other kernels' parameters.
local periodic = gp.fit(X, y, { kernel = gp.Periodic {}, priors = { period = dist.Normal(0.6, 1e-4) } })
local found = periodic:hyperparameters()
for i, name in ipairs(found.names) do
  if name:find "period" then assert(math.abs(found.values[i] - 0.6) < 1e-3, found.values[i]) end
end
gp.fit(X, y, { kernel = gp.RBF { variance = 1 } + gp.Linear {}, input_warp = true,
  priors = { variance = dist.Gamma(2, 1), slope_variance = dist.Exponential(1), warp = dist.LogNormal(0, 0.3) } })

check.raises("mass on positive numbers wanted as the prior of the lengthscale", gp.fit, X, y, { priors = { lengthscale = dist.Uniform(-2, -1) } })
check.raises("one of lengthscale, variance, noise, period, warp, slope_variance wanted, got foo", gp.fit, X, y, { priors = { foo = false } })
check.raises("priors.noise: a distribution or false wanted, got number", gp.fit, X, y, { priors = { noise = 1 } })
check.raises("priors.noise: a continuous law of one number", gp.fit, X, y, { priors = { noise = dist.Poisson(3) } })
check.raises("priors.noise: a continuous law of one number", gp.fit, X, y, { priors = { noise = dist.Normal({ 0, 1 }, 1) } })
-- Densities that are infinite at an end, or hardly there: no crash, a finite model.
for _, law in ipairs { dist.Beta(0.01, 0.01), dist.Gamma(0.01, 1e9), dist.StudentT(0.05), dist.Normal(-30, 1), dist.Uniform(0, 1e-30), dist.Exponential(1e30) } do
  local ok, m = pcall(gp.fit, X, y, { restarts = 3, priors = { lengthscale = law, noise = law } })
  if ok then
    local mean, variance = m:predict { { 0.2 } }
    assert(mean:isfinite():all():item() and variance:min():item() >= 0, tostring(law))
  else
    assert(m:find "prior", m)
  end
end
