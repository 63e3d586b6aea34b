-- Files for a reader to be fuzzed from: seeds.lua READER FOLDER.
local image, json, tensor = require "image", require "json", require "tensor"

local reader, folder = arg[1], arg[2]
local m = tensor { { 1, 2, 3 }, { 4, 5, 6 } }
local several = { m = m, double = m:to("float64"), whole = m:to("int64"), flag = m:gt(2), none = tensor.zeros(0, 3) }

local function write(name, bytes)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(bytes)
  file:close()
end

--- A pickle of protocol 2 with its storages, as torch.save's legacy form has them behind its first three pickles.
local count = 0
local function pickle(body, storages)
  count = count + 1
  write(count .. ".pickle", "\x80\x02" .. body .. ".\x80\x02" .. (storages or "]."))
end

if reader == "npy" then
  for name, t in pairs(several) do tensor.save(t, folder .. "/" .. name .. ".npy") end
elseif reader == "npz" then
  tensor.save(several, folder .. "/stored.npz")
  tensor.save(several, folder .. "/deflated.npz", { compressed = true })
elseif reader == "safetensors" then
  tensor.save(several, folder .. "/several.safetensors", { metadata = { note = "x" } })
elseif reader == "pickle" then
  pickle("}(X\1\0\0\0aK\1X\1\0\0\0bG\63\240\0\0\0\0\0\0X\1\0\0\0c](K\1NeX\1\0\0\0d\136u")
  pickle("](J\1\2\3\4M\1\2\138\2\255\1K\1K\2\134)K\1\133(K\1tU\1xe")
  pickle("ccollections\nOrderedDict\nq\0)Rq\1(X\1\0\0\0wh\1u}X\9\0\0\0_metadatah\0)Rsb")
  local window = "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0aX\3\0\0\0cpuK\4Nt"
    .. "QK\1K\1K\2\134K\2K\1\134\137ccollections\nOrderedDict\n)RtR"
  pickle(window, "]X\1\0\0\0aa." .. ("<i8ffff"):pack(4, 1, 2, 3, 4))
  pickle("ctorch\nSize\n(K\1K\2t\133Rc_codecs\nencode\nX\2\0\0\0\195\169X\6\0\0\0latin1\134R\134")
elseif reader == "idx" then
  write("a-idx2-ubyte", "\0\0\8\2\0\0\0\2\0\0\0\3abcdef")
  write("a-idx1-float", "\0\0\13\1\0\0\0\1\63\128\0\0")
elseif reader == "png" then
  image.save(folder .. "/grey.png", tensor.rand(5, 4))
  image.save(folder .. "/colour.png", tensor.rand(3, 5, 4))
elseif reader == "json" then
  write("a.json", json.encode { a = { 1, 2.5, true, "é\n" }, b = { c = {} } })
end
