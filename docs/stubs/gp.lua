---@meta gp
-- Made from the declarations by `workbench help --stubs`; do not edit.

---A covariance function.
---@class Kernel
---@field name string "rbf", "matern12", "matern32" or "matern52". Read-only.
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

---{kernel=name, lengthscale=tensor, variance=, noise=, mean=} in the units of X and y; variance and noise are variances.
---
---```lua
---print(gp.fit({{0}, {1}}, {0, 1}):hyperparameters().noise)
---```
---@return { kernel?: string, lengthscale?: Tensor, variance?: number, noise: number, mean: number }
function GP:hyperparameters() end

---The model with more data and the same hyperparameters; the model itself stays as it is.
---
---```lua
---local m = gp.fit({{0}, {1}}, {0, 1}):condition({{0.5}}, {2})
---```
---@param X Tensor|number[][]|number[]|Tensor[]
---@param y number|number[]|Tensor
---@return GP
function GP:condition(X, y) end

---What the model says of each observation without it: {mean=tensor, variance=tensor, log_predictive=}.
---
---```lua
---print(gp.fit({{0}, {1}}, {0, 1}):leave_one_out().log_predictive)
---```
---@return { mean: Tensor, variance: Tensor, log_predictive: number }
function GP:leave_one_out() end

---How the fit went: {objective=, evaluations=, starts=, jitter=, merged_duplicates=, condition=, at_bounds=, repairs=}; repairs says what had to be mended, a sentence each.
---
---```lua
---print(#gp.fit({{0}, {0}}, {0, 1}):report().repairs)
---```
---@return { objective: number, evaluations: integer, starts: integer, jitter: number, merged_duplicates: integer, condition: number, at_bounds: string[], repairs: string[] }
function GP:report() end

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

---@class gp.fit.options
---@field kernel? Kernel
---@field noise? number
---@field mean? "constant"|"zero" Default "constant".
---@field restarts? integer Default 0.
---@field standardize? boolean Default true.
---@field normalize? number[][]|number[]|Tensor
---@field priors? boolean Default true.
---@field seed? integer

---A process fitted to n points X (n, d) with values y (n): hyperparameters at the maximum of likelihood and priors (priors=false: of the likelihood alone). noise is a known variance; without it the noise is fitted. normalize gives the bounds that the model maps to the unit cube; the priors expect inputs of about that size. A fit does not fail on finite data: m:report() says what it had to repair.
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
