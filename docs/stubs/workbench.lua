---@meta workbench
-- Made from the declarations by `workbench help --stubs`; do not edit.

---How far a loop is, shown on standard error.
---@class Progress
local Progress = {}

---Goes on by k steps; shows the values, e.g. {loss=0.3}.
---
---```lua
---workbench.progress(3):step(1, {loss=0.5})
---```
---@param k? integer Default 1.
---@param values? table
---@return self
function Progress:step(k, values) end

---Draws the last state and ends the line.
---
---```lua
---workbench.progress(3):done()
---```
---@return self
function Progress:done() end

---Lets go of the object at once; using it afterwards is an error.
function Progress:free() end

---The program itself: seeds, threads, options, progress, files.
---@class workbench
---@field version string The program's version.
local workbench = {}

---Fixes every random stream: same seed, same numbers.
---
---```lua
---workbench.seed(1)
---```
---@param n integer
function workbench.seed(n) end

---The seed and how far each stream of random numbers is, a string for a checkpoint. Streams so far: "tensor" (tensors' random numbers), "initialisation", "dropout", "loader", and those that scripts name.
---
---```lua
---local state = workbench.get_rng_state()
---```
---@return string
function workbench.get_rng_state() end

---Goes on with all random numbers where get_rng_state was called.
---
---```lua
---local state = workbench.get_rng_state()
---local first = tensor.randn(3)
---workbench.set_rng_state(state)
---assert(tensor.randn(3) == first)
---```
---@param state string
function workbench.set_rng_state(state) end

---Most threads that numerics use; sets it when a number is given. Results do not depend on it.
---
---```lua
---print(workbench.threads())
---```
---@param n? integer
---@return integer
function workbench.threads(n) end

---Seconds of a clock that never goes back.
---
---```lua
---local t = workbench.clock()
---```
---@return number
function workbench.clock() end

---The script's own options, parsed from its arguments: name = {default, doc[, {choices} or {min, max}]}. `--help` prints them. Positional arguments come in the sequence part.
---
---```lua
---local o = workbench.options{digit={3, "digit to draw", {0, 9}}, out={"out", "folder"}}
---```
---@param declared table
---@return table
function workbench.options(declared) end

---Shows how far a loop of n steps is: a bar on a terminal, plain lines otherwise.
---
---```lua
---local p = workbench.progress(2, "epoch 1")
---for i = 1, 2 do p:step(1, {loss=1 / i}) end
---p:done()
---```
---@param n? integer
---@param label? string Default "".
---@return Progress
function workbench.progress(n, label) end

---Makes a folder and those above it; one that exists is fine.
---
---```lua
---workbench.mkdir("out/pictures")
---```
---@param path string
function workbench.mkdir(path) end

---Writes a file whole or not at all.
---
---```lua
---workbench.write("example.txt", "text")
---```
---@param path string
---@param text string
function workbench.write(path, text) end

return workbench
