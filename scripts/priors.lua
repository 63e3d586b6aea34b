-- Train the dense VAE with one latent law after another on MNIST: same architecture, budget and seeds. Writes one page,
-- priors.html, with a table (evidence bounds in nats per image, active units, FID), samples, reconstructions, the
-- aggregate posterior beside the prior, and the curves; the figures go into priors.json too.
--
--   workbench scripts/priors.lua --epochs 10 --seeds 3

local datasets = require "datasets"
local dist = require "dist"
local histogram = require "histogram"
local image = require "image"
local json = require "json"
local metrics = require "metrics"
local models = require "models"
local optim = require "optim"
local page = require "page"
local plot = require "plot"
local subset = require "subset"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options {
  epochs = { 10, "passes over the training images", { 1, 100000 } },
  seeds = { 1, "runs of each prior, with the seeds 1, 2, ...", { 1, 1000 } },
  batch = { 128, "images per step", { 1, 60000 } },
  lr = { 1e-3, "Adam's learning rate" },
  latent = { 20, "latent dimensions", { 2, 10000 } },
  hidden = { 400, "hidden units", { 1, 100000 } },
  dataset = { "mnist", "images to learn", { "mnist", "fashion_mnist" } },
  limit = { 0, "use only the first so many images of either set; 0 for all", { 0, 60000 } },
  only = { "", "keys of the priors to train, separated by commas; all when empty" },
  components = { 10, "components of the learned mixture", { 1, 1000 } },
  nll_images = { 1000, "test images whose likelihood is estimated; 0 for none", { 0, 10000 } },
  nll_samples = { 500, "latents drawn for each", { 1, 100000 } },
  fid_images = { 10000, "samples whose features are compared with the test images'; 0 for none", { 0, 10000 } },
  out = { "out/priors", "folder for the page" },
}

-- N(1, 2) is read both ways: 2 as the variance and as the standard deviation.
local priors = {
  { key = "normal", name = "N(0, 1)" },
  { key = "normal_variance", name = "N(1, 2), variance 2", law = dist.Normal(1, math.sqrt(2)) },
  { key = "normal_deviation", name = "N(1, 2), standard deviation 2", law = dist.Normal(1, 2) },
  { key = "beta", name = "Beta(1, 1)", law = dist.Beta(1, 1) },
  { key = "beta_moments", name = "Beta(1, 1), posterior by moments", law = dist.Beta(1, 1), posterior = "moments" },
  { key = "gamma", name = "Gamma(3, 2)", law = dist.Gamma(3, 2) },
  { key = "laplace", name = "Laplace(0, 1)", law = dist.Laplace(0, 1) },
  { key = "mixture", name = "mixture of " .. opt.components .. " normals, learned", law = "mixture" },
}
if opt.only ~= "" then
  local by_key, chosen = {}, {}
  for _, prior in ipairs(priors) do by_key[prior.key] = prior end
  for key in opt.only:gmatch "[^,%s]+" do
    chosen[#chosen + 1] = by_key[key] or error(("no prior %q"):format(key), 0)
  end
  priors = chosen
end

local train = subset(datasets[opt.dataset] { split = "train" }, opt.limit)
local test = subset(datasets[opt.dataset] { split = "test" }, opt.limit)
local count = #test.images

local function blocks(images, size)
  return coroutine.wrap(function()
    for first = 1, #images, size do coroutine.yield(images:narrow(1, first, math.min(size, #images - first + 1))) end
  end)
end

--- Means over the test images: minus the bound, reconstruction error and KL.
local function evaluate(vae)
  local reconstruction, kl = 0, 0
  for images in blocks(test.images, 500) do
    tensor.no_grad(function()
      local r, d = vae:terms(images)
      reconstruction, kl = reconstruction + r:sum():item(), kl + d:sum():item()
    end)
  end
  return { loss = (reconstruction + kl) / count, reconstruction = reconstruction / count, kl = kl / count }
end

local function make(prior)
  local sizes = { latent = opt.latent, hidden = opt.hidden }
  if prior.law then
    sizes.prior, sizes.posterior, sizes.components = prior.law, prior.posterior, prior.law == "mixture" and opt.components or nil
  end
  return models.vae(sizes)
end

--- Trains one model; its loss over the training and the test images after every epoch.
local function fit(prior, seed)
  workbench.seed(seed)
  local vae = make(prior)
  local adam = optim.Adam(vae:parameters(), { lr = opt.lr })
  local curve = { train = {}, test = {}, kl = {} }
  for epoch = 1, opt.epochs do
    local start, total = workbench.clock(), 0
    local bar = workbench.progress(math.ceil(#train.images / opt.batch), ("%s, seed %d, epoch %d/%d"):format(prior.name, seed, epoch, opt.epochs))
    for images in datasets.loader(train, { batch_size = opt.batch, shuffle = true }) do
      adam:zero_grad()
      local loss = vae:loss(images)
      loss:backward()
      adam:step()
      total = total + loss:item()
      bar:step(1, { loss = loss:item() / #images })
    end
    bar:done()
    local figures = evaluate(vae)
    if figures.loss ~= figures.loss or total ~= total then error(prior.name .. ": the loss is not a number") end
    curve.train[epoch], curve.test[epoch], curve.kl[epoch] = total / #train.images, figures.loss, figures.kl
    print(("%s, seed %d, epoch %d: train loss %.3f, test loss %.3f, kl %.3f (%.0f s)"):format(
      prior.name, seed, epoch, curve.train[epoch], figures.loss, figures.kl, workbench.clock() - start))
    io.stdout:flush()
  end
  return vae, curve
end

local classifier = opt.fid_images > 0 and models.pretrained "mnist_cnn"
local function features(images)
  local parts = {}
  for block in blocks(images, 500) do
    parts[#parts + 1] = tensor.no_grad(function() return classifier:features(block) end)
  end
  return tensor.cat(parts, 1)
end
local reference = classifier and features(test.images:reshape(count, 784))

--- What is asked of a trained model.
local function judge(vae)
  local figures = evaluate(vae)
  figures.elbo = -figures.loss
  return tensor.no_grad(function()
    if opt.nll_images > 0 then
      local images = test.images:narrow(1, 1, math.min(opt.nll_images, count))
      figures.nll = -vae:log_likelihood(images, { samples = opt.nll_samples }):mean():item()
    end
    local means, draws = {}, {}
    for images in blocks(test.images, 500) do
      local posterior = vae:posterior(images)
      means[#means + 1], draws[#draws + 1] = posterior.mean, posterior:sample()
    end
    -- Burda et al. 2016: a unit is active when its mean varies over images by more than 0.01.
    figures.active = tensor.cat(means, 1):var(1):gt(0.01):sum():item()
    if reference then figures.fid = metrics.frechet(features(vae:sample(opt.fid_images)), reference) end
    return figures, tensor.cat(draws, 1)
  end)
end

--- The next end of an axis with few labels.
local function round_up(top)
  local unit = 10 ^ math.floor(math.log(math.max(top, 1e-6), 10))
  for _, end_ in ipairs { 1.4, 2.5, 6, 14 } do
    if top <= end_ * unit then return end_ * unit end
  end
  return top
end

--- A small figure for each latent dimension: draws from all posteriors and from the prior.
local function latents(vae, draws)
  local figures = { columns = 5 }
  local sampled = vae:sample_latents(count)
  local quantile = tensor.cat({ draws:flatten(), sampled:flatten() }, 1):sort()
  local low, high = quantile[math.max(1, #quantile // 500)], quantile[#quantile - #quantile // 500]
  for d = 1, math.min(opt.latent, 20) do
    local x, aggregate = histogram(draws:select(2, d), low, high, 40)
    local _, wanted = histogram(sampled:select(2, d), low, high, 40)
    local top = math.max(math.max(table.unpack(aggregate)), math.max(table.unpack(wanted)))
    figures[d] = plot.figure { title = "z" .. d, width = 260, height = 210, xlim = { low, high }, ylim = { 0, round_up(top) } }
      :line(x, aggregate, { step = true }):line(x, wanted, { dashed = true, color = "#888888" })
  end
  return plot.grid(figures)
end

local function mean_and_spread(runs, key)
  local values = {}
  for _, run in ipairs(runs) do values[#values + 1] = run[key] end
  if #values == 0 then return "" end
  local low, high, sum = math.huge, -math.huge, 0
  for _, v in ipairs(values) do low, high, sum = math.min(low, v), math.max(high, v), sum + v end
  local text = ("%.2f"):format(sum / #values)
  return #values == 1 and text or ("%s (%.2f to %.2f)"):format(text, low, high)
end

workbench.mkdir(opt.out)
local html = page.open(opt.out .. "/priors.html", ("A VAE with %d priors, %s, %d epochs"):format(#priors, opt.dataset, opt.epochs))
local curves = plot.figure { title = "test loss, nats per image", xlabel = "epoch", ylabel = "minus ELBO", width = 900, height = 420 }
local summary, pictures = {}, {}
for _, prior in ipairs(priors) do
  local runs = {}
  for seed = 1, opt.seeds do
    local vae, curve = fit(prior, seed)
    local figures, draws = judge(vae)
    figures.seed, figures.curve = seed, curve
    runs[seed] = figures
    if seed == 1 then
      curves:line(tensor.arange(1, opt.epochs):totable(), curve.test, { label = prior.name })
      local originals = test.images:narrow(1, 1, 10):reshape(10, 1, 28, 28)
      local rebuilt = tensor.no_grad(function() return (vae(originals)) end):reshape(10, 1, 28, 28)
      local base = opt.out .. "/" .. prior.key
      image.save(base .. "_samples.png", image.grid(tensor.no_grad(function() return vae:sample(50) end):reshape(50, 1, 28, 28), { columns = 10, scale = 2 }))
      image.save(base .. "_reconstructions.png", image.grid(tensor.cat({ originals, rebuilt }, 1), { columns = 10, scale = 2, row_labels = { "data", "model" } }))
      latents(vae, draws):save(base .. "_latents.png")
      pictures[#pictures + 1] = { prior.name, base }
    end
  end
  summary[#summary + 1] = { prior = prior.name, key = prior.key, runs = runs }
end

local rows = {}
for k, entry in ipairs(summary) do
  rows[k] = { entry.prior }
  for _, key in ipairs { "elbo", "reconstruction", "kl", "nll", "active", "fid" } do
    table.insert(rows[k], mean_and_spread(entry.runs, key))
  end
end
html:table({ "prior", "ELBO", "reconstruction", "KL", ("NLL, k = %d"):format(opt.nll_samples), "active units", "FID" }, rows)
html:text(("Nats per image over %d test images (NLL over %d); %d seed%s, in brackets the range. FID: Fréchet distance "
  .. "of the tutorial classifier's 500 features between %d samples and the test images."):format(
  count, math.min(opt.nll_images, count), opt.seeds, opt.seeds > 1 and "s" or "", opt.fid_images))
curves:save(opt.out .. "/curves.png")
html:picture(opt.out .. "/curves.png")
for _, picture in ipairs(pictures) do
  html:heading(picture[1])
  html:text "Samples from the prior; test images and their reconstructions."
  html:picture(picture[2] .. "_samples.png")
  html:picture(picture[2] .. "_reconstructions.png")
  html:text "Latents: draws from all test images' posteriors (solid) and from the prior (dashed)."
  html:picture(picture[2] .. "_latents.png")
end
html:close()
json.save(opt.out .. "/priors.json", { options = opt, priors = summary })
print("wrote " .. opt.out .. "/priors.html")
