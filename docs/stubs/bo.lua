---@meta bo
-- Made from the declarations by `workbench help --stubs`; do not edit.

---What a search may choose, with its range.
---@class Parameter
local Parameter = {}

---Lets go of the object at once; using it afterwards is an error.
function Parameter:free() end

---A search for the best of a function.
---@class Study
---@field model GP|nil The Gaussian process behind the last suggestion, in the script's units (of a named space: in the unit cube, with a column for each category); nil before. Read-only.
---@field count integer Number of trials. Read-only.
---@field dimension integer Number of coordinates or parameters of a point. Read-only.
---@field stopped string|nil What ended the last run: evaluations, patience, target, time or exhausted; nil before. Read-only.
---@field trust_region table|nil The box that the search is held in, {length=, restarts=, from=}: its length in the unit cube, how often it was given up, and the first trial that counts for it; nil where the whole space is searched. Read-only.
local Study = {}

---The next q points to try (the study's batch if not given), a (q, d) float64 tensor, or a list of tables where the space is named; pending until told. No point comes twice unless noise is given; of a finite space that has fewer than q left those come, and an error when there are none.
---
---```lua
---local x = bo.study{bounds={0, 1, dim=2}}:ask(3)
---```
---@param q? integer
---@return Tensor|table[]
function Study:ask(q) end

---Records what points came to, whether asked for or not. y is a number for one point, a table or tensor for several; nil, nan or a string (what went wrong) marks a failed trial. With several objectives, constraints or outputs each point has a row of numbers: the objectives, then the constraints.
---
---```lua
---local study = bo.study{bounds={0, 1, dim=1}}
---study:tell(study:ask(2), {0.5, nil})
---```
---@param X Tensor|number[][]|number[]|Tensor[]|table
---@param y any
---@return self
function Study:tell(X, y) end

---@class Study.run.options
---@field evaluations? integer
---@field stop? { evaluations?: integer, patience?: integer, target?: number, time?: number }
---@field vectorized? boolean Default false.
---@field on_batch? function
---@field progress? boolean Default true.
---@field baselines? ("sobol"|"random"|"grid"|"cmaes")[]

---Evaluates f until the study has `evaluations` trials (50 unless given), or one of stop={evaluations=, patience=, target=, time=} ends it: batches in a row without a better value, a value that is good enough, seconds; study.stopped tells which. f gets a point, a (d) tensor or a table by name, and returns its value; with vectorized=true it gets a batch, a (q, d) tensor or a list of tables, and returns q values. A call that raises, or returns nil, nan or a string, is a failed trial (where the study is composite it returns the outputs, a (outputs) tensor or table, or a batch of them): reported, kept with its message, and survived. With several objectives or constraints it returns their numbers as results of one call, or a table or tensor of them. on_batch(study) is called after each batch. On a terminal a bar shows how far it is, unless progress=false. baselines={"sobol", "random", "grid", "cmaes"} are run afterwards with as many evaluations, for study:baselines(); they do not go with linear_constraints.
---
---```lua
---local study = bo.study{bounds={-1, 2, dim=2}}
---study:run(function(x) return -(x[1] - 1)^2 - x[2]^2 end, {evaluations=10})
---```
---@param f function
---@param options? Study.run.options
---@return self
function Study:run(f, options) end

---The best trial so far, {x=, y=, index=}, x a (d) tensor or a table by name; nil before the first success.
---
---```lua
---print(bo.study{bounds={0, 1, dim=1}}:best())
---```
---@return { x: Tensor|table, y: number, index: integer }|nil
function Study:best() end

---The searches without a model that study:run was asked for, by name: {best={x=, y=, index=}, trace=}, the best value after each of their evaluations.
---
---```lua
---local study = bo.study{bounds={0, 1, dim=1}}
---study:run(function(x) return -x[1]^2 end, {evaluations=6, baselines={"random"}})
---print(study:baselines().random.best.y)
---```
---@return table<string, { best?: { x: Tensor|table, y: number, index: integer }, trace: Tensor }>
function Study:baselines() end

---The best value after each trial, a (n) float64 tensor; nan before the first success.
---
---```lua
---local values = bo.study{bounds={0, 1, dim=1}}:trace()
---```
---@return Tensor
function Study:trace() end

---All trials in order: {index=, x=tensor (d) or table by name, y=, state="complete"|"failed"|"running", message=, outputs= (of a composite objective, or the values of several), constraints=, feasible=, source="initial"|"acquisition"|"random"|"baseline"|"told"}.
---
---```lua
---print(#bo.study{bounds={0, 1, dim=1}}:trials())
---```
---@return { index: integer, x: Tensor|table, y?: number, state: "complete"|"failed"|"running", message?: string, source: "initial"|"acquisition"|"random"|"baseline"|"told", outputs?: Tensor, constraints?: Tensor, feasible?: boolean }[]
function Study:trials() end

---What had to be repaired or replaced on the way, a sentence each.
---
---```lua
---print(#bo.study{bounds={0, 1, dim=1}}:notes())
---```
---@return string[]
function Study:notes() end

---The trials that no other dominates, among those that meet the constraints, {x=(n, d) tensor (of a named space a list of tables), y=(n, objectives) tensor}. With one objective those with the best value.
---
---```lua
---local study = bo.study{bounds={0, 1, dim=2}, objectives=2}
---study:tell({{0.2, 0.3}}, {{1, 2}})
---assert(study:pareto().y[{1, 2}] == 2)
---```
---@return { x: Tensor|table[], y: Tensor }
function Study:pareto() end

---The volume that the trials dominate above reference_point (below it where an objective is minimised), in the objectives' units.
---
---```lua
---local study = bo.study{bounds={0, 1, dim=2}, objectives=2, reference_point={0, 0}}
---study:tell({{0.2, 0.3}}, {{1, 2}})
---assert(study:hypervolume() == 2)
---```
---@return number
function Study:hypervolume() end

---@class Study.plot.options
---@field parameters? string[]|integer[]
---@field truth? function

---A picture of the search, to be saved or shown. "history": all values and the best so far. "slice": values over each parameter, with the model along it through the best point. "contour": the model over two parameters, those it finds the steepest unless `parameters` names two. "parallel": a line a trial across all parameters. "pareto": several objectives against each other. "surrogate", of one parameter: the model with its band and the acquisition below it; truth is a function of a point to compare with.
---
---```lua
---local study = bo.study{bounds={0, 1, dim=2}}
---study:run(function(x) return -(x[1] - 0.3)^2 end, {evaluations=6})
---study:plot("history"):save("history.png")
---```
---@param kind "history"|"slice"|"contour"|"surrogate"|"parallel"|"pareto"
---@param options? Study.plot.options
---@return PlotGrid
function Study:plot(kind, options) end

---Lets go of the object at once; using it afterwards is an error.
function Study:free() end

---Bayesian optimisation: finding the best of a function that is expensive.
---@class bo
local bo = {}

---@class bo.study.options
---@field bounds? number[][]|number[]|Tensor
---@field space? table<string, Parameter|Distribution>
---@field direction? "maximize"|"minimize"|("maximize"|"minimize")[]
---@field acquisition? "ei"|"logei"|"pi"|"ucb"|"ts"|"qei"|"qlogei"|"qnei"|"qlognei"|"qucb"|"qehvi"|"turbo"|function
---@field batch? integer Default 1.
---@field initial? integer Default 5.
---@field kernel? Kernel
---@field noise? number
---@field seed? integer
---@field beta? number Default 4.
---@field samples? integer Default 128.
---@field outputs? integer
---@field objective? function
---@field trust_region? boolean
---@field objectives? integer
---@field reference_point? number[]
---@field constraints? integer Default 0.
---@field linear_constraints? { coefficients: number[], upper: number }[]
---@field sequential? boolean Default false.
---@field priors? boolean|table<string, Distribution|boolean>
---@field input_warp? boolean Default false.
---@field output_warp? "yeo-johnson"

---A search over a box, bounds={{-6, 6}, ...} or {-6, 6, dim=20}, whose points are tensors, or over named parameters, space={lr=bo.float(1e-5, 1e-1, {log=true}), act=bo.categorical{"relu", "tanh"}}, whose points are tables; a parameter may be a continuous dist object, drop=dist.Beta(2, 5), which the search follows: it lies at its cumulative probability, so that first points are draws from it. The first `initial` points are quasi-random, then batches of `batch` points maximise the acquisition under a Gaussian process, with Matern's kernel of nu = 2.5 unless another is given; kernel, priors, input_warp and output_warp are as in gp.fit, of points in the unit cube. From ten dimensions on the search is held in a trust region around the best point, unless trust_region=false; true, or acquisition="turbo", asks for one in fewer. Where outputs are modelled the whole space is searched unless trust_region=true, with the RBF kernel unless given. The seed is the program's unless given; beta is UCB's weight of the variance, samples the Monte-Carlo samples of the q acquisitions, noise a known variance of the values. With outputs=m and objective=g the process models m numbers h(x) that the script tells, and g, a known function from h, a (N, m) tensor, to N values, is maximised with its gradient. acquisition is one of "ei", "logei", "pi", "ucb", "ts", "qei", "qlogei" (the default), "qnei", "qlognei" (for noisy values), "qucb", "qehvi" (of several objectives), "turbo" (qlogei in a trust region), or a function(mean, variance, best) of float64 tensors (N), the posterior at N points, and the best value, all in the values' own units and direction; it returns N values, the higher the better, and is maximised with its gradient. What is pending always counts; a batch is chosen jointly unless sequential=true. objectives=2 or 3 (or a list of directions) looks for a Pareto front above reference_point, see study:pareto(). With constraints=k the objective gives k numbers more, each at most 0 where the point is feasible; the best is the best feasible one. linear_constraints={{coefficients={1, 1}, upper=1}, ...} keep every point where coefficients . x <= upper.
---
---```lua
---local study = bo.study{bounds={0, 1, dim=2}, batch=3}
---```
---@param options? bo.study.options
---@return Study
function bo.study(options) end

---@class bo.maximize.options
---@field evaluations? integer
---@field stop? { evaluations?: integer, patience?: integer, target?: number, time?: number }
---@field batch? integer Default 1.
---@field initial? integer Default 5.
---@field acquisition? "ei"|"logei"|"pi"|"ucb"|"ts"|"qei"|"qlogei"|"qnei"|"qlognei"|"qucb"|"qehvi"|"turbo"|function
---@field kernel? Kernel
---@field noise? number
---@field seed? integer
---@field trust_region? boolean
---@field vectorized? boolean Default false.
---@field progress? boolean Default true.
---@field baselines? ("sobol"|"random"|"grid"|"cmaes")[]
---@field priors? boolean|table<string, Distribution|boolean>
---@field input_warp? boolean Default false.
---@field output_warp? "yeo-johnson"

---The best that a search of `evaluations` points (50 unless given) finds, {x=, y=, index=}, and its study. The space is bounds or a table of named parameters; options as in bo.study and study:run.
---
---```lua
---local best = bo.maximize(function(x) return (x[1] - 0.3)^2 end, {0, 1, dim=1}, {evaluations=8})
---print(best.y)
---```
---@param f function
---@param space number[][]|number[]|Tensor|table<string, Parameter|Distribution>
---@param options? bo.maximize.options
---@return { x: Tensor|table, y: number, index: integer }|nil
---@return Study
function bo.maximize(f, space, options) end

---@class bo.minimize.options
---@field evaluations? integer
---@field stop? { evaluations?: integer, patience?: integer, target?: number, time?: number }
---@field batch? integer Default 1.
---@field initial? integer Default 5.
---@field acquisition? "ei"|"logei"|"pi"|"ucb"|"ts"|"qei"|"qlogei"|"qnei"|"qlognei"|"qucb"|"qehvi"|"turbo"|function
---@field kernel? Kernel
---@field noise? number
---@field seed? integer
---@field trust_region? boolean
---@field vectorized? boolean Default false.
---@field progress? boolean Default true.
---@field baselines? ("sobol"|"random"|"grid"|"cmaes")[]
---@field priors? boolean|table<string, Distribution|boolean>
---@field input_warp? boolean Default false.
---@field output_warp? "yeo-johnson"

---The best that a search of `evaluations` points (50 unless given) finds, {x=, y=, index=}, and its study. The space is bounds or a table of named parameters; options as in bo.study and study:run.
---
---```lua
---local best = bo.minimize(function(x) return (x[1] - 0.3)^2 end, {0, 1, dim=1}, {evaluations=8})
---print(best.y)
---```
---@param f function
---@param space number[][]|number[]|Tensor|table<string, Parameter|Distribution>
---@param options? bo.minimize.options
---@return { x: Tensor|table, y: number, index: integer }|nil
---@return Study
function bo.minimize(f, space, options) end

---@class bo.sobol_search.options
---@field evaluations? integer
---@field stop? { evaluations?: integer, patience?: integer, target?: number, time?: number }
---@field direction? "maximize"|"minimize" Default "maximize".
---@field batch? integer Default 1.
---@field seed? integer
---@field vectorized? boolean Default false.
---@field progress? boolean Default true.

---The best that a search without a model finds, {x=, y=, index=}, and its study: scrambled Sobol points. A baseline for bo.maximize, whose arguments it takes; direction="minimize" looks for the lowest value.
---
---```lua
---local best = bo.sobol_search(function(x) return -x[1]^2 end, {-1, 1, dim=2}, {evaluations=9})
---```
---@param f function
---@param space number[][]|number[]|Tensor|table<string, Parameter|Distribution>
---@param options? bo.sobol_search.options
---@return { x: Tensor|table, y: number, index: integer }|nil
---@return Study
function bo.sobol_search(f, space, options) end

---@class bo.random_search.options
---@field evaluations? integer
---@field stop? { evaluations?: integer, patience?: integer, target?: number, time?: number }
---@field direction? "maximize"|"minimize" Default "maximize".
---@field batch? integer Default 1.
---@field seed? integer
---@field vectorized? boolean Default false.
---@field progress? boolean Default true.

---The best that a search without a model finds, {x=, y=, index=}, and its study: uniform random points. A baseline for bo.maximize, whose arguments it takes; direction="minimize" looks for the lowest value.
---
---```lua
---local best = bo.random_search(function(x) return -x[1]^2 end, {-1, 1, dim=2}, {evaluations=9})
---```
---@param f function
---@param space number[][]|number[]|Tensor|table<string, Parameter|Distribution>
---@param options? bo.random_search.options
---@return { x: Tensor|table, y: number, index: integer }|nil
---@return Study
function bo.random_search(f, space, options) end

---@class bo.grid_search.options
---@field evaluations? integer
---@field stop? { evaluations?: integer, patience?: integer, target?: number, time?: number }
---@field direction? "maximize"|"minimize" Default "maximize".
---@field batch? integer Default 1.
---@field seed? integer
---@field vectorized? boolean Default false.
---@field progress? boolean Default true.

---The best that a search without a model finds, {x=, y=, index=}, and its study: the points of a grid, in random order, with as many levels of each parameter as the evaluations allow. A baseline for bo.maximize, whose arguments it takes; direction="minimize" looks for the lowest value.
---
---```lua
---local best = bo.grid_search(function(x) return -x[1]^2 end, {-1, 1, dim=2}, {evaluations=9})
---```
---@param f function
---@param space number[][]|number[]|Tensor|table<string, Parameter|Distribution>
---@param options? bo.grid_search.options
---@return { x: Tensor|table, y: number, index: integer }|nil
---@return Study
function bo.grid_search(f, space, options) end

---@class bo.cmaes_search.options
---@field evaluations? integer
---@field stop? { evaluations?: integer, patience?: integer, target?: number, time?: number }
---@field direction? "maximize"|"minimize" Default "maximize".
---@field batch? integer Default 1.
---@field seed? integer
---@field vectorized? boolean Default false.
---@field progress? boolean Default true.

---The best that a search without a model finds, {x=, y=, index=}, and its study: the evolution strategy with covariance matrix adaptation (CMA-ES). A baseline for bo.maximize, whose arguments it takes; direction="minimize" looks for the lowest value.
---
---```lua
---local best = bo.cmaes_search(function(x) return -x[1]^2 end, {-1, 1, dim=2}, {evaluations=9})
---```
---@param f function
---@param space number[][]|number[]|Tensor|table<string, Parameter|Distribution>
---@param options? bo.cmaes_search.options
---@return { x: Tensor|table, y: number, index: integer }|nil
---@return Study
function bo.cmaes_search(f, space, options) end

---@class bo.float.options
---@field log? boolean Default false.

---A number from low to high in a named search space; on a logarithmic scale with log=true.
---
---```lua
---local study = bo.study{space={lr=bo.float(1e-5, 1e-1, {log=true})}}
---```
---@param low number
---@param high number
---@param options? bo.float.options
---@return Parameter
function bo.float(low, high, options) end

---@class bo.int.options
---@field log? boolean Default false.

---A whole number from low to high, both included, in a named search space; on a logarithmic scale with log=true.
---
---```lua
---local study = bo.study{space={depth=bo.int(1, 5)}}
---```
---@param low integer
---@param high integer
---@param options? bo.int.options
---@return Parameter
function bo.int(low, high, options) end

---One of several strings, numbers or booleans without an order, in a named search space.
---
---```lua
---local study = bo.study{space={act=bo.categorical{"relu", "tanh"}}}
---```
---@param choices (string|number|boolean)[]
---@return Parameter
function bo.categorical(choices) end

---Known functions to try a search on, to be minimised as their authors published them. f(x) takes a point (d) to a number and points (n, d) to n numbers; those that are defined for any dimension take it from x, and f:with(20) is the function of 20 dimensions, with its bounds and optimum.
---@class bo.functions
---@field branin TestFunction (x2 - 5.1/(4 pi^2) x1^2 + 5/pi x1 - 6)^2 + 10 (1 - 1/(8 pi)) cos x1 + 10
---@field hartmann3 TestFunction -sum_i alpha_i exp(-sum_j A_ij (x_j - P_ij)^2)
---@field hartmann6 TestFunction -sum_i alpha_i exp(-sum_j A_ij (x_j - P_ij)^2)
---@field ackley TestFunction -20 exp(-0.2 sqrt(mean x^2)) - exp(mean cos(2 pi x)) + 20 + e
---@field levy TestFunction w = 1 + (x - 1)/4; sin^2(pi w_1) + sum_{i<d} (w_i - 1)^2 (1 + 10 sin^2(pi w_i + 1)) + (w_d - 1)^2 (1 + sin^2(2 pi w_d))
---@field rosenbrock TestFunction sum_i 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2
---@field rastrigin TestFunction 10 d + sum x^2 - 10 cos(2 pi x)
---@field griewank TestFunction sum x^2/4000 - prod cos(x_i/sqrt i) + 1
---@field michalewicz TestFunction -sum sin(x_i) sin(i x_i^2/pi)^20
---@field styblinski_tang TestFunction sum (x^4 - 16 x^2 + 5 x)/2
---@field six_hump_camel TestFunction (4 - 2.1 x1^2 + x1^4/3) x1^2 + x1 x2 + (4 x2^2 - 4) x2^2
bo.functions = {}

return bo
