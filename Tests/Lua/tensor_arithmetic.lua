local check = require "support.check"
local tensor = require "tensor"

local a = tensor { { 1, 2 }, { 3, 4 } }
local b = tensor { 10, 20 }
check.equal((a + b):totable(), { { 11.0, 22.0 }, { 13.0, 24.0 } })
check.equal((1 - a):totable(), { { 0.0, -1.0 }, { -2.0, -3.0 } })
check.equal((a ^ 2 / 2):totable(), { { 0.5, 2.0 }, { 4.5, 8.0 } })
check.equal((-a % 3):totable(), { { 2.0, 1.0 }, { 0.0, 2.0 } })
check.equal(a == a:clone(), true)
check.equal(a == b, false)
check.near(a:exp():log(), a)
check.near(tensor { 0.5 }:erf():item(), 0.5204998778130465)
check.near(tensor({ 4.5 }, { dtype = "float64" }):lgamma():item(), 2.4537365708424422, 1e-14)
check.near(tensor { 1, 2, 3 }:softmax(1), { 0.09003057, 0.24472847, 0.66524096 })

check.equal(a:sum():item(), 10.0)
check.equal(a:mean(1):totable(), { 2.0, 3.0 })
check.equal(a:sum(2, { keepdim = true }).shape, { 2, 1 })
check.near(a:var():item(), 5 / 3)
local values, positions = a:max(2)
check.equal({ values:totable(), positions:totable() }, { { 2.0, 4.0 }, { 2, 2 } })
check.equal(a:argmax():item(), 4)
local sorted, order = tensor { 3, 1, 2 }:sort()
check.equal({ sorted:totable(), order:totable() }, { { 1.0, 2.0, 3.0 }, { 2, 3, 1 } })
check.near(tensor { 1, 2, 3 }:logsumexp():item(), 3.40760596)

check.raises("(2, 2)", function() return a + tensor { 1, 2, 3 } end)
check.raises("inner sizes differ", tensor.matmul, a, tensor.ones(3, 2))
