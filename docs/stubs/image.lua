---@meta image
-- Made from the declarations by `workbench help --stubs`; do not edit.

---Pictures as tensors (C, H, W) with values in [0, 1].
---@class image
local image = {}

---The picture in a PNG file: (C, H, W) float32 in [0, 1], C from 1 to 4.
---
---```lua
---local ok, picture = pcall(image.load, "digit.png")
---```
---@param path string
---@return Tensor
function image.load(path) end

---Writes (H, W) or (C, H, W) with values in [0, 1] as an 8-bit PNG, whole or not at all.
---
---```lua
---image.save("example.png", tensor.rand(28, 28))
---```
---@param path string
---@param t Tensor
function image.save(path, t) end

---@class image.grid.options
---@field columns? integer Default 8.
---@field padding? integer Default 2.
---@field scale? integer Default 1.
---@field background? number Default 1.
---@field labels? string[] Default [].
---@field column_labels? string[] Default [].
---@field row_labels? string[] Default [].

---Pictures (N, C, H, W) or (N, H, W) side by side on one (C', H', W'), each pixel enlarged scale times; labels stand below the cells, column_labels above the columns, row_labels left of the rows.
---
---```lua
---local strip = image.grid(tensor.rand(6, 1, 28, 28), {columns=6, scale=4})
---```
---@param t Tensor
---@param options? image.grid.options
---@return Tensor
function image.grid(t, options) end

---@class image.show.options
---@field columns? integer
---@field protocol? "kitty"|"sixel"|"blocks"|"text"

---Shows a picture, or a grid of (N, C, H, W), in the terminal: by kitty's graphics or sixels where it has them, else by coloured half blocks, `columns` of them at most; into a pipe or file by half blocks without colour.
---
---```lua
---image.show(tensor.rand(28, 28))
---```
---@param t Tensor
---@param options? image.show.options
function image.show(t, options) end

return image
