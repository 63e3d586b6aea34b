-- Bayesian optimisation in one dimension, frame by frame: the function and what the Gaussian process believes of it above,
-- the acquisition and its maximum, the next point, below.
--
--   workbench scripts/bo_1d_figure.lua --frames 6

local bo = require "bo"
local workbench = require "workbench"

local opt = workbench.options {
  frames = { 6, "points chosen by the acquisition, a picture each", { 1, 200 } },
  initial = { 2, "quasi-random points before the first frame", { 1, 100 } },
  acquisition = { "ei", "what says where to look next", { "ei", "logei", "pi", "ucb" } },
  seed = { 5, "seed of every random stream", { 0, 2 ^ 53 } },
  out = { "out/bo_1d", "folder of the frames" },
}

-- The intent: a function with two maxima, that the search sees only where it looks.
local function f(x) return -math.sin(3 * x[1]) - x[1] ^ 2 + 0.7 * x[1] end

local study = bo.study {
  bounds = { { -1, 2 } }, acquisition = opt.acquisition, initial = opt.initial, seed = opt.seed, noise = 1e-6,
}
study:run(f, { evaluations = opt.initial })

local folder = opt.out:gsub("/+$", "")
workbench.mkdir(folder)
local frames = workbench.progress(opt.frames, "frames")
for frame = 1, opt.frames do
  study:plot("surrogate", { truth = f }):save(("%s/frame%02d.png"):format(folder, frame))
  local x = study:ask(1)
  study:tell(x, f(x[1]))
  frames:step(1, { best = study:best().y })
end
frames:done()
study:plot("surrogate", { truth = f }):save(folder .. "/last.png")
study:plot("history"):save(folder .. "/history.png")

local best = study:best()
print(("best value %.4f at x = %.4f, evaluation %d of %d"):format(best.y, best.x[1], best.index, study.count))
print(("written: %s/frame01.png to frame%02d.png, last.png, history.png"):format(folder, opt.frames))
