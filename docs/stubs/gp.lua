---@meta gp
-- Made from the declarations by `workbench help --stubs`; do not edit.

---A covariance function; k1 + k2 and k1 * k2 are kernels, too.
---@class Kernel
---@field name string "rbf", "matern12", "matern32", "matern52", "linear", "periodic", or what it is made of. Read-only.
---@operator add(Kernel): Kernel
---@operator mul(Kernel): Kernel
local Kernel = {}

---Lets go of the object at once; using it afterwards is an error.
function Kernel:free() end

---A Gaussian process with data.
---@class GP
---@field dimension integer Number of input dimensions. Read-only.
---@field count integer Number of observations. Read-only.
local GP = {}

---@class GP.predict.options
---@field noise? boolean Default false.

---Mean and variance of the function at points (n, d): two tensors (n). With noise=true the variance is that of an observation.
---
---```lua
---local m = gp.fit({{0}, {1}}, {0, 1})
---local mean, variance = m:predict({{0.5}})
---```
---@param X Tensor|number[][]|number[]|Tensor[]
---@param options? GP.predict.options
---@return Tensor
---@return Tensor
function GP:predict(X, options) end

---The joint distribution of the function at points (n, d), with mean, covariance and samples.
---
---```lua
---local m = gp.fit({{0}, {1}}, {0, 1})
---local f = m:posterior({{0.2}, {0.5}}):sample(3)
---```
---@param X Tensor|number[][]|number[]|Tensor[]
---@return Posterior
function GP:posterior(X) end

---The logarithm of the data's density under the model, the total over observations, in model units (standardised values).
---
---```lua
---print(gp.fit({{0}, {1}}, {0, 1}):log_marginal_likelihood())
---```
---@return number
function GP:log_marginal_likelihood() end

---@class GP.condition.options
---@field noise? number|number[]|Tensor

---The model with more data and the same hyperparameters; the model itself stays as it is. noise is the new values' variance, one or one for each, where it is not the model's own.
---
---```lua
---local m = gp.fit({{0}, {1}}, {0, 1}):condition({{0.5}}, {2})
---```
---@param X Tensor|number[][]|number[]|Tensor[]
---@param y number|number[]|Tensor
---@param options? GP.condition.options
---@return GP
function GP:condition(X, y, options) end

---What the model says of each observation without it: {mean=tensor, variance=tensor, log_predictive=}.
---
---```lua
---print(gp.fit({{0}, {1}}, {0, 1}):leave_one_out().log_predictive)
---```
---@return { mean: Tensor, variance: Tensor, log_predictive: number }
function GP:leave_one_out() end

---{kernel=name, noise=, mean=} in the units of X and y, noise a variance; of an RBF or Matern kernel also {lengthscale=tensor, variance=}; {names=, values=tensor} list all that was learned of the kernel in model units (the unit cube, standardised values); {inner=, outer=} are the exponents of an input warp, lambda that of an output warp, with which noise is in standardised units.
---
---```lua
---print(gp.fit({{0}, {1}}, {0, 1}):hyperparameters().noise)
---```
---@return { kernel: string, lengthscale?: Tensor, variance?: number, noise: number, mean: number, names: string[], values: Tensor, inner?: Tensor, outer?: Tensor, lambda?: number }
function GP:hyperparameters() end

---How the fit went: {objective=, evaluations=, starts=, jitter=, duplicate_rows=, merged_duplicates=, condition=, loo=, noise=, at_bounds=, repairs=}. objective is likelihood plus priors in model units, condition the covariance's condition number, loo the logarithm of the density of all values, each predicted from the others, noise the variance in the units of y (standardised with an output warp); at_bounds names parameters; repairs says what had to be mended, a sentence each.
---
---```lua
---print(#gp.fit({{0}, {0}}, {0, 1}):report().repairs)
---```
---@return { objective: number, evaluations: integer, starts: integer, jitter: number, duplicate_rows: integer, merged_duplicates: integer, condition: number, loo: number, noise: number, at_bounds: string[], repairs: string[] }
function GP:report() end

---n models, each with one joint draw of observations at points (m, d) taken as data: what the model might be once they are evaluated. Hyperparameters stay.
---
---```lua
---local models = gp.fit({{0}, {1}}, {0, 1}):fantasize({{0.5}}, 4)
---assert(#models == 4 and models[1].count == 3)
---```
---@param X Tensor|number[][]|number[]|Tensor[]
---@param n? integer Default 1.
---@return GP[]
function GP:fantasize(X, n) end

---@class GP.sample_path.options
---@field features? integer Default 1024.

---n functions drawn from the posterior that can be evaluated anywhere, again and again: paths[i](X), or paths(X) for all. Matheron's rule: a prior function of that many random features, brought to the data exactly (Wilson et al. 2020). Not for products with gp.Linear.
---
---```lua
---local f = gp.fit({{0}, {1}}, {0, 1}):sample_path()
---print(f({{0.2}, {0.5}}))
---```
---@param n? integer Default 1.
---@param options? GP.sample_path.options
---@return Paths
---@overload fun(self: GP, options?: GP.sample_path.options): Paths
function GP:sample_path(n, options) end

---Lets go of the object at once; using it afterwards is an error.
function GP:free() end

---A function's distribution at points.
---@class Posterior
---@field mean Tensor The mean at each point, a tensor (n). Read-only.
---@field variance Tensor The variance at each point, a tensor (n). Read-only.
---@field covariance Tensor The covariance of the points, a tensor (n, n). Read-only.
local Posterior = {}

---n joint samples: a tensor (n, points).
---
---```lua
---local f = gp.fit({{0}, {1}}, {0, 1}):posterior({{0.5}}):sample(100)
---```
---@param n? integer Default 1.
---@return Tensor
function Posterior:sample(n) end

---Lets go of the object at once; using it afterwards is an error.
function Posterior:free() end

---Functions drawn from a model: paths[i] is the i-th, #paths their number, path(X) their values at points.
---@class Paths
---@field [integer] Paths One of the functions.
---@overload fun(X: Tensor|number[][]|number[]|Tensor[]): Tensor
---@operator len: integer
local Paths = {}

---The same as calling it.
---
---```lua
---local f = gp.fit({{0}, {1}}, {0, 1}):sample_path():value({{0.5}})
---```
---@param X Tensor|number[][]|number[]|Tensor[]
---@return Tensor
function Paths:value(X) end

---Lets go of the object at once; using it afterwards is an error.
function Paths:free() end

---Gaussian-process regression, exact, in float64.
---@class gp
local gp = {}

---@class gp.RBF.options
---@field lengthscale? number|number[]|Tensor
---@field variance? number
---@field ard? boolean Default true.

---The kernel variance * exp(-r^2/2), r^2 = sum ((x - x')/lengthscale)^2; a lengthscale for each dimension unless ard=false. The numbers are where a fit starts; the variance stays 1 unless it is given.
---
---```lua
---local k = gp.RBF{lengthscale=0.5}
---```
---@param options? gp.RBF.options
---@return Kernel
function gp.RBF(options) end

---@class gp.Matern.options
---@field nu? number Default 2.5.
---@field lengthscale? number|number[]|Tensor
---@field variance? number
---@field ard? boolean Default true.

---Matern's kernel of smoothness nu = 0.5, 1.5 or 2.5; other options as gp.RBF.
---
---```lua
---local k = gp.Matern{nu=1.5}
---```
---@param options? gp.Matern.options
---@return Kernel
function gp.Matern(options) end

---@class gp.Linear.options
---@field lengthscale? number|number[]|Tensor
---@field variance? number|number[]|Tensor
---@field ard? boolean Default true.

---The kernel sum of variance * x * x' / lengthscale^2: straight lines through the origin. A fit learns the quotient, for each dimension unless ard=false; the numbers are where it starts.
---
---```lua
---local k = gp.Linear{} + gp.Matern{nu=2.5}
---```
---@param options? gp.Linear.options
---@return Kernel
function gp.Linear(options) end

---@class gp.Periodic.options
---@field lengthscale? number|number[]|Tensor
---@field period? number|number[]|Tensor
---@field variance? number
---@field ard? boolean Default true.

---The kernel variance * exp(-2 * sum (sin(pi * (x - x') / period) / lengthscale)^2); other options as gp.RBF. Lengthscales are 1 and periods 0.5 to start with.
---
---```lua
---local k = gp.Periodic{period=0.25} * gp.RBF{}
---```
---@param options? gp.Periodic.options
---@return Kernel
function gp.Periodic(options) end

---@class gp.fit.options
---@field kernel? Kernel
---@field noise? number|number[]|Tensor
---@field mean? "constant"|"zero" Default "constant".
---@field restarts? integer Default 1.
---@field standardize? boolean Default true.
---@field normalize? boolean|number[][]|number[]|Tensor
---@field priors? boolean|table<string, Distribution|boolean> Default PriorsArgument(usual: true, given: []).
---@field input_warp? boolean Default false.
---@field output_warp? "yeo-johnson"
---@field seed? integer

---A process fitted to n points X (n, d) with values y (n): hyperparameters at the maximum of likelihood and priors (priors=false: of the likelihood alone), from the priors' mode, longer lengthscales and `restarts` starts drawn from the priors. priors={lengthscale=dist.Gamma(3, 6)} puts laws in place of some of them: lengthscale, variance, noise, slope_variance, period and warp, false for none. noise is a known variance, or n of them, one for each value; without it one noise is fitted. normalize gives the bounds that the model maps to the unit cube (true: the range of X); the priors expect inputs of about that size. input_warp=true bends every dimension of the unit cube by Kumaraswamy's distribution function with learned exponents; output_warp="yeo-johnson" makes the standardised values as normal as that transform can, with predictions back in the values' units by quadrature. A fit does not fail on finite data: m:report() says what it had to repair.
---
---```lua
---local X = {{0}, {0.5}, {1}}
---local m = gp.fit(X, {0, 1, 0})
---```
---@param X Tensor|number[][]|number[]|Tensor[]
---@param y Tensor|number[]
---@param options? gp.fit.options
---@return GP
function gp.fit(X, y, options) end

return gp
