-- What a script must not get away with: each call ends in a Lua error, none in the process's end.
local check = require "support.check"
local nn = require "nn"
local tensor = require "tensor"

local t = tensor.arange(6):reshape(2, 3):double()
local i = tensor.new({ 1, 2 }, { dtype = "int64" })
local huge = 1 << 40

local calls = {
  -- Sizes that no memory holds, whose product does not fit 64 bits, that are negative, or too many.
  function() return tensor.zeros(huge) end, function() return tensor.zeros(huge, huge) end,
  function() return tensor.ones(math.maxinteger) end, function() return tensor.rand(1 << 32, 1 << 32) end,
  function() return tensor.full({ huge, 8 }, 1) end, function() return tensor.zeros(-1) end,
  function() return tensor.zeros(2, -3) end, function() return tensor.randn(1, 1, 1, 1, 1, 1, 1, 1, 1) end,
  function() return tensor.eye(huge) end, function() return tensor.eye(-1) end, function() return tensor.linspace(0, 1, huge) end,
  function() return tensor.linspace(0, 1, -1) end, function() return tensor.arange(1, huge) end,
  function() return tensor.arange(0, 1, 0) end,
  function() return tensor.arange(0, 1e300, 1e-300) end, function() return tensor.arange(0 / 0) end,
  function() return tensor.arange(1, math.maxinteger) end, function() return tensor.randperm(huge) end,
  function() return tensor.randperm(-1) end, function() return tensor.randint(2, 1, { 3 }) end,
  function() return tensor.randint(math.mininteger, math.maxinteger, { 3 }) end,
  function() return t:expand(huge, 2, 3):clone() end, function() return t:expand(huge, huge, 2, 3) end,
  function() return t:tile(huge) end, function() return t:tile(math.maxinteger, 3) end, function() return t:tile(-1) end,
  function() return t:repeat_interleave(huge) end, function() return t:repeat_interleave(-1) end,
  function() return t:repeat_interleave({ huge, huge }, 1) end, function() return t:repeat_interleave({ 1 }, 1) end,
  function() return i:one_hot(huge) end, function() return i:one_hot(1) end, function() return tensor.zeros(0):long():one_hot() end,
  function() return i:bincount(nil, { minlength = huge }) end, function() return (i * math.maxinteger):bincount() end,
  function() return t:histc(huge) end, function() return t:histc(0) end, function() return t:histc(3, 2, 1) end,
  function() return t:histc(3, 0, 1 / 0) end, function() return tensor.zeros(0, 3):max() end,
  function() return t:reshape(4, -1) end, function() return t:reshape(-1, -1) end, function() return t:reshape(7) end,
  function() return t:t():view(6) end, function() return t:unflatten(1, 3, -1) end, function() return t:reshape(huge, 0) end,
  -- Dimensions and indices that are not there.
  function() return t:sum(0) end, function() return t:sum(3) end, function() return t:sum { 1, 1 } end,
  function() return t:sum(-3) end, function() return t:sum(math.mininteger) end, function() return t:size(0) end,
  function() return t:transpose(1, 3) end, function() return t:permute(1, 1) end, function() return t:permute(1) end,
  function() return t:narrow(1, 2, 2) end, function() return t:narrow(1, 1, -1) end, function() return t:select(1, 3) end,
  function() return t[3] end, function() return t[0] end, function() return t[{ 1, 2, 3 }] end,
  function() return t[{ { 2, 4 } }] end, function() return t[1.5] end, function() return t[{ 1, "x" }] end,
  function() return t[math.mininteger] end, function() return t[{ { 1, 2, 0 } }] end, function() return tensor(1)[1] end,
  function() t[3] = 1 end, function() t[1] = tensor.ones(2) end, function() t[t:gt(3)] = tensor.ones(2) end,
  function() return t:index_select(1, { 3 }) end, function() return t:index_select(1, { 0 }) end,
  function() return t:gather(1, { 1 }) end,
  function() return t:gather(2, { { 4 } }) end, function() return t:scatter(2, { { 1, 4 } }, 1) end,
  function() return t:index_copy(1, { 1 }, tensor.ones(2, 3)) end, function() return t:index_add(1, { 3 }, tensor.ones(1, 3)) end,
  function() return t:take { 7 } end, function() return t:masked_fill(t, 1) end, function() return t:where(t, 1) end,
  function() return t:masked_select(tensor { true }) end, function() return t:masked_scatter(t:gt(0), tensor { 1 }) end,
  function() return t:split(0) end, function() return t:split(-1) end, function() return t:split({ 1, 2 }, 1) end,
  function() return t:chunk(0) end, function() return tensor(1):unbind() end, function() return t:kthvalue(0) end,
  function() return t:kthvalue(4) end, function() return t:topk(4) end, function() return t:topk(-1) end,
  function() return t:quantile(1.1) end, function() return t:quantile(0 / 0) end, function() return t:roll({ 1, 2 }, 1) end,
  function() return t:movedim({ 1, 2 }, { 1 }) end, function() return t:flip(1, 1) end, function() return t:diff(-1) end,
  -- dtypes that an operation does not have.
  function() return i:mean() end, function() return i:softmax(1) end, function() return i:var() end,
  function() return i:to "float16" end, function() return tensor.zeros(2, { dtype = "int" }) end,
  function() return tensor.rand(2, { dtype = "int64" }) end, function() return i:requires_grad_() end,
  function() return tensor.zeros(2, { dtype = "int64", requires_grad = true }) end, function() return i:add_(0.5) end,
  function() return i:div_(2) end, function() return i:exp_() end, function() return i:gt(1):add_(1) end,
  function() return i:gt(1) - i:gt(2) end, function() return -i:gt(1) end, function() return i:gt(1) % true end,
  function() return i % 0 end, function() return i // 0 end, function() return 1 % (i - i) end, function() return i ^ -1 end,
  function() return t:bincount() end, function() return t:index_select(1, tensor { 1.5 }) end,
  function() return i:normal_() end, function() return t:matmul(t) end, function() return t + tensor.ones(4) end,
  function() return t + "x" end, function() return t .. t end, function() return t < t end, function() return t + nil end,
  function() return t:add_(tensor.ones(3, 2, 3)) end, function() return tensor.ones(1):expand(3):add_(1) end,
  function() return tensor.cat {} end, function() return tensor.cat { t, tensor.ones(3) } end,
  function() return tensor.stack { t, tensor.ones(3) } end, function() return tensor.cat({ t, t }, 3) end,
  function() return tensor { { 1, 2 }, { 3 } } end, function() return tensor { 1, "x" } end, function() return tensor(nil) end,
  function() return tensor.meshgrid { t } end, function() return t:cdist(tensor.ones(2, 2)) end,
  function() return t:cdist(t, { p = -1 }) end, function() return t:round { decimals = 1000 } end,
  function() return tensor.einsum("ij,jk->ik", t) end, function() return tensor.einsum("ij,jk->ik", t, t) end,
  function() return tensor.einsum("ijk", t) end, function() return tensor.einsum("ij->ijj", t) end,
  function() return tensor.einsum("ij->k", t) end, function() return tensor.einsum("i1", t) end,
  function() return tensor.einsum("", t) end, function() return tensor.einsum("i..j", t) end, function() return tensor.einsum("->->") end,
  function() return tensor { -1, 2 }:multinomial(1) end, function() return tensor { 0, 0 }:multinomial(1) end,
  function() return t:clamp() end, function() return t:item() end, function() return t:backward() end,
  function() return t:lerp(t, "x") end, function() return t:isclose("x") end, function() return t:view(huge) end,
  function() return tensor.gradcheck(function(x) return x end, { t }, { eps = 0 }) end,
  function() return nn.Linear(huge, huge) end, function() return nn.Linear(-1, 2) end,
}

local bad = {}
for place, call in ipairs(calls) do
  local ok, message = pcall(call)
  local line = debug.getinfo(call, "S").linedefined
  if ok then bad[#bad + 1] = ("call %d (line %d) raised no error"):format(place, line) message = "tensor_hostile.lua:1: " end
  -- Where, and in Lua's words: nothing of the compiled side's.
  if not tostring(message):find "tensor_hostile.lua:%d+: " then bad[#bad + 1] = ("call %d: no place in %q"):format(place, message) end
  for _, foreign in ipairs { "Optional", "Swift", "Int64", "fatal", "ArrayError", "TensorError" } do
    if tostring(message):find(foreign, 1, true) then bad[#bad + 1] = ("call %d says %q"):format(place, message) end
  end
end

if #bad > 0 then error(table.concat(bad, "\n")) end

-- Nothing was changed by what failed.
check.equal(t:totable(), { { 1, 2, 3 }, { 4, 5, 6 } })
check.equal(i:totable(), { 1, 2 })

-- Sizes without elements are no mistake, whatever the others are.
check.equal(tensor.zeros(huge, 0).shape, { huge, 0 })
check.equal(tensor.zeros(0, 3):sum(1):totable(), { 0, 0, 0 })
check.equal(tensor.cat { tensor.zeros(0, 3), tensor.ones(1, 3) }.shape, { 1, 3 })
check.equal(tensor.zeros(0):tile(3).shape, { 0 })
check.equal(tensor.zeros(0, 3):unique().shape, { 0 })
