---@meta bo
-- Made from the declarations by `workbench help --stubs`; do not edit.

---A search for the best of a function.
---@class Study
---@field model GP|nil The Gaussian process behind the last suggestion, in the script's units; nil before. Read-only.
---@field count integer Number of trials. Read-only.
---@field dimension integer Number of dimensions. Read-only.
local Study = {}

---The next q points to try (the study's batch if not given), a (q, d) float64 tensor; pending until told.
---
---```lua
---local x = bo.study{bounds={0, 1, dim=2}}:ask(3)
---```
---@param q? integer
---@return Tensor
function Study:ask(q) end

---Records what points came to. y is a number for one point, a table or tensor for several; nil, nan or a string (what went wrong) marks a failed trial.
---
---```lua
---local study = bo.study{bounds={0, 1, dim=1}}
---study:tell(study:ask(2), {0.5, nil})
---```
---@param X Tensor|number[][]|number[]|Tensor[]
---@param y any
---@return self
function Study:tell(X, y) end

---@class Study.run.options
---@field evaluations? integer Default 50.
---@field vectorized? boolean Default false.
---@field on_batch? function

---Evaluates f until the study has `evaluations` trials. f gets a point, a (d) tensor, and returns its value; with vectorized=true it gets a batch (q, d) and returns q values. A call that raises, or returns nil, nan or a string, is a failed trial (where the study is composite it returns the outputs, a (outputs) tensor or table, or a batch of them): reported, kept with its message, and survived. on_batch(study) is called after each batch.
---
---```lua
---local study = bo.study{bounds={-1, 2, dim=2}}
---study:run(function(x) return -(x[1] - 1)^2 - x[2]^2 end, {evaluations=10})
---```
---@param f function
---@param options? Study.run.options
---@return self
function Study:run(f, options) end

---The best trial so far, {x=tensor (d), y=, index=}; nil before the first success.
---
---```lua
---print(bo.study{bounds={0, 1, dim=1}}:best())
---```
---@return { x: Tensor, y: number, index: integer }|nil
function Study:best() end

---All trials in order: {index=, x=tensor (d), y=, state="complete"|"failed"|"running", message=, outputs=, source="initial"|"acquisition"|"random"|"told"}.
---
---```lua
---print(#bo.study{bounds={0, 1, dim=1}}:trials())
---```
---@return { index: integer, x: Tensor, y?: number, state: "complete"|"failed"|"running", message?: string, source: "initial"|"acquisition"|"random"|"told", outputs?: Tensor }[]
function Study:trials() end

---What had to be repaired or replaced on the way, a sentence each.
---
---```lua
---print(#bo.study{bounds={0, 1, dim=1}}:notes())
---```
---@return string[]
function Study:notes() end

---Lets go of the object at once; using it afterwards is an error.
function Study:free() end

---Bayesian optimisation: finding the best of a function that is expensive.
---@class bo
local bo = {}

---@class bo.study.options
---@field bounds number[][]|number[]|Tensor
---@field direction? "maximize"|"minimize" Default "maximize".
---@field acquisition? "ei"|"logei"|"pi"|"ucb"|"qei"|"qlogei"|"qucb" Default "qlogei".
---@field batch? integer Default 1.
---@field initial? integer Default 5.
---@field kernel? Kernel
---@field noise? number
---@field seed? integer
---@field beta? number Default 4.
---@field samples? integer Default 128.
---@field outputs? integer
---@field objective? function

---A search over a box: bounds={{-6, 6}, ...} or {-6, 6, dim=20}. The first `initial` points are quasi-random, then batches of `batch` points maximise the acquisition under a Gaussian process. The seed is the program's unless given; beta is UCB's weight of the variance, samples the Monte-Carlo samples of the q acquisitions, noise a known variance of the values. With outputs=m and objective=g the process models m numbers h(x) that the script tells, and g, a known function from h, a (N, m) tensor, to N values, is maximised with its gradient.
---
---```lua
---local study = bo.study{bounds={0, 1, dim=2}, batch=3}
---```
---@param options bo.study.options
---@return Study
function bo.study(options) end

---@class bo.maximize.options
---@field evaluations? integer Default 50.
---@field batch? integer Default 1.
---@field initial? integer Default 5.
---@field acquisition? "ei"|"logei"|"pi"|"ucb"|"qei"|"qlogei"|"qucb" Default "qlogei".
---@field kernel? Kernel
---@field noise? number
---@field seed? integer
---@field vectorized? boolean Default false.

---The best that a search of `evaluations` points finds, {x=, y=, index=}, and its study.
---
---```lua
---local best = bo.maximize(function(x) return (x[1] - 0.3)^2 end, {0, 1, dim=1}, {evaluations=8})
---print(best.y)
---```
---@param f function
---@param bounds number[][]|number[]|Tensor
---@param options? bo.maximize.options
---@return { x: Tensor, y: number, index: integer }|nil
---@return Study
function bo.maximize(f, bounds, options) end

---@class bo.minimize.options
---@field evaluations? integer Default 50.
---@field batch? integer Default 1.
---@field initial? integer Default 5.
---@field acquisition? "ei"|"logei"|"pi"|"ucb"|"qei"|"qlogei"|"qucb" Default "qlogei".
---@field kernel? Kernel
---@field noise? number
---@field seed? integer
---@field vectorized? boolean Default false.

---The best that a search of `evaluations` points finds, {x=, y=, index=}, and its study.
---
---```lua
---local best = bo.minimize(function(x) return (x[1] - 0.3)^2 end, {0, 1, dim=1}, {evaluations=8})
---print(best.y)
---```
---@param f function
---@param bounds number[][]|number[]|Tensor
---@param options? bo.minimize.options
---@return { x: Tensor, y: number, index: integer }|nil
---@return Study
function bo.minimize(f, bounds, options) end

return bo
