-- Draw a digit: search a VAE's latent space by Bayesian optimisation until a classifier sees the digit asked for.
--
--   workbench scripts/bo_digit.lua --digit 7
--
-- `--space z --box 6` is the problem of BoTorch's VAE tutorial.

local latent_search = require "latent_search"
local workbench = require "workbench"

local opt = workbench.options {
  digit = { 3, "digit to draw", { 0, 9 } },
  space = { "posterior", "what is searched: a posterior's parameters (mu, log sigma^2), or the latent z", { "posterior", "z" } },
  box = { 3.0, "mu, or z, is searched from -box to box", { 1e-3, 1e3 } },
  initial = { 5, "quasi-random points before the first model", { 1, 10000 } },
  batches = { 25, "batches after them", { 0, 10000 } },
  q = { 3, "points a batch", { 1, 100 } },
  samples = { 8, "decodings that a point of the posterior space is scored by", { 1, 1000 } },
  surrogate = {
    "auto", "what the Gaussian process models: the ten class log-probabilities, or the score alone (auto: classes for posterior, score for z)",
    { "auto", "classes", "score" },
  },
  seed = { 1, "seed of every random stream", { 0, 2 ^ 53 } },
  out = { "out", "folder of the pictures and figures" },
  score = { nil, "file that returns the scoring function (y, k), in place of the script's" },
  vae = { nil, "safetensors file of another VAE" },
  classifier = { nil, "safetensors file of another classifier" },
}

-- The intent: how near the class value y is to the digit k that we want.
local function sf(y, k) return math.exp(-2 * (y - k) ^ 2) end
if opt.score then sf = latent_search.score_from(opt.score) end

workbench.mkdir(opt.out)
if opt.surrogate == "auto" then opt.surrogate = opt.space == "posterior" and "classes" or "score" end

local result = latent_search.run {
  nets = latent_search.networks(opt), label = "digit " .. opt.digit,
  score = function(y) return sf(y, opt.digit) end,
  space = opt.space, box = opt.box, samples = opt.samples, surrogate = opt.surrogate,
  initial = opt.initial, batches = opt.batches, q = opt.q, seed = opt.seed,
}

local agrees = result.best and latent_search.referee_agrees(result, opt.digit)
local names = latent_search.write(result, ("%s/digit%d"):format(opt.out:gsub("/+$", ""), opt.digit),
  ("Bayesian optimisation for a %d"):format(opt.digit), { digit = opt.digit, referee_agrees = agrees })

if result.best then
  local seen, probability = latent_search.opinion(result.referee)
  print(("digit %d: score %.4f at evaluation %d of %d, in %.2f s"):format(
    opt.digit, result.best.y, result.best.index, result.study.count, result.seconds))
  print(("referee: sees %s %d (probability %.3f)%s"):format(
    seen == 8 and "an" or "a", seen, probability, agrees and "" or ", and does not agree"))
  print(("latent:  norm %.2f, where the prior expects %.2f%s"):format(
    result.norm, math.sqrt(#result.center[1]),
    result.prior_tail and (" (P of a larger one: %.2g)"):format(result.prior_tail) or ""))
  print(("written: %s, %s, %s, %s"):format(names.strip, names.trace, names.csv, names.summary))
end

-- What was found until then is written; the error that ended the search still counts.
if result.failure then error(result.failure, 0) end
