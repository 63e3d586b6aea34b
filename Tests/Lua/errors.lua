-- Errors of compiled functions are Lua errors like any other: with a line, caught anywhere, values intact after them.
local check = require "support.check"
local bo = require "bo"
local tensor = require "tensor"

local a = tensor.ones(2, 3)
local ok, message = pcall(function()
  return a:matmul(a)
end)
assert(not ok and message:find("^.*errors%.lua:8: Tensor:matmul: inner sizes differ: %(2, 3%) x %(2, 3%)$"), message)
local _, traced = xpcall(function() return a:matmul(a) end, debug.traceback)
assert(traced:find("stack traceback:", 1, true))

-- In coroutines, in finalisers and when a variable is closed.
local co = coroutine.create(function() coroutine.yield(a:matmul(a)) end)
check.equal((coroutine.resume(co)), false)
local closed = {}
check.raises("inner sizes differ", function()
  local held <close> = setmetatable({}, { __close = function(_, e) closed[1] = tostring(e) end })
  return (a:matmul(a)) -- not a tail call: `held` is open
end)
assert(closed[1]:find("inner sizes differ", 1, true))
do
  local scratch <close> = tensor.zeros(10)
  closed[2] = scratch
end
check.raises("released", function() return closed[2] + 1 end)

-- A script's own error passes through compiled code as it is, a table too.
local own = { code = 7 }
local _, came = pcall(tensor.no_grad, function() error(own) end)
assert(came == own)
check.raises("in a score", function()
  tensor.no_grad(function() bo.maximize(function() return tensor.no_grad(error, "in a score", 0) end, { { 0, 1 } }, { evaluations = 2 }) end)
end)

-- Wrong arguments say what was wanted and what came; the nearest name helps.
check.raises("integer wanted, got string", tensor.zeros, "two")
check.raises("did you mean 'keepdim'", tensor.sum, a, 1, { keepdm = true })
check.raises("reshap", function() return a.reshap end)
check.raises("free", function() a.fre() end)
