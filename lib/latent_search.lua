-- Bayesian optimisation in a VAE's latent space: draw the image that a classifier scores best.
--
-- Shared by scripts/bo_digit.lua, bo_all_digits.lua and custom_score.lua. The intent, a scoring function, is the
-- caller's; this module says what is searched, what is looked at afterwards, and what is written.

local bo = require "bo"
local gp = require "gp"
local image = require "image"
local json = require "json"
local models = require "models"
local plot = require "plot"
local tensor = require "tensor"
local workbench = require "workbench"

local search = {}

-- A search space: `bounds`; `latents(x)`, the latents that are decoded and scored for a point x; `center(x)`, the latent
-- that is drawn.
local spaces = {}

--- A point is (mu, log sigma^2), the parameters of a posterior N(mu, sigma^2). It is scored by the decodings of
-- z = mu + sigma * noise; the noise is drawn once and kept, so that the objective is a function.
function spaces.posterior(latent, box, samples)
  local bounds = {}
  for i = 1, latent do bounds[i] = { -box, box } end
  -- From nearly certain (sigma = 0.05) to as wide as the prior (sigma = 1).
  for i = latent + 1, 2 * latent do bounds[i] = { -6, 0 } end
  local noise = tensor.randn(samples, latent, { dtype = "float64" })
  return {
    bounds = bounds,
    center = function(x) return x:narrow(1, 1, latent):reshape(1, latent) end,
    latents = function(x)
      local mu, log_variance = x:narrow(1, 1, latent), x:narrow(1, latent + 1, latent)
      return mu + (log_variance * 0.5):exp() * noise
    end,
  }
end

--- A point is the latent itself.
function spaces.z(latent, box)
  local function whole(x) return x:reshape(1, latent) end
  return { bounds = { -box, box, dim = latent }, center = whole, latents = whole }
end

-- What a class must at least be worth in logarithms: float32 probabilities end there.
local LEAST = 1e-12

-- P(|z| >= norm) for z ~ N(0, I) in an even number of dimensions: the tail of a chi-square law with 2m degrees of freedom
-- is exp(-t) * sum_{i<m} t^i / i! at t = norm^2 / 2 (the Erlang law).
local function prior_tail(norm, dimensions)
  if dimensions % 2 == 1 then return nil end
  local t, term, sum = norm * norm / 2, 1, 1
  for i = 1, dimensions // 2 - 1 do
    term = term * t / i
    sum = sum + term
  end
  return math.exp(-t) * sum
end

--- A scoring function read from a file that returns it: `return function(y, k) ... end`.
function search.score_from(path)
  local chunk, message = loadfile(path, "t")
  if not chunk then error(message, 0) end
  local score = chunk()
  if type(score) ~= "function" then
    error(("%s: a file that returns a function (y, k) wanted, it returns a %s"):format(path, type(score)), 0)
  end
  return score
end

--- Loads what a search looks through: the VAE, the classifier that scores, and the referee that only watches.
-- @param paths `vae` and `classifier`, safetensors files in place of the weights that come with the program; `referee`
--   false for a search that nobody watches
function search.networks(paths)
  paths = paths or {}
  return {
    vae = models.pretrained("mnist_vae", { path = paths.vae }),
    classifier = models.pretrained("mnist_cnn", { path = paths.classifier }),
    referee = paths.referee ~= false and models.pretrained("mnist_referee") or nil,
  }
end

--- The objective that a score of class values defines: its expectation under the classifier's probabilities.
-- The score is asked anew for every evaluation; what it says must be a number.
local function expectation(score)
  local weights
  local function ask()
    local values = {}
    for y = 0, 9 do
      local value = score(y)
      if type(value) ~= "number" or value ~= value then
        error(("the scoring function gave %s for y = %d, a number wanted"):format(
          type(value) == "number" and "nan" or type(value) == "nil" and "nil" or "a " .. type(value), y), 0)
      end
      values[y + 1] = value
    end
    weights = tensor.new(values, { dtype = "float64" })
  end
  return function(p) return p:matmul(weights) end, ask
end

--- Searches.
-- @param o a table: `nets` (search.networks); `label` for the progress; `space` "posterior" or "z"; `box`; `initial`,
--   `batches`, `q`; `seed`; `samples`, decodings a point in the posterior space (default 8); and one of `score(y)`, a
--   number for each class value 0..9 of which the expectation is maximised, and `objective(p)`, which takes (N, 10)
--   probabilities of the digits 0 to 9 to N numbers. `surrogate`: "classes" models the ten log-probabilities and puts the
--   known objective on top, "score" models the score alone. `trust_region` as in bo.study.
-- @return a table: `study`, `best` {x, y, index}, `seconds` of the loop, `milestones`, `failure`: the error that ended the search before its
--   budget, if one did; what was found until then is there all the same
function search.run(o)
  local vae, classifier = o.nets.vae, o.nets.classifier
  workbench.seed(o.seed)
  local space = spaces[o.space](vae.latent, o.box, o.samples or 8)
  local budget = o.initial + o.batches * o.q

  local objective, ask = o.objective, function() end
  if o.score then objective, ask = expectation(o.score) end

  -- The classifier's probabilities (10), averaged over a point's decodings.
  local function probabilities(net, z)
    return tensor.no_grad(function()
      return net(vae:decode(z:to("float32"))):exp():mean(1):to("float64")
    end)
  end

  local composite = o.surrogate == "classes"
  local function evaluate(x)
    ask()
    local p = probabilities(classifier, space.latents(x))
    if composite then return p:clamp(LEAST, 1):log() end
    return objective(p:reshape(1, 10)):item()
  end

  -- Log-probabilities lean in some direction everywhere: straight lines carry that, so that one lengthscale is enough for
  -- the rest.
  local study = bo.study {
    bounds = space.bounds, batch = o.q, initial = o.initial, acquisition = "qlogei", trust_region = o.trust_region,
    kernel = composite and gp.RBF { ard = false } + gp.Linear {} or nil,
    outputs = composite and 10 or nil,
    objective = composite and function(h) return objective(h:softmax(2)) end or nil,
  }

  -- The best after 0, 10, 25, 50, 75 and 100 % of the batches.
  local wanted, milestones = {}, {}
  for _, share in ipairs { 0, 0.1, 0.25, 0.5, 0.75, 1 } do
    wanted[#wanted + 1] = { share = share, evaluations = o.initial + math.floor(share * o.batches + 0.5) * o.q }
  end
  local function remember(evaluations)
    while #milestones < #wanted and wanted[#milestones + 1].evaluations <= evaluations do
      local due = wanted[#milestones + 1]
      milestones[#milestones + 1] = { share = due.share, evaluations = due.evaluations, best = study:best() }
    end
  end

  local bar = workbench.progress(budget, o.label)
  local seen = 0
  local start = workbench.clock()
  local ok, failure = pcall(study.run, study, evaluate, {
    evaluations = budget, progress = false,
    on_batch = function()
      remember(study.count)
      local best = study:best()
      bar:step(study.count - seen, { best = best and best.y or 0 / 0 })
      seen = study.count
    end,
  })
  local seconds = workbench.clock() - start
  bar:done()

  local result = { seconds = seconds, options = o, study = study, best = study:best(), milestones = milestones }
  if not ok then
    result.failure = failure
    if result.best and #milestones < #wanted then
      milestones[#milestones + 1] = { share = study.count / budget, evaluations = study.count, best = result.best }
    end
  end
  if not result.best then return result end

  -- What others make of it.
  local center = space.center(result.best.x)
  local latents = space.latents(result.best.x)
  result.center = center
  result.classifier = probabilities(classifier, latents)
  if o.nets.referee then
    result.referee = probabilities(o.nets.referee, latents)
    result.referee_of_picture = probabilities(o.nets.referee, center)
  end
  result.norm = center:norm():item()
  result.prior_tail = prior_tail(result.norm, vae.latent)
  function result.picture(best)
    return tensor.no_grad(function()
      return vae:decode(space.center(best.x):to("float32")):reshape(1, 28, 28)
    end)
  end
  return result
end

--- The digit that probabilities (10) of 0..9 favour, and its probability.
function search.opinion(p)
  local class = p:argmax():item()
  return class - 1, p[class]
end

--- Whether the referee, who took no part, sees `digit`: in the decodings that were scored, and in the picture drawn.
function search.referee_agrees(result, digit)
  return search.opinion(result.referee) == digit and search.opinion(result.referee_of_picture) == digit
end

--- The pictures of the best after parts of the budget, (N, 1, 28, 28).
function search.pictures(result)
  local pictures = {}
  for i, milestone in ipairs(result.milestones) do
    -- Before the first success there is nothing to draw.
    pictures[i] = milestone.best and result.picture(milestone.best) or tensor.ones(1, 28, 28)
  end
  return tensor.stack(pictures)
end

--- One row for each trial: its number, batch, score (empty where it failed), the best so far, and its state.
function search.trace(result)
  local o, best = result.options, nil
  local rows, scores, bests = { "evaluation,batch,score,best,state" }, {}, {}
  for i, trial in ipairs(result.study:trials()) do
    if trial.y and (not best or trial.y > best) then best = trial.y end
    local batch = i <= o.initial and 0 or (i - o.initial - 1) // o.q + 1
    rows[i + 1] = ("%d,%d,%s,%s,%s"):format(
      i, batch, trial.y and ("%.9g"):format(trial.y) or "", best and ("%.9g"):format(best) or "", trial.state)
    scores[i], bests[i] = trial.y or 0 / 0, best or 0 / 0
  end
  return table.concat(rows, "\n") .. "\n", scores, bests
end

--- What was found, as a table for JSON: the same for the same seed, to the byte.
function search.summary(result)
  local o = result.options
  local failed, first = 0, nil
  for _, trial in ipairs(result.study:trials()) do
    if trial.state == "failed" then
      failed = failed + 1
      first = first or ("evaluation %d: %s"):format(trial.index, trial.message)
    end
  end
  local summary = {
    space = o.space, box = o.box, surrogate = o.surrogate, initial = o.initial, batches = o.batches, q = o.q,
    seed = o.seed, evaluations = result.study.count, failed_evaluations = failed, first_failure = first,
    notes = result.study:notes(), stopped_by = result.failure and tostring(result.failure):match("^[^\n]*"),
  }
  if not result.best then return summary end
  local classifier_digit, classifier_probability = search.opinion(result.classifier)
  local referee_digit, referee_probability = search.opinion(result.referee)
  local picture_digit, picture_probability = search.opinion(result.referee_of_picture)
  summary.score = result.best.y
  summary.found_at_evaluation = result.best.index
  summary.x = result.best.x
  summary.classifier = { digit = classifier_digit, probability = classifier_probability }
  summary.referee = {
    digit = referee_digit, probability = referee_probability,
    digit_in_picture = picture_digit, probability_in_picture = picture_probability,
  }
  summary.latent = {
    norm = result.norm, norm_expected_under_prior = math.sqrt(o.nets.vae.latent),
    prior_probability_of_a_larger_norm = result.prior_tail,
  }
  summary.trace = {}
  for i, milestone in ipairs(result.milestones) do
    summary.trace[i] = { evaluations = milestone.evaluations, best = milestone.best and milestone.best.y }
  end
  return summary
end

--- Writes `prefix`_strip.png, _trace.csv, _trace.png and _summary.json, and returns their names.
-- @param extra what the summary says besides
function search.write(result, prefix, title, extra)
  local names = {
    strip = prefix .. "_strip.png", csv = prefix .. "_trace.csv", trace = prefix .. "_trace.png",
    summary = prefix .. "_summary.json",
  }
  local summary = search.summary(result)
  for key, value in pairs(extra or {}) do summary[key] = value end
  local csv, scores, bests = search.trace(result)
  workbench.write(names.csv, csv)
  json.save(names.summary, summary)
  if not result.best then return { csv = names.csv, summary = names.summary } end
  local labels = {}
  for i, milestone in ipairs(result.milestones) do
    labels[i] = ("%.0f %%: %s"):format(
      100 * milestone.share, milestone.best and ("%.3f"):format(milestone.best.y) or "none")
  end
  image.save(names.strip, image.grid(search.pictures(result), { columns = #labels, scale = 5, padding = 6, labels = labels }))
  plot.figure { title = title, xlabel = "evaluation", ylabel = "score" }
    :scatter(scores, { label = "evaluations", size = 0.7 })
    :line(bests, { label = "best so far", step = true })
    :save(names.trace)
  return names
end

return search
