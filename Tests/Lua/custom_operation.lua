-- Operations written in Lua with gradients of their own.
local check = require "support.check"
local nn = require "nn"
local optim = require "optim"
local tensor = require "tensor"

local function leaf(...) return tensor.randn({ ... }, { dtype = "float64", requires_grad = true }) end

local swish = tensor.custom("swish", {
  forward = function(ctx, x, beta)
    assert(not tensor.is_grad_enabled() and not x.requires_grad)
    ctx:save(x)
    ctx.beta = beta
    return x * (beta * x):sigmoid()
  end,
  backward = function(ctx, g)
    local x = ctx:saved()
    local s = (ctx.beta * x):sigmoid()
    return g * (s + ctx.beta * x * s * (1 - s))
  end,
})

local x = leaf(2, 3)
assert(tensor.gradcheck(function(x) return swish(x, 2) end, x))
assert(tensor.gradcheck(function(x) return swish(swish(x:t(), 2) * x:t(), 0.5):sum(1) end, x))
assert(swish(x, 1).grad_fn:find("^swish at .*custom_operation.lua:26$"))
check.equal(tensor.no_grad(function() return swish(x, 1).requires_grad end), false)
check.equal(swish(x:detach(), 1).requires_grad, false)

-- Several arguments and results, one of them no tensor, one without gradients.
local needed
local several = tensor.custom("several", {
  forward = function(ctx, a, b)
    ctx:save(a, b)
    needed = ctx.needs_input_grad
    return a * b, "text", a + b, a:gt(b), 7
  end,
  backward = function(ctx, product, text, sum, mask, number)
    assert(text == nil and mask == nil and number == nil)
    local a, b = ctx:saved()
    return product * b + sum, product * a + sum
  end,
})
local y = leaf(2, 3)
assert(tensor.gradcheck(function(x, y) local p, _, s = several(x, y) return p, s * p end, { x, y }))
assert(tensor.gradcheck(function(x, y) return (several(x, y)) end, { x, y }))
assert(tensor.gradcheck(function(x, y) return (select(3, several(x, y))) end, { x, y }))
local p, text, s, mask, number = several(x, y:detach())
check.equal({ text, number, mask.dtype, p.requires_grad, mask.requires_grad }, { "text", 7, "bool", true, false })
check.equal(needed, { true, false })

-- A gradient that is wrong is found; what does not fit is an error with the operation's name.
local wrong = tensor.custom("wrong", {
  forward = function(ctx, x) ctx:save(x) return x * x end,
  backward = function(ctx, g) return g * ctx:saved() end,
})
check.raises("gradient of input #1", tensor.gradcheck, wrong, x)
local ok, message = tensor.gradcheck(wrong, x, { raise_exception = false })
assert(not ok and message:find "input #1")

local function broken(backward)
  local f = tensor.custom("broken", { forward = function(_, a, b) return a + (b or 0) end, backward = backward })
  return function() (f(x, y) * 2):sum():backward() end
end
check.raises("argument #1 must have its shape (2, 3), got ()", broken(function(_, g) return g:sum(), g end))
check.raises("backward returned 1 gradients, and argument #2 needs one", broken(function(_, g) return g end))
check.raises("returned 3 gradients for 2 arguments", broken(function(_, g) return g, g, g end))
check.raises("tensor or nil wanted for the gradient of argument #1, got number", broken(function() return 1, 2 end))
check.raises("backward changed gradient #1 in place", broken(function(_, g) return g:mul_(2), g end))
check.raises("compiled code cannot yield", function()
  coroutine.wrap(broken(function(_, g) coroutine.yield(g) return g, g end))()
end)
check.raises("compiled code cannot yield", function()
  local f = tensor.custom("f", { forward = function(_, x) coroutine.yield() return x end, backward = print })
  coroutine.wrap(function() f(x) end)()
end)
check.raises("forward changed argument #1 in place", function()
  tensor.custom("f", { forward = function(_, x) return x:add_(1) end, backward = print })(leaf(3))
end)
check.raises("forward=function", tensor.custom, "f", { forward = print })
check.raises("unknown field 'vjp'", tensor.custom, "f", { forward = print, backward = print, vjp = print })
check.raises("only forward can save", broken(function(ctx, g) ctx:save(g) return g, g end))
check.raises("keep other values in fields", function()
  tensor.custom("f", { forward = function(ctx, x) ctx:save(3) return x end, backward = print })(x)
end)

-- Nil says that there is no gradient; leaves keep theirs.
broken(function(_, g) return nil, g end)()
check.equal(x.grad, nil)
check.near(y.grad, tensor.full({ 2, 3 }, 2, { dtype = "float64" }))

-- An error in backward arrives as it is, with the traceback of its place; no grad has changed.
local function fails() error { code = 7 } end
local bad = tensor.custom("bad", { forward = function(_, x) return x * 1 end, backward = function() fails() end })
local z = leaf(3)
local caught, value = pcall(function() (bad(z) + z):sum():backward() end)
check.equal({ caught, value.code, z.grad }, { false, 7 })
local trace = select(2, xpcall(function() bad(z):sum():backward() end, function(e) return debug.traceback(e.code) end))
assert(trace:find("backward", 1, true), trace)

-- Saved tensors are guarded as any operation's.
local u = z * 2
local v = swish(u, 1)
u:mul_(3)
local _, stale = pcall(function() v:sum():backward() end)
assert(stale:find("swish at .*custom_operation.lua:103 needs values that mul_ at .*custom_operation.lua:104 overwrote"), stale)

-- The graph can be used twice if it is kept; then the context is empty.
local kept
local keeping = tensor.custom("keeping", {
  forward = function(ctx, x) kept = ctx ctx:save(x) ctx.twice = x * 2 return x * x end,
  backward = function(ctx, g) return g * ctx.twice end,
})
local w = leaf(2)
local total = keeping(w):sum()
total:backward { retain_graph = true }
total:backward()
check.near(w.grad, (w * 4):detach())
check.raises("freed", function() return kept:saved() end)

-- A result is a tensor of its own, also where forward gives its argument back.
local identity = tensor.custom("identity", {
  forward = function(_, x) return x end, backward = function(_, g) return -g end,
})
local same = identity(w)
same:add_(1)
check.raises("leaf", function() w:add_(1) end)
assert(w ~= same)
local reversed = tensor.grad(identity(w):sum(), w)
check.near(reversed, tensor.full({ 2 }, -1, { dtype = "float64" }))

-- Gradients inside forward, of what the operation hides.
local slope = tensor.custom("slope", {
  forward = function(_, x)
    return tensor.enable_grad(function()
      local inner = x:clone():requires_grad_()
      return tensor.grad((inner ^ 3):sum(), inner)
    end)
  end,
  backward = function(_, g) return g end,
})
check.near(slope(tensor { 2 }):item(), 12)

-- In a module, trained.
local Net = nn.Module:extend "Net"
function Net:init() self.a, self.b = nn.Linear(2, 8), nn.Linear(8, 1) end
function Net:forward(x) return self.b(swish(self.a(x), 1.5)) end
local net = Net()
local adam = optim.Adam(net:parameters(), { lr = 0.02 })
local inputs = tensor.randn(64, 2)
local targets = (inputs[{ {}, { 1, 1 } }] * inputs[{ {}, { 2, 2 } }]):detach()
local first, last
for step = 1, 200 do
  adam:zero_grad()
  local loss = nn.mse_loss(net(inputs), targets)
  loss:backward()
  adam:step()
  first, last = first or loss:item(), loss:item()
end
assert(last < first / 4, last)
