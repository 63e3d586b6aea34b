-- Factorisations in float64; for each line "name size" on the input the seconds of one after another, and of all processors.
--
--   echo "cholesky 500" | workbench benchmarks/linalg.lua

local tensor = require "tensor"
local workbench = require "workbench"

local matrices = {}
local function matrix(n)
  if not matrices[n] then
    local a = tensor.randn(n, n, { dtype = "float64" })
    matrices[n] = a:matmul(a:t()) + n * tensor.eye(n, { dtype = "float64" })
  end
  return matrices[n]
end

local work = {
  cholesky = function(a) return a:cholesky() end,
  solve = function(a) return a:solve(a[1]) end,
  inverse = function(a) return a:inverse() end,
  eigh = function(a) return a:eigh() end,
  svd = function(a) return a:svd() end,
  qr = function(a) return a:qr() end,
}

for line in io.lines() do
  local name, size = line:match "(%a+) (%d+)"
  local a, f = matrix(tonumber(size)), work[name]
  f(a)
  local start, used = workbench.clock(), os.clock()
  f(a)
  print(("%.9f %.9f"):format(workbench.clock() - start, os.clock() - used))
  io.stdout:flush()
end
