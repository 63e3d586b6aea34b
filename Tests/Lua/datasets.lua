local check = require "support.check"
local datasets = require "datasets"
local tensor = require "tensor"

local data = { images = tensor.arange(20):to("float32"):reshape(10, 2), targets = tensor.arange(10) }

-- An epoch has every image once, with its target.
local function epoch(loader)
  local seen = {}
  for images, targets in loader do
    for i = 1, #targets do
      check.equal(images[{ i, 1 }], targets[i] * 2.0 - 1)
      seen[#seen + 1] = targets[i]
    end
  end
  return seen
end
check.equal(epoch(datasets.loader(data, { batch_size = 3 })), { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
check.equal(#epoch(datasets.loader(data, { batch_size = 3, drop_last = true })), 9)
local shuffled = datasets.loader(data, { batch_size = 4, shuffle = true, seed = 1 })
local first, second = epoch(shuffled), epoch(shuffled)
assert(table.concat(first, " ") ~= table.concat(second, " "))
check.equal(epoch(datasets.loader(data, { batch_size = 4, shuffle = true, seed = 1 })), first)
table.sort(first)
check.equal(first, { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })

local doubled = datasets.loader(data, { batch_size = 10, transform = function(images) return images * 2 end })
for images in doubled do check.equal(images[{ 1, 1 }], 2.0) end

-- IDX, the format of MNIST: two bytes.
assert(io.open("two.idx", "wb")):write(string.pack(">I4I4BB", 0x801, 2, 7, 255)):close()
check.equal(datasets.idx("two.idx"):totable(), { 7, 255 })
check.near(datasets.idx("two.idx", { scaled = true }), { 7 / 255, 1 })
check.raises("batch size", datasets.loader, data, { batch_size = 0 })
