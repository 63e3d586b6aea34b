-- An exact Gaussian process fitted to n points in 10 dimensions, and its prediction at 1,000 more; what it took, as JSON.
--
--   workbench --threads 1 benchmarks/gp_fit.lua --data FOLDER --n 500

local gp = require "gp"
local json = require "json"
local tensor = require "tensor"
local workbench = require "workbench"

local options = workbench.options {
  data = { ".", "folder of x.npy, y.npy and queries.npy" },
  n = { 500, "points" },
}
local x = tensor.load(options.data .. "/x.npy"):narrow(1, 1, options.n):clone()
local y = tensor.load(options.data .. "/y.npy"):narrow(1, 1, options.n):clone()
local queries = tensor.load(options.data .. "/queries.npy")

-- Pages and libraries are in place when it counts.
gp.fit(x:narrow(1, 1, 20):clone(), y:narrow(1, 1, 20):clone()):predict(queries)

local start = workbench.clock()
local model = gp.fit(x, y)
local fitted = workbench.clock()
model:predict(queries)
local done = workbench.clock()

local matrix = x:matmul(x:t()) + options.n * tensor.eye(options.n, { dtype = "float64" })
local times = {}
for i = 1, 6 do
  local before = workbench.clock()
  matrix:cholesky()
  if i > 1 then times[#times + 1] = workbench.clock() - before end
end
table.sort(times)

local report = model:report()
print(json.encode {
  fit = fitted - start,
  predict = done - fitted,
  objective = report.objective,
  evaluations = report.evaluations,
  cholesky = times[3],
})
