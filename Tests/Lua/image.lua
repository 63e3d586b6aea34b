local check = require "support.check"
local image = require "image"
local plot = require "plot"
local tensor = require "tensor"

-- Eight bits keep what eight bits can hold.
local picture = tensor.arange(0, 255):to("float32"):reshape(1, 16, 16) / 255
image.save("ramp.png", picture)
check.near(image.load("ramp.png"), picture, 1e-6)
image.save("colour.png", tensor.rand(3, 5, 7))
check.equal(image.load("colour.png").shape, { 3, 5, 7 })

local grid = image.grid(tensor.zeros(5, 1, 4, 6), { columns = 3, padding = 1 })
check.equal(grid.shape[1], 1)
check.raises("none.png", image.load, "none.png")
check.raises("(2, 3, 4, 5)", image.save, "bad.png", tensor.zeros(2, 3, 4, 5))

-- A figure is written in the format that its name says.
local x = tensor.linspace(0, 1, 20)
plot.figure({ title = "a line" }):line(x, x:sin(), { label = "sin" }):save("line.svg")
assert(assert(io.open("line.svg")):read("a"):find("<svg", 1, true))
check.raises("line.what", function() plot.figure():line(x, x):save("line.what") end)
