-- Call costs: nanoseconds of one call in a loop, without the loop's own. `lua5.4 benchmarks/calls.lua` times Lua's own
-- functions in Debian's interpreter; `workbench benchmarks/calls.lua` the same and ours.
local clock = os.clock

local function nanoseconds(n, f)
  local best = math.huge
  for _ = 1, 7 do
    collectgarbage()
    local start = clock()
    f(n)
    best = math.min(best, (clock() - start) / n * 1e9)
  end
  return best
end

local loop = nanoseconds(1e7, function(n) for _ = 1, n do end end)
local function report(name, n, f) print(("%-36s %8.1f"):format(name, nanoseconds(n, f) - loop)) end

local sin, max = math.sin, math.max
report("math.sin(x)", 3e6, function(n) for _ = 1, n do sin(1.5) end end)
report("math.max(x, y)", 3e6, function(n) for _ = 1, n do max(1.5, 2) end end)

local ok, workbench = pcall(require, "workbench")
if not ok then return end
local tensor = require "tensor"
local threads = workbench.threads
report("workbench.threads()", 3e6, function(n) for _ = 1, n do threads() end end)
local a, b = tensor.randn(16), tensor.randn(16)
report("t:dim()", 2e6, function(n) for _ = 1, n do a:dim() end end)
report("t:size(1)", 2e6, function(n) for _ = 1, n do a:size(1) end end)
report("a + b, 16 elements", 1e6, function(n) for _ = 1, n do local _ = a + b end end)
local p = tensor.randn(16, { requires_grad = true })
report("a + p, recorded for its gradient", 1e6, function(n) for _ = 1, n do local _ = a + p end end)
