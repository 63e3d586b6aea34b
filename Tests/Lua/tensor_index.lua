local check = require "support.check"
local tensor = require "tensor"

local t = tensor.arange(12):reshape(3, 4)
check.equal(t[1]:totable(), { 1, 2, 3, 4 })
check.equal(t[-1][-1], 12)
check.equal(t[{ 2, 3 }], 7)
check.equal(t[{ { 2, 3 }, {}, }]:totable(), { { 5, 6, 7, 8 }, { 9, 10, 11, 12 } })
check.equal(t[{ {}, { 1, 2 } }].shape, { 3, 2 })
check.equal(t[t:gt(10)]:totable(), { 11, 12 })

-- Views share their numbers; clones do not.
local row, copy = t[2], t:clone()
row[1] = 50
check.equal(t[{ 2, 1 }], 50)
check.equal(copy[{ 2, 1 }], 5)
t[{ {}, 4 }] = 0
check.equal(t:select(2, 4):totable(), { 0, 0, 0 })
check.equal(t:narrow(1, 2, 2).shape, { 2, 4 })
check.equal(t:t().shape, { 4, 3 })
check.equal(tensor.cat({ t, t }, 2).shape, { 3, 8 })
check.equal(tensor.stack({ t, t }).shape, { 2, 3, 4 })
check.equal(t:index_select(1, tensor { 3, 1 }:to "int64"):select(2, 1):totable(), { 9, 1 })

check.raises("0", function() return t[0] end)
check.raises("4", function() return t[4] end)
