---@meta json
-- Made from the declarations by `workbench help --stubs`; do not edit.

---JSON's null.
---@class null
local null = {}

---Lets go of the object at once; using it afterwards is an error.
function null:free() end

---JSON as Lua tables, and tables as JSON.
---@class json
---@field null null What stands for null in an array.
local json = {}

---@class json.encode.options
---@field pretty? boolean Default false.

---The value as JSON. A sequence (also an empty table) becomes an array, a table with names an object with its names in order; tensors become arrays; nan and infinities become null.
---
---```lua
---print(json.encode({score=0.99, digits={1, 2}}))
---```
---@param value any
---@param options? json.encode.options
---@return string
function json.encode(value, options) end

---The value that the text stands for. A null is json.null in an array, and nothing in an object.
---
---```lua
---print(json.decode('{"a": [1, 2.5]}').a[2])
---```
---@param text string
---@return any
function json.decode(text) end

---The value in a file, as json.decode gives it.
---
---```lua
---local ok, value = pcall(json.load, "summary.json")
---```
---@param path string
---@return any
function json.load(path) end

---@class json.save.options
---@field pretty? boolean Default true.

---Writes the value as json.encode gives it, the file whole or not at all.
---
---```lua
---json.save("example.json", {score=0.99})
---```
---@param path string
---@param value any
---@param options? json.save.options
function json.save(path, value, options) end

return json
