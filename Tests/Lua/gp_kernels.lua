local check = require "support.check"
local gp = require "gp"
local tensor = require "tensor"
local workbench = require "workbench"

workbench.seed(2)
local x = tensor.linspace(0, 2, 40, { dtype = "float64" }):reshape(40, 1)
local y = ((x * 2 * math.pi / 0.4):sin() + x * 3):flatten()

-- A wave on a line goes on beyond the data; the sum of their kernels knows it, either one alone does not.
local kernel = gp.Periodic { period = 0.4, variance = 1 } + gp.Linear {}
assert(kernel.name == "periodic + linear" and tostring(kernel) == "Kernel(periodic + linear)")
local model = gp.fit(x, y, { kernel = kernel, noise = 1e-4 })
local beyond = tensor({ { 2.4 }, { 2.7 } }, { dtype = "float64" })
local truth = ((beyond * 2 * math.pi / 0.4):sin() + beyond * 3):flatten()
check.near(model:predict(beyond), truth, 0.15)
local names = model:hyperparameters().names
assert(table.concat(names, " ") == "lengthscale 1 period 1 variance slope variance 1", table.concat(names, " "))
assert(#model:hyperparameters().values == 4)

local product = (gp.Matern { nu = 1.5 } + gp.Linear { variance = 2, ard = false }) * gp.RBF { lengthscale = 0.7 }
assert(product.name == "(matern32 + linear) * rbf")
assert(#gp.fit(x, y, { kernel = product }):report().repairs == 0)

-- Functions drawn from the posterior.
local paths = model:sample_path(5, { features = 200 })
assert(#paths == 5)
check.equal(paths(beyond).shape, { 5, 2 })
check.equal(paths[2](beyond).shape, { 2 })
assert(paths[2](beyond) == paths[2](beyond) and paths[-4](beyond) == paths[2]:value(beyond))
local count = 0
for _, f in ipairs(paths) do
  count = count + 1
  check.near(f(x), y, 0.1)
end
assert(count == 5)
check.raises("random features", model.sample_path, gp.fit(x, y, { kernel = product }), 1)
check.raises("1 to 10000", model.sample_path, model, 0)
check.raises("from 1", function() return paths[0] end)

-- Imagined observations.
local futures = model:fantasize(beyond, 3)
assert(#futures == 3 and futures[1].count == 42 and model.count == 40)
local first, second = futures[1]:predict(beyond), futures[2]:predict(beyond)
assert(first ~= second)

-- A variance for each value; the loose one hardly counts.
local noisy = gp.fit({ 0, 0.5, 0.5, 1 }, { 0, 1, -1, 0 }, { noise = { 1e-4, 1e-4, 10, 1e-4 } })
assert(math.abs(noisy:predict({ 0.5 }):item() - 1) < 0.05 and noisy:report().duplicate_rows == 1)
assert(noisy:condition({ 0.25 }, { 3 }, { noise = 1e6 }):predict({ 0.5 }):item() > 0.9)
check.raises("4 noise variances wanted, got 2", gp.fit, { 0, 0.5, 0.6, 1 }, { 0, 1, -1, 0 }, { noise = { 1, 2 } })

-- Warping, in and out; predictions are in the values' units.
local u = tensor.rand(30, 2, { dtype = "float64" })
local v = ((u * 4):sum(2)):exp()
local warped = gp.fit(u, v, { input_warp = true, output_warp = "yeo-johnson" })
local h = warped:hyperparameters()
assert(h.kernel == "rbf, inputs warped" and #h.inner == 2 and #h.outer == 2 and h.lambda >= 0 and h.lambda <= 2)
local mean, variance = warped:predict(u)
assert((mean / v - 1):abs():median():item() < 0.1 and variance:min():item() >= 0)
assert(warped:report().loo > gp.fit(u, v):report().loo)
check.near(warped:posterior(u).mean, mean, 1e-6)
check.equal(warped:sample_path()(u).shape, { 30 })
check.equal(warped:fantasize(u[{ { 1, 2 } }], 2)[2]:predict(u).shape, { 30 })
check.raises("standardize", gp.fit, u, v, { output_warp = "yeo-johnson", standardize = false })
check.raises("yeo-johnson", gp.fit, u, v, { output_warp = "log" })

-- The range of X as its bounds.
local far = gp.fit(u * 1000 + 7, v, { normalize = true })
check.near(far:predict(u * 1000 + 7), gp.fit(u, v, { normalize = { { u[{ {}, 1 }]:min():item(), u[{ {}, 1 }]:max():item() }, { u[{ {}, 2 }]:min():item(), u[{ {}, 2 }]:max():item() } } }):predict(u), 1)

-- Whatever comes: a model or an error, in every combination.
local kernels = { gp.RBF {}, gp.Matern { nu = 0.5 }, gp.Linear {}, gp.Periodic {}, gp.Linear {} + gp.RBF {}, gp.Periodic {} * gp.RBF {} }
local hostile = {
  { { { 0.5 } }, { 4 } },
  { { { 0.5 }, { 0.5 }, { 0.5 } }, { 1, 2, 3 } },
  { { { 0 }, { 0.3 }, { 1 } }, { 5, 5, 5 } },
  { { { 0 }, { 0.3 }, { 1 } }, { 1e300, -1e300, 1e-300 } },
  { { { 0 }, { 1e300 }, { -1e300 } }, { 1, 2, 3 } },
  { { { 0 }, { 1e-300 }, { 2e-300 } }, { 1, 2, 3 } },
}
for _, data in ipairs(hostile) do
  for _, k in ipairs(kernels) do
    for _, options in ipairs { {}, { noise = 0 }, { input_warp = true, output_warp = "yeo-johnson" }, { normalize = true, mean = "zero" } } do
      options.kernel = k
      local m = gp.fit(data[1], data[2], options)
      local report = m:report()
      assert(type(report.condition) == "number" and type(report.loo) == "number")
      local _, s = m:predict { { 0.2 }, data[1][1] }
      assert(s:min():item() >= 0, k.name)
    end
  end
end
check.raises("finite", gp.fit, { { 0 }, { 0 / 0 } }, { 1, 2 })
check.raises("lower below upper", gp.fit, { { 0 }, { 1 } }, { 1, 2 }, { normalize = { { 1, 0 } } })
check.raises("finite", gp.fit, { { 0 }, { 1 } }, { 1, 2 }, { normalize = { { 0, math.huge } } })

-- Parameters of any number, none included: an error or a fit.
for _, name in ipairs { "RBF", "Matern", "Linear", "Periodic" } do
  for _, option in ipairs { "lengthscale", "variance", "period" } do
    for _, value in ipairs { {}, { 1 }, { 1, 2 }, { 1, 2, 3 }, { 0 }, 0, -1, 0 / 0, math.huge } do
      pcall(function() return gp.fit({ { 0, 1 }, { 1, 0 } }, { 0, 1 }, { kernel = gp[name] { [option] = value } }) end)
    end
  end
end
check.raises("2 lengthscales wanted, got 0", gp.fit, { { 0, 1 }, { 1, 0 } }, { 0, 1 }, { kernel = gp.Linear { lengthscale = {} } })
check.raises("2 variances wanted, got 0", gp.fit, { { 0, 1 }, { 1, 0 } }, { 0, 1 }, { kernel = gp.Linear { variance = {} } })
