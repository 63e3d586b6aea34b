local check = require "support.check"
local tensor = require "tensor"

-- d/dx of x^2 y + sin(y) at (3, 2).
local x = tensor({ 3 }, { requires_grad = true, dtype = "float64" })
local y = tensor({ 2 }, { requires_grad = true, dtype = "float64" })
local z = (x ^ 2 * y + y:sin()):sum()
z:backward()
check.near(x.grad:item(), 12)
check.near(y.grad:item(), 9 + math.cos(2), 1e-12)

-- Gradients by name of the inputs, and through a broadcast matrix product.
local w = tensor.ones(2, 3, { requires_grad = true })
local g = tensor.grad((tensor { { 1, 2 }, { 3, 4 } }:matmul(w)):sum(), w)
check.equal(g:totable(), { { 4.0, 4.0, 4.0 }, { 6.0, 6.0, 6.0 } })
check.equal(w.grad, nil)

check.equal(tensor.no_grad(function() return (w * 2).requires_grad end), false)
check.equal((w:detach() * 2).requires_grad, false)
check.raises("backward", function() tensor.ones(2):sum():backward() end)

-- A value changed after it was used would make a wrong gradient.
local v = tensor({ 1, 2 }, { requires_grad = true })
local used = v * 1
local product = (used * used):sum()
used:add_(1)
local _, message = pcall(function() product:backward() end)
assert(message:find("mul at .*tensor_gradient.lua:25 needs values that add_ at .*tensor_gradient.lua:26 overwrote"), message)

-- Without a write in between the second use of a graph needs it kept; the error says where it went.
local twice = (v * v):sum()
twice:backward { retain_graph = true }
twice:backward()
_, message = pcall(function() twice:backward() end)
assert(message:find("sum at .*tensor_gradient.lua:31 was freed by backward at .*tensor_gradient.lua:33"), message)
check.near(v.grad, (v * 4):detach())

-- Several outputs, unused inputs, some leaves only, and what is refused.
local a, b = tensor({ 1, 2 }, { requires_grad = true }), tensor({ 3, 4 }, { requires_grad = true })
local ga, gb = table.unpack(tensor.grad({ (a * b):sum(), a * 2 }, { a, b }, { tensor(1), tensor { 1, 10 } }))
check.equal(ga:totable(), { 5, 24 })
check.equal(gb:totable(), { 1, 2 })
check.equal(tensor.grad(a * b, a, { grad_outputs = tensor { 1, 0 } }):totable(), { 3, 0 })
local some = tensor.grad((a * a):sum(), { a, b }, { allow_unused = true })
check.equal({ some[1]:totable(), some[2] }, { { 2, 4 } })
check.equal(tensor.grad(a:sum(), b, { allow_unused = true }), nil)
check.raises("input #2", tensor.grad, (a * a):sum(), { a, b });
(a * b):sum():backward { inputs = { b } }
check.equal({ a.grad, b.grad:totable() }, { nil, { 1, 2 } })
check.raises("derivatives of derivatives", tensor.grad, (a * a):sum(), a, { create_graph = true })
check.raises("the result of mul", function() (a * a):backward() end)
check.raises("leaves", function() local c = a * 2 c:sum():backward { inputs = c } end)
check.equal(tensor.no_grad(function() return tensor.enable_grad(function() return (a * 2).requires_grad end) end), true)

-- Gradients against differences.
local w64 = tensor.randn(3, { dtype = "float64", requires_grad = true })
assert(tensor.gradcheck(function(w, k) return w:exp() * k, w:sum() end, { w64, tensor { 1, 2, 3 } }))
check.raises("float64", tensor.gradcheck, function(x) return x end, a)
check.raises("no input requires", tensor.gradcheck, function(x) return x end, tensor.ones(2):double())
check.raises("must return tensors", tensor.gradcheck, function() return 1 end, w64)
check.raises("element 1 is 0", tensor.gradcheck, function(x) return x.round and x:detach() * 2 + x * 0 end, w64)
