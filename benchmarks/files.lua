-- Seconds to read each file: files.lua FOLDER NAME…, as JSON. For files.py.
local json, tensor, workbench = require "json", require "tensor", require "workbench"

local seconds = {}
for i = 2, #arg do
  local start = workbench.clock()
  local loaded = tensor.load(arg[1] .. "/" .. arg[i])
  seconds[arg[i]] = workbench.clock() - start
  for _, t in pairs(type(loaded) == "table" and loaded or { loaded }) do t:free() end
end
print(json.encode(seconds))
