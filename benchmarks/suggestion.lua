-- One suggestion from n told values: what `study:ask(q)` takes, the fit of the model included. One JSON line: seconds of
-- processor time by case, the median of `rounds` studies. The points and their values are those of suggestion.py's other
-- sides.

local bo = require "bo"
local json = require "json"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options {
  data = { nil, "npz file with x_N (N, d) in the unit cube and y_N (N)" },
  rounds = { 5, "studies a case", { 1, 1000 } },
  sizes = { "20,80,200,500", "values told" },
}

local data = tensor.load(opt.data)
local result = {}
for n in opt.sizes:gmatch "%d+" do
  local x, y = data["x_" .. n], data["y_" .. n]
  for _, q in ipairs { 1, 3 } do
    local times = {}
    for round = 0, opt.rounds do
      local study = bo.study { bounds = { 0, 1, dim = x:size(2) }, seed = round, trust_region = false }
      study:tell(x, y)
      local start = os.clock()
      study:ask(q)
      -- The first makes the program's threads and tables.
      if round > 0 then times[round] = os.clock() - start end
    end
    table.sort(times)
    result[("%s %d"):format(n, q)] = times[(#times + 1) // 2]
  end
end
print(json.encode(result))
