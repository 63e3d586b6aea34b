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
check.raises("in place", function() product:backward() end)
