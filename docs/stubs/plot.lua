---@meta plot
-- Made from the declarations by `workbench help --stubs`; do not edit.

---Axes with lines, points, bands and pictures.
---@class Figure
local Figure = {}

---@class Figure.line.options
---@field label? string
---@field color? string
---@field dashed? boolean Default false.
---@field step? boolean Default false.
---@field width? number Default 1.6.

---Points joined by a line; nan interrupts it. With one argument, x counts from 1.
---
---```lua
---plot.figure{}:line({1, 2, 3}, {2, 4, 8}, {label="doubling"})
---```
---@param x Tensor|number[]
---@param y? Tensor|number[]
---@param options? Figure.line.options
---@return self
---@overload fun(self: Figure, x: Tensor|number[], options?: Figure.line.options): Figure
function Figure:line(x, y, options) end

---@class Figure.scatter.options
---@field label? string
---@field color? string
---@field size? number Default 1.
---@field values? Tensor|number[]

---Points; their colours stand for `values` where these are given.
---
---```lua
---plot.figure{}:scatter(tensor.randn(20), tensor.randn(20), {values=tensor.arange(20)})
---```
---@param x Tensor|number[]
---@param y? Tensor|number[]
---@param options? Figure.scatter.options
---@return self
---@overload fun(self: Figure, x: Tensor|number[], options?: Figure.scatter.options): Figure
function Figure:scatter(x, y, options) end

---@class Figure.band.options
---@field label? string
---@field color? string

---The area between lo and hi, in the colour of the line before it.
---
---```lua
---plot.figure{}:band({1, 2}, {0, 1}, {2, 3}, {label="95 %"})
---```
---@param x Tensor|number[]
---@param lo Tensor|number[]
---@param hi Tensor|number[]
---@param options? Figure.band.options
---@return self
function Figure:band(x, lo, hi, options) end

---@class Figure.histogram.options
---@field bins? integer
---@field label? string
---@field color? string

---How often values fall into each of `bins` equal intervals; their number is chosen from the data if not given.
---
---```lua
---plot.figure{}:histogram(tensor.randn(1000))
---```
---@param values Tensor|number[]
---@param options? Figure.histogram.options
---@return self
function Figure:histogram(values, options) end

---@class Figure.heatmap.options
---@field x? number[]
---@field y? number[]
---@field origin? "lower"|"upper" Default "lower".

---Numbers as colours. x and y say what the first and the last column and row stand for; the first row is at the bottom unless origin is "upper".
---
---```lua
---plot.figure{}:heatmap({{1, 2}, {3, 4}}, {origin="upper"})
---```
---@param z Tensor|number[][]
---@param options? Figure.heatmap.options
---@return self
function Figure:heatmap(z, options) end

---Words whose middle is at (x, y).
---
---```lua
---plot.figure{}:line({1, 2, 4}):text(2, 3, "here")
---```
---@param x number
---@param y number
---@param words string
---@return self
function Figure:text(x, y, words) end

---A picture (H, W) or (C, H, W) with values in [0, 1].
---
---```lua
---plot.figure{}:image(tensor.rand(3, 8, 8))
---```
---@param t Tensor
---@return self
function Figure:image(t) end

---Writes the figure whole or not at all: .png, .svg or .pdf.
---
---```lua
---plot.figure{title="x"}:line({1, 2}):save("example.svg")
---```
---@param path string
---@return self
function Figure:save(path) end

---@class Figure.show.options
---@field columns? integer
---@field protocol? "kitty"|"sixel"|"blocks"|"text"

---Shows the figure in the terminal, as image.show does.
---
---```lua
---plot.figure{}:line({1, 2, 4}):show{protocol="text"}
---```
---@param options? Figure.show.options
---@return self
function Figure:show(options) end

---Lets go of the object at once; using it afterwards is an error.
function Figure:free() end

---Figures on one picture.
---@class PlotGrid
local PlotGrid = {}

---Writes the picture whole or not at all.
---
---```lua
---plot.grid{plot.figure{}, plot.figure{}}:save("example.png")
---```
---@param path string
---@return self
function PlotGrid:save(path) end

---@class PlotGrid.show.options
---@field columns? integer
---@field protocol? "kitty"|"sixel"|"blocks"|"text"

---Shows the picture in the terminal, as image.show does.
---
---```lua
---plot.grid{plot.figure{}, plot.figure{}}:show{protocol="text"}
---```
---@param options? PlotGrid.show.options
---@return self
function PlotGrid:show(options) end

---Lets go of the object at once; using it afterwards is an error.
function PlotGrid:free() end

---Figures drawn by gnuplot: .png, .svg or .pdf by the file's name.
---@class plot
local plot = {}

---@class plot.figure.options
---@field title? string Default "".
---@field xlabel? string Default "".
---@field ylabel? string Default "".
---@field width? integer Default 640.
---@field height? integer Default 400.
---@field xlim? number[]
---@field ylim? number[]
---@field xscale? "linear"|"log" Default "linear".
---@field yscale? "linear"|"log" Default "linear".

---A new figure without anything in it; sizes in points, of which a PNG has two pixels each way.
---
---```lua
---local f = plot.figure{title="loss", xlabel="epoch", yscale="log"}
---```
---@param options? plot.figure.options
---@return Figure
function plot.figure(options) end

---Figures on one picture, in `columns` columns: plot.grid{f1, f2, columns=1}:save("both.png").
---
---```lua
---local both = plot.grid{plot.figure{title="a"}, plot.figure{title="b"}}
---```
---@param figures table
---@return PlotGrid
function plot.grid(figures) end

return plot
