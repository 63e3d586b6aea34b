-- What it takes to refuse a hostile file: milliseconds, and megabytes of memory at the peak over what there was before.
--
--     workbench benchmarks/hostile_files.lua FOLDER
--
-- FOLDER is shared/reference/formats/malformed or another with such files; one whose name asks for nothing that this
-- program reads is left out. A line a file; the last line tells the worst of each.
local datasets, image, tensor, workbench = require "datasets", require "image", require "tensor", require "workbench"

local folder = assert(arg[1], "the folder of the files wanted")

local function reader(name)
  if name:find "%-idx%d" then return datasets.idx end
  if name:find "%.png$" then return image.load end
  for _, extension in ipairs { "npy", "npz", "safetensors", "pt", "pth" } do
    if name:sub(-#extension - 1) == "." .. extension then return tensor.load end
  end
end

--- Kilobytes that the process has (VmRSS) or ever had (VmHWM).
local function memory(what)
  for line in io.lines "/proc/self/status" do
    local kilobytes = line:match(what .. ":%s*(%d+)")
    if kilobytes then return tonumber(kilobytes) end
  end
end

--- Forgets the peak so far, as proc(5) says.
local function forget_peak()
  local file = assert(io.open("/proc/self/clear_refs", "w"))
  file:write "5"
  file:close()
end

local files = assert(io.popen(("ls '%s'"):format((folder:gsub("'", "'\\''")))))
local worst, most, refused, accepted = 0, 0, 0, 0
for name in files:lines() do
  local read = reader(name)
  if read then
    collectgarbage()
    forget_peak()
    local before, start = memory "VmRSS", workbench.clock()
    local ok, message = pcall(read, folder .. "/" .. name)
    local milliseconds = (workbench.clock() - start) * 1e3
    local megabytes = (memory "VmHWM" - before) / 1024
    if ok then accepted = accepted + 1 else refused = refused + 1 end
    if not ok then worst, most = math.max(worst, milliseconds), math.max(most, megabytes) end
    print(("%-40s %7.2f ms %6.1f MB  %s"):format(name, milliseconds, megabytes, ok and "accepted" or message))
  end
end
print(("%d refused, %d accepted; at most %.2f ms, %.1f MB"):format(refused, accepted, worst, most))
