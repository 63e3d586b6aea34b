local check = require "support.check"
local json = require "json"
local nn = require "nn"
local tensor = require "tensor"

local function write(name, bytes)
  local file = assert(io.open(name, "wb"))
  file:write(bytes)
  file:close()
end

-- Relative paths are in the script's own run folder.
local t = tensor.randn(3, 4)
tensor.save(t, "t.npy")
assert(tensor.load("t.npy") == t)
tensor.save({ a = t, b = tensor.arange(3) }, "both.safetensors", { metadata = { by = "a test" } })
local back, notes = tensor.load("both.safetensors")
assert(back.a == t)
check.equal(back.b:totable(), { 1, 2, 3 })
check.equal(notes.by, "a test")

-- NumPy's archives.
for _, compressed in ipairs { false, true } do
  tensor.save("both.npz", { a = t, ["b/c"] = t:gt(0), s = t:sum() }, { compressed = compressed })
  local arrays = tensor.from_file("both.npz")
  assert(arrays.a == t and arrays["b/c"] == t:gt(0) and arrays.s == t:sum())
end
check.raises("one tensor wanted", tensor.save, { a = t }, "t.npy")
check.raises("a table of tensors by name wanted", tensor.save, t, "t.npz")
check.raises("without arrays", tensor.save, {}, "t.npz")
check.raises("metadata", tensor.save, { a = t }, "t.npz", { metadata = { a = "b" } })
check.raises("compressed", tensor.save, t, "t.npy", { compressed = true })
check.raises("only read", tensor.save, { a = t }, "t.pt")

-- A module takes what any of them holds.
local one, two = nn.Linear(4, 2), nn.Linear(4, 2)
tensor.save(one:state_dict(), "linear.npz")
two:load("linear.npz")
assert(two.weight == one.weight and two.bias == one.bias)

-- PyTorch's older form: three pickles, one with what was saved, one with the storages' keys, the storages.
local start = "\x80\2\x8a\10\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\2M\xe9\3.\x80\2}."

local function torch(body, storages)
  local keys, data = {}, {}
  for _, storage in ipairs(storages or {}) do
    keys[#keys + 1] = "X\1\0\0\0" .. storage[1] .. "a"
    data[#data + 1] = ("<i8"):pack(#storage[2]) .. ("<" .. ("f"):rep(#storage[2])):pack(table.unpack(storage[2]))
  end
  return start .. "\x80\2" .. body .. ".\x80\2]" .. table.concat(keys) .. "." .. table.concat(data)
end

local function text(s) return ("X" .. ("<s4"):pack(s)) end

local function window(key, count, offset, sizes, strides)
  local function tuple(numbers)
    for i, number in ipairs(numbers) do numbers[i] = "K" .. string.char(number) end
    return "(" .. table.concat(numbers) .. "t"
  end
  return "ctorch._utils\n_rebuild_tensor_v2\n((" .. text "storage" .. "ctorch\nFloatStorage\n" .. text(key) .. text "cuda:0"
    .. "K" .. string.char(count) .. "NtQK" .. string.char(offset) .. tuple(sizes) .. tuple(strides)
    .. "\x89ccollections\nOrderedDict\n)RtR"
end

write("state.pt", torch("ccollections\nOrderedDict\n)R(" .. text "weight" .. window("w", 8, 0, { 2, 4 }, { 4, 1 }) .. text "bias"
  .. window("w", 8, 6, { 2 }, { 1 }) .. "u}" .. text "_metadata" .. "}sb", { { "w", { 1, 2, 3, 4, 5, 6, 7, 8 } } }))
local state = tensor.load("state.pt")
check.equal(state.weight:totable(), { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } })
check.equal(state.bias:totable(), { 7, 8 })
two:load("state.pt")
assert(two.weight == state.weight and two.bias == state.bias)
two:load_state_dict(state)

write("checkpoint.pth", torch("}(" .. text "epoch" .. "K\6" .. text "loss" .. "G\x3f\xe0\0\0\0\0\0\0" .. text "best" .. "\x88"
  .. text "nothing" .. "N" .. text "betas" .. "G\x3f\xe0\0\0\0\0\0\0N\x86" .. text "state" .. "}K\0" .. window("w", 1, 0, {}, {})
  .. "su", { { "w", { 3 } } }))
local checkpoint = tensor.load("checkpoint.pth")
assert(checkpoint.epoch == 6 and math.type(checkpoint.epoch) == "integer" and checkpoint.loss == 0.5)
assert(checkpoint.best == true and checkpoint.nothing == nil)
assert(checkpoint.betas[1] == 0.5 and checkpoint.betas[2] == json.null and #checkpoint.betas == 2)
check.equal(checkpoint.state[0]:item(), 3)
check.raises("'epoch' is no tensor", two.load, two, "checkpoint.pth")

-- What names something else is refused, and not run.
write("hostile.pt", torch("cos\nsystem\n" .. text "touch ran" .. "\x85R"))
check.raises("'os.system'", tensor.load, "hostile.pt")
assert(not io.open("ran"))
write("bare.pt", "\x80\2cposix\nsystem\n" .. text "touch ran" .. "\x85R.")
check.raises("'posix.system'", tensor.load, "bare.pt")
write("itself.pt", torch("]q\1h\1a"))
check.raises("contains itself", tensor.load, "itself.pt")
write("deep.pt", torch(("]"):rep(100000) .. ("a"):rep(99999)))
check.raises("deep", tensor.load, "deep.pt")

check.raises("none.npy", tensor.load, "none.npy")
local cut = assert(io.open("both.safetensors", "rb")):read(40)
write("cut.safetensors", cut)
check.raises("cut.safetensors", tensor.load, "cut.safetensors")
for _, name in ipairs { "cut.npz", "cut.pt", "cut.npy" } do
  write(name, cut)
  check.raises(name, tensor.load, name)
  write(name, "")
  check.raises(name, tensor.load, name)
end
check.raises("t.what", tensor.save, t, "t.what")
