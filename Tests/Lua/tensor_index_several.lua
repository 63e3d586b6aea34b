-- Reading and writing by tensors of indices; values from NumPy's rules.
local check = require "support.check"
local tensor = require "tensor"

local t = tensor.arange(24):reshape(2, 3, 4):double()
local rows, columns = tensor { 1, 3 }, tensor { 4, 1 }

check.equal(t[{ {}, rows }]:totable(), { { { 1, 2, 3, 4 }, { 9, 10, 11, 12 } }, { { 13, 14, 15, 16 }, { 21, 22, 23, 24 } } })
check.equal(t[{ 1, rows, columns }]:totable(), { 4.0, 9.0 })
check.equal(t[{ {}, rows, columns }]:totable(), { { 4.0, 9.0 }, { 16.0, 21.0 } })
-- Index tensors that are no neighbours put their dimension in front.
check.equal(t[{ tensor { 1, 2 }, {}, columns }]:totable(), { { 4.0, 8.0, 12.0 }, { 13.0, 17.0, 21.0 } })
check.equal(t[{ tensor { 1, 2 }, { 2, 3 }, columns }]:totable(), { { 8.0, 12.0 }, { 17.0, 21.0 } })
-- They broadcast: a column of rows beside a row of columns.
check.equal(t[{ 2, rows:reshape(2, 1), columns }]:totable(), { { 16.0, 13.0 }, { 24.0, 21.0 } })
check.equal(t[tensor { { 1, 2 }, { 2, 1 } }].shape, { 2, 2, 3, 4 })
check.equal(t[{ {}, tensor { true, false, true }, -1 }]:totable(), { { 4.0, 12.0 }, { 16.0, 24.0 } })
check.equal(t[{ {}, tensor { -1 } }]:totable(), { { { 9, 10, 11, 12 } }, { { 21, 22, 23, 24 } } })
check.equal(tensor.zeros(0, 3)[{ {}, tensor { 1 } }].shape, { 0, 1 })
check.raises("index", function() return t[{ {}, tensor { 4 } }] end)
check.raises("0", function() return t[{ {}, tensor { 0 } }] end)
check.raises("mask of shape", function() return t[{ {}, tensor { true } }] end)
check.raises("whole numbers", function() return t[{ {}, tensor { 1.5 } }] end)

-- All can be assigned; the last one wins, also for its gradient.
local u = tensor.zeros(3, 4)
u[rows] = 1
u[{ {}, columns }] = tensor { 5, 6 }
u[{ tensor { 2, 2 }, tensor { 2, 3 } }] = tensor { 7, 8 }
check.equal(u:totable(), { { 6, 1, 1, 5 }, { 6, 7, 8, 5 }, { 6, 1, 1, 5 } })
u[{ tensor { 1, 1 }, tensor { 2, 2 } }] = tensor { 2, 3 }
check.equal(u[{ 1, 2 }], 3.0)
check.raises("shapes", function() u[rows] = tensor.ones(3, 4) end)

local function leaf(...) return tensor.randn({ ... }, { dtype = "float64", requires_grad = true }) end
local a, b = leaf(3, 4), leaf(2, 4)
local function checked(f, ...) assert(tensor.gradcheck(f, { ... })) end
checked(function(a) return a[rows] * 2, a[{ rows, columns }], a[{ {}, columns }] end, a)
checked(function(a) return a[{ tensor { 1, 1, 2 } }], a[a:detach():gt(0)], a[{ { 1, 3, 2 }, 2 }], a[{ 2, { 3, 3 } }] * a[2] end, a)
checked(function(a, b) local c = a * 1 c[rows] = b return c * c end, a, b)
checked(function(a, b) local c = a * 1 c[tensor { 2, 2 }] = b return c * a end, a, b)
checked(function(a, b) local c = a * 1 c[{ {}, columns }] = b[{ {}, { 1, 2 } }][1] return c * a end, a, b)
checked(function(a, b) local c = a * 1 c[{ { 1, 2 }, {} }] = b return c * a end, a, b)
checked(function(a, b) local c = a * 1 c[3] = b[1] c[{ 1, 2 }] = b[2]:select(1, 2) c[a:detach():gt(0)] = 0 return c * a end, a, b)
checked(function(a, b) local c = a:t() * 1 c:t()[{ {}, 1 }] = b[{ 1, { 1, 3 } }] return c end, a, b)
checked(function(a, b) local c = a * 1 c[2]:mul_(b[1]) c:select(2, 1):copy_(b[{ 1, { 1, 3 } }]) return c * c end, a, b)

-- Writes of other kinds.
local z = tensor.zeros(2, 3)
check.equal(z:scatter(2, { { 1 }, { 3 } }, 5):totable(), { { 5, 0, 0 }, { 0, 0, 5 } })
check.equal(z:index_copy(2, { 3, 1 }, tensor { { 1, 2 }, { 3, 4 } }):totable(), { { 2, 0, 1 }, { 4, 0, 3 } })
check.equal(z:index_fill(1, { -1 }, 9):totable(), { { 0, 0, 0 }, { 9, 9, 9 } })
check.equal(z:masked_scatter(tensor { true, false, true }, tensor { 1, 2, 3, 4, 5 }):totable(), { { 1, 0, 2 }, { 3, 0, 4 } })
check.equal(z:totable(), { { 0, 0, 0 }, { 0, 0, 0 } })
z:scatter_(2, { { 1 }, { 3 } }, tensor { { 1 }, { 2 } }):index_fill_(2, { 2 }, 4):index_add_(1, { 1 }, tensor.ones(1, 3))
check.equal(z:totable(), { { 2, 5, 1 }, { 0, 4, 2 } })
check.equal(z:take { { 1, 6 } }:totable(), { { 2, 2 } })
checked(function(a, b) return a:scatter(1, { { 2, 1, 1, 3 }, { 2, 2, 3, 1 } }, b) * a end, a, b)
checked(function(a, b) return a:index_copy(1, { 3, 3 }, b) * a, a:index_fill(2, { 1 }, 2) * a end, a, b)
checked(function(a, b) local c = a * 1 return c:scatter_add_(1, { { 2, 1, 1, 3 }, { 2, 2, 3, 1 } }, b) * a end, a, b)
checked(function(a, b) return a:masked_scatter(a:detach():gt(100):logical_not(), b:tile(2, 1)) * a end, a, b)
