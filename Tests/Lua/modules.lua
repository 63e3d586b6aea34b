-- What `require` finds, and what a script's globals are.
local check = require "support.check"

-- Modules that come with the program, beside the script, and the built-in ones; each is made once.
assert(type(require "checkpoint") == "table" and type(require "subset") == "function")
for _, name in ipairs { "tensor", "nn", "optim", "models", "gp", "bo", "datasets", "json", "image", "plot", "workbench" } do
  assert(require(name) == require(name) and type(require(name)) == "table", name)
end
check.raises("no_such_module", require, "no_such_module")

-- A misspelt global is an error with the name that was meant, not nil.
check.raises("did you mean 'print'", function() return prnt end) -- luacheck: ignore
check.raises("undefined global 'tensor'", function() return tensor end)
known = nil
assert(known == nil)

-- Bytecode is refused, text is not.
check.equal(load("return 1 + 1")(), 2)
assert(not load(string.dump(function() end), "dump", "b"))

assert(help and pcall(help, require("tensor").matmul))
