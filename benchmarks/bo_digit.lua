-- Our side of the digit search against BoTorch: one JSON line a run, as bo_digit_botorch.py prints them.

local json = require "json"
local latent_search = require "latent_search"
local workbench = require "workbench"

local opt = workbench.options {
  vae = { nil, "safetensors file of the VAE" },
  classifier = { nil, "safetensors file of the classifier" },
  digit = { 3, "digit to draw", { 0, 9 } },
  seeds = { 3, "seeds 1 to this", { 1, 1000 } },
  batches = { 25, "batches of three evaluations" },
  trust_region = { "auto", "whether the search follows a trust region", { "auto", "on", "off" } },
  surrogate = { "score", "what the Gaussian process models", { "classes", "score" } },
}

local trust_region = nil
if opt.trust_region ~= "auto" then trust_region = opt.trust_region == "on" end

local nets = latent_search.networks { vae = opt.vae, classifier = opt.classifier, referee = false }
for seed = 1, opt.seeds do
  local result = latent_search.run {
    nets = nets, label = "", score = function(y) return math.exp(-2 * (y - opt.digit) ^ 2) end, space = "z", box = 6,
    initial = 5, batches = opt.batches, q = 3, seed = seed, surrogate = opt.surrogate,
    trust_region = trust_region,
  }
  if result.failure then error(result.failure, 0) end
  print(json.encode { digit = opt.digit, seed = seed, best = result.best.y, seconds = result.seconds })
end
