-- What the evidence lower bound is, in numbers, and why its gradient is taken through the draws.
--
-- 1. log p(x) = ELBO + KL(q(z|x) || p(z|x)) on a model small enough to integrate: z ~ N(0, 1), x | z ~ Bernoulli of
--    sigmoid(w z + b), five pixels. The evidence and the posterior come from a fine grid, the bound from its definition.
-- 2. The gradient of the bound by q's mean and scale, estimated from single draws in two ways: by the score function,
--    log p(x, z) - log q(z) times d log q(z), and through the reparameterised draw z = mu + sigma e (Kingma and Welling
--    2014, section 2). Both have the same expectation; the page shows their spread.
--
--   workbench scripts/elbo_identities.lua

local dist = require "dist"
local histogram = require "histogram"
local json = require "json"
local plot = require "plot"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options {
  draws = { 20000, "single-draw gradients of either kind", { 100, 10000000 } },
  seed = { 1, "seed of the draws" },
  out = { "out/elbo", "folder for the picture and the figures" },
}
workbench.seed(opt.seed)

local f64 = { dtype = "float64" }
local function vector(t) return tensor.new(t, f64) end
local w, b, x = vector { 2, -1, 0.5, 1.5, -2 }, vector { 0.3, 0, -0.5, 0.2, 0.1 }, vector { 1, 0, 1, 1, 1 }
local prior = dist.Normal(0, 1, f64)

--- log p(x, z) for latents (n): (n).
local function log_joint(z)
  return dist.Bernoulli { logits = z:unsqueeze(-1) * w + b }:log_prob(x):sum(-1) + prior:log_prob(z)
end

-- The grid: midpoints, so fine that halving it changes nothing that is printed.
local cells, reach = 60000, 30
local step = 2 * reach / cells
local grid = (tensor.arange(1, cells):double() - 0.5) * step - reach
local joint = log_joint(grid)
local evidence = (joint:logsumexp() + math.log(step)):item()
local log_posterior = joint - evidence

--- ELBO and KL(q || p(z|x)) by integration.
local function integrals(q)
  local log_q = q:log_prob(grid)
  local mass = log_q:exp() * step
  return (mass * (joint - log_q)):sum():item(), (mass * (log_q - log_posterior)):sum():item()
end

print(("log p(x) = %.10f"):format(evidence))
local identities, worst = {}, 0
for _, q in ipairs { { 0, 1 }, { 0.5, 0.7 }, { -1, 0.5 }, { 1, 2 } } do
  local elbo, kl = integrals(dist.Normal(q[1], q[2], f64))
  worst = math.max(worst, math.abs(elbo + kl - evidence))
  identities[#identities + 1] = { mean = q[1], scale = q[2], elbo = elbo, kl = kl, sum = elbo + kl }
  print(("q = N(%4.1f, %.1f^2): ELBO %.10f + KL %.10f = %.10f"):format(q[1], q[2], elbo, kl, elbo + kl))
end
print(("largest difference from log p(x): %.1e"):format(worst))

-- One draw an element, each with parameters of its own, so that every gradient is seen.
local function estimates(mean, scale)
  local mu = tensor.full({ opt.draws }, mean, { dtype = "float64", requires_grad = true })
  local sigma = tensor.full({ opt.draws }, scale, { dtype = "float64", requires_grad = true })
  local q = dist.Normal(mu, sigma)
  local z = q:rsample()
  local bound = (log_joint(z) - q:log_prob(z)):sum()
  bound:backward()
  local path = { mean = mu.grad:clone(), scale = sigma.grad:clone() }
  mu.grad, sigma.grad = nil, nil
  local fixed = q:sample()
  local log_q = q:log_prob(fixed)
  local weight = (log_joint(fixed) - log_q):detach()
  -- The term of d log q alone has mean zero.
  local surrogate = (weight * log_q):sum()
  surrogate:backward()
  return path, { mean = mu.grad, scale = sigma.grad }
end

--- The exact gradient, by central differences of the integral.
local function exact(mean, scale)
  local h = 1e-5
  local function elbo(m, s) return (integrals(dist.Normal(m, s, f64))) end
  return {
    mean = (elbo(mean + h, scale) - elbo(mean - h, scale)) / (2 * h),
    scale = (elbo(mean, scale + h) - elbo(mean, scale - h)) / (2 * h),
  }
end

local at = { mean = 0.5, scale = 0.7 }
local path, score = estimates(at.mean, at.scale)
local wanted = exact(at.mean, at.scale)
local gradients, figures = {}, { columns = 2 }
for k, name in ipairs { "mean", "scale" } do
  local function told(label, g)
    local average, variance = g:mean():item(), g:var():item()
    local error = math.sqrt(variance / opt.draws)
    print(("d ELBO / d %-5s by %-22s %9.5f +- %.5f, exact %.5f; variance of one draw %.4f"):format(
      name, label, average, error, wanted[name], variance))
    return { average = average, standard_error = error, variance = variance, exact = wanted[name] }
  end
  gradients[name] = { path = told("the reparameterised draw", path[name]), score = told("the score function", score[name]) }
  local sorted = score[name]:sort()
  local low, high = sorted[opt.draws // 100 + 1], sorted[opt.draws - opt.draws // 100]
  local told_of = gradients[name]
  local x, by_score = histogram(score[name], low, high, 80)
  local _, by_path = histogram(path[name], low, high, 80)
  figures[k] = plot.figure {
    title = ("d ELBO / d %s, estimated from one draw"):format(name), width = 560, height = 380, xlim = { low, high },
    ylabel = "density", xlabel = ("variance %.2f by the score function, %.2f through the draw"):format(
      told_of.score.variance, told_of.path.variance),
  }:line(x, by_score, { step = true, label = "score function" })
    :line(x, by_path, { step = true, label = "reparameterised draw" })
    :line({ wanted[name], wanted[name] }, { 0, 0.5 * math.max(table.unpack(by_path)) },
      { dashed = true, color = "#333333", label = "exact" })
end
workbench.mkdir(opt.out)
plot.grid(figures):save(opt.out .. "/gradients.png")
json.save(opt.out .. "/elbo.json", { evidence = evidence, identities = identities, gradients = gradients })
print("wrote " .. opt.out .. "/gradients.png")
