-- Bayesian optimisation in a VAE's latent space: draw the image that a classifier scores best.
--
-- Shared by scripts/bo_digit.lua, bo_all_digits.lua and custom_score.lua. The intent, a scoring function, is the
-- caller's; this module says what is searched, what is looked at, and what is written.

local bo = require "bo"
local image = require "image"
local json = require "json"
local models = require "models"
local plot = require "plot"
local referee = require "referee"
local tensor = require "tensor"
local workbench = require "workbench"

local search = {}

-- A search space: `bounds`; `latents(x)`, the latents to decode for a point x; `center(x)`, the one to draw.
local spaces = {}

--- A point is (mu, log sigma^2), the parameters of a posterior N(mu, sigma^2). It is scored by the decodings of
-- z = mu + sigma * noise, with noise drawn once and kept, so that the objective is a function.
function spaces.posterior(latent, box, samples)
  local bounds = {}
  for i = 1, latent do bounds[i] = { -box, box } end
  -- From nearly certain (sigma = 0.05) to as wide as the prior (sigma = 1).
  for i = latent + 1, 2 * latent do bounds[i] = { -6, 0 } end
  local noise = tensor.randn(samples, latent, { dtype = "float64" })
  return {
    bounds = bounds,
    center = function(x) return x:narrow(1, 1, latent) end,
    latents = function(x)
      local mu, log_variance = x:narrow(1, 1, latent), x:narrow(1, latent + 1, latent)
      return mu + (log_variance * 0.5):exp() * noise
    end,
  }
end

--- A point is the latent itself.
function spaces.z(latent, box)
  return {
    bounds = { -box, box, dim = latent },
    center = function(x) return x end,
    latents = function(x) return x:reshape(1, latent) end,
  }
end

--- P(|z| >= norm) for z ~ N(0, I) in an even number of dimensions: the tail of a chi-square law with 2m degrees of
-- freedom is exp(-t) * sum_{i<m} t^i / i! at t = norm^2 / 2 (the Erlang law).
local function prior_tail(norm, dimensions)
  local t, term, sum = norm * norm / 2, 1, 1
  for i = 1, dimensions // 2 - 1 do
    term = term * t / i
    sum = sum + term
  end
  return math.exp(-t) * sum
end

--- Loads what a search looks through: the VAE, the classifier that scores and the referee that only watches.
-- @param paths optional `vae`, `classifier`: safetensors files in place of the shipped weights
function search.networks(paths)
  paths = paths or {}
  local nets = {
    vae = models.pretrained("mnist_vae", { path = paths.vae }),
    classifier = models.pretrained("mnist_cnn", { path = paths.classifier }),
    referee = referee.pretrained(),
  }
  for _, net in pairs(nets) do net:eval() end
  return nets
end

--- Searches.
-- @param o `nets`; `score(y)`, a number for each class value 0..9, larger is better; `space` "posterior" or "z"; `box`;
-- `initial`, `batches`, `q`; `seed`; `samples` decodings a point (posterior); `on_batch(study)`
-- @return a table: `best` {x, y, index}, `trials`, `milestones` (the best after parts of the budget), `failure` when the
-- search was stopped early by an error; what was found until then is in it all the same
function search.run(o)
  local vae, classifier = o.nets.vae, o.nets.classifier
  workbench.seed(o.seed)
  local latent = vae.latent
  local space = spaces[o.space](latent, o.box, o.samples or 8)
  local budget = o.initial + o.batches * o.q

  local function probabilities(net, z)
    return tensor.no_grad(function() return net(vae:decode(z):reshape(-1, 1, 28, 28)):exp():mean(1) end)
  end

  -- The expected score under the classifier's probabilities.
  local function objective(x)
    local p = probabilities(classifier, space.latents(x):to("float32"))
    local total = 0
    for y = 0, 9 do total = total + p[y + 1] * o.score(y) end
    return total
  end
end

return search
