local check = require "support.check"
local tensor = require "tensor"

local t = tensor { { 1, 2, 3 }, { 4, 5, 6 } }
check.equal(t.shape, { 2, 3 })
check.equal(t.dtype, "float32")
check.equal(t:totable(), { { 1.0, 2.0, 3.0 }, { 4.0, 5.0, 6.0 } })
check.equal({ #t, t:dim(), t:numel(), t:size(2), t:size(-1) }, { 2, 2, 6, 3, 3 })
check.equal(tensor.arange(4):totable(), { 1, 2, 3, 4 })
check.equal(tensor.arange(2, 8, 3).dtype, "int64")
check.equal(tensor.linspace(0, 1, 5):totable(), { 0.0, 0.25, 0.5, 0.75, 1.0 })
check.equal(tensor.eye(2):totable(), { { 1.0, 0.0 }, { 0.0, 1.0 } })
check.equal(tensor.zeros({ 2, 0 }).shape, { 2, 0 })
check.equal(tensor.full({ 2 }, 7, { dtype = "float64" }):totable(), { 7.0, 7.0 })
check.equal(tensor.ones_like(t).shape, { 2, 3 })

check.raises("shape", tensor.reshape, t, 4, 2)
check.raises("dtype", tensor.zeros, 2, { dtpe = "float64" })
check.raises("negative", function() tensor.zeros(-1) end)
