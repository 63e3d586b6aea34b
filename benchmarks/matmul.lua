-- Products of two square float32 matrices; for each line on the input the seconds of one, and of all processors.
--
--   workbench benchmarks/matmul.lua --size 2048

local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options { size = { 2048, "rows and columns" } }
local a, b = tensor.rand(opt.size, opt.size) - 0.5, tensor.rand(opt.size, opt.size) - 0.5
local c = a:matmul(b)
for _ in io.lines() do
  c:free()
  local start, used = workbench.clock(), os.clock()
  c = a:matmul(b)
  print(("%.9f %.9f"):format(workbench.clock() - start, os.clock() - used))
  io.stdout:flush()
end
