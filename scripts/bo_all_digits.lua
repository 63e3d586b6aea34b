-- Draw all ten digits, one search each, and put their strips on one picture.
--
--   workbench scripts/bo_all_digits.lua

local image = require "image"
local json = require "json"
local latent_search = require "latent_search"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options {
  space = { "posterior", "what is searched: a posterior's parameters (mu, log sigma^2), or the latent z", { "posterior", "z" } },
  box = { 3.0, "mu, or z, is searched from -box to box", { 1e-3, 1e3 } },
  initial = { 5, "quasi-random points before the first model", { 1, 10000 } },
  batches = { 25, "batches after them", { 0, 10000 } },
  q = { 3, "points a batch", { 1, 100 } },
  samples = { 8, "decodings that a point of the posterior space is scored by", { 1, 1000 } },
  surrogate = { "auto", "what the Gaussian process models (auto: classes for posterior, score for z)", { "auto", "classes", "score" } },
  seed = { 1, "seed of every random stream", { 0, 2 ^ 53 } },
  out = { "out", "folder of the pictures and figures" },
  vae = { nil, "safetensors file of another VAE" },
  classifier = { nil, "safetensors file of another classifier" },
}

local function sf(y, k) return math.exp(-2 * (y - k) ^ 2) end

workbench.mkdir(opt.out)
if opt.surrogate == "auto" then opt.surrogate = opt.space == "posterior" and "classes" or "score" end
local nets = latent_search.networks(opt)

-- The first evaluation whose score reached 0.99.
local function reached(result)
  for _, trial in ipairs(result.study:trials()) do
    if trial.y and trial.y >= 0.99 then return trial.index end
  end
end

local pictures, rows, summaries, columns, failure = {}, {}, {}, 0, nil
print("digit  score   0.99 after  referee sees  agrees  norm   P(larger norm)")
for digit = 0, 9 do
  local result = latent_search.run {
    nets = nets, label = "digit " .. digit, score = function(y) return sf(y, digit) end,
    space = opt.space, box = opt.box, samples = opt.samples, surrogate = opt.surrogate,
    initial = opt.initial, batches = opt.batches, q = opt.q, seed = opt.seed,
  }
  if result.best then
    local agrees = latent_search.referee_agrees(result, digit)
    local seen, probability = latent_search.opinion(result.referee)
    print(("%d      %.4f  %-10s  %d (%.3f)     %-6s  %5.2f  %.2g"):format(
      digit, result.best.y, reached(result) or "never", seen, probability, agrees and "yes" or "no", result.norm,
      result.prior_tail or 0 / 0))
    local summary = latent_search.summary(result)
    summary.digit, summary.referee_agrees, summary.reached_99_at = digit, agrees, reached(result)
    summaries[#summaries + 1] = summary
    pictures[#pictures + 1] = latent_search.pictures(result)
    rows[#rows + 1] = tostring(digit)
    columns = math.max(columns, #result.milestones)
  end
  failure = result.failure
  if failure then break end
end

json.save(opt.out .. "/all_digits_summary.json", summaries)
if #pictures > 0 then
  -- A strip that was cut short is filled up with white.
  for i, strip in ipairs(pictures) do
    if #strip < columns then pictures[i] = tensor.cat({ strip, tensor.ones(columns - #strip, 1, 28, 28) }, 1) end
  end
  local heads = { "start", "10 %", "25 %", "50 %", "75 %", "100 %" }
  image.save(opt.out .. "/all_digits.png", image.grid(tensor.cat(pictures, 1), {
    columns = columns, scale = 3, padding = 4, row_labels = rows, column_labels = { table.unpack(heads, 1, columns) },
  }))
  print(("written: %s/all_digits.png, %s/all_digits_summary.json"):format(opt.out, opt.out))
end
if failure then error(failure, 0) end
