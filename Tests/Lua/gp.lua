local check = require "support.check"
local gp = require "gp"
local tensor = require "tensor"
local workbench = require "workbench"

workbench.seed(1)
local x = tensor.linspace(0, 1, 12, { dtype = "float64" }):reshape(12, 1)
local y = (x * 6):sin():flatten()
local model = gp.fit(x, y, { kernel = gp.Matern { nu = 2.5 }, noise = 1e-6 })

-- Between and at the data it is close, and it knows where it is not.
local inside = tensor({ { 0.33 }, { 0.71 } }, { dtype = "float64" })
local mean, variance = model:predict(inside)
check.near(mean, (inside * 6):sin():flatten(), 0.02)
local _, far = model:predict(tensor({ { 3 } }, { dtype = "float64" }))
assert(far:item() > 100 * variance:max():item())
check.near((model:predict(x)), y, 1e-3)

-- The posterior's samples have its mean.
local posterior = model:posterior(inside)
check.equal(posterior:sample(5).shape, { 5, 2 })

-- New data without a new fit.
local more = model:condition(tensor({ { 3 } }, { dtype = "float64" }), tensor({ 0.5 }, { dtype = "float64" }))
check.near((more:predict(tensor({ { 3 } }, { dtype = "float64" }))):item(), 0.5, 1e-2)
assert(model:log_marginal_likelihood() > -1e6)
check.raises("12", gp.fit, x, tensor.zeros(5, { dtype = "float64" }))

-- At the prompt everything says what it is.
assert(tostring(model) == "GP(1 dimensions, 12 observations)")
assert(tostring(posterior) == "Posterior(2 points)")
assert(tostring(model:sample_path(3)) == "Paths(1 dimensions, 3 functions)")
