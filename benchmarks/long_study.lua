-- A study of many evaluations: seconds a suggestion and memory against the number of evaluations, as a picture and a table.
--
--   workbench benchmarks/long_study.lua [--evaluations 2000] [--out out]

local bo = require "bo"
local plot = require "plot"
local workbench = require "workbench"

local opt = workbench.options {
  evaluations = { 2000, "evaluations", { 10, 100000 } },
  dim = { 5, "dimensions", { 2, 100 } },
  seed = { 1, "seed", { 0, 2 ^ 31 } },
  out = { "out", "folder of the picture" },
}

-- Resident memory in megabytes.
local function memory()
  local file = io.open "/proc/self/statm"
  if not file then return 0 / 0 end
  local _, pages = file:read("n", "n")
  file:close()
  return pages * 4096 / 2 ^ 20
end

local f = bo.functions.levy:with(opt.dim)
local study = bo.study { bounds = f.bounds, direction = "minimize", seed = opt.seed }
local counts, seconds, megabytes = {}, {}, {}
local rows, slowest, sum, block = {}, 0, 0, 0
for n = 1, opt.evaluations do
  local start = workbench.clock()
  local x = study:ask(1)
  local took = workbench.clock() - start
  study:tell(x, f(x))
  counts[n], seconds[n], megabytes[n] = n, took, memory()
  sum, slowest, block = sum + took, math.max(slowest, took), block + 1
  if n % (opt.evaluations // 10) == 0 then
    rows[#rows + 1] = ("| %d | %.3f | %.2f | %.0f | %.3g |"):format(n, sum / block, slowest, megabytes[n], study:best().y)
    print(rows[#rows])
    sum, slowest, block = 0, 0, 0
  end
end

workbench.mkdir(opt.out)
local time = plot.figure { title = "seconds a suggestion", xlabel = "evaluations", ylabel = "s" }
time:line(counts, seconds)
local space = plot.figure { title = "resident memory", xlabel = "evaluations", ylabel = "MB" }
space:line(counts, megabytes)
plot.grid { time, space }:save(opt.out .. "/long_study.png")
print("written: " .. opt.out .. "/long_study.png")
