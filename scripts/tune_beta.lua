-- Tune a VAE's beta and learning rate by Bayesian optimisation, beside a person's guesses, a grid and random search with as
-- many trainings each.
--
--   workbench scripts/tune_beta.lua
--
-- What is judged does not depend on beta: the Fréchet distance between a classifier's features of test images and of
-- images that the VAE makes from its prior. A small beta reconstructs well and samples badly, a large one blurs both.

local bo = require "bo"
local datasets = require "datasets"
local image = require "image"
local metrics = require "metrics"
local models = require "models"
local optim = require "optim"
local plot = require "plot"
local subset = require "subset"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options {
  evaluations = { 16, "trainings for each way of choosing; a square number gives the grid equal sides", { 4, 400 } },
  images = { 10000, "training images of each", { 100, 60000 } },
  epochs = { 2, "passes over them", { 1, 1000 } },
  samples = { 2000, "images made and compared", { 50, 10000 } },
  dataset = { "mnist", "images to learn", { "mnist", "fashion_mnist" } },
  seed = { 1, "seed of every random stream", { 0, 2 ^ 40 } },
  out = { "out/tune_beta", "folder of the pictures and the table" },
}

local train = subset(datasets[opt.dataset] { split = "train" }, opt.images)
local test = subset(datasets[opt.dataset] { split = "test" }, opt.samples)
local classifier = models.pretrained "mnist_cnn"
local reference = tensor.no_grad(function() return classifier:features(test.images) end)

local folder = opt.out:gsub("/+$", "")
workbench.mkdir(folder)

-- One training: the same first weights, order and noise for every choice.
local function trained(beta, lr)
  workbench.seed(opt.seed)
  local vae = models.vae {}
  local adam = optim.Adam(vae:parameters(), { lr = lr })
  for _ = 1, opt.epochs do
    for images in datasets.loader(train, { batch_size = 128, shuffle = true }) do
      adam:zero_grad()
      vae:loss(images, { beta = beta, reduction = "mean" }):backward()
      adam:step()
    end
  end
  return vae
end

local function distance(p)
  local vae = trained(p.beta, p.lr)
  return tensor.no_grad(function()
    return metrics.frechet(classifier:features(vae:sample(opt.samples)), reference)
  end)
end

local space = { beta = bo.float(0.05, 20, { log = true }), lr = bo.float(1e-4, 1e-2, { log = true }) }
-- What a person would try, from the example's own setting outwards.
local manual = {}
for _, lr in ipairs { 1e-3, 3e-3, 3e-4, 1e-2 } do
  for _, beta in ipairs { 1, 0.5, 2, 4 } do manual[#manual + 1] = { beta = beta, lr = lr } end
end

local bar = workbench.progress(3 * opt.evaluations + math.min(#manual, opt.evaluations), "trainings")
local function watched(p)
  local d = distance(p)
  bar:step(1, { distance = d })
  return d
end

-- Each way keeps what it tried in a study of its own, so that all are drawn alike.
local ways = {}
local function way(name, study) ways[#ways + 1] = { name = name, study = study } end

local options = { evaluations = opt.evaluations, seed = opt.seed, initial = math.min(4, opt.evaluations - 1) }
do
  local study = bo.study { space = space, direction = "minimize", seed = opt.seed }
  for index = 1, math.min(#manual, opt.evaluations) do study:tell({ manual[index] }, { watched(manual[index]) }) end
  way("by hand", study)
end
way("grid", select(2, bo.grid_search(watched, space, { evaluations = opt.evaluations, direction = "minimize" })))
way("random", select(2, bo.random_search(watched, space,
  { evaluations = opt.evaluations, direction = "minimize", seed = opt.seed })))
way("Bayesian optimisation", select(2, bo.minimize(watched, space, options)))
bar:done()

local figure = plot.figure { title = "best distance so far", xlabel = "training", ylabel = "Fréchet distance" }
local lines = { "way,trainings,best_distance,beta,lr" }
print(("%-24s %9s %10s %10s %10s"):format("", "trainings", "distance", "beta", "lr"))
for _, entry in ipairs(ways) do
  local best, curve = math.huge, {}
  for _, trial in ipairs(entry.study:trials()) do
    best = math.min(best, trial.y or math.huge)
    curve[#curve + 1] = best
  end
  figure:line(curve, { label = entry.name, step = true })
  local found = entry.study:best()
  print(("%-24s %9d %10.3f %10.3f %10.5f"):format(entry.name, #curve, found.y, found.x.beta, found.x.lr))
  lines[#lines + 1] = ("%s,%d,%.6g,%.6g,%.6g"):format(entry.name, #curve, found.y, found.x.beta, found.x.lr)
end
figure:save(folder .. "/best_so_far.png")

local study = ways[#ways].study
study:plot("contour"):save(folder .. "/surrogate.png")
study:plot("slice"):save(folder .. "/slices.png")
local best = study:best()
image.save(folder .. "/samples.png", image.grid(trained(best.x.beta, best.x.lr):sample(64):reshape(64, 1, 28, 28),
  { columns = 8, scale = 2 }))

workbench.write(folder .. "/best.csv", table.concat(lines, "\n") .. "\n")
print(("written: %s/best_so_far.png, surrogate.png, slices.png, samples.png, best.csv"):format(folder))
