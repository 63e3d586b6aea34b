local check = require "support.check"
local dist = require "dist"
local tensor = require "tensor"
local workbench = require "workbench"

workbench.seed(1)
local f64 = { dtype = "float64" }

-- Parameters by position and by name, as numbers, tables and tensors.
for _, d in ipairs {
  dist.Normal(1, 2), dist.Normal { loc = 1, scale = 2 }, dist.Normal(1, { scale = 2 }),
  dist.Normal(tensor { 1 }, tensor { 2 }), dist.Normal({ 1 }, { 2 }),
} do
  check.near(d:log_prob(3):sum():item(), -0.5 - math.log(2) - 0.5 * math.log(2 * math.pi))
end
check.equal(tostring(dist.Normal(0, 1)), "Normal(loc=0, scale=1, batch_shape=(), event_shape=())")
check.equal(tostring(dist.Dirichlet { 1, 2, 3 }), "Dirichlet(batch_shape=(), event_shape=(3,))")
check.equal(dist.Gamma({ { 1 }, { 2 } }, { 1, 2, 3 }).batch_shape, { 2, 3 })
check.equal(dist.Normal(0, 1):sample().shape, {})
check.equal(dist.Normal({ 0, 1 }, 1):sample(4, 3).shape, { 4, 3, 2 })
check.equal(dist.Normal({ 0, 1 }, 1):sample({ 4, 3 }).shape, { 4, 3, 2 })
check.equal(dist.Normal(0, 1, f64):sample(2).dtype, "float64")
check.equal(dist.Normal(tensor.zeros(2, f64), 1).scale.dtype, "float64")
check.equal(dist.Gamma(3, { 1, 2 }).concentration:totable(), { 3, 3 })

-- Values of every family, by hand.
check.near(dist.LogNormal(0, 1, f64):log_prob(1):item(), -0.918938533204673, 1e-14)
check.near(dist.Beta(2, 3, f64):cdf(0.5):item(), 0.6875, 1e-14)
check.near(dist.Gamma(1, 2, f64):cdf(0.5):item(), 1 - math.exp(-1), 1e-14)
check.near(dist.Uniform(-1, 3, f64):icdf(0.25):item(), 0, 1e-14)
check.near(dist.Exponential(2, f64):entropy():item(), 1 - math.log(2), 1e-14)
check.near(dist.Laplace(0, 1, f64):cdf(1):item(), 1 - math.exp(-1) / 2, 1e-14)
check.near(dist.StudentT(1, f64):cdf(1):item(), 0.75, 1e-14)
check.near(dist.Poisson(2, f64):log_prob(0):item(), -2, 1e-14)
check.near(dist.Binomial(3, 0.5, f64):cdf(1):item(), 0.5, 1e-14)
check.near(dist.Bernoulli { logits = 0 }.probs:item(), 0.5)
check.near(dist.TruncatedNormal(0, 1, 0, math.huge, f64).mean:item(), math.sqrt(2 / math.pi), 1e-14)
check.near(dist.Dirichlet({ 1, 1, 1 }, f64):log_prob({ 0.2, 0.3, 0.5 }):item(), math.log(2), 1e-14)
local mvn = dist.MultivariateNormal({ 0, 0 }, { { 2, 1 }, { 1, 2 } }, f64)
check.near(mvn:log_prob({ 0, 0 }):item(), -math.log(2 * math.pi) - 0.5 * math.log(3), 1e-14)
for name, matrix in pairs {
  precision_matrix = { { 2 / 3, -1 / 3 }, { -1 / 3, 2 / 3 } }, scale_tril = mvn.scale_tril,
} do
  local same = dist.MultivariateNormal({ 0, 0 }, { [name] = matrix, dtype = "float64" })
  check.near(same:log_prob({ 1, 2 }):item(), mvn:log_prob({ 1, 2 }):item(), 1e-14)
  check.near(same.covariance_matrix, { { 2, 1 }, { 1, 2 } }, 1e-14)
end

-- Classes count from 1.
local class = dist.Categorical { 0, 0.25, 0.75 }
local draws = class:sample(1000)
check.equal(draws.dtype, "int64")
check.equal({ draws:min():item(), draws:max():item() }, { 2, 3 })
check.near(class:log_prob(3):item(), math.log(0.75))
check.near(class:log_prob({ 2, 3 }), { math.log(0.25), math.log(0.75) })
check.raises("0", class.log_prob, class, 0)
check.raises("4", class.log_prob, class, 4)
check.near(class:log_prob(-1):item(), math.log(0.75))

-- Draws carry gradients, and the same seed gives the same ones.
local a = tensor.new({ 0.5, 3 }, { requires_grad = true, dtype = "float64" })
dist.Gamma(a, 2):rsample(100):sum():backward()
assert(a.grad:gt(0):all():item())
for _, method in ipairs { "implicit", "icdf" } do
  a.grad = nil
  dist.Beta(a, 2, { method = method }):rsample(100):sum():backward()
  assert(a.grad:gt(0):all():item())
end
check.raises("rsample", function() dist.Poisson(3):rsample() end)
workbench.seed(5)
local first = dist.Beta(2, 3):sample(10)
workbench.seed(5)
assert(first == dist.Beta(2, 3):sample(10))

-- Divergences.
check.near(dist.kl(dist.Normal(0, 1, f64), dist.Normal(1, 2, f64)):item(), math.log(2) + 2 / 8 - 0.5, 1e-14)
check.equal(dist.kl(dist.Normal(0, 1), dist.Gamma(1, 1)):item(), math.huge)
check.raises("no closed form for StudentT and Normal", dist.kl, dist.StudentT(3), dist.Normal(0, 1))
local p, q = dist.Gamma(3, 2), dist.Gamma(2, 1)
local estimate, err = dist.mc_kl(p, q, 20000)
assert(math.abs(estimate:item() - dist.kl(p, q):item()) < 5 * err:item())
local batch = dist.Independent(dist.Normal({ 0, 1, 2 }, 1), 1)
check.equal({ batch.batch_shape, batch.event_shape }, { {}, { 3 } })
check.near(dist.kl(batch, batch):item(), 0)
local mixture = dist.MixtureSameFamily(dist.Categorical { 1, 3 }, dist.Normal({ -1, 1 }, { 0.1, 0.2 }))
check.near(mixture.mean:item(), 0.5)

-- Hostile parameters, each named with what came.
for _, bad in ipairs { 0, -1, 0 / 0, math.huge } do
  check.raises("scale must be positive", dist.Normal, 0, bad)
  check.raises("scale must be positive", dist.Laplace, 0, bad)
  check.raises("concentration must be positive", dist.Gamma, bad, 1)
  check.raises("rate must be positive", dist.Gamma, 1, { 1, bad })
  check.raises("concentration1 must be positive", dist.Beta, tensor { 1, bad }, 1)
  check.raises("rate must be positive", dist.Exponential, bad)
  check.raises("df must be positive", dist.StudentT, bad)
  check.raises("concentration must be positive", dist.Dirichlet, { 1, bad })
end
check.raises("got -1", dist.Normal, 0, -1)
check.raises("loc must be finite", dist.Normal, 0 / 0, 1)
check.raises("loc", dist.Normal, {}, 1)
check.raises("loc is empty", dist.Normal, tensor.zeros(0), 1)
check.raises("scale", dist.Normal, 0)
check.raises("scale", dist.Normal, 0, "1")
check.raises("loc (2,), scale (3,)", dist.Normal, { 0, 1 }, { 1, 2, 3 })
check.raises("probs must be from 0 to 1, got 1.5", dist.Bernoulli, 1.5)
check.raises("one of probs, logits wanted", dist.Bernoulli)
check.raises("low must be below high", dist.Uniform, 1, 0)
check.raises("symmetric", dist.MultivariateNormal, { 0, 0 }, { { 1, 2 }, { 0, 1 } })
check.raises("scale", dist.Normal, 0, 1, { scal = 2 })
check.raises("0 to 1", function() dist.Normal(0, 1):icdf(2) end)
check.raises("negative", function() dist.Normal(0, 1):sample(-1) end)
local x = tensor.new({ 0 }, { requires_grad = true })
check.raises("value = 0", function() dist.Gamma(3, 1):log_prob(x):sum():backward() end)
