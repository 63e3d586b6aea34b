-- A scoring function of your own: an image that could as well be a 4 as a 9. Copy this file and change `objective`.
--
--   workbench scripts/custom_score.lua --first 4 --second 9

local latent_search = require "latent_search"
local workbench = require "workbench"

local opt = workbench.options {
  first = { 4, "one digit", { 0, 9 } },
  second = { 9, "the other digit", { 0, 9 } },
  batches = { 25, "batches of three evaluations", { 0, 10000 } },
  seed = { 1, "seed of every random stream", { 0, 2 ^ 53 } },
  out = { "out", "folder of the pictures and figures" },
}

-- The intent. `p` is a tensor (N, 10): N times the classifier's probabilities of the digits 0 to 9, so the column of digit
-- d is number d + 1. What comes back is N scores, larger is better: here 1 where both digits have probability 1/2, and 0
-- where either has none. Any expression of tensors will do; the optimiser takes its gradient by itself.
local function objective(p)
  return p:select(2, opt.first + 1) * p:select(2, opt.second + 1) * 4
end

workbench.mkdir(opt.out)
local result = latent_search.run {
  nets = latent_search.networks(), label = ("%d or %d"):format(opt.first, opt.second), objective = objective,
  space = "posterior", box = 3, surrogate = "classes", initial = 5, batches = opt.batches, q = 3, seed = opt.seed,
}

if result.best then
  print(("score %.4f at evaluation %d of %d"):format(result.best.y, result.best.index, result.study.count))
  for _, who in ipairs { "classifier", "referee" } do
    local p = result[who]
    print(("%-10s  %d: %.3f   %d: %.3f"):format(
      who, opt.first, p[opt.first + 1], opt.second, p[opt.second + 1]))
  end
end
local names = latent_search.write(result, ("%s/between_%d_and_%d"):format(opt.out, opt.first, opt.second),
  ("Between a %d and a %d"):format(opt.first, opt.second))
if names.strip then print("written: " .. names.strip) end
if result.failure then error(result.failure, 0) end
