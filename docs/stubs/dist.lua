---@meta dist
-- Made from the declarations by `workbench help --stubs`; do not edit.

---A probability distribution.
---@class Distribution
---@field mean Tensor The mean. Read-only.
---@field variance Tensor The variance. Read-only.
---@field stddev Tensor The standard deviation. Read-only.
---@field batch_shape integer[] Sizes of the batch: independent laws side by side. Read-only.
---@field event_shape integer[] Sizes of one draw. Read-only.
---@field name string The family. Read-only.
---@field has_rsample boolean Whether rsample carries gradients. Read-only.
---@field [string] Tensor A parameter by its name.
local Distribution = {}

---log of the density, or of the probability, at a number, table or tensor (..., batch, event); -inf outside the support, where backward refuses.
---
---```lua
---print(dist.Normal(0, 1):log_prob({-1, 0, 1}))
---```
---@param value number|number[]|Tensor
---@return Tensor
function Distribution:log_prob(value) end

---P(X <= value).
---
---```lua
---assert(dist.Normal(0, 1):cdf(0):item() == 0.5)
---```
---@param value number|number[]|Tensor
---@return Tensor
function Distribution:cdf(value) end

---The value whose cdf is q; for whole numbers the smallest whose cdf is at least q.
---
---```lua
---print(dist.Gamma(3, 2):icdf(0.5):item())
---```
---@param q number|number[]|Tensor
---@return Tensor
function Distribution:icdf(q) end

---@class Distribution.sample.options
---@field stream? string Default "dist".

---Draws (shape, batch, event) without gradients, from the random stream of that name.
---
---```lua
---local x = dist.Normal({0, 10}, 1):sample(5)
---```
---@param ... integer|integer[]|Distribution.sample.options
---@return Tensor
function Distribution:sample(...) end

---@class Distribution.rsample.options
---@field stream? string Default "dist".

---Draws through which gradients flow to the parameters; an error where there is no such derivative.
---
---```lua
---local a = tensor.new({2}, {requires_grad=true})
---dist.Beta(a, 3):rsample(8):sum():backward()
---```
---@param ... integer|integer[]|Distribution.rsample.options
---@return Tensor
function Distribution:rsample(...) end

---In nats, for each element of the batch.
---
---```lua
---print(dist.Beta(2, 3):entropy():item())
---```
---@return Tensor
function Distribution:entropy() end

---Lets go of the object at once; using it afterwards is an error.
function Distribution:free() end

---Probability distributions with PyTorch's names and parameters: densities, quantiles, draws with gradients, divergences. Parameters are numbers, tables or tensors; they broadcast, and gradients flow into tensors.
---@class dist
local dist = {}

---@class dist.Normal.options
---@field loc? number|number[]|Tensor
---@field scale? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---N(loc, scale^2): scale is a standard deviation.
---
---```lua
---local d = dist.Normal(0, 1)
---print(d:log_prob(0.5):item(), d)
---```
---@param loc number|number[]|Tensor
---@param scale number|number[]|Tensor
---@param options? dist.Normal.options
---@return Distribution
---@overload fun(options?: dist.Normal.options): Distribution
function dist.Normal(loc, scale, options) end

---@class dist.Laplace.options
---@field loc? number|number[]|Tensor
---@field scale? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---Density exp(-|x - loc| / scale) / (2 scale).
---
---```lua
---local x = dist.Laplace(0, 1):sample(3)
---```
---@param loc number|number[]|Tensor
---@param scale number|number[]|Tensor
---@param options? dist.Laplace.options
---@return Distribution
---@overload fun(options?: dist.Laplace.options): Distribution
function dist.Laplace(loc, scale, options) end

---@class dist.Uniform.options
---@field low? number|number[]|Tensor
---@field high? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---Density 1 / (high - low) from low to high.
---
---```lua
---local x = dist.Uniform(-1, 1):sample(3)
---```
---@param low number|number[]|Tensor
---@param high number|number[]|Tensor
---@param options? dist.Uniform.options
---@return Distribution
---@overload fun(options?: dist.Uniform.options): Distribution
function dist.Uniform(low, high, options) end

---@class dist.StudentT.options
---@field df? number|number[]|Tensor
---@field loc? number|number[]|Tensor Default number(0.0).
---@field scale? number|number[]|Tensor Default number(1.0).
---@field dtype? "float32"|"float64"|"int64"|"bool"

---loc + scale times Student's t with df degrees of freedom; draws carry gradients to df too.
---
---```lua
---local p = dist.StudentT(3):cdf(1):item()
---```
---@param df number|number[]|Tensor
---@param loc? number|number[]|Tensor Default number(0.0).
---@param scale? number|number[]|Tensor Default number(1.0).
---@param options? dist.StudentT.options
---@return Distribution
---@overload fun(options?: dist.StudentT.options): Distribution
function dist.StudentT(df, loc, scale, options) end

---@class dist.TruncatedNormal.options
---@field loc? number|number[]|Tensor
---@field scale? number|number[]|Tensor
---@field low? number|number[]|Tensor
---@field high? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---N(loc, scale^2) given that it lies between low and high; either may be infinite.
---
---```lua
---local d = dist.TruncatedNormal(0, 1, 0, math.huge)
---print(d.mean:item())
---```
---@param loc number|number[]|Tensor
---@param scale number|number[]|Tensor
---@param low number|number[]|Tensor
---@param high number|number[]|Tensor
---@param options? dist.TruncatedNormal.options
---@return Distribution
---@overload fun(options?: dist.TruncatedNormal.options): Distribution
function dist.TruncatedNormal(loc, scale, low, high, options) end

---@class dist.LogNormal.options
---@field loc? number|number[]|Tensor
---@field scale? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The exponential of N(loc, scale^2).
---
---```lua
---local m = dist.LogNormal(0, 1).mean:item()
---```
---@param loc number|number[]|Tensor
---@param scale number|number[]|Tensor
---@param options? dist.LogNormal.options
---@return Distribution
---@overload fun(options?: dist.LogNormal.options): Distribution
function dist.LogNormal(loc, scale, options) end

---@class dist.Exponential.options
---@field rate? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---Density rate exp(-rate x) on x >= 0.
---
---```lua
---local x = dist.Exponential(2):rsample(3)
---```
---@param rate number|number[]|Tensor
---@param options? dist.Exponential.options
---@return Distribution
---@overload fun(options?: dist.Exponential.options): Distribution
function dist.Exponential(rate, options) end

---@class dist.Gamma.options
---@field concentration? number|number[]|Tensor
---@field rate? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---Density proportional to x^(concentration - 1) exp(-rate x); draws carry gradients to both parameters.
---
---```lua
---local a = tensor.new({3}, {requires_grad=true})
---dist.Gamma(a, 2):rsample(10):mean():backward()
---```
---@param concentration number|number[]|Tensor
---@param rate number|number[]|Tensor
---@param options? dist.Gamma.options
---@return Distribution
---@overload fun(options?: dist.Gamma.options): Distribution
function dist.Gamma(concentration, rate, options) end

---@class dist.Beta.options
---@field concentration1? number|number[]|Tensor
---@field concentration0? number|number[]|Tensor
---@field method? "implicit"|"icdf" Default "implicit".
---@field dtype? "float32"|"float64"|"int64"|"bool"

---Density proportional to x^(concentration1 - 1) (1 - x)^(concentration0 - 1). Draws carry gradients to both parameters: made of Gamma draws, or with method="icdf" by the inverse distribution function of a uniform number.
---
---```lua
---local d = dist.Beta(2, 3, {method="icdf"})
---print(d:sample(2), d:icdf(0.5):item())
---```
---@param concentration1 number|number[]|Tensor
---@param concentration0 number|number[]|Tensor
---@param options? dist.Beta.options
---@return Distribution
---@overload fun(options?: dist.Beta.options): Distribution
function dist.Beta(concentration1, concentration0, options) end

---@class dist.Bernoulli.options
---@field probs? number|number[]|Tensor
---@field logits? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---1 with probability probs = 1 / (1 + exp(-logits)), 0 otherwise.
---
---```lua
---local d = dist.Bernoulli{logits=0.3}
---print(d.probs:item())
---```
---@param probs? number|number[]|Tensor
---@param logits? number|number[]|Tensor
---@param options? dist.Bernoulli.options
---@return Distribution
---@overload fun(options?: dist.Bernoulli.options): Distribution
function dist.Bernoulli(probs, logits, options) end

---@class dist.Binomial.options
---@field total_count? number|number[]|Tensor Default number(1.0).
---@field probs? number|number[]|Tensor
---@field logits? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---Successes in total_count independent trials.
---
---```lua
---print(dist.Binomial(10, 0.3):log_prob(3):item())
---```
---@param total_count? number|number[]|Tensor Default number(1.0).
---@param probs? number|number[]|Tensor
---@param logits? number|number[]|Tensor
---@param options? dist.Binomial.options
---@return Distribution
---@overload fun(options?: dist.Binomial.options): Distribution
function dist.Binomial(total_count, probs, logits, options) end

---@class dist.Poisson.options
---@field rate? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---Mass rate^k exp(-rate) / k! on 0, 1, 2, ...
---
---```lua
---local k = dist.Poisson(4):sample(5)
---```
---@param rate number|number[]|Tensor
---@param options? dist.Poisson.options
---@return Distribution
---@overload fun(options?: dist.Poisson.options): Distribution
function dist.Poisson(rate, options) end

---@class dist.Categorical.options
---@field probs? number|number[]|Tensor
---@field logits? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---A class from 1 to K, by probabilities (divided by their sum) or logits in the last dimension.
---
---```lua
---local class = dist.Categorical{0.2, 0.3, 0.5}:sample():item()
---```
---@param probs? number|number[]|Tensor
---@param logits? number|number[]|Tensor
---@param options? dist.Categorical.options
---@return Distribution
---@overload fun(options?: dist.Categorical.options): Distribution
function dist.Categorical(probs, logits, options) end

---@class dist.Dirichlet.options
---@field concentration? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---Density proportional to the product of x_i^(concentration_i - 1) on the simplex; draws carry gradients.
---
---```lua
---local x = dist.Dirichlet{1, 2, 3}:sample()
---```
---@param concentration number|number[]|Tensor
---@param options? dist.Dirichlet.options
---@return Distribution
---@overload fun(options?: dist.Dirichlet.options): Distribution
function dist.Dirichlet(concentration, options) end

---@class dist.MultivariateNormal.options
---@field loc? number|number[]|Tensor
---@field covariance_matrix? number|number[]|Tensor
---@field precision_matrix? number|number[]|Tensor
---@field scale_tril? number|number[]|Tensor
---@field dtype? "float32"|"float64"|"int64"|"bool"

---A normal vector: mean (..., d) and its covariance, the inverse of that, or its lower Cholesky factor, (..., d, d).
---
---```lua
---local d = dist.MultivariateNormal({0, 0}, {{2, 1}, {1, 2}})
---print(d:log_prob({1, 0}):item())
---```
---@param loc number|number[]|Tensor
---@param covariance_matrix? number|number[]|Tensor
---@param precision_matrix? number|number[]|Tensor
---@param scale_tril? number|number[]|Tensor
---@param options? dist.MultivariateNormal.options
---@return Distribution
---@overload fun(options?: dist.MultivariateNormal.options): Distribution
function dist.MultivariateNormal(loc, covariance_matrix, precision_matrix, scale_tril, options) end

---@class dist.Independent.options
---@field base_distribution? Distribution
---@field reinterpreted_batch_ndims? integer

---Makes the last batch dimensions one event, whose log probabilities are added.
---
---```lua
---local d = dist.Independent(dist.Normal({0, 0}, 1), 1)
---print(d:log_prob({1, 2}):item())
---```
---@param base_distribution Distribution
---@param reinterpreted_batch_ndims integer
---@param options? dist.Independent.options
---@return Distribution
---@overload fun(options?: dist.Independent.options): Distribution
function dist.Independent(base_distribution, reinterpreted_batch_ndims, options) end

---@class dist.MixtureSameFamily.options
---@field mixture_distribution? Distribution
---@field component_distribution? Distribution

---A mixture: the Categorical chooses along the last batch dimension of the components.
---
---```lua
---local d = dist.MixtureSameFamily(dist.Categorical{0.3, 0.7}, dist.Normal({-1, 1}, 0.5))
---print(d:cdf(0):item())
---```
---@param mixture_distribution Distribution
---@param component_distribution Distribution
---@param options? dist.MixtureSameFamily.options
---@return Distribution
---@overload fun(options?: dist.MixtureSameFamily.options): Distribution
function dist.MixtureSameFamily(mixture_distribution, component_distribution, options) end

---The Kullback-Leibler divergence E_p[log p - log q] in nats, for each element of the batch, where a closed form is known; infinite where p has mass outside q's support.
---
---```lua
---local d = dist.kl(dist.Normal(0, 1), dist.Laplace(0, 1)):item()
---```
---@param p Distribution
---@param q Distribution
---@return Tensor
function dist.kl(p, q) end

---The divergence estimated by n draws from p, and the estimate's standard error.
---
---```lua
---local kl, error = dist.mc_kl(dist.StudentT(3), dist.Normal(0, 2), 10000)
---```
---@param p Distribution
---@param q Distribution
---@param n? integer Default 1000.
---@return Tensor
---@return Tensor
function dist.mc_kl(p, q, n) end

return dist
