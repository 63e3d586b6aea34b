local check = require "support.check"
local tensor = require "tensor"

-- Relative paths are in the script's own run folder.
local t = tensor.randn(3, 4)
tensor.save(t, "t.npy")
assert(tensor.load("t.npy") == t)
tensor.save({ a = t, b = tensor.arange(3) }, "both.safetensors", { metadata = { by = "a test" } })
local back, notes = tensor.load("both.safetensors")
assert(back.a == t)
check.equal(back.b:totable(), { 1, 2, 3 })
check.equal(notes.by, "a test")

check.raises("none.npy", tensor.load, "none.npy")
local cut = assert(io.open("both.safetensors", "rb")):read(40)
assert(io.open("cut.safetensors", "wb")):write(cut):close()
check.raises("cut.safetensors", tensor.load, "cut.safetensors")
check.raises("t.what", tensor.save, t, "t.what")
