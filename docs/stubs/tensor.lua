---@meta tensor
-- Made from the declarations by `workbench help --stubs`; do not edit.

---An operation with its own gradient; call it like a function.
---@class CustomOperation
---@field name string As messages name it. Read-only.
---@overload fun(...: any): any
local CustomOperation = {}

---Lets go of the object at once; using it afterwards is an error.
function CustomOperation:free() end

---What the forward of a custom operation leaves for its backward. Other fields can be set at will.
---@class CustomContext
---@field needs_input_grad boolean[] For each argument of forward whether a gradient is wanted. Read-only.
---@field [string] any A field that forward has set.
local CustomContext = {}

---Keeps tensors for backward, arguments or results; one that is changed in place meanwhile is an error there.
---
---```lua
---local cube = tensor.custom("cube", {
---  forward = function(ctx, x) ctx:save(x) return x ^ 3 end,
---  backward = function(ctx, g) local x = ctx:saved() return 3 * x ^ 2 * g end,
---})
---```
---@param ... any
---@return self
function CustomContext:save(...) end

---What save kept, as so many results.
---
---```lua
---local scale = tensor.custom("scale", {
---  forward = function(ctx, x, k) ctx:save(k) return x * k end,
---  backward = function(ctx, g) local k = ctx:saved() return g * k end,
---})
---```
---@return any
function CustomContext:saved() end

---Lets go of the object at once; using it afterwards is an error.
function CustomContext:free() end

---An n-dimensional array of numbers.
---@class Tensor
---@field shape integer[] Sizes of all dimensions, a table. Read-only.
---@field dtype string "float32", "float64", "int64" or "bool". Read-only.
---@field ndim integer The number of dimensions, as dim(). Read-only.
---@field requires_grad boolean Whether gradients flow to this tensor.
---@field grad Tensor|nil What backward has accumulated, or nil.
---@field is_leaf boolean Whether it was made by the script rather than computed. Read-only.
---@field grad_fn string|nil The operation that made it and the line where, `mul at train.lua:12`; nil for a leaf. Read-only.
---@field [integer] Tensor|number|boolean t[i], t[{i, j}], t[{ {2, 4}, {}, j }] with ranges a..b and {} for all, t[mask], t[idx], t[{ {}, idx }] with tensors of indices, which broadcast together: a number where every dimension has its index, else a view, for masks and tensors a copy. All can be assigned.
---@field [Tensor] Tensor|number|boolean t[i], t[{i, j}], t[{ {2, 4}, {}, j }] with ranges a..b and {} for all, t[mask], t[idx], t[{ {}, idx }] with tensors of indices, which broadcast together: a number where every dimension has its index, else a view, for masks and tensors a copy. All can be assigned.
---@field [(integer|integer[]|Tensor)[]] Tensor|number|boolean t[i], t[{i, j}], t[{ {2, 4}, {}, j }] with ranges a..b and {} for all, t[mask], t[idx], t[{ {}, idx }] with tensors of indices, which broadcast together: a number where every dimension has its index, else a view, for masks and tensors a copy. All can be assigned.
---@operator add(Tensor|number|boolean): Tensor
---@operator sub(Tensor|number|boolean): Tensor
---@operator mul(Tensor|number|boolean): Tensor
---@operator div(Tensor|number|boolean): Tensor
---@operator mod(Tensor|number|boolean): Tensor
---@operator pow(Tensor|number|boolean): Tensor
---@operator idiv(Tensor|number|boolean): Tensor
---@operator unm: Tensor
---@operator len: integer
local Tensor = {}

---The size of dimension d, or a table of all sizes.
---
---```lua
---assert(tensor.zeros(2, 3):size(2) == 3)
---```
---@param d? integer
---@return integer|integer[]
function Tensor:size(d) end

---Whether the elements stand row-major without gaps.
---
---```lua
---assert(not tensor.ones(2, 3):t():is_contiguous())
---```
---@return boolean
function Tensor:is_contiguous() end

---Whether it holds float32 or float64.
---
---```lua
---assert(tensor.ones(2):is_floating_point())
---```
---@return boolean
function Tensor:is_floating_point() end

---The number of dimensions.
---
---```lua
---assert(tensor.zeros(2, 3):dim() == 2)
---```
---@return integer
function Tensor:dim() end

---The number of elements.
---
---```lua
---assert(tensor.zeros(2, 3):numel() == 6)
---```
---@return integer
function Tensor:numel() end

---The only element as a number (or boolean).
---
---```lua
---assert(tensor.ones(1):item() == 1)
---```
---@return number|boolean
function Tensor:item() end

---The elements in nested tables; a single number for no dimensions.
---
---```lua
---assert(tensor.ones(2):totable()[1] == 1)
---```
---@return number|boolean|number[]|number[][]|any[]
function Tensor:totable() end

---The same numbers in another dtype.
---
---```lua
---assert(tensor.ones(2):to("int64").dtype == "int64")
---```
---@param dtype "float32"|"float64"|"int64"|"bool"
---@return Tensor
function Tensor:to(dtype) end

---`t:to("float32")`.
---
---```lua
---local u = tensor.ones(2):float()
---```
---@return Tensor
function Tensor:float() end

---`t:to("float64")`.
---
---```lua
---local u = tensor.ones(2):double()
---```
---@return Tensor
function Tensor:double() end

---`t:to("int64")`.
---
---```lua
---local u = tensor.ones(2):long()
---```
---@return Tensor
function Tensor:long() end

---`t:to("bool")`.
---
---```lua
---local u = tensor.ones(2):bool()
---```
---@return Tensor
function Tensor:bool() end

---A copy; gradients flow through it.
---
---```lua
---local u = tensor.ones(2):clone()
---```
---@return Tensor
function Tensor:clone() end

---The tensor itself when its elements stand row-major, a copy otherwise.
---
---```lua
---local u = tensor.ones(2, 3):t():contiguous()
---```
---@return Tensor
function Tensor:contiguous() end

---Whether both have the same shape and values; also t == other.
---
---```lua
---assert(tensor.ones(2):equals(tensor.ones(2)))
---```
---@param other Tensor
---@return boolean
function Tensor:equals(other) end

---The same elements under other sizes, one of which may be -1.
---
---```lua
---local m = tensor.arange(6):reshape(2, -1)
---```
---@param ... integer|integer[]
---@return Tensor
function Tensor:reshape(...) end

---As reshape, but an error where a copy would be needed.
---
---```lua
---local m = tensor.arange(6):view(2, 3)
---```
---@param ... integer|integer[]
---@return Tensor
function Tensor:view(...) end

---Joins the dimensions first..last (all by default) into one.
---
---```lua
---local v = tensor.ones(2, 3):flatten()
---```
---@param first? integer
---@param last? integer
---@return Tensor
function Tensor:flatten(first, last) end

---Cuts dimension d into several; one size may be -1.
---
---```lua
---local m = tensor.arange(6):unflatten(1, 2, 3)
---```
---@param d integer
---@param ... integer|integer[]
---@return Tensor
function Tensor:unflatten(d, ...) end

---Without dimension d, or those in a table, if its size is 1; without all such by default.
---
---```lua
---local v = tensor.ones(1, 3):squeeze(1)
---```
---@param d? integer|integer[]
---@return Tensor
function Tensor:squeeze(d) end

---With a new dimension d of size 1.
---
---```lua
---local m = tensor.ones(3):unsqueeze(1)
---```
---@param d integer
---@return Tensor
function Tensor:unsqueeze(d) end

---With dimensions d1 and d2 exchanged.
---
---```lua
---local m = tensor.ones(2, 3):transpose(1, 2)
---```
---@param d1 integer
---@param d2 integer
---@return Tensor
function Tensor:transpose(d1, d2) end

---A matrix with rows and columns exchanged.
---
---```lua
---local m = tensor.ones(2, 3):t()
---```
---@return Tensor
function Tensor:t() end

---Dimension i of the result is dimension dims[i] of this tensor.
---
---```lua
---local p = tensor.ones(2, 3, 4):permute(3, 1, 2)
---```
---@param ... integer|integer[]
---@return Tensor
function Tensor:permute(...) end

---Repeats dimensions of size 1, and new leading ones, without copying; -1 keeps a size.
---
---```lua
---local m = tensor.ones(3, 1):expand(3, 4)
---```
---@param ... integer|integer[]
---@return Tensor
function Tensor:expand(...) end

---Expanded to the other tensor's shape.
---
---```lua
---local m = tensor.ones(1):expand_as(tensor.ones(3))
---```
---@param other Tensor
---@return Tensor
function Tensor:expand_as(other) end

---Entries start .. start + length - 1 of dimension d.
---
---```lua
---local v = tensor.arange(5):narrow(1, 2, 3)
---```
---@param d integer
---@param start integer
---@param length integer
---@return Tensor
function Tensor:narrow(d, start, length) end

---Entry i of dimension d, which disappears.
---
---```lua
---local column = tensor.ones(2, 3):select(2, 1)
---```
---@param d integer
---@param i integer
---@return Tensor
function Tensor:select(d, i) end

---A table of parts of dimension d (1 by default), each of the given size, or of the given sizes.
---
---```lua
---local a, b = table.unpack(tensor.arange(5):split(3))
---```
---@param size integer|integer[]
---@param d? integer
---@return Tensor[]
function Tensor:split(size, d) end

---A table of at most n equal parts of dimension d (1 by default).
---
---```lua
---local a, b = table.unpack(tensor.arange(4):chunk(2))
---```
---@param n integer
---@param d? integer
---@return Tensor[]
function Tensor:chunk(n, d) end

---The whole so many times along each dimension, PyTorch's repeat; missing counts in front are 1.
---
---```lua
---local m = tensor.ones(2, 3):tile(2, 1)
---```
---@param ... integer|integer[]
---@return Tensor
function Tensor:tile(...) end

---Each entry of dimension d (each element by default) so many times in a row; a table has a count for each entry.
---
---```lua
---assert(tensor{1, 2}:repeat_interleave(2) == tensor{1, 1, 2, 2})
---```
---@param counts integer|integer[]
---@param d? integer
---@return Tensor
function Tensor:repeat_interleave(counts, d) end

---Entries moved on along dimension d, those that fall off coming in again; row-major over all without d.
---
---```lua
---assert(tensor{1, 2, 3}:roll(1) == tensor{3, 1, 2})
---```
---@param shifts integer|integer[]
---@param d? integer|integer[]
---@return Tensor
function Tensor:roll(shifts, d) end

---The order of one dimension or several reversed; a copy.
---
---```lua
---local v = tensor.arange(3):flip(1)
---```
---@param ... integer|integer[]
---@return Tensor
function Tensor:flip(...) end

---Dimension from (or those in a table) becomes dimension to; the others keep their order.
---
---```lua
---local m = tensor.ones(2, 3, 4):movedim(1, -1)
---```
---@param from integer|integer[]
---@param to integer|integer[]
---@return Tensor
function Tensor:movedim(from, to) end

---A table of all entries of dimension d (1 by default).
---
---```lua
---local a, b = table.unpack(tensor.ones(2, 3):unbind())
---```
---@param d? integer
---@return Tensor[]
function Tensor:unbind(d) end

---Differences of neighbours along dimension d (the last by default), n times over.
---
---```lua
---assert(tensor{1, 4, 9}:diff() == tensor{3, 5})
---```
---@param n? integer Default 1.
---@param d? integer
---@return Tensor
function Tensor:diff(n, d) end

---The same as expand.
---
---```lua
---local m = tensor.ones(3):broadcast_to(2, 3)
---```
---@param ... integer|integer[]
---@return Tensor
function Tensor:broadcast_to(...) end

---Element by element: -x.
---
---```lua
---local y = tensor.ones(3):neg()
---```
---@return Tensor
function Tensor:neg() end

---Element by element: |x|.
---
---```lua
---local y = tensor.ones(3):abs()
---```
---@return Tensor
function Tensor:abs() end

---Element by element: -1, 0 or 1.
---
---```lua
---local y = tensor.ones(3):sign()
---```
---@return Tensor
function Tensor:sign() end

---Element by element: x².
---
---```lua
---local y = tensor.ones(3):square()
---```
---@return Tensor
function Tensor:square() end

---Element by element: max(x, 0).
---
---```lua
---local y = tensor.ones(3):relu()
---```
---@return Tensor
function Tensor:relu() end

---Element by element: the largest whole number not above x.
---
---```lua
---local y = tensor.ones(3):floor()
---```
---@return Tensor
function Tensor:floor() end

---Element by element: the smallest whole number not below x.
---
---```lua
---local y = tensor.ones(3):ceil()
---```
---@return Tensor
function Tensor:ceil() end

---Element by element: x without its fraction.
---
---```lua
---local y = tensor.ones(3):trunc()
---```
---@return Tensor
function Tensor:trunc() end

---Element by element: 1 / x.
---
---```lua
---local y = tensor.ones(3):reciprocal()
---```
---@return Tensor
function Tensor:reciprocal() end

---Element by element: √x.
---
---```lua
---local y = tensor.ones(3):sqrt()
---```
---@return Tensor
function Tensor:sqrt() end

---Element by element: 1 / √x.
---
---```lua
---local y = tensor.ones(3):rsqrt()
---```
---@return Tensor
function Tensor:rsqrt() end

---Element by element: e^x.
---
---```lua
---local y = tensor.ones(3):exp()
---```
---@return Tensor
function Tensor:exp() end

---Element by element: 2^x.
---
---```lua
---local y = tensor.ones(3):exp2()
---```
---@return Tensor
function Tensor:exp2() end

---Element by element: e^x - 1.
---
---```lua
---local y = tensor.ones(3):expm1()
---```
---@return Tensor
function Tensor:expm1() end

---Element by element: the natural logarithm.
---
---```lua
---local y = tensor.ones(3):log()
---```
---@return Tensor
function Tensor:log() end

---Element by element: the logarithm to base 2.
---
---```lua
---local y = tensor.ones(3):log2()
---```
---@return Tensor
function Tensor:log2() end

---Element by element: the logarithm to base 10.
---
---```lua
---local y = tensor.ones(3):log10()
---```
---@return Tensor
function Tensor:log10() end

---Element by element: log(1 + x).
---
---```lua
---local y = tensor.ones(3):log1p()
---```
---@return Tensor
function Tensor:log1p() end

---Element by element: the sine.
---
---```lua
---local y = tensor.ones(3):sin()
---```
---@return Tensor
function Tensor:sin() end

---Element by element: the cosine.
---
---```lua
---local y = tensor.ones(3):cos()
---```
---@return Tensor
function Tensor:cos() end

---Element by element: the tangent.
---
---```lua
---local y = tensor.ones(3):tan()
---```
---@return Tensor
function Tensor:tan() end

---Element by element: the arcsine.
---
---```lua
---local y = tensor.ones(3):asin()
---```
---@return Tensor
function Tensor:asin() end

---Element by element: the arccosine.
---
---```lua
---local y = tensor.ones(3):acos()
---```
---@return Tensor
function Tensor:acos() end

---Element by element: the arctangent.
---
---```lua
---local y = tensor.ones(3):atan()
---```
---@return Tensor
function Tensor:atan() end

---Element by element: the hyperbolic sine.
---
---```lua
---local y = tensor.ones(3):sinh()
---```
---@return Tensor
function Tensor:sinh() end

---Element by element: the hyperbolic cosine.
---
---```lua
---local y = tensor.ones(3):cosh()
---```
---@return Tensor
function Tensor:cosh() end

---Element by element: the hyperbolic tangent.
---
---```lua
---local y = tensor.ones(3):tanh()
---```
---@return Tensor
function Tensor:tanh() end

---Element by element: the inverse of sinh.
---
---```lua
---local y = tensor.ones(3):asinh()
---```
---@return Tensor
function Tensor:asinh() end

---Element by element: the inverse of cosh.
---
---```lua
---local y = tensor.ones(3):acosh()
---```
---@return Tensor
function Tensor:acosh() end

---Element by element: the inverse of tanh.
---
---```lua
---local y = tensor.ones(3):atanh()
---```
---@return Tensor
function Tensor:atanh() end

---Element by element: 1 / (1 + e^-x).
---
---```lua
---local y = tensor.ones(3):sigmoid()
---```
---@return Tensor
function Tensor:sigmoid() end

---Element by element: log(1 / (1 + e^-x)).
---
---```lua
---local y = tensor.ones(3):log_sigmoid()
---```
---@return Tensor
function Tensor:log_sigmoid() end

---Element by element: x / (1 + e^-x).
---
---```lua
---local y = tensor.ones(3):silu()
---```
---@return Tensor
function Tensor:silu() end

---Element by element: the error function.
---
---```lua
---local y = tensor.ones(3):erf()
---```
---@return Tensor
function Tensor:erf() end

---Element by element: 1 - erf(x).
---
---```lua
---local y = tensor.ones(3):erfc()
---```
---@return Tensor
function Tensor:erfc() end

---Element by element: log |Γ(x)|.
---
---```lua
---local y = tensor.ones(3):lgamma()
---```
---@return Tensor
function Tensor:lgamma() end

---Element by element: the derivative of lgamma.
---
---```lua
---local y = tensor.ones(3):digamma()
---```
---@return Tensor
function Tensor:digamma() end

---Element by element: whether x is not a number (bool).
---
---```lua
---local y = tensor.ones(3):isnan()
---```
---@return Tensor
function Tensor:isnan() end

---Element by element: whether x is infinite (bool).
---
---```lua
---local y = tensor.ones(3):isinf()
---```
---@return Tensor
function Tensor:isinf() end

---Element by element: whether x is finite (bool).
---
---```lua
---local y = tensor.ones(3):isfinite()
---```
---@return Tensor
function Tensor:isfinite() end

---Element by element: whether x is 0 (bool).
---
---```lua
---local y = tensor.ones(3):logical_not()
---```
---@return Tensor
function Tensor:logical_not() end

---t * u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):mul(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:mul(u) end

---t - u floor(t / u), element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):remainder(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:remainder(u) end

---t to the power u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):pow(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:pow(u) end

---The larger of both, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):maximum(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:maximum(u) end

---The smaller of both, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):minimum(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:minimum(u) end

---The angle of the point (u, t), element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):atan2(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:atan2(u) end

---@class Tensor.add.options
---@field alpha? number|boolean

---t + alpha u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):add(2, {alpha=0.5})
---```
---@param u Tensor|number|boolean
---@param options? Tensor.add.options
---@return Tensor
function Tensor:add(u, options) end

---@class Tensor.sub.options
---@field alpha? number|boolean

---t - alpha u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):sub(2, {alpha=0.5})
---```
---@param u Tensor|number|boolean
---@param options? Tensor.sub.options
---@return Tensor
function Tensor:sub(u, options) end

---@class Tensor.div.options
---@field rounding_mode? "none"|"floor"|"trunc" Default "none".

---t / u, element by element, broadcast; with rounding_mode "floor" or "trunc" a whole number.
---
---```lua
---local y = tensor.ones(3):div(2)
---```
---@param u Tensor|number|boolean
---@param options? Tensor.div.options
---@return Tensor
function Tensor:div(u, options) end

---Where t = u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):eq(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:eq(u) end

---Where t ≠ u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):ne(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:ne(u) end

---Where t < u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):lt(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:lt(u) end

---Where t ≤ u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):le(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:le(u) end

---Where t > u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):gt(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:gt(u) end

---Where t ≥ u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):ge(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:ge(u) end

---Held between min and max, numbers or tensors; nil does not bind.
---
---```lua
---local y = tensor.randn(3):clamp(0, 1)
---```
---@param min? Tensor|number|boolean
---@param max? Tensor|number|boolean
---@return Tensor
function Tensor:clamp(min, max) end

---x where positive, slope x elsewhere.
---
---```lua
---local y = tensor.randn(3):leaky_relu(0.2)
---```
---@param slope? number Default 0.01.
---@return Tensor
function Tensor:leaky_relu(slope) end

---x where positive, alpha (e^x - 1) elsewhere.
---
---```lua
---local y = tensor.randn(3):elu()
---```
---@param alpha? number Default 1.
---@return Tensor
function Tensor:elu(alpha) end

---log(1 + e^(beta x)) / beta.
---
---```lua
---local y = tensor.randn(3):softplus()
---```
---@param beta? number Default 1.
---@param threshold? number Default 20.
---@return Tensor
function Tensor:softplus(beta, threshold) end

---@class Tensor.gelu.options
---@field approximate? "none"|"tanh" Default "none".

---x Φ(x), or its tanh approximation.
---
---```lua
---local y = tensor.randn(3):gelu()
---```
---@param options? Tensor.gelu.options
---@return Tensor
function Tensor:gelu(options) end

---@class Tensor.round.options
---@field decimals? integer Default 0.

---Element by element: the nearest number with so many decimals, halves to the even one.
---
---```lua
---local y = tensor.randn(3):round{decimals=2}
---```
---@param options? Tensor.round.options
---@return Tensor
function Tensor:round(options) end

---@class Tensor.softmax.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---e^x / Σ e^x along dimension d.
---
---```lua
---local p = tensor.randn(2, 3):softmax(2)
---```
---@param d integer
---@param options? Tensor.softmax.options
---@return Tensor
function Tensor:softmax(d, options) end

---@class Tensor.log_softmax.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The logarithm of softmax.
---
---```lua
---local l = tensor.randn(2, 3):log_softmax(2)
---```
---@param d integer
---@param options? Tensor.log_softmax.options
---@return Tensor
function Tensor:log_softmax(d, options) end

---Element by element: √(t² + u²); broadcast.
---
---```lua
---local y = tensor.arange(3):hypot(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:hypot(u) end

---Element by element: log(e^t + e^u); broadcast.
---
---```lua
---local y = tensor.arange(3):logaddexp(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:logaddexp(u) end

---Element by element: t log u, 0 where t is 0; broadcast.
---
---```lua
---local y = tensor.arange(3):xlogy(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:xlogy(u) end

---Element by element: t - u trunc(t / u), the sign of t; broadcast.
---
---```lua
---local y = tensor.arange(3):fmod(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:fmod(u) end

---Element by element: floor(t / u), also t // u; no gradient passes; broadcast.
---
---```lua
---local y = tensor.arange(3):floor_divide(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:floor_divide(u) end

---Element by element: where both are not 0 (bool); broadcast.
---
---```lua
---local y = tensor.arange(3):logical_and(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:logical_and(u) end

---Element by element: where one is not 0 (bool); broadcast.
---
---```lua
---local y = tensor.arange(3):logical_or(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:logical_or(u) end

---Element by element: where just one is not 0 (bool); broadcast.
---
---```lua
---local y = tensor.arange(3):logical_xor(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:logical_xor(u) end

---t + weight (other - t).
---
---```lua
---local y = tensor.zeros(3):lerp(tensor.ones(3), 0.25)
---```
---@param other Tensor
---@param weight Tensor|number|boolean
---@return Tensor
function Tensor:lerp(other, weight) end

---@class Tensor.addcmul.options
---@field value? number|boolean Default integer(1).

---t + value a * b.
---
---```lua
---local y = tensor.zeros(3):addcmul(tensor.ones(3), tensor.ones(3), {value=2})
---```
---@param a Tensor
---@param b Tensor
---@param options? Tensor.addcmul.options
---@return Tensor
function Tensor:addcmul(a, b, options) end

---@class Tensor.addcdiv.options
---@field value? number|boolean Default integer(1).

---t + value a / b.
---
---```lua
---local y = tensor.zeros(3):addcdiv(tensor.ones(3), tensor.ones(3), {value=2})
---```
---@param a Tensor
---@param b Tensor
---@param options? Tensor.addcdiv.options
---@return Tensor
function Tensor:addcdiv(a, b, options) end

---log(t / (1 - t)), with t held in [eps, 1 - eps] if eps is given.
---
---```lua
---local y = tensor{0.2, 0.9}:logit()
---```
---@param eps? number
---@return Tensor
function Tensor:logit(eps) end

---Element by element: x tanh(log(1 + e^x)).
---
---```lua
---local y = tensor.randn(3):mish()
---```
---@return Tensor
function Tensor:mish() end

---With nan and infinities replaced, by the dtype's largest numbers where no others are given.
---
---```lua
---assert(tensor{0/0, 1}:nan_to_num() == tensor{0, 1})
---```
---@param nan? number Default 0.
---@param posinf? number
---@param neginf? number
---@return Tensor
function Tensor:nan_to_num(nan, posinf, neginf) end

---@class Tensor.isclose.options
---@field rtol? number Default 1e-05.
---@field atol? number Default 1e-08.
---@field equal_nan? boolean Default false.

---Where |t - u| <= atol + rtol |u| (bool).
---
---```lua
---local mask = tensor.ones(3):isclose(1.000001)
---```
---@param u Tensor|number|boolean
---@param options? Tensor.isclose.options
---@return Tensor
function Tensor:isclose(u, options) end

---@class Tensor.allclose.options
---@field rtol? number Default 1e-05.
---@field atol? number Default 1e-08.
---@field equal_nan? boolean Default false.

---Whether isclose holds everywhere.
---
---```lua
---assert(tensor.ones(3):allclose(1.000001))
---```
---@param u Tensor|number|boolean
---@param options? Tensor.allclose.options
---@return boolean
function Tensor:allclose(u, options) end

---@class Tensor.cdist.options
---@field p? number Default 2.

---Distances between the rows of (..., n, d) and (..., m, d): (..., n, m), by the p-norm.
---
---```lua
---local d = tensor.randn(4, 2):cdist(tensor.randn(3, 2))
---```
---@param u Tensor
---@param options? Tensor.cdist.options
---@return Tensor
function Tensor:cdist(u, options) end

---@class Tensor.unique.options
---@field return_inverse? boolean Default false.
---@field return_counts? boolean Default false.

---The distinct elements in ascending order; if asked for, where in them each element stands, and how often each occurs.
---
---```lua
---local values, counts = tensor{3, 1, 3}:unique{return_counts=true}
---```
---@param options? Tensor.unique.options
---@return Tensor
---@return Tensor|nil
---@return Tensor|nil
function Tensor:unique(options) end

---@class Tensor.bincount.options
---@field minlength? integer Default 0.

---How often each of the indices 1, 2, ... occurs in a 1-d tensor of them, or the sum of their weights.
---
---```lua
---assert(tensor.new({1, 3, 3}, {dtype="int64"}):bincount() == tensor{1, 0, 2})
---```
---@param weights? Tensor
---@param options? Tensor.bincount.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.bincount.options): Tensor
function Tensor:bincount(weights, options) end

---How many elements fall into each of so many equal cells of [min, max], the elements' own range if both are 0.
---
---```lua
---local counts = tensor.rand(100):histc(10, 0, 1)
---```
---@param bins? integer Default 100.
---@param min? number Default 0.
---@param max? number Default 0.
---@return Tensor
function Tensor:histc(bins, min, max) end

---For each index a row of so many numbers: 1 there, 0 elsewhere; the largest index says how many by default.
---
---```lua
---local rows = tensor.new({1, 3}, {dtype="int64"}):one_hot(3)
---```
---@param classes? integer
---@return Tensor
function Tensor:one_hot(classes) end

---How many elements are other than 0, over dimension d, several or all.
---
---```lua
---assert(tensor{0, 1, 2}:count_nonzero():item() == 2)
---```
---@param d? integer|integer[]
---@return Tensor
function Tensor:count_nonzero(d) end

---@class Tensor.searchsorted.options
---@field right? boolean Default false.

---For each of the values the index where it would be inserted into this ascending 1-d tensor: before its equals, or after them with right.
---
---```lua
---assert(tensor{1, 3, 5}:searchsorted({3}) == tensor{2})
---```
---@param values number|boolean|number[]|number[][]|any[]|Tensor|Tensor[]
---@param options? Tensor.searchsorted.options
---@return Tensor
function Tensor:searchsorted(values, options) end

---@class Tensor.logsumexp.options
---@field keepdim? boolean Default false.

---log Σ e^x over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):logsumexp(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.logsumexp.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.logsumexp.options): Tensor
function Tensor:logsumexp(d, options) end

---@class Tensor.amax.options
---@field keepdim? boolean Default false.

---The largest, ties sharing the gradient over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):amax(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.amax.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.amax.options): Tensor
function Tensor:amax(d, options) end

---@class Tensor.amin.options
---@field keepdim? boolean Default false.

---The smallest, ties sharing the gradient over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):amin(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.amin.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.amin.options): Tensor
function Tensor:amin(d, options) end

---@class Tensor.any.options
---@field keepdim? boolean Default false.

---Whether any is not 0 over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):any(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.any.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.any.options): Tensor
function Tensor:any(d, options) end

---@class Tensor.all.options
---@field keepdim? boolean Default false.

---Whether all are not 0 over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):all(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.all.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.all.options): Tensor
function Tensor:all(d, options) end

---@class Tensor.sum.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The sum over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):sum(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.sum.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.sum.options): Tensor
function Tensor:sum(d, options) end

---@class Tensor.mean.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The mean over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):mean(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.mean.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.mean.options): Tensor
function Tensor:mean(d, options) end

---@class Tensor.prod.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The product over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):prod(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.prod.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.prod.options): Tensor
function Tensor:prod(d, options) end

---@class Tensor.nansum.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The sum without nan over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):nansum(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.nansum.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.nansum.options): Tensor
function Tensor:nansum(d, options) end

---@class Tensor.nanmean.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The mean without nan over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):nanmean(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.nanmean.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.nanmean.options): Tensor
function Tensor:nanmean(d, options) end

---@class Tensor.var.options
---@field keepdim? boolean Default false.
---@field correction? number Default 1.
---@field unbiased? boolean Default true.

---The variance with divisor n - correction, over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):var(2)
---```
---@param d? integer|integer[]
---@param options? Tensor.var.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.var.options): Tensor
function Tensor:var(d, options) end

---@class Tensor.std.options
---@field keepdim? boolean Default false.
---@field correction? number Default 1.
---@field unbiased? boolean Default true.

---The standard deviation with divisor n - correction, over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):std(2)
---```
---@param d? integer|integer[]
---@param options? Tensor.std.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.std.options): Tensor
function Tensor:std(d, options) end

---@class Tensor.norm.options
---@field keepdim? boolean Default false.

---(Σ |x|^p)^(1/p); math.huge for the maximum.
---
---```lua
---local y = tensor.ones(2, 3):norm(2, 1)
---```
---@param p? number Default 2.
---@param d? integer|integer[]
---@param options? Tensor.norm.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.norm.options): Tensor
function Tensor:norm(p, d, options) end

---@class Tensor.cumsum.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The running sum along dimension d, in dtype if it is given.
---
---```lua
---local y = tensor.ones(3):cumsum(1)
---```
---@param d integer
---@param options? Tensor.cumsum.options
---@return Tensor
function Tensor:cumsum(d, options) end

---@class Tensor.cumprod.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The running product along dimension d, in dtype if it is given.
---
---```lua
---local y = tensor.ones(3):cumprod(1)
---```
---@param d integer
---@param options? Tensor.cumprod.options
---@return Tensor
function Tensor:cumprod(d, options) end

---@class Tensor.logcumsumexp.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---log of the running sum of e^x along dimension d, in dtype if it is given.
---
---```lua
---local y = tensor.ones(3):logcumsumexp(1)
---```
---@param d integer
---@param options? Tensor.logcumsumexp.options
---@return Tensor
function Tensor:logcumsumexp(d, options) end

---@class Tensor.max.options
---@field keepdim? boolean Default false.

---The largest element; along dimension d the values and their indices; beside a tensor as maximum.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):max(2)
---```
---@param d? integer|Tensor
---@param options? Tensor.max.options
---@return Tensor
---@return Tensor|nil
---@overload fun(self: Tensor, options?: Tensor.max.options): Tensor, Tensor|nil
function Tensor:max(d, options) end

---@class Tensor.min.options
---@field keepdim? boolean Default false.

---The smallest element; along dimension d the values and their indices; beside a tensor as minimum.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):min(2)
---```
---@param d? integer|Tensor
---@param options? Tensor.min.options
---@return Tensor
---@return Tensor|nil
---@overload fun(self: Tensor, options?: Tensor.min.options): Tensor, Tensor|nil
function Tensor:min(d, options) end

---@class Tensor.median.options
---@field keepdim? boolean Default false.

---The middle element (the lower of two); along dimension d the values and their indices.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):median(2)
---```
---@param d? integer|Tensor
---@param options? Tensor.median.options
---@return Tensor
---@return Tensor|nil
---@overload fun(self: Tensor, options?: Tensor.median.options): Tensor, Tensor|nil
function Tensor:median(d, options) end

---@class Tensor.argmax.options
---@field keepdim? boolean Default false.

---The index of the largest element along dimension d, or in row-major order.
---
---```lua
---local i = tensor.arange(3):argmax(1)
---```
---@param d? integer
---@param options? Tensor.argmax.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.argmax.options): Tensor
function Tensor:argmax(d, options) end

---@class Tensor.argmin.options
---@field keepdim? boolean Default false.

---The index of the smallest element along dimension d, or in row-major order.
---
---```lua
---local i = tensor.arange(3):argmin(1)
---```
---@param d? integer
---@param options? Tensor.argmin.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.argmin.options): Tensor
function Tensor:argmin(d, options) end

---The largest so far along dimension d, and the indices where they stand.
---
---```lua
---local values, indices = tensor{3, 1, 4}:cummax(1)
---```
---@param d integer
---@return Tensor
---@return Tensor
function Tensor:cummax(d) end

---The smallest so far along dimension d, and the indices where they stand.
---
---```lua
---local values, indices = tensor{3, 1, 4}:cummin(1)
---```
---@param d integer
---@return Tensor
---@return Tensor
function Tensor:cummin(d) end

---@class Tensor.kthvalue.options
---@field keepdim? boolean Default false.

---The k-th smallest along dimension d (the last by default), and its index.
---
---```lua
---local value, index = tensor{3, 1, 2}:kthvalue(2)
---```
---@param k integer
---@param d? integer
---@param options? Tensor.kthvalue.options
---@return Tensor
---@return Tensor
---@overload fun(self: Tensor, k: integer, options?: Tensor.kthvalue.options): Tensor, Tensor
function Tensor:kthvalue(k, d, options) end

---@class Tensor.aminmax.options
---@field keepdim? boolean Default false.

---The smallest and the largest, along dimension d or of all.
---
---```lua
---local least, most = tensor{3, 1, 2}:aminmax()
---```
---@param d? integer
---@param options? Tensor.aminmax.options
---@return Tensor
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.aminmax.options): Tensor, Tensor
function Tensor:aminmax(d, options) end

---@class Tensor.sort.options
---@field descending? boolean Default false.
---@field stable? boolean Default true.

---Sorted along dimension d (the last by default), and the indices where the elements stood; always stable.
---
---```lua
---local sorted, indices = tensor{3, 1, 2}:sort()
---```
---@param d? integer
---@param options? Tensor.sort.options
---@return Tensor
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.sort.options): Tensor, Tensor
function Tensor:sort(d, options) end

---@class Tensor.argsort.options
---@field descending? boolean Default false.
---@field stable? boolean Default true.

---The indices that sort dimension d (the last by default).
---
---```lua
---local indices = tensor{3, 1, 2}:argsort()
---```
---@param d? integer
---@param options? Tensor.argsort.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.argsort.options): Tensor
function Tensor:argsort(d, options) end

---@class Tensor.topk.options
---@field largest? boolean Default true.
---@field sorted? boolean Default true.

---The k largest (or smallest) along dimension d (the last by default), best first, and their indices.
---
---```lua
---local values, indices = tensor{3, 1, 2}:topk(2)
---```
---@param k integer
---@param d? integer
---@param options? Tensor.topk.options
---@return Tensor
---@return Tensor
---@overload fun(self: Tensor, k: integer, options?: Tensor.topk.options): Tensor, Tensor
function Tensor:topk(k, d, options) end

---@class Tensor.quantile.options
---@field keepdim? boolean Default false.

---The value below which the part q of the elements lies, interpolated; for a table or 1-d tensor of parts all of them, in a new first dimension.
---
---```lua
---local m = tensor{3, 1, 2}:quantile(0.5)
---```
---@param q number|number[]|Tensor
---@param d? integer
---@param options? Tensor.quantile.options
---@return Tensor
---@overload fun(self: Tensor, q: number|number[]|Tensor, options?: Tensor.quantile.options): Tensor
function Tensor:quantile(q, d, options) end

---Entries idx of dimension d; a copy.
---
---```lua
---local rows = tensor.ones(3, 2):index_select(1, {1, 3})
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@return Tensor
function Tensor:index_select(d, idx) end

---out[i][j] = t[i][idx[i][j]], the index along dimension d.
---
---```lua
---local y = tensor.ones(2, 3):gather(2, tensor{{1}, {3}})
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@return Tensor
function Tensor:gather(d, idx) end

---A copy with source's entries added to entries idx of dimension d.
---
---```lua
---local y = tensor.zeros(3):index_add(1, {1, 1}, tensor.ones(2))
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function Tensor:index_add(d, idx, source) end

---A copy with source added where idx points, as gather reads.
---
---```lua
---local y = tensor.zeros(3):scatter_add(1, {1, 1}, tensor.ones(2))
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function Tensor:scatter_add(d, idx, source) end

---With source, a tensor or a number, where idx points, as gather reads; a copy.
---
---```lua
---local y = tensor.zeros(3):scatter(1, {1, 3}, 7)
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor|number|boolean
---@return Tensor
function Tensor:scatter(d, idx, source) end

---With entries idx of dimension d replaced by source's; the last one wins; a copy.
---
---```lua
---local y = tensor.zeros(3):index_copy(1, {1, 3}, tensor.ones(2))
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function Tensor:index_copy(d, idx, source) end

---With entries idx of dimension d all value; a copy.
---
---```lua
---local y = tensor.zeros(3):index_fill(1, {1, 3}, 7)
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param value number|boolean
---@return Tensor
function Tensor:index_fill(d, idx, value) end

---With source's elements, one after the other, where mask holds; a copy.
---
---```lua
---local y = tensor.zeros(3):masked_scatter(tensor{true, false, true}, tensor{1, 2})
---```
---@param mask Tensor
---@param source Tensor
---@return Tensor
function Tensor:masked_scatter(mask, source) end

---With source, a tensor or a number, where idx points, as gather reads; in place.
---
---```lua
---local y = tensor.zeros(3):scatter_(1, {1, 3}, 7)
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor|number|boolean
---@return Tensor
function Tensor:scatter_(d, idx, source) end

---With entries idx of dimension d replaced by source's; the last one wins; in place.
---
---```lua
---local y = tensor.zeros(3):index_copy_(1, {1, 3}, tensor.ones(2))
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function Tensor:index_copy_(d, idx, source) end

---With entries idx of dimension d all value; in place.
---
---```lua
---local y = tensor.zeros(3):index_fill_(1, {1, 3}, 7)
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param value number|boolean
---@return Tensor
function Tensor:index_fill_(d, idx, value) end

---With source's elements, one after the other, where mask holds; in place.
---
---```lua
---local y = tensor.zeros(3):masked_scatter_(tensor{true, false, true}, tensor{1, 2})
---```
---@param mask Tensor
---@param source Tensor
---@return Tensor
function Tensor:masked_scatter_(mask, source) end

---As index_add, in place.
---
---```lua
---local y = tensor.zeros(3):index_add_(1, {1, 1}, tensor.ones(2))
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function Tensor:index_add_(d, idx, source) end

---As scatter_add, in place.
---
---```lua
---local y = tensor.zeros(3):scatter_add_(1, {1, 1}, tensor.ones(2))
---```
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function Tensor:scatter_add_(d, idx, source) end

---The elements at row-major indices, in their shape.
---
---```lua
---assert(tensor{{1, 2}, {3, 4}}:take({1, 4}) == tensor{1, 4})
---```
---@param idx Tensor|integer[]|integer[][]
---@return Tensor
function Tensor:take(idx) end

---t where the condition holds, other elsewhere; all broadcast.
---
---```lua
---local y = tensor.ones(2):where(tensor{true, false}, 0)
---```
---@param condition Tensor
---@param other Tensor|number|boolean
---@return Tensor
function Tensor:where(condition, other) end

---As masked_fill, in place.
---
---```lua
---local t = tensor.ones(2):masked_fill_(tensor{true, false}, 0)
---```
---@param mask Tensor
---@param value number|boolean
---@return self
function Tensor:masked_fill_(mask, value) end

---With value where mask holds.
---
---```lua
---local y = tensor.arange(3):masked_fill(tensor{true, false, false}, 0)
---```
---@param mask Tensor
---@param value number|boolean
---@return Tensor
function Tensor:masked_fill(mask, value) end

---The entries where mask holds; also t[mask].
---
---```lua
---local y = tensor.arange(3):masked_select(tensor{true, false, true})
---```
---@param mask Tensor
---@return Tensor
function Tensor:masked_select(mask) end

---The indices of the elements that are not 0, one row each.
---
---```lua
---local where = tensor{0, 1}:nonzero()
---```
---@return Tensor
function Tensor:nonzero() end

---The matrix product (..., m, k) × (..., k, n); vectors as rows or columns; leading dimensions broadcast.
---
---```lua
---local y = tensor.ones(2, 3):matmul(tensor.ones(3, 4))
---```
---@param u Tensor
---@return Tensor
function Tensor:matmul(u) end

---(m, k) × (k, n).
---
---```lua
---local y = tensor.ones(2, 3):mm(tensor.ones(3, 4))
---```
---@param u Tensor
---@return Tensor
function Tensor:mm(u) end

---(b, m, k) × (b, k, n).
---
---```lua
---local y = tensor.ones(5, 2, 3):bmm(tensor.ones(5, 3, 4))
---```
---@param u Tensor
---@return Tensor
function Tensor:bmm(u) end

---(m, k) × (k).
---
---```lua
---local y = tensor.ones(2, 3):mv(tensor.ones(3))
---```
---@param u Tensor
---@return Tensor
function Tensor:mv(u) end

---(k) × (k), a single number.
---
---```lua
---local y = tensor.ones(3):dot(tensor.ones(3))
---```
---@param u Tensor
---@return Tensor
function Tensor:dot(u) end

---(m) × (n) → (m, n).
---
---```lua
---local y = tensor.ones(3):outer(tensor.ones(4))
---```
---@param u Tensor
---@return Tensor
function Tensor:outer(u) end

---@class Tensor.cholesky.options
---@field upper? boolean Default false.

---L with L Lᵀ the tensor (..., n, n), whose lower triangle is read; with upper Lᵀ, from the upper triangle. An error where it is not positive definite.
---
---```lua
---local l = tensor{ {4, 2}, {2, 3} }:cholesky()
---```
---@param options? Tensor.cholesky.options
---@return Tensor
function Tensor:cholesky(options) end

---@class Tensor.cholesky_solve.options
---@field upper? boolean Default false.

---X with A X the tensor (..., n, k), from A's Cholesky factor (..., n, n).
---
---```lua
---local a = tensor{ {4, 2}, {2, 3} }
---local x = tensor.ones(2, 1):cholesky_solve(a:cholesky())
---```
---@param factor Tensor
---@param options? Tensor.cholesky_solve.options
---@return Tensor
function Tensor:cholesky_solve(factor, options) end

---@class Tensor.triangular_solve.options
---@field upper? boolean Default true.
---@field left? boolean Default true.
---@field transpose? boolean Default false.
---@field unitriangular? boolean Default false.

---X with a X the tensor (..., n, k), where a (..., n, n) is triangular; with left=false X a. transpose puts aᵀ in a's place; unitriangular takes its diagonal for ones. Only one triangle of a is read.
---
---```lua
---local x = tensor.ones(2, 1):triangular_solve(tensor{ {2, 1}, {0, 3} })
---```
---@param a Tensor
---@param options? Tensor.triangular_solve.options
---@return Tensor
function Tensor:triangular_solve(a, options) end

---@class Tensor.solve_triangular.options
---@field upper boolean
---@field left? boolean Default true.
---@field unitriangular? boolean Default false.

---triangular_solve with the triangular tensor first: X with t X = b, or X t = b.
---
---```lua
---local x = tensor{ {2, 0}, {1, 3} }:solve_triangular(tensor.ones(2, 1), {upper=false})
---```
---@param b Tensor
---@param options Tensor.solve_triangular.options
---@return Tensor
function Tensor:solve_triangular(b, options) end

---@class Tensor.solve.options
---@field left? boolean Default true.

---X with t X = b, with left=false X t = b; t (..., n, n), b (..., n, k), (n) or as many vectors (..., n) as t has matrices. An error where t is singular.
---
---```lua
---local x = tensor{ {2, 1}, {1, 3} }:solve(tensor{1, 2})
---```
---@param b Tensor
---@param options? Tensor.solve.options
---@return Tensor
function Tensor:solve(b, options) end

---The inverse of matrices (..., n, n). An error where one is singular.
---
---```lua
---local y = tensor{ {2, 1}, {1, 3} }:inverse()
---```
---@return Tensor
function Tensor:inverse() end

---@class Tensor.pinv.options
---@field atol? number Default 0.
---@field rtol? number
---@field hermitian? boolean Default false.

---The Moore-Penrose inverse (..., n, m) of (..., m, n) over the singular values above the larger of atol and rtol times the largest (by default max(m, n) times the dtype's precision); with hermitian of symmetric matrices.
---
---```lua
---local p = tensor{ {1, 2}, {3, 4}, {5, 6} }:pinv()
---```
---@param options? Tensor.pinv.options
---@return Tensor
function Tensor:pinv(options) end

---@class Tensor.lstsq.options
---@field rcond? number

---The X of least norm with the least |t X - b|: t (..., m, n), b (..., m, k) or (..., m). Also the columns' squared distances (empty unless m > n and t has rank n), the rank, and the singular values of t, of which those below rcond times the largest count as 0.
---
---```lua
---local x, residuals, rank = tensor{ {1, 1}, {1, 2}, {1, 3} }:lstsq(tensor{1, 2, 2})
---```
---@param b Tensor
---@param options? Tensor.lstsq.options
---@return Tensor
---@return Tensor
---@return Tensor
---@return Tensor
function Tensor:lstsq(b, options) end

---Determinants (...) of matrices (..., n, n).
---
---```lua
---local d = tensor{ {2, 1}, {1, 3} }:det()
---```
---@return Tensor
function Tensor:det() end

---Logarithms of determinants: -inf of a singular matrix, nan where one is negative.
---
---```lua
---local d = tensor{ {2, 1}, {1, 3} }:logdet()
---```
---@return Tensor
function Tensor:logdet() end

---Signs of determinants (-1, 0 or 1) and the logarithms of their magnitudes.
---
---```lua
---local sign, log = tensor{ {2, 1}, {1, 3} }:slogdet()
---```
---@return Tensor
---@return Tensor
function Tensor:slogdet() end

---@class Tensor.eigh.options
---@field UPLO? "L"|"U" Default "L".

---Eigenvalues (..., n), ascending, and eigenvectors, the columns of (..., n, n), of symmetric matrices, of which one triangle is read.
---
---```lua
---local values, vectors = tensor{ {2, 1}, {1, 3} }:eigh()
---```
---@param options? Tensor.eigh.options
---@return Tensor
---@return Tensor
function Tensor:eigh(options) end

---@class Tensor.eigvalsh.options
---@field UPLO? "L"|"U" Default "L".

---The eigenvalues of symmetric matrices alone, ascending.
---
---```lua
---local values = tensor{ {2, 1}, {1, 3} }:eigvalsh()
---```
---@param options? Tensor.eigvalsh.options
---@return Tensor
function Tensor:eigvalsh(options) end

---@class Tensor.svd.options
---@field full_matrices? boolean Default true.

---U (..., m, m), the singular values (..., k), descending, and Vᵀ (..., n, n) with U diag(S) Vᵀ the tensor (..., m, n), k = min(m, n); without full_matrices U (..., m, k) and Vᵀ (..., k, n).
---
---```lua
---local u, s, vh = tensor{ {1, 2}, {3, 4}, {5, 6} }:svd({full_matrices=false})
---```
---@param options? Tensor.svd.options
---@return Tensor
---@return Tensor
---@return Tensor
function Tensor:svd(options) end

---The singular values alone, descending.
---
---```lua
---local s = tensor{ {1, 2}, {3, 4} }:svdvals()
---```
---@return Tensor
function Tensor:svdvals() end

---@class Tensor.qr.options
---@field mode? "reduced"|"complete"|"r" Default "reduced".

---Q with orthonormal columns and R upper triangular, Q R the tensor (..., m, n), k = min(m, n): Q (..., m, k) and R (..., k, n); with mode="complete" (..., m, m) and (..., m, n); with mode="r" only R.
---
---```lua
---local q, r = tensor{ {1, 2}, {3, 4}, {5, 6} }:qr()
---```
---@param options? Tensor.qr.options
---@return Tensor
---@return Tensor
function Tensor:qr(options) end

---@class Tensor.matrix_norm.options
---@field keepdim? boolean Default false.

---A norm of matrices (..., m, n): "fro", "nuc", math.huge and 1 (the largest sum of magnitudes of a row, of a column), 2 (the largest singular value); negative numbers take the smallest.
---
---```lua
---local y = tensor{ {1, 2}, {3, 4} }:matrix_norm("nuc")
---```
---@param ord? "fro"|"nuc"|number
---@param options? Tensor.matrix_norm.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.matrix_norm.options): Tensor
function Tensor:matrix_norm(ord, options) end

---The sum of a matrix's diagonal.
---
---```lua
---assert(tensor.eye(3):trace():item() == 3)
---```
---@return Tensor
function Tensor:trace() end

---Of a vector the matrix with it on a diagonal, of a matrix that diagonal, so many columns to the right; a copy.
---
---```lua
---local y = tensor{1, 2}:diag()
---```
---@param diagonal? integer Default 0.
---@return Tensor
function Tensor:diag(diagonal) end

---The diagonal of the matrices in dimensions dim1 and dim2, as a new last dimension; a view.
---
---```lua
---local y = tensor.ones(5, 3, 3):diagonal(0, 2, 3)
---```
---@param offset? integer Default 0.
---@param dim1? integer Default 1.
---@param dim2? integer Default 2.
---@return Tensor
function Tensor:diagonal(offset, dim1, dim2) end

---What stands on and below a diagonal of each matrix, zeros elsewhere; the diagonal moved so many columns right.
---
---```lua
---local y = tensor.ones(3, 3):tril(-1)
---```
---@param diagonal? integer Default 0.
---@return Tensor
function Tensor:tril(diagonal) end

---What stands on and above a diagonal of each matrix, zeros elsewhere; the diagonal moved so many columns right.
---
---```lua
---local y = tensor.ones(3, 3):triu(-1)
---```
---@param diagonal? integer Default 0.
---@return Tensor
function Tensor:triu(diagonal) end

---Turns gradients of a leaf on or off.
---
---```lua
---local w = tensor.zeros(3):requires_grad_()
---```
---@param wanted? boolean Default true.
---@return self
function Tensor:requires_grad_(wanted) end

---The same numbers, cut off from the graph.
---
---```lua
---local y = tensor.zeros(3):detach()
---```
---@return Tensor
function Tensor:detach() end

---@class Tensor.backward.options
---@field retain_graph? boolean Default false.
---@field create_graph? boolean Default false.
---@field inputs? Tensor|Tensor[]

---Adds d(sum(g t))/d(leaf) to grad of every leaf that requires it, or of inputs alone; g may be left out for a single number. The graph is freed unless retain_graph is set.
---
---```lua
---local w = tensor.ones(3, {requires_grad=true})
---local loss = (w * w):sum()
---loss:backward()
---```
---@param g? Tensor
---@param options? Tensor.backward.options
---@return self
---@overload fun(self: Tensor, options?: Tensor.backward.options): Tensor
function Tensor:backward(g, options) end

---As mul, in place.
---
---```lua
---local t = tensor.ones(3):mul_(2)
---```
---@param u Tensor|number|boolean
---@return self
function Tensor:mul_(u) end

---As div, in place.
---
---```lua
---local t = tensor.ones(3):div_(2)
---```
---@param u Tensor|number|boolean
---@return self
function Tensor:div_(u) end

---As remainder, in place.
---
---```lua
---local t = tensor.ones(3):remainder_(2)
---```
---@param u Tensor|number|boolean
---@return self
function Tensor:remainder_(u) end

---As pow, in place.
---
---```lua
---local t = tensor.ones(3):pow_(2)
---```
---@param u Tensor|number|boolean
---@return self
function Tensor:pow_(u) end

---@class Tensor.add_.options
---@field alpha? number|boolean

---As add, in place.
---
---```lua
---local t = tensor.ones(3):add_(2)
---```
---@param u Tensor|number|boolean
---@param options? Tensor.add_.options
---@return self
function Tensor:add_(u, options) end

---@class Tensor.sub_.options
---@field alpha? number|boolean

---As sub, in place.
---
---```lua
---local t = tensor.ones(3):sub_(2)
---```
---@param u Tensor|number|boolean
---@param options? Tensor.sub_.options
---@return self
function Tensor:sub_(u, options) end

---@class Tensor.addcmul_.options
---@field value? number|boolean Default integer(1).

---As addcmul, in place.
---
---```lua
---local t = tensor.zeros(3):addcmul_(tensor.ones(3), tensor.ones(3), {value=2})
---```
---@param a Tensor
---@param b Tensor
---@param options? Tensor.addcmul_.options
---@return self
function Tensor:addcmul_(a, b, options) end

---@class Tensor.addcdiv_.options
---@field value? number|boolean Default integer(1).

---As addcdiv, in place.
---
---```lua
---local t = tensor.zeros(3):addcdiv_(tensor.ones(3), tensor.ones(3), {value=2})
---```
---@param a Tensor
---@param b Tensor
---@param options? Tensor.addcdiv_.options
---@return self
function Tensor:addcdiv_(a, b, options) end

---As lerp, in place.
---
---```lua
---local t = tensor.zeros(3):lerp_(tensor.ones(3), 0.25)
---```
---@param other Tensor
---@param weight number
---@return self
function Tensor:lerp_(other, weight) end

---Takes u's elements, broadcast and cast.
---
---```lua
---local t = tensor.ones(3):copy_(tensor.zeros(3))
---```
---@param u Tensor|number|boolean
---@return self
function Tensor:copy_(u) end

---Makes every element value.
---
---```lua
---local t = tensor.ones(3):fill_(2)
---```
---@param value number|boolean
---@return self
function Tensor:fill_(value) end

---Makes every element 0.
---
---```lua
---local t = tensor.ones(3):zero_()
---```
---@return self
function Tensor:zero_() end

---As clamp, in place.
---
---```lua
---local t = tensor.randn(3):clamp_(0, 1)
---```
---@param min? Tensor|number|boolean
---@param max? Tensor|number|boolean
---@return self
function Tensor:clamp_(min, max) end

---As neg, in place.
---
---```lua
---local t = tensor.ones(3):neg_()
---```
---@return self
function Tensor:neg_() end

---As abs, in place.
---
---```lua
---local t = tensor.ones(3):abs_()
---```
---@return self
function Tensor:abs_() end

---As sign, in place.
---
---```lua
---local t = tensor.ones(3):sign_()
---```
---@return self
function Tensor:sign_() end

---As square, in place.
---
---```lua
---local t = tensor.ones(3):square_()
---```
---@return self
function Tensor:square_() end

---As relu, in place.
---
---```lua
---local t = tensor.ones(3):relu_()
---```
---@return self
function Tensor:relu_() end

---As floor, in place.
---
---```lua
---local t = tensor.ones(3):floor_()
---```
---@return self
function Tensor:floor_() end

---As ceil, in place.
---
---```lua
---local t = tensor.ones(3):ceil_()
---```
---@return self
function Tensor:ceil_() end

---As trunc, in place.
---
---```lua
---local t = tensor.ones(3):trunc_()
---```
---@return self
function Tensor:trunc_() end

---As reciprocal, in place.
---
---```lua
---local t = tensor.ones(3):reciprocal_()
---```
---@return self
function Tensor:reciprocal_() end

---As sqrt, in place.
---
---```lua
---local t = tensor.ones(3):sqrt_()
---```
---@return self
function Tensor:sqrt_() end

---As rsqrt, in place.
---
---```lua
---local t = tensor.ones(3):rsqrt_()
---```
---@return self
function Tensor:rsqrt_() end

---As exp, in place.
---
---```lua
---local t = tensor.ones(3):exp_()
---```
---@return self
function Tensor:exp_() end

---As exp2, in place.
---
---```lua
---local t = tensor.ones(3):exp2_()
---```
---@return self
function Tensor:exp2_() end

---As expm1, in place.
---
---```lua
---local t = tensor.ones(3):expm1_()
---```
---@return self
function Tensor:expm1_() end

---As log, in place.
---
---```lua
---local t = tensor.ones(3):log_()
---```
---@return self
function Tensor:log_() end

---As log2, in place.
---
---```lua
---local t = tensor.ones(3):log2_()
---```
---@return self
function Tensor:log2_() end

---As log10, in place.
---
---```lua
---local t = tensor.ones(3):log10_()
---```
---@return self
function Tensor:log10_() end

---As log1p, in place.
---
---```lua
---local t = tensor.ones(3):log1p_()
---```
---@return self
function Tensor:log1p_() end

---As sin, in place.
---
---```lua
---local t = tensor.ones(3):sin_()
---```
---@return self
function Tensor:sin_() end

---As cos, in place.
---
---```lua
---local t = tensor.ones(3):cos_()
---```
---@return self
function Tensor:cos_() end

---As tan, in place.
---
---```lua
---local t = tensor.ones(3):tan_()
---```
---@return self
function Tensor:tan_() end

---As asin, in place.
---
---```lua
---local t = tensor.ones(3):asin_()
---```
---@return self
function Tensor:asin_() end

---As acos, in place.
---
---```lua
---local t = tensor.ones(3):acos_()
---```
---@return self
function Tensor:acos_() end

---As atan, in place.
---
---```lua
---local t = tensor.ones(3):atan_()
---```
---@return self
function Tensor:atan_() end

---As sinh, in place.
---
---```lua
---local t = tensor.ones(3):sinh_()
---```
---@return self
function Tensor:sinh_() end

---As cosh, in place.
---
---```lua
---local t = tensor.ones(3):cosh_()
---```
---@return self
function Tensor:cosh_() end

---As tanh, in place.
---
---```lua
---local t = tensor.ones(3):tanh_()
---```
---@return self
function Tensor:tanh_() end

---As asinh, in place.
---
---```lua
---local t = tensor.ones(3):asinh_()
---```
---@return self
function Tensor:asinh_() end

---As acosh, in place.
---
---```lua
---local t = tensor.ones(3):acosh_()
---```
---@return self
function Tensor:acosh_() end

---As atanh, in place.
---
---```lua
---local t = tensor.ones(3):atanh_()
---```
---@return self
function Tensor:atanh_() end

---As sigmoid, in place.
---
---```lua
---local t = tensor.ones(3):sigmoid_()
---```
---@return self
function Tensor:sigmoid_() end

---As log_sigmoid, in place.
---
---```lua
---local t = tensor.ones(3):log_sigmoid_()
---```
---@return self
function Tensor:log_sigmoid_() end

---As silu, in place.
---
---```lua
---local t = tensor.ones(3):silu_()
---```
---@return self
function Tensor:silu_() end

---As erf, in place.
---
---```lua
---local t = tensor.ones(3):erf_()
---```
---@return self
function Tensor:erf_() end

---As erfc, in place.
---
---```lua
---local t = tensor.ones(3):erfc_()
---```
---@return self
function Tensor:erfc_() end

---As lgamma, in place.
---
---```lua
---local t = tensor.ones(3):lgamma_()
---```
---@return self
function Tensor:lgamma_() end

---As digamma, in place.
---
---```lua
---local t = tensor.ones(3):digamma_()
---```
---@return self
function Tensor:digamma_() end

---As round, in place.
---
---```lua
---local t = tensor.ones(3):round_()
---```
---@return self
function Tensor:round_() end

---@class Tensor.normal_.options
---@field stream? string Default "tensor".

---Makes every element a normal random number.
---
---```lua
---local t = tensor.empty(3):normal_(0, 0.1)
---```
---@param mean? number Default 0.
---@param std? number Default 1.
---@param options? Tensor.normal_.options
---@return self
---@overload fun(self: Tensor, options?: Tensor.normal_.options): Tensor
function Tensor:normal_(mean, std, options) end

---@class Tensor.uniform_.options
---@field stream? string Default "tensor".

---Makes every element a uniform random number on [from, to).
---
---```lua
---local t = tensor.empty(3):uniform_(-1, 1)
---```
---@param from? number Default 0.
---@param to? number Default 1.
---@param options? Tensor.uniform_.options
---@return self
---@overload fun(self: Tensor, options?: Tensor.uniform_.options): Tensor
function Tensor:uniform_(from, to, options) end

---@class Tensor.exponential_.options
---@field stream? string Default "tensor".

---Makes every element an exponential random number.
---
---```lua
---local t = tensor.empty(3):exponential_(2)
---```
---@param rate? number Default 1.
---@param options? Tensor.exponential_.options
---@return self
---@overload fun(self: Tensor, options?: Tensor.exponential_.options): Tensor
function Tensor:exponential_(rate, options) end

---@class Tensor.bernoulli_.options
---@field stream? string Default "tensor".

---Makes every element 1 with probability p, a number or a tensor, 0 otherwise.
---
---```lua
---local t = tensor.empty(3):bernoulli_(0.5)
---```
---@param p Tensor|number|boolean
---@param options? Tensor.bernoulli_.options
---@return self
function Tensor:bernoulli_(p, options) end

---@class Tensor.bernoulli.options
---@field stream? string Default "tensor".

---For each element, a probability, 1 with it and 0 otherwise.
---
---```lua
---local t = tensor.full({3}, 0.5):bernoulli()
---```
---@param options? Tensor.bernoulli.options
---@return Tensor
function Tensor:bernoulli(options) end

---@class Tensor.multinomial.options
---@field replacement? boolean Default false.
---@field stream? string Default "tensor".

---n random indices by the weights in the last dimension, without or with replacement.
---
---```lua
---local i = tensor{0.2, 0.3, 0.5}:multinomial(2)
---```
---@param n integer
---@param options? Tensor.multinomial.options
---@return Tensor
function Tensor:multinomial(n, options) end

---Lets go of the object at once; using it afterwards is an error.
function Tensor:free() end

---Tensors: n-dimensional arrays of numbers with gradients. Every method is also a function here.
---@class tensor
---@overload fun(data: number|boolean|number[]|number[][]|any[]|Tensor|Tensor[], options?: tensor.new.options): Tensor
local tensor = {}

---@class tensor.new.options
---@field dtype? "float32"|"float64"|"int64"|"bool"
---@field requires_grad? boolean Default false.

---A tensor of the numbers in nested tables, or a copy of a tensor; also tensor{...}.
---
---```lua
---local m = tensor{ {1, 2}, {3, 4} }
---```
---@param data number|boolean|number[]|number[][]|any[]|Tensor|Tensor[]
---@param options? tensor.new.options
---@return Tensor
function tensor.new(data, options) end

---@class tensor.zeros.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "float32".
---@field requires_grad? boolean Default false.

---Zeros in the given sizes.
---
---```lua
---local t = tensor.zeros(2, 3, {dtype="float64"})
---```
---@param ... integer|integer[]|tensor.zeros.options
---@return Tensor
function tensor.zeros(...) end

---@class tensor.zeros_like.options
---@field dtype? "float32"|"float64"|"int64"|"bool"
---@field requires_grad? boolean Default false.

---Zeros in the shape and dtype of t.
---
---```lua
---local t = tensor.zeros_like(tensor.ones(2))
---```
---@param t Tensor
---@param options? tensor.zeros_like.options
---@return Tensor
function tensor.zeros_like(t, options) end

---@class tensor.ones.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "float32".
---@field requires_grad? boolean Default false.

---Ones in the given sizes.
---
---```lua
---local t = tensor.ones(2, 3, {dtype="float64"})
---```
---@param ... integer|integer[]|tensor.ones.options
---@return Tensor
function tensor.ones(...) end

---@class tensor.ones_like.options
---@field dtype? "float32"|"float64"|"int64"|"bool"
---@field requires_grad? boolean Default false.

---Ones in the shape and dtype of t.
---
---```lua
---local t = tensor.ones_like(tensor.ones(2))
---```
---@param t Tensor
---@param options? tensor.ones_like.options
---@return Tensor
function tensor.ones_like(t, options) end

---@class tensor.empty.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "float32".
---@field requires_grad? boolean Default false.

---Zeros, as yet in the given sizes.
---
---```lua
---local t = tensor.empty(2, 3, {dtype="float64"})
---```
---@param ... integer|integer[]|tensor.empty.options
---@return Tensor
function tensor.empty(...) end

---@class tensor.empty_like.options
---@field dtype? "float32"|"float64"|"int64"|"bool"
---@field requires_grad? boolean Default false.

---Zeros, as yet in the shape and dtype of t.
---
---```lua
---local t = tensor.empty_like(tensor.ones(2))
---```
---@param t Tensor
---@param options? tensor.empty_like.options
---@return Tensor
function tensor.empty_like(t, options) end

---@class tensor.full.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "float32".
---@field requires_grad? boolean Default false.

---The same number everywhere: tensor.full({2, 3}, 7).
---
---```lua
---local t = tensor.full({2, 3}, 7)
---```
---@param sizes integer|integer[]
---@param value number|boolean
---@param options? tensor.full.options
---@return Tensor
function tensor.full(sizes, value, options) end

---@class tensor.full_like.options
---@field dtype? "float32"|"float64"|"int64"|"bool"
---@field requires_grad? boolean Default false.

---The same number in the shape and dtype of t.
---
---```lua
---local t = tensor.full_like(tensor.ones(2), 7)
---```
---@param t Tensor
---@param value number|boolean
---@param options? tensor.full_like.options
---@return Tensor
function tensor.full_like(t, value, options) end

---@class tensor.arange.options
---@field dtype? "float32"|"float64"|"int64"|"bool"
---@field requires_grad? boolean Default false.

---first, first + step, ... up to and including last; 1 .. n for one number. int64 for integers.
---
---```lua
---assert(tensor.arange(2, 4) == tensor{2, 3, 4})
---```
---@param first number|boolean
---@param last? number|boolean
---@param step? number|boolean
---@param options? tensor.arange.options
---@return Tensor
---@overload fun(first: number|boolean, options?: tensor.arange.options): Tensor
function tensor.arange(first, last, step, options) end

---@class tensor.linspace.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "float32".
---@field requires_grad? boolean Default false.

---n numbers from first to last at equal distances.
---
---```lua
---local x = tensor.linspace(0, 1, 11)
---```
---@param first number
---@param last number
---@param n integer
---@param options? tensor.linspace.options
---@return Tensor
function tensor.linspace(first, last, n, options) end

---@class tensor.eye.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "float32".

---Ones on the diagonal of a matrix, zeros elsewhere.
---
---```lua
---local i = tensor.eye(3)
---```
---@param rows integer
---@param columns? integer
---@param options? tensor.eye.options
---@return Tensor
---@overload fun(rows: integer, options?: tensor.eye.options): Tensor
function tensor.eye(rows, columns, options) end

---@class tensor.rand.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "float32".
---@field requires_grad? boolean Default false.
---@field stream? string Default "tensor".

---Uniform numbers on [0, 1), from the stream of that name: draws from one never shift another's.
---
---```lua
---local t = tensor.rand(2, 3)
---```
---@param ... integer|integer[]|tensor.rand.options
---@return Tensor
function tensor.rand(...) end

---@class tensor.rand_like.options
---@field dtype? "float32"|"float64"|"int64"|"bool"
---@field requires_grad? boolean Default false.
---@field stream? string Default "tensor".

---Uniform numbers on [0, 1) in the shape and dtype of t.
---
---```lua
---local t = tensor.rand_like(tensor.ones(2))
---```
---@param t Tensor
---@param options? tensor.rand_like.options
---@return Tensor
function tensor.rand_like(t, options) end

---@class tensor.randn.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "float32".
---@field requires_grad? boolean Default false.
---@field stream? string Default "tensor".

---Standard normal numbers, from the stream of that name: draws from one never shift another's.
---
---```lua
---local t = tensor.randn(2, 3)
---```
---@param ... integer|integer[]|tensor.randn.options
---@return Tensor
function tensor.randn(...) end

---@class tensor.randn_like.options
---@field dtype? "float32"|"float64"|"int64"|"bool"
---@field requires_grad? boolean Default false.
---@field stream? string Default "tensor".

---Standard normal numbers in the shape and dtype of t.
---
---```lua
---local t = tensor.randn_like(tensor.ones(2))
---```
---@param t Tensor
---@param options? tensor.randn_like.options
---@return Tensor
function tensor.randn_like(t, options) end

---@class tensor.randint.options
---@field dtype? "float32"|"float64"|"int64"|"bool" Default "int64".
---@field stream? string Default "tensor".

---Random integers from low to high, both included, as math.random.
---
---```lua
---local dice = tensor.randint(1, 6, {100})
---```
---@param low integer
---@param high integer
---@param ... integer|integer[]|tensor.randint.options
---@return Tensor
function tensor.randint(low, high, ...) end

---@class tensor.randperm.options
---@field stream? string Default "tensor".

---1 .. n in random order.
---
---```lua
---local order = tensor.randperm(10)
---```
---@param n integer
---@param options? tensor.randperm.options
---@return Tensor
function tensor.randperm(n, options) end

---Tensors one after the other along dimension d (1 by default).
---
---```lua
---local t = tensor.cat({tensor.ones(2, 3), tensor.zeros(1, 3)}, 1)
---```
---@param tensors Tensor[]
---@param d? integer
---@return Tensor
function tensor.cat(tensors, d) end

---Tensors of one shape along a new dimension d (1 by default).
---
---```lua
---local t = tensor.stack({tensor.ones(3), tensor.zeros(3)})
---```
---@param tensors Tensor[]
---@param d? integer
---@return Tensor
function tensor.stack(tensors, d) end

---a where the condition holds, b elsewhere; all broadcast.
---
---```lua
---local y = tensor.where(tensor{true, false}, tensor.ones(2), 0)
---```
---@param condition Tensor
---@param a Tensor|number|boolean
---@param b Tensor|number|boolean
---@return Tensor
function tensor.where(condition, a, b) end

---@class tensor.meshgrid.options
---@field indexing? "ij"|"xy" Default "ij".

---A table of the coordinates of a grid: tensor i varies along dimension i, with indexing="xy" the first two exchanged.
---
---```lua
---local x, y = table.unpack(tensor.meshgrid({tensor.arange(3), tensor.arange(2)}))
---```
---@param tensors Tensor[]
---@param options? tensor.meshgrid.options
---@return Tensor[]
function tensor.meshgrid(tensors, options) end

---Sums of products by Einstein's convention; tensors follow, or stand in a table.
---
---```lua
---local y = tensor.einsum("ij,jk->ik", tensor.ones(2, 3), tensor.ones(3, 4))
---```
---@param equation string
---@param ... Tensor|Tensor[]
---@return Tensor
function tensor.einsum(equation, ...) end

---What is in a file, by its extension: .npy holds one tensor, .npz a table of them by name, .safetensors that and a table of notes, the second result. .pt and .pth (torch.save, new and old form, from any device) hold what was saved: a tensor, a table of tensors by name, or a checkpoint of nested tables with numbers, strings and bools; its keys stay as they are, None is nothing, in a list json.null. Files that name anything else are refused; nothing in them is executed. Floats of 8 and 16 bits become float32, integers int64.
---
---```lua
---local ok, weights = pcall(tensor.load, "weights.safetensors")
---```
---@param path string
---@return any
---@return table<string, string>|nil
function tensor.load(path) end

---What is in a file, by its extension: .npy holds one tensor, .npz a table of them by name, .safetensors that and a table of notes, the second result. .pt and .pth (torch.save, new and old form, from any device) hold what was saved: a tensor, a table of tensors by name, or a checkpoint of nested tables with numbers, strings and bools; its keys stay as they are, None is nothing, in a list json.null. Files that name anything else are refused; nothing in them is executed. Floats of 8 and 16 bits become float32, integers int64.
---
---```lua
---local ok, weights = pcall(tensor.from_file, "weights.safetensors")
---```
---@param path string
---@return any
---@return table<string, string>|nil
function tensor.from_file(path) end

---@class tensor.save.options
---@field metadata? table<string, string> Default [:].
---@field compressed? boolean Default false.

---Writes a tensor (.npy) or a table of tensors by name (.npz, .safetensors) into a file, whole or not at all; the path may also come first. metadata are notes in .safetensors; compressed packs an .npz. PyTorch reads .safetensors, so there is no writer of .pt.
---
---```lua
---tensor.save({w=tensor.zeros(2, 3)}, "example.safetensors", {metadata={epoch="3"}})
---```
---@param value any
---@param path any
---@param options? tensor.save.options
function tensor.save(value, path, options) end

---@class tensor.grad.options
---@field grad_outputs? Tensor|Tensor[]
---@field retain_graph? boolean Default false.
---@field create_graph? boolean Default false.
---@field allow_unused? boolean Default false.

---Gradients of the outputs (a tensor or a table of them; g, also grad_outputs, for those that are no single numbers) with respect to inputs, without touching any grad. An input that no output depends on is an error, or with allow_unused nil.
---
---```lua
---local x = tensor.ones(3, {requires_grad=true})
---local g = tensor.grad((x * x):sum(), x)
---```
---@param outputs Tensor|Tensor[]
---@param inputs Tensor|Tensor[]
---@param g? Tensor|Tensor[]
---@param options? tensor.grad.options
---@return Tensor|Tensor[]|nil
---@overload fun(outputs: Tensor|Tensor[], inputs: Tensor|Tensor[], options?: tensor.grad.options): Tensor|Tensor[]|nil
function tensor.grad(outputs, inputs, g, options) end

---@class tensor.gradcheck.options
---@field eps? number Default 1e-06.
---@field atol? number Default 1e-05.
---@field rtol? number Default 0.001.
---@field raise_exception? boolean Default true.

---Compares the gradients of fn(inputs...) with central differences of step eps for the inputs that require gradients, float64: true where all differ by at most atol + rtol |difference|; an error that names the first that does not, or, with raise_exception=false, false and that message.
---
---```lua
---local x = tensor.randn(3, {dtype="float64", requires_grad=true})
---assert(tensor.gradcheck(function(x) return x:tanh() * x end, {x}))
---```
---@param fn function
---@param inputs Tensor|Tensor[]
---@param options? tensor.gradcheck.options
---@return boolean
---@return string|nil
function tensor.gradcheck(fn, inputs, options) end

---Whether gradients are recorded now.
---
---```lua
---assert(tensor.is_grad_enabled())
---```
---@return boolean
function tensor.is_grad_enabled() end

---Calls fn(args...) without recording gradients and returns its results.
---
---```lua
---local y = tensor.no_grad(function() return tensor.ones(3) * 2 end)
---```
---@param fn function
---@param ... any
---@return any
function tensor.no_grad(fn, ...) end

---Calls fn(args...) with gradients recorded, also inside no_grad and a custom operation and returns its results.
---
---```lua
---local y = tensor.enable_grad(function() return tensor.ones(3) * 2 end)
---```
---@param fn function
---@param ... any
---@return any
function tensor.enable_grad(fn, ...) end

---An operation with its own gradient, PyTorch's autograd.Function. forward(ctx, ...) computes its results without recording. backward(ctx, g, ...) gets a gradient for each result (nil for one that is no float tensor) and returns one for each argument of forward, of its shape, nil where there is none.
---
---```lua
---local swish = tensor.custom("swish", {
---  forward = function(ctx, x, beta)
---    ctx:save(x)
---    ctx.beta = beta
---    return x * (beta * x):sigmoid()
---  end,
---  backward = function(ctx, g)
---    local x = ctx:saved()
---    local s = (ctx.beta * x):sigmoid()
---    return g * (s + ctx.beta * x * s * (1 - s))
---  end,
---})
---local y = swish(tensor.randn(3, {requires_grad=true}), 2)
---y:sum():backward()
---```
---@param name string
---@param functions table
---@return CustomOperation
function tensor.custom(name, functions) end

---The number of dimensions.
---
---```lua
---assert(tensor.zeros(2, 3):dim() == 2)
---```
---@param t Tensor
---@return integer
function tensor.dim(t) end

---The number of elements.
---
---```lua
---assert(tensor.zeros(2, 3):numel() == 6)
---```
---@param t Tensor
---@return integer
function tensor.numel(t) end

---A copy; gradients flow through it.
---
---```lua
---local u = tensor.ones(2):clone()
---```
---@param t Tensor
---@return Tensor
function tensor.clone(t) end

---Whether both have the same shape and values; also t == other.
---
---```lua
---assert(tensor.ones(2):equals(tensor.ones(2)))
---```
---@param t Tensor
---@param other Tensor
---@return boolean
function tensor.equals(t, other) end

---The same elements under other sizes, one of which may be -1.
---
---```lua
---local m = tensor.arange(6):reshape(2, -1)
---```
---@param t Tensor
---@param ... integer|integer[]
---@return Tensor
function tensor.reshape(t, ...) end

---Joins the dimensions first..last (all by default) into one.
---
---```lua
---local v = tensor.ones(2, 3):flatten()
---```
---@param t Tensor
---@param first? integer
---@param last? integer
---@return Tensor
function tensor.flatten(t, first, last) end

---Cuts dimension d into several; one size may be -1.
---
---```lua
---local m = tensor.arange(6):unflatten(1, 2, 3)
---```
---@param t Tensor
---@param d integer
---@param ... integer|integer[]
---@return Tensor
function tensor.unflatten(t, d, ...) end

---Without dimension d, or those in a table, if its size is 1; without all such by default.
---
---```lua
---local v = tensor.ones(1, 3):squeeze(1)
---```
---@param t Tensor
---@param d? integer|integer[]
---@return Tensor
function tensor.squeeze(t, d) end

---With a new dimension d of size 1.
---
---```lua
---local m = tensor.ones(3):unsqueeze(1)
---```
---@param t Tensor
---@param d integer
---@return Tensor
function tensor.unsqueeze(t, d) end

---With dimensions d1 and d2 exchanged.
---
---```lua
---local m = tensor.ones(2, 3):transpose(1, 2)
---```
---@param t Tensor
---@param d1 integer
---@param d2 integer
---@return Tensor
function tensor.transpose(t, d1, d2) end

---A matrix with rows and columns exchanged.
---
---```lua
---local m = tensor.ones(2, 3):t()
---```
---@param t Tensor
---@return Tensor
function tensor.t(t) end

---Dimension i of the result is dimension dims[i] of this tensor.
---
---```lua
---local p = tensor.ones(2, 3, 4):permute(3, 1, 2)
---```
---@param t Tensor
---@param ... integer|integer[]
---@return Tensor
function tensor.permute(t, ...) end

---Repeats dimensions of size 1, and new leading ones, without copying; -1 keeps a size.
---
---```lua
---local m = tensor.ones(3, 1):expand(3, 4)
---```
---@param t Tensor
---@param ... integer|integer[]
---@return Tensor
function tensor.expand(t, ...) end

---Expanded to the other tensor's shape.
---
---```lua
---local m = tensor.ones(1):expand_as(tensor.ones(3))
---```
---@param t Tensor
---@param other Tensor
---@return Tensor
function tensor.expand_as(t, other) end

---Entries start .. start + length - 1 of dimension d.
---
---```lua
---local v = tensor.arange(5):narrow(1, 2, 3)
---```
---@param t Tensor
---@param d integer
---@param start integer
---@param length integer
---@return Tensor
function tensor.narrow(t, d, start, length) end

---Entry i of dimension d, which disappears.
---
---```lua
---local column = tensor.ones(2, 3):select(2, 1)
---```
---@param t Tensor
---@param d integer
---@param i integer
---@return Tensor
function tensor.select(t, d, i) end

---A table of parts of dimension d (1 by default), each of the given size, or of the given sizes.
---
---```lua
---local a, b = table.unpack(tensor.arange(5):split(3))
---```
---@param t Tensor
---@param size integer|integer[]
---@param d? integer
---@return Tensor[]
function tensor.split(t, size, d) end

---A table of at most n equal parts of dimension d (1 by default).
---
---```lua
---local a, b = table.unpack(tensor.arange(4):chunk(2))
---```
---@param t Tensor
---@param n integer
---@param d? integer
---@return Tensor[]
function tensor.chunk(t, n, d) end

---The whole so many times along each dimension, PyTorch's repeat; missing counts in front are 1.
---
---```lua
---local m = tensor.ones(2, 3):tile(2, 1)
---```
---@param t Tensor
---@param ... integer|integer[]
---@return Tensor
function tensor.tile(t, ...) end

---Each entry of dimension d (each element by default) so many times in a row; a table has a count for each entry.
---
---```lua
---assert(tensor{1, 2}:repeat_interleave(2) == tensor{1, 1, 2, 2})
---```
---@param t Tensor
---@param counts integer|integer[]
---@param d? integer
---@return Tensor
function tensor.repeat_interleave(t, counts, d) end

---Entries moved on along dimension d, those that fall off coming in again; row-major over all without d.
---
---```lua
---assert(tensor{1, 2, 3}:roll(1) == tensor{3, 1, 2})
---```
---@param t Tensor
---@param shifts integer|integer[]
---@param d? integer|integer[]
---@return Tensor
function tensor.roll(t, shifts, d) end

---The order of one dimension or several reversed; a copy.
---
---```lua
---local v = tensor.arange(3):flip(1)
---```
---@param t Tensor
---@param ... integer|integer[]
---@return Tensor
function tensor.flip(t, ...) end

---Dimension from (or those in a table) becomes dimension to; the others keep their order.
---
---```lua
---local m = tensor.ones(2, 3, 4):movedim(1, -1)
---```
---@param t Tensor
---@param from integer|integer[]
---@param to integer|integer[]
---@return Tensor
function tensor.movedim(t, from, to) end

---A table of all entries of dimension d (1 by default).
---
---```lua
---local a, b = table.unpack(tensor.ones(2, 3):unbind())
---```
---@param t Tensor
---@param d? integer
---@return Tensor[]
function tensor.unbind(t, d) end

---Differences of neighbours along dimension d (the last by default), n times over.
---
---```lua
---assert(tensor{1, 4, 9}:diff() == tensor{3, 5})
---```
---@param t Tensor
---@param n? integer Default 1.
---@param d? integer
---@return Tensor
function tensor.diff(t, n, d) end

---The same as expand.
---
---```lua
---local m = tensor.ones(3):broadcast_to(2, 3)
---```
---@param t Tensor
---@param ... integer|integer[]
---@return Tensor
function tensor.broadcast_to(t, ...) end

---Element by element: -x.
---
---```lua
---local y = tensor.ones(3):neg()
---```
---@param t Tensor
---@return Tensor
function tensor.neg(t) end

---Element by element: |x|.
---
---```lua
---local y = tensor.ones(3):abs()
---```
---@param t Tensor
---@return Tensor
function tensor.abs(t) end

---Element by element: -1, 0 or 1.
---
---```lua
---local y = tensor.ones(3):sign()
---```
---@param t Tensor
---@return Tensor
function tensor.sign(t) end

---Element by element: x².
---
---```lua
---local y = tensor.ones(3):square()
---```
---@param t Tensor
---@return Tensor
function tensor.square(t) end

---Element by element: max(x, 0).
---
---```lua
---local y = tensor.ones(3):relu()
---```
---@param t Tensor
---@return Tensor
function tensor.relu(t) end

---Element by element: the largest whole number not above x.
---
---```lua
---local y = tensor.ones(3):floor()
---```
---@param t Tensor
---@return Tensor
function tensor.floor(t) end

---Element by element: the smallest whole number not below x.
---
---```lua
---local y = tensor.ones(3):ceil()
---```
---@param t Tensor
---@return Tensor
function tensor.ceil(t) end

---Element by element: x without its fraction.
---
---```lua
---local y = tensor.ones(3):trunc()
---```
---@param t Tensor
---@return Tensor
function tensor.trunc(t) end

---Element by element: 1 / x.
---
---```lua
---local y = tensor.ones(3):reciprocal()
---```
---@param t Tensor
---@return Tensor
function tensor.reciprocal(t) end

---Element by element: √x.
---
---```lua
---local y = tensor.ones(3):sqrt()
---```
---@param t Tensor
---@return Tensor
function tensor.sqrt(t) end

---Element by element: 1 / √x.
---
---```lua
---local y = tensor.ones(3):rsqrt()
---```
---@param t Tensor
---@return Tensor
function tensor.rsqrt(t) end

---Element by element: e^x.
---
---```lua
---local y = tensor.ones(3):exp()
---```
---@param t Tensor
---@return Tensor
function tensor.exp(t) end

---Element by element: 2^x.
---
---```lua
---local y = tensor.ones(3):exp2()
---```
---@param t Tensor
---@return Tensor
function tensor.exp2(t) end

---Element by element: e^x - 1.
---
---```lua
---local y = tensor.ones(3):expm1()
---```
---@param t Tensor
---@return Tensor
function tensor.expm1(t) end

---Element by element: the natural logarithm.
---
---```lua
---local y = tensor.ones(3):log()
---```
---@param t Tensor
---@return Tensor
function tensor.log(t) end

---Element by element: the logarithm to base 2.
---
---```lua
---local y = tensor.ones(3):log2()
---```
---@param t Tensor
---@return Tensor
function tensor.log2(t) end

---Element by element: the logarithm to base 10.
---
---```lua
---local y = tensor.ones(3):log10()
---```
---@param t Tensor
---@return Tensor
function tensor.log10(t) end

---Element by element: log(1 + x).
---
---```lua
---local y = tensor.ones(3):log1p()
---```
---@param t Tensor
---@return Tensor
function tensor.log1p(t) end

---Element by element: the sine.
---
---```lua
---local y = tensor.ones(3):sin()
---```
---@param t Tensor
---@return Tensor
function tensor.sin(t) end

---Element by element: the cosine.
---
---```lua
---local y = tensor.ones(3):cos()
---```
---@param t Tensor
---@return Tensor
function tensor.cos(t) end

---Element by element: the tangent.
---
---```lua
---local y = tensor.ones(3):tan()
---```
---@param t Tensor
---@return Tensor
function tensor.tan(t) end

---Element by element: the arcsine.
---
---```lua
---local y = tensor.ones(3):asin()
---```
---@param t Tensor
---@return Tensor
function tensor.asin(t) end

---Element by element: the arccosine.
---
---```lua
---local y = tensor.ones(3):acos()
---```
---@param t Tensor
---@return Tensor
function tensor.acos(t) end

---Element by element: the arctangent.
---
---```lua
---local y = tensor.ones(3):atan()
---```
---@param t Tensor
---@return Tensor
function tensor.atan(t) end

---Element by element: the hyperbolic sine.
---
---```lua
---local y = tensor.ones(3):sinh()
---```
---@param t Tensor
---@return Tensor
function tensor.sinh(t) end

---Element by element: the hyperbolic cosine.
---
---```lua
---local y = tensor.ones(3):cosh()
---```
---@param t Tensor
---@return Tensor
function tensor.cosh(t) end

---Element by element: the hyperbolic tangent.
---
---```lua
---local y = tensor.ones(3):tanh()
---```
---@param t Tensor
---@return Tensor
function tensor.tanh(t) end

---Element by element: the inverse of sinh.
---
---```lua
---local y = tensor.ones(3):asinh()
---```
---@param t Tensor
---@return Tensor
function tensor.asinh(t) end

---Element by element: the inverse of cosh.
---
---```lua
---local y = tensor.ones(3):acosh()
---```
---@param t Tensor
---@return Tensor
function tensor.acosh(t) end

---Element by element: the inverse of tanh.
---
---```lua
---local y = tensor.ones(3):atanh()
---```
---@param t Tensor
---@return Tensor
function tensor.atanh(t) end

---Element by element: 1 / (1 + e^-x).
---
---```lua
---local y = tensor.ones(3):sigmoid()
---```
---@param t Tensor
---@return Tensor
function tensor.sigmoid(t) end

---Element by element: log(1 / (1 + e^-x)).
---
---```lua
---local y = tensor.ones(3):log_sigmoid()
---```
---@param t Tensor
---@return Tensor
function tensor.log_sigmoid(t) end

---Element by element: x / (1 + e^-x).
---
---```lua
---local y = tensor.ones(3):silu()
---```
---@param t Tensor
---@return Tensor
function tensor.silu(t) end

---Element by element: the error function.
---
---```lua
---local y = tensor.ones(3):erf()
---```
---@param t Tensor
---@return Tensor
function tensor.erf(t) end

---Element by element: 1 - erf(x).
---
---```lua
---local y = tensor.ones(3):erfc()
---```
---@param t Tensor
---@return Tensor
function tensor.erfc(t) end

---Element by element: log |Γ(x)|.
---
---```lua
---local y = tensor.ones(3):lgamma()
---```
---@param t Tensor
---@return Tensor
function tensor.lgamma(t) end

---Element by element: the derivative of lgamma.
---
---```lua
---local y = tensor.ones(3):digamma()
---```
---@param t Tensor
---@return Tensor
function tensor.digamma(t) end

---Element by element: whether x is not a number (bool).
---
---```lua
---local y = tensor.ones(3):isnan()
---```
---@param t Tensor
---@return Tensor
function tensor.isnan(t) end

---Element by element: whether x is infinite (bool).
---
---```lua
---local y = tensor.ones(3):isinf()
---```
---@param t Tensor
---@return Tensor
function tensor.isinf(t) end

---Element by element: whether x is finite (bool).
---
---```lua
---local y = tensor.ones(3):isfinite()
---```
---@param t Tensor
---@return Tensor
function tensor.isfinite(t) end

---Element by element: whether x is 0 (bool).
---
---```lua
---local y = tensor.ones(3):logical_not()
---```
---@param t Tensor
---@return Tensor
function tensor.logical_not(t) end

---t * u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):mul(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.mul(t, u) end

---t - u floor(t / u), element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):remainder(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.remainder(t, u) end

---t to the power u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):pow(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.pow(t, u) end

---The larger of both, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):maximum(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.maximum(t, u) end

---The smaller of both, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):minimum(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.minimum(t, u) end

---The angle of the point (u, t), element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):atan2(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.atan2(t, u) end

---@class tensor.add.options
---@field alpha? number|boolean

---t + alpha u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):add(2, {alpha=0.5})
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@param options? tensor.add.options
---@return Tensor
function tensor.add(t, u, options) end

---@class tensor.sub.options
---@field alpha? number|boolean

---t - alpha u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):sub(2, {alpha=0.5})
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@param options? tensor.sub.options
---@return Tensor
function tensor.sub(t, u, options) end

---@class tensor.div.options
---@field rounding_mode? "none"|"floor"|"trunc" Default "none".

---t / u, element by element, broadcast; with rounding_mode "floor" or "trunc" a whole number.
---
---```lua
---local y = tensor.ones(3):div(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@param options? tensor.div.options
---@return Tensor
function tensor.div(t, u, options) end

---Where t = u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):eq(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.eq(t, u) end

---Where t ≠ u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):ne(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.ne(t, u) end

---Where t < u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):lt(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.lt(t, u) end

---Where t ≤ u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):le(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.le(t, u) end

---Where t > u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):gt(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.gt(t, u) end

---Where t ≥ u, a bool tensor, broadcast.
---
---```lua
---local mask = tensor.arange(3):ge(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.ge(t, u) end

---Held between min and max, numbers or tensors; nil does not bind.
---
---```lua
---local y = tensor.randn(3):clamp(0, 1)
---```
---@param t Tensor
---@param min? Tensor|number|boolean
---@param max? Tensor|number|boolean
---@return Tensor
function tensor.clamp(t, min, max) end

---x where positive, slope x elsewhere.
---
---```lua
---local y = tensor.randn(3):leaky_relu(0.2)
---```
---@param t Tensor
---@param slope? number Default 0.01.
---@return Tensor
function tensor.leaky_relu(t, slope) end

---x where positive, alpha (e^x - 1) elsewhere.
---
---```lua
---local y = tensor.randn(3):elu()
---```
---@param t Tensor
---@param alpha? number Default 1.
---@return Tensor
function tensor.elu(t, alpha) end

---log(1 + e^(beta x)) / beta.
---
---```lua
---local y = tensor.randn(3):softplus()
---```
---@param t Tensor
---@param beta? number Default 1.
---@param threshold? number Default 20.
---@return Tensor
function tensor.softplus(t, beta, threshold) end

---@class tensor.gelu.options
---@field approximate? "none"|"tanh" Default "none".

---x Φ(x), or its tanh approximation.
---
---```lua
---local y = tensor.randn(3):gelu()
---```
---@param t Tensor
---@param options? tensor.gelu.options
---@return Tensor
function tensor.gelu(t, options) end

---@class tensor.round.options
---@field decimals? integer Default 0.

---Element by element: the nearest number with so many decimals, halves to the even one.
---
---```lua
---local y = tensor.randn(3):round{decimals=2}
---```
---@param t Tensor
---@param options? tensor.round.options
---@return Tensor
function tensor.round(t, options) end

---@class tensor.softmax.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---e^x / Σ e^x along dimension d.
---
---```lua
---local p = tensor.randn(2, 3):softmax(2)
---```
---@param t Tensor
---@param d integer
---@param options? tensor.softmax.options
---@return Tensor
function tensor.softmax(t, d, options) end

---@class tensor.log_softmax.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The logarithm of softmax.
---
---```lua
---local l = tensor.randn(2, 3):log_softmax(2)
---```
---@param t Tensor
---@param d integer
---@param options? tensor.log_softmax.options
---@return Tensor
function tensor.log_softmax(t, d, options) end

---Element by element: √(t² + u²); broadcast.
---
---```lua
---local y = tensor.arange(3):hypot(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.hypot(t, u) end

---Element by element: log(e^t + e^u); broadcast.
---
---```lua
---local y = tensor.arange(3):logaddexp(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.logaddexp(t, u) end

---Element by element: t log u, 0 where t is 0; broadcast.
---
---```lua
---local y = tensor.arange(3):xlogy(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.xlogy(t, u) end

---Element by element: t - u trunc(t / u), the sign of t; broadcast.
---
---```lua
---local y = tensor.arange(3):fmod(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.fmod(t, u) end

---Element by element: floor(t / u), also t // u; no gradient passes; broadcast.
---
---```lua
---local y = tensor.arange(3):floor_divide(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.floor_divide(t, u) end

---Element by element: where both are not 0 (bool); broadcast.
---
---```lua
---local y = tensor.arange(3):logical_and(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.logical_and(t, u) end

---Element by element: where one is not 0 (bool); broadcast.
---
---```lua
---local y = tensor.arange(3):logical_or(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.logical_or(t, u) end

---Element by element: where just one is not 0 (bool); broadcast.
---
---```lua
---local y = tensor.arange(3):logical_xor(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.logical_xor(t, u) end

---t + weight (other - t).
---
---```lua
---local y = tensor.zeros(3):lerp(tensor.ones(3), 0.25)
---```
---@param t Tensor
---@param other Tensor
---@param weight Tensor|number|boolean
---@return Tensor
function tensor.lerp(t, other, weight) end

---@class tensor.addcmul.options
---@field value? number|boolean Default integer(1).

---t + value a * b.
---
---```lua
---local y = tensor.zeros(3):addcmul(tensor.ones(3), tensor.ones(3), {value=2})
---```
---@param t Tensor
---@param a Tensor
---@param b Tensor
---@param options? tensor.addcmul.options
---@return Tensor
function tensor.addcmul(t, a, b, options) end

---@class tensor.addcdiv.options
---@field value? number|boolean Default integer(1).

---t + value a / b.
---
---```lua
---local y = tensor.zeros(3):addcdiv(tensor.ones(3), tensor.ones(3), {value=2})
---```
---@param t Tensor
---@param a Tensor
---@param b Tensor
---@param options? tensor.addcdiv.options
---@return Tensor
function tensor.addcdiv(t, a, b, options) end

---log(t / (1 - t)), with t held in [eps, 1 - eps] if eps is given.
---
---```lua
---local y = tensor{0.2, 0.9}:logit()
---```
---@param t Tensor
---@param eps? number
---@return Tensor
function tensor.logit(t, eps) end

---Element by element: x tanh(log(1 + e^x)).
---
---```lua
---local y = tensor.randn(3):mish()
---```
---@param t Tensor
---@return Tensor
function tensor.mish(t) end

---With nan and infinities replaced, by the dtype's largest numbers where no others are given.
---
---```lua
---assert(tensor{0/0, 1}:nan_to_num() == tensor{0, 1})
---```
---@param t Tensor
---@param nan? number Default 0.
---@param posinf? number
---@param neginf? number
---@return Tensor
function tensor.nan_to_num(t, nan, posinf, neginf) end

---@class tensor.isclose.options
---@field rtol? number Default 1e-05.
---@field atol? number Default 1e-08.
---@field equal_nan? boolean Default false.

---Where |t - u| <= atol + rtol |u| (bool).
---
---```lua
---local mask = tensor.ones(3):isclose(1.000001)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@param options? tensor.isclose.options
---@return Tensor
function tensor.isclose(t, u, options) end

---@class tensor.allclose.options
---@field rtol? number Default 1e-05.
---@field atol? number Default 1e-08.
---@field equal_nan? boolean Default false.

---Whether isclose holds everywhere.
---
---```lua
---assert(tensor.ones(3):allclose(1.000001))
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@param options? tensor.allclose.options
---@return boolean
function tensor.allclose(t, u, options) end

---@class tensor.cdist.options
---@field p? number Default 2.

---Distances between the rows of (..., n, d) and (..., m, d): (..., n, m), by the p-norm.
---
---```lua
---local d = tensor.randn(4, 2):cdist(tensor.randn(3, 2))
---```
---@param t Tensor
---@param u Tensor
---@param options? tensor.cdist.options
---@return Tensor
function tensor.cdist(t, u, options) end

---@class tensor.unique.options
---@field return_inverse? boolean Default false.
---@field return_counts? boolean Default false.

---The distinct elements in ascending order; if asked for, where in them each element stands, and how often each occurs.
---
---```lua
---local values, counts = tensor{3, 1, 3}:unique{return_counts=true}
---```
---@param t Tensor
---@param options? tensor.unique.options
---@return Tensor
---@return Tensor|nil
---@return Tensor|nil
function tensor.unique(t, options) end

---@class tensor.bincount.options
---@field minlength? integer Default 0.

---How often each of the indices 1, 2, ... occurs in a 1-d tensor of them, or the sum of their weights.
---
---```lua
---assert(tensor.new({1, 3, 3}, {dtype="int64"}):bincount() == tensor{1, 0, 2})
---```
---@param t Tensor
---@param weights? Tensor
---@param options? tensor.bincount.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.bincount.options): Tensor
function tensor.bincount(t, weights, options) end

---How many elements fall into each of so many equal cells of [min, max], the elements' own range if both are 0.
---
---```lua
---local counts = tensor.rand(100):histc(10, 0, 1)
---```
---@param t Tensor
---@param bins? integer Default 100.
---@param min? number Default 0.
---@param max? number Default 0.
---@return Tensor
function tensor.histc(t, bins, min, max) end

---For each index a row of so many numbers: 1 there, 0 elsewhere; the largest index says how many by default.
---
---```lua
---local rows = tensor.new({1, 3}, {dtype="int64"}):one_hot(3)
---```
---@param t Tensor
---@param classes? integer
---@return Tensor
function tensor.one_hot(t, classes) end

---How many elements are other than 0, over dimension d, several or all.
---
---```lua
---assert(tensor{0, 1, 2}:count_nonzero():item() == 2)
---```
---@param t Tensor
---@param d? integer|integer[]
---@return Tensor
function tensor.count_nonzero(t, d) end

---@class tensor.searchsorted.options
---@field right? boolean Default false.

---For each of the values the index where it would be inserted into this ascending 1-d tensor: before its equals, or after them with right.
---
---```lua
---assert(tensor{1, 3, 5}:searchsorted({3}) == tensor{2})
---```
---@param t Tensor
---@param values number|boolean|number[]|number[][]|any[]|Tensor|Tensor[]
---@param options? tensor.searchsorted.options
---@return Tensor
function tensor.searchsorted(t, values, options) end

---@class tensor.logsumexp.options
---@field keepdim? boolean Default false.

---log Σ e^x over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):logsumexp(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.logsumexp.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.logsumexp.options): Tensor
function tensor.logsumexp(t, d, options) end

---@class tensor.amax.options
---@field keepdim? boolean Default false.

---The largest, ties sharing the gradient over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):amax(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.amax.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.amax.options): Tensor
function tensor.amax(t, d, options) end

---@class tensor.amin.options
---@field keepdim? boolean Default false.

---The smallest, ties sharing the gradient over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):amin(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.amin.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.amin.options): Tensor
function tensor.amin(t, d, options) end

---@class tensor.any.options
---@field keepdim? boolean Default false.

---Whether any is not 0 over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):any(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.any.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.any.options): Tensor
function tensor.any(t, d, options) end

---@class tensor.all.options
---@field keepdim? boolean Default false.

---Whether all are not 0 over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):all(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.all.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.all.options): Tensor
function tensor.all(t, d, options) end

---@class tensor.sum.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The sum over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):sum(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.sum.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.sum.options): Tensor
function tensor.sum(t, d, options) end

---@class tensor.mean.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The mean over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):mean(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.mean.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.mean.options): Tensor
function tensor.mean(t, d, options) end

---@class tensor.prod.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The product over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):prod(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.prod.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.prod.options): Tensor
function tensor.prod(t, d, options) end

---@class tensor.nansum.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The sum without nan over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):nansum(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.nansum.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.nansum.options): Tensor
function tensor.nansum(t, d, options) end

---@class tensor.nanmean.options
---@field keepdim? boolean Default false.
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The mean without nan over dimension d, several of them in a table, or all; computed in dtype if it is given.
---
---```lua
---local y = tensor.ones(2, 3):nanmean(2, {keepdim=true})
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.nanmean.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.nanmean.options): Tensor
function tensor.nanmean(t, d, options) end

---@class tensor.var.options
---@field keepdim? boolean Default false.
---@field correction? number Default 1.
---@field unbiased? boolean Default true.

---The variance with divisor n - correction, over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):var(2)
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.var.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.var.options): Tensor
function tensor.var(t, d, options) end

---@class tensor.std.options
---@field keepdim? boolean Default false.
---@field correction? number Default 1.
---@field unbiased? boolean Default true.

---The standard deviation with divisor n - correction, over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):std(2)
---```
---@param t Tensor
---@param d? integer|integer[]
---@param options? tensor.std.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.std.options): Tensor
function tensor.std(t, d, options) end

---@class tensor.norm.options
---@field keepdim? boolean Default false.

---(Σ |x|^p)^(1/p); math.huge for the maximum.
---
---```lua
---local y = tensor.ones(2, 3):norm(2, 1)
---```
---@param t Tensor
---@param p? number Default 2.
---@param d? integer|integer[]
---@param options? tensor.norm.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.norm.options): Tensor
function tensor.norm(t, p, d, options) end

---@class tensor.cumsum.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The running sum along dimension d, in dtype if it is given.
---
---```lua
---local y = tensor.ones(3):cumsum(1)
---```
---@param t Tensor
---@param d integer
---@param options? tensor.cumsum.options
---@return Tensor
function tensor.cumsum(t, d, options) end

---@class tensor.cumprod.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---The running product along dimension d, in dtype if it is given.
---
---```lua
---local y = tensor.ones(3):cumprod(1)
---```
---@param t Tensor
---@param d integer
---@param options? tensor.cumprod.options
---@return Tensor
function tensor.cumprod(t, d, options) end

---@class tensor.logcumsumexp.options
---@field dtype? "float32"|"float64"|"int64"|"bool"

---log of the running sum of e^x along dimension d, in dtype if it is given.
---
---```lua
---local y = tensor.ones(3):logcumsumexp(1)
---```
---@param t Tensor
---@param d integer
---@param options? tensor.logcumsumexp.options
---@return Tensor
function tensor.logcumsumexp(t, d, options) end

---@class tensor.max.options
---@field keepdim? boolean Default false.

---The largest element; along dimension d the values and their indices; beside a tensor as maximum.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):max(2)
---```
---@param t Tensor
---@param d? integer|Tensor
---@param options? tensor.max.options
---@return Tensor
---@return Tensor|nil
---@overload fun(t: Tensor, options?: tensor.max.options): Tensor, Tensor|nil
function tensor.max(t, d, options) end

---@class tensor.min.options
---@field keepdim? boolean Default false.

---The smallest element; along dimension d the values and their indices; beside a tensor as minimum.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):min(2)
---```
---@param t Tensor
---@param d? integer|Tensor
---@param options? tensor.min.options
---@return Tensor
---@return Tensor|nil
---@overload fun(t: Tensor, options?: tensor.min.options): Tensor, Tensor|nil
function tensor.min(t, d, options) end

---@class tensor.median.options
---@field keepdim? boolean Default false.

---The middle element (the lower of two); along dimension d the values and their indices.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):median(2)
---```
---@param t Tensor
---@param d? integer|Tensor
---@param options? tensor.median.options
---@return Tensor
---@return Tensor|nil
---@overload fun(t: Tensor, options?: tensor.median.options): Tensor, Tensor|nil
function tensor.median(t, d, options) end

---@class tensor.argmax.options
---@field keepdim? boolean Default false.

---The index of the largest element along dimension d, or in row-major order.
---
---```lua
---local i = tensor.arange(3):argmax(1)
---```
---@param t Tensor
---@param d? integer
---@param options? tensor.argmax.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.argmax.options): Tensor
function tensor.argmax(t, d, options) end

---@class tensor.argmin.options
---@field keepdim? boolean Default false.

---The index of the smallest element along dimension d, or in row-major order.
---
---```lua
---local i = tensor.arange(3):argmin(1)
---```
---@param t Tensor
---@param d? integer
---@param options? tensor.argmin.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.argmin.options): Tensor
function tensor.argmin(t, d, options) end

---The largest so far along dimension d, and the indices where they stand.
---
---```lua
---local values, indices = tensor{3, 1, 4}:cummax(1)
---```
---@param t Tensor
---@param d integer
---@return Tensor
---@return Tensor
function tensor.cummax(t, d) end

---The smallest so far along dimension d, and the indices where they stand.
---
---```lua
---local values, indices = tensor{3, 1, 4}:cummin(1)
---```
---@param t Tensor
---@param d integer
---@return Tensor
---@return Tensor
function tensor.cummin(t, d) end

---@class tensor.kthvalue.options
---@field keepdim? boolean Default false.

---The k-th smallest along dimension d (the last by default), and its index.
---
---```lua
---local value, index = tensor{3, 1, 2}:kthvalue(2)
---```
---@param t Tensor
---@param k integer
---@param d? integer
---@param options? tensor.kthvalue.options
---@return Tensor
---@return Tensor
---@overload fun(t: Tensor, k: integer, options?: tensor.kthvalue.options): Tensor, Tensor
function tensor.kthvalue(t, k, d, options) end

---@class tensor.aminmax.options
---@field keepdim? boolean Default false.

---The smallest and the largest, along dimension d or of all.
---
---```lua
---local least, most = tensor{3, 1, 2}:aminmax()
---```
---@param t Tensor
---@param d? integer
---@param options? tensor.aminmax.options
---@return Tensor
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.aminmax.options): Tensor, Tensor
function tensor.aminmax(t, d, options) end

---@class tensor.sort.options
---@field descending? boolean Default false.
---@field stable? boolean Default true.

---Sorted along dimension d (the last by default), and the indices where the elements stood; always stable.
---
---```lua
---local sorted, indices = tensor{3, 1, 2}:sort()
---```
---@param t Tensor
---@param d? integer
---@param options? tensor.sort.options
---@return Tensor
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.sort.options): Tensor, Tensor
function tensor.sort(t, d, options) end

---@class tensor.argsort.options
---@field descending? boolean Default false.
---@field stable? boolean Default true.

---The indices that sort dimension d (the last by default).
---
---```lua
---local indices = tensor{3, 1, 2}:argsort()
---```
---@param t Tensor
---@param d? integer
---@param options? tensor.argsort.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.argsort.options): Tensor
function tensor.argsort(t, d, options) end

---@class tensor.topk.options
---@field largest? boolean Default true.
---@field sorted? boolean Default true.

---The k largest (or smallest) along dimension d (the last by default), best first, and their indices.
---
---```lua
---local values, indices = tensor{3, 1, 2}:topk(2)
---```
---@param t Tensor
---@param k integer
---@param d? integer
---@param options? tensor.topk.options
---@return Tensor
---@return Tensor
---@overload fun(t: Tensor, k: integer, options?: tensor.topk.options): Tensor, Tensor
function tensor.topk(t, k, d, options) end

---@class tensor.quantile.options
---@field keepdim? boolean Default false.

---The value below which the part q of the elements lies, interpolated; for a table or 1-d tensor of parts all of them, in a new first dimension.
---
---```lua
---local m = tensor{3, 1, 2}:quantile(0.5)
---```
---@param t Tensor
---@param q number|number[]|Tensor
---@param d? integer
---@param options? tensor.quantile.options
---@return Tensor
---@overload fun(t: Tensor, q: number|number[]|Tensor, options?: tensor.quantile.options): Tensor
function tensor.quantile(t, q, d, options) end

---Entries idx of dimension d; a copy.
---
---```lua
---local rows = tensor.ones(3, 2):index_select(1, {1, 3})
---```
---@param t Tensor
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@return Tensor
function tensor.index_select(t, d, idx) end

---out[i][j] = t[i][idx[i][j]], the index along dimension d.
---
---```lua
---local y = tensor.ones(2, 3):gather(2, tensor{{1}, {3}})
---```
---@param t Tensor
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@return Tensor
function tensor.gather(t, d, idx) end

---A copy with source's entries added to entries idx of dimension d.
---
---```lua
---local y = tensor.zeros(3):index_add(1, {1, 1}, tensor.ones(2))
---```
---@param t Tensor
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function tensor.index_add(t, d, idx, source) end

---A copy with source added where idx points, as gather reads.
---
---```lua
---local y = tensor.zeros(3):scatter_add(1, {1, 1}, tensor.ones(2))
---```
---@param t Tensor
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function tensor.scatter_add(t, d, idx, source) end

---With source, a tensor or a number, where idx points, as gather reads; a copy.
---
---```lua
---local y = tensor.zeros(3):scatter(1, {1, 3}, 7)
---```
---@param t Tensor
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor|number|boolean
---@return Tensor
function tensor.scatter(t, d, idx, source) end

---With entries idx of dimension d replaced by source's; the last one wins; a copy.
---
---```lua
---local y = tensor.zeros(3):index_copy(1, {1, 3}, tensor.ones(2))
---```
---@param t Tensor
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param source Tensor
---@return Tensor
function tensor.index_copy(t, d, idx, source) end

---With entries idx of dimension d all value; a copy.
---
---```lua
---local y = tensor.zeros(3):index_fill(1, {1, 3}, 7)
---```
---@param t Tensor
---@param d integer
---@param idx Tensor|integer[]|integer[][]
---@param value number|boolean
---@return Tensor
function tensor.index_fill(t, d, idx, value) end

---With source's elements, one after the other, where mask holds; a copy.
---
---```lua
---local y = tensor.zeros(3):masked_scatter(tensor{true, false, true}, tensor{1, 2})
---```
---@param t Tensor
---@param mask Tensor
---@param source Tensor
---@return Tensor
function tensor.masked_scatter(t, mask, source) end

---The elements at row-major indices, in their shape.
---
---```lua
---assert(tensor{{1, 2}, {3, 4}}:take({1, 4}) == tensor{1, 4})
---```
---@param t Tensor
---@param idx Tensor|integer[]|integer[][]
---@return Tensor
function tensor.take(t, idx) end

---With value where mask holds.
---
---```lua
---local y = tensor.arange(3):masked_fill(tensor{true, false, false}, 0)
---```
---@param t Tensor
---@param mask Tensor
---@param value number|boolean
---@return Tensor
function tensor.masked_fill(t, mask, value) end

---The entries where mask holds; also t[mask].
---
---```lua
---local y = tensor.arange(3):masked_select(tensor{true, false, true})
---```
---@param t Tensor
---@param mask Tensor
---@return Tensor
function tensor.masked_select(t, mask) end

---The indices of the elements that are not 0, one row each.
---
---```lua
---local where = tensor{0, 1}:nonzero()
---```
---@param t Tensor
---@return Tensor
function tensor.nonzero(t) end

---The matrix product (..., m, k) × (..., k, n); vectors as rows or columns; leading dimensions broadcast.
---
---```lua
---local y = tensor.ones(2, 3):matmul(tensor.ones(3, 4))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.matmul(t, u) end

---(m, k) × (k, n).
---
---```lua
---local y = tensor.ones(2, 3):mm(tensor.ones(3, 4))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.mm(t, u) end

---(b, m, k) × (b, k, n).
---
---```lua
---local y = tensor.ones(5, 2, 3):bmm(tensor.ones(5, 3, 4))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.bmm(t, u) end

---(m, k) × (k).
---
---```lua
---local y = tensor.ones(2, 3):mv(tensor.ones(3))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.mv(t, u) end

---(k) × (k), a single number.
---
---```lua
---local y = tensor.ones(3):dot(tensor.ones(3))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.dot(t, u) end

---(m) × (n) → (m, n).
---
---```lua
---local y = tensor.ones(3):outer(tensor.ones(4))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.outer(t, u) end

---@class tensor.cholesky.options
---@field upper? boolean Default false.

---L with L Lᵀ the tensor (..., n, n), whose lower triangle is read; with upper Lᵀ, from the upper triangle. An error where it is not positive definite.
---
---```lua
---local l = tensor{ {4, 2}, {2, 3} }:cholesky()
---```
---@param t Tensor
---@param options? tensor.cholesky.options
---@return Tensor
function tensor.cholesky(t, options) end

---@class tensor.cholesky_solve.options
---@field upper? boolean Default false.

---X with A X the tensor (..., n, k), from A's Cholesky factor (..., n, n).
---
---```lua
---local a = tensor{ {4, 2}, {2, 3} }
---local x = tensor.ones(2, 1):cholesky_solve(a:cholesky())
---```
---@param t Tensor
---@param factor Tensor
---@param options? tensor.cholesky_solve.options
---@return Tensor
function tensor.cholesky_solve(t, factor, options) end

---@class tensor.triangular_solve.options
---@field upper? boolean Default true.
---@field left? boolean Default true.
---@field transpose? boolean Default false.
---@field unitriangular? boolean Default false.

---X with a X the tensor (..., n, k), where a (..., n, n) is triangular; with left=false X a. transpose puts aᵀ in a's place; unitriangular takes its diagonal for ones. Only one triangle of a is read.
---
---```lua
---local x = tensor.ones(2, 1):triangular_solve(tensor{ {2, 1}, {0, 3} })
---```
---@param t Tensor
---@param a Tensor
---@param options? tensor.triangular_solve.options
---@return Tensor
function tensor.triangular_solve(t, a, options) end

---@class tensor.solve_triangular.options
---@field upper boolean
---@field left? boolean Default true.
---@field unitriangular? boolean Default false.

---triangular_solve with the triangular tensor first: X with t X = b, or X t = b.
---
---```lua
---local x = tensor{ {2, 0}, {1, 3} }:solve_triangular(tensor.ones(2, 1), {upper=false})
---```
---@param t Tensor
---@param b Tensor
---@param options tensor.solve_triangular.options
---@return Tensor
function tensor.solve_triangular(t, b, options) end

---@class tensor.solve.options
---@field left? boolean Default true.

---X with t X = b, with left=false X t = b; t (..., n, n), b (..., n, k), (n) or as many vectors (..., n) as t has matrices. An error where t is singular.
---
---```lua
---local x = tensor{ {2, 1}, {1, 3} }:solve(tensor{1, 2})
---```
---@param t Tensor
---@param b Tensor
---@param options? tensor.solve.options
---@return Tensor
function tensor.solve(t, b, options) end

---The inverse of matrices (..., n, n). An error where one is singular.
---
---```lua
---local y = tensor{ {2, 1}, {1, 3} }:inverse()
---```
---@param t Tensor
---@return Tensor
function tensor.inverse(t) end

---@class tensor.pinv.options
---@field atol? number Default 0.
---@field rtol? number
---@field hermitian? boolean Default false.

---The Moore-Penrose inverse (..., n, m) of (..., m, n) over the singular values above the larger of atol and rtol times the largest (by default max(m, n) times the dtype's precision); with hermitian of symmetric matrices.
---
---```lua
---local p = tensor{ {1, 2}, {3, 4}, {5, 6} }:pinv()
---```
---@param t Tensor
---@param options? tensor.pinv.options
---@return Tensor
function tensor.pinv(t, options) end

---@class tensor.lstsq.options
---@field rcond? number

---The X of least norm with the least |t X - b|: t (..., m, n), b (..., m, k) or (..., m). Also the columns' squared distances (empty unless m > n and t has rank n), the rank, and the singular values of t, of which those below rcond times the largest count as 0.
---
---```lua
---local x, residuals, rank = tensor{ {1, 1}, {1, 2}, {1, 3} }:lstsq(tensor{1, 2, 2})
---```
---@param t Tensor
---@param b Tensor
---@param options? tensor.lstsq.options
---@return Tensor
---@return Tensor
---@return Tensor
---@return Tensor
function tensor.lstsq(t, b, options) end

---Determinants (...) of matrices (..., n, n).
---
---```lua
---local d = tensor{ {2, 1}, {1, 3} }:det()
---```
---@param t Tensor
---@return Tensor
function tensor.det(t) end

---Logarithms of determinants: -inf of a singular matrix, nan where one is negative.
---
---```lua
---local d = tensor{ {2, 1}, {1, 3} }:logdet()
---```
---@param t Tensor
---@return Tensor
function tensor.logdet(t) end

---Signs of determinants (-1, 0 or 1) and the logarithms of their magnitudes.
---
---```lua
---local sign, log = tensor{ {2, 1}, {1, 3} }:slogdet()
---```
---@param t Tensor
---@return Tensor
---@return Tensor
function tensor.slogdet(t) end

---@class tensor.eigh.options
---@field UPLO? "L"|"U" Default "L".

---Eigenvalues (..., n), ascending, and eigenvectors, the columns of (..., n, n), of symmetric matrices, of which one triangle is read.
---
---```lua
---local values, vectors = tensor{ {2, 1}, {1, 3} }:eigh()
---```
---@param t Tensor
---@param options? tensor.eigh.options
---@return Tensor
---@return Tensor
function tensor.eigh(t, options) end

---@class tensor.eigvalsh.options
---@field UPLO? "L"|"U" Default "L".

---The eigenvalues of symmetric matrices alone, ascending.
---
---```lua
---local values = tensor{ {2, 1}, {1, 3} }:eigvalsh()
---```
---@param t Tensor
---@param options? tensor.eigvalsh.options
---@return Tensor
function tensor.eigvalsh(t, options) end

---@class tensor.svd.options
---@field full_matrices? boolean Default true.

---U (..., m, m), the singular values (..., k), descending, and Vᵀ (..., n, n) with U diag(S) Vᵀ the tensor (..., m, n), k = min(m, n); without full_matrices U (..., m, k) and Vᵀ (..., k, n).
---
---```lua
---local u, s, vh = tensor{ {1, 2}, {3, 4}, {5, 6} }:svd({full_matrices=false})
---```
---@param t Tensor
---@param options? tensor.svd.options
---@return Tensor
---@return Tensor
---@return Tensor
function tensor.svd(t, options) end

---The singular values alone, descending.
---
---```lua
---local s = tensor{ {1, 2}, {3, 4} }:svdvals()
---```
---@param t Tensor
---@return Tensor
function tensor.svdvals(t) end

---@class tensor.qr.options
---@field mode? "reduced"|"complete"|"r" Default "reduced".

---Q with orthonormal columns and R upper triangular, Q R the tensor (..., m, n), k = min(m, n): Q (..., m, k) and R (..., k, n); with mode="complete" (..., m, m) and (..., m, n); with mode="r" only R.
---
---```lua
---local q, r = tensor{ {1, 2}, {3, 4}, {5, 6} }:qr()
---```
---@param t Tensor
---@param options? tensor.qr.options
---@return Tensor
---@return Tensor
function tensor.qr(t, options) end

---@class tensor.matrix_norm.options
---@field keepdim? boolean Default false.

---A norm of matrices (..., m, n): "fro", "nuc", math.huge and 1 (the largest sum of magnitudes of a row, of a column), 2 (the largest singular value); negative numbers take the smallest.
---
---```lua
---local y = tensor{ {1, 2}, {3, 4} }:matrix_norm("nuc")
---```
---@param t Tensor
---@param ord? "fro"|"nuc"|number
---@param options? tensor.matrix_norm.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.matrix_norm.options): Tensor
function tensor.matrix_norm(t, ord, options) end

---The sum of a matrix's diagonal.
---
---```lua
---assert(tensor.eye(3):trace():item() == 3)
---```
---@param t Tensor
---@return Tensor
function tensor.trace(t) end

---Of a vector the matrix with it on a diagonal, of a matrix that diagonal, so many columns to the right; a copy.
---
---```lua
---local y = tensor{1, 2}:diag()
---```
---@param t Tensor
---@param diagonal? integer Default 0.
---@return Tensor
function tensor.diag(t, diagonal) end

---The diagonal of the matrices in dimensions dim1 and dim2, as a new last dimension; a view.
---
---```lua
---local y = tensor.ones(5, 3, 3):diagonal(0, 2, 3)
---```
---@param t Tensor
---@param offset? integer Default 0.
---@param dim1? integer Default 1.
---@param dim2? integer Default 2.
---@return Tensor
function tensor.diagonal(t, offset, dim1, dim2) end

---What stands on and below a diagonal of each matrix, zeros elsewhere; the diagonal moved so many columns right.
---
---```lua
---local y = tensor.ones(3, 3):tril(-1)
---```
---@param t Tensor
---@param diagonal? integer Default 0.
---@return Tensor
function tensor.tril(t, diagonal) end

---What stands on and above a diagonal of each matrix, zeros elsewhere; the diagonal moved so many columns right.
---
---```lua
---local y = tensor.ones(3, 3):triu(-1)
---```
---@param t Tensor
---@param diagonal? integer Default 0.
---@return Tensor
function tensor.triu(t, diagonal) end

---The same numbers, cut off from the graph.
---
---```lua
---local y = tensor.zeros(3):detach()
---```
---@param t Tensor
---@return Tensor
function tensor.detach(t) end

---@class tensor.bernoulli.options
---@field stream? string Default "tensor".

---For each element, a probability, 1 with it and 0 otherwise.
---
---```lua
---local t = tensor.full({3}, 0.5):bernoulli()
---```
---@param t Tensor
---@param options? tensor.bernoulli.options
---@return Tensor
function tensor.bernoulli(t, options) end

---@class tensor.multinomial.options
---@field replacement? boolean Default false.
---@field stream? string Default "tensor".

---n random indices by the weights in the last dimension, without or with replacement.
---
---```lua
---local i = tensor{0.2, 0.3, 0.5}:multinomial(2)
---```
---@param t Tensor
---@param n integer
---@param options? tensor.multinomial.options
---@return Tensor
function tensor.multinomial(t, n, options) end

---Linear algebra over stacks of matrices (..., m, n).
---@class tensor.linalg
tensor.linalg = {}

---@class tensor.linalg.norm.options
---@field keepdim? boolean Default false.

---(Σ |x|^p)^(1/p); math.huge for the maximum.
---
---```lua
---local y = tensor.ones(2, 3):norm(2, 1)
---```
---@param t Tensor
---@param p? number Default 2.
---@param d? integer|integer[]
---@param options? tensor.linalg.norm.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.linalg.norm.options): Tensor
function tensor.linalg.norm(t, p, d, options) end

---The matrix product (..., m, k) × (..., k, n); vectors as rows or columns; leading dimensions broadcast.
---
---```lua
---local y = tensor.ones(2, 3):matmul(tensor.ones(3, 4))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.linalg.matmul(t, u) end

---(m, k) × (k, n).
---
---```lua
---local y = tensor.ones(2, 3):mm(tensor.ones(3, 4))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.linalg.mm(t, u) end

---(b, m, k) × (b, k, n).
---
---```lua
---local y = tensor.ones(5, 2, 3):bmm(tensor.ones(5, 3, 4))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.linalg.bmm(t, u) end

---(m, k) × (k).
---
---```lua
---local y = tensor.ones(2, 3):mv(tensor.ones(3))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.linalg.mv(t, u) end

---(k) × (k), a single number.
---
---```lua
---local y = tensor.ones(3):dot(tensor.ones(3))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.linalg.dot(t, u) end

---(m) × (n) → (m, n).
---
---```lua
---local y = tensor.ones(3):outer(tensor.ones(4))
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.linalg.outer(t, u) end

---@class tensor.linalg.cholesky.options
---@field upper? boolean Default false.

---L with L Lᵀ the tensor (..., n, n), whose lower triangle is read; with upper Lᵀ, from the upper triangle. An error where it is not positive definite.
---
---```lua
---local l = tensor{ {4, 2}, {2, 3} }:cholesky()
---```
---@param t Tensor
---@param options? tensor.linalg.cholesky.options
---@return Tensor
function tensor.linalg.cholesky(t, options) end

---@class tensor.linalg.cholesky_solve.options
---@field upper? boolean Default false.

---X with A X the tensor (..., n, k), from A's Cholesky factor (..., n, n).
---
---```lua
---local a = tensor{ {4, 2}, {2, 3} }
---local x = tensor.ones(2, 1):cholesky_solve(a:cholesky())
---```
---@param t Tensor
---@param factor Tensor
---@param options? tensor.linalg.cholesky_solve.options
---@return Tensor
function tensor.linalg.cholesky_solve(t, factor, options) end

---@class tensor.linalg.triangular_solve.options
---@field upper? boolean Default true.
---@field left? boolean Default true.
---@field transpose? boolean Default false.
---@field unitriangular? boolean Default false.

---X with a X the tensor (..., n, k), where a (..., n, n) is triangular; with left=false X a. transpose puts aᵀ in a's place; unitriangular takes its diagonal for ones. Only one triangle of a is read.
---
---```lua
---local x = tensor.ones(2, 1):triangular_solve(tensor{ {2, 1}, {0, 3} })
---```
---@param t Tensor
---@param a Tensor
---@param options? tensor.linalg.triangular_solve.options
---@return Tensor
function tensor.linalg.triangular_solve(t, a, options) end

---@class tensor.linalg.solve_triangular.options
---@field upper boolean
---@field left? boolean Default true.
---@field unitriangular? boolean Default false.

---triangular_solve with the triangular tensor first: X with t X = b, or X t = b.
---
---```lua
---local x = tensor{ {2, 0}, {1, 3} }:solve_triangular(tensor.ones(2, 1), {upper=false})
---```
---@param t Tensor
---@param b Tensor
---@param options tensor.linalg.solve_triangular.options
---@return Tensor
function tensor.linalg.solve_triangular(t, b, options) end

---@class tensor.linalg.solve.options
---@field left? boolean Default true.

---X with t X = b, with left=false X t = b; t (..., n, n), b (..., n, k), (n) or as many vectors (..., n) as t has matrices. An error where t is singular.
---
---```lua
---local x = tensor{ {2, 1}, {1, 3} }:solve(tensor{1, 2})
---```
---@param t Tensor
---@param b Tensor
---@param options? tensor.linalg.solve.options
---@return Tensor
function tensor.linalg.solve(t, b, options) end

---The inverse of matrices (..., n, n). An error where one is singular.
---
---```lua
---local y = tensor{ {2, 1}, {1, 3} }:inverse()
---```
---@param t Tensor
---@return Tensor
function tensor.linalg.inverse(t) end

---@class tensor.linalg.pinv.options
---@field atol? number Default 0.
---@field rtol? number
---@field hermitian? boolean Default false.

---The Moore-Penrose inverse (..., n, m) of (..., m, n) over the singular values above the larger of atol and rtol times the largest (by default max(m, n) times the dtype's precision); with hermitian of symmetric matrices.
---
---```lua
---local p = tensor{ {1, 2}, {3, 4}, {5, 6} }:pinv()
---```
---@param t Tensor
---@param options? tensor.linalg.pinv.options
---@return Tensor
function tensor.linalg.pinv(t, options) end

---@class tensor.linalg.lstsq.options
---@field rcond? number

---The X of least norm with the least |t X - b|: t (..., m, n), b (..., m, k) or (..., m). Also the columns' squared distances (empty unless m > n and t has rank n), the rank, and the singular values of t, of which those below rcond times the largest count as 0.
---
---```lua
---local x, residuals, rank = tensor{ {1, 1}, {1, 2}, {1, 3} }:lstsq(tensor{1, 2, 2})
---```
---@param t Tensor
---@param b Tensor
---@param options? tensor.linalg.lstsq.options
---@return Tensor
---@return Tensor
---@return Tensor
---@return Tensor
function tensor.linalg.lstsq(t, b, options) end

---Determinants (...) of matrices (..., n, n).
---
---```lua
---local d = tensor{ {2, 1}, {1, 3} }:det()
---```
---@param t Tensor
---@return Tensor
function tensor.linalg.det(t) end

---Logarithms of determinants: -inf of a singular matrix, nan where one is negative.
---
---```lua
---local d = tensor{ {2, 1}, {1, 3} }:logdet()
---```
---@param t Tensor
---@return Tensor
function tensor.linalg.logdet(t) end

---Signs of determinants (-1, 0 or 1) and the logarithms of their magnitudes.
---
---```lua
---local sign, log = tensor{ {2, 1}, {1, 3} }:slogdet()
---```
---@param t Tensor
---@return Tensor
---@return Tensor
function tensor.linalg.slogdet(t) end

---@class tensor.linalg.eigh.options
---@field UPLO? "L"|"U" Default "L".

---Eigenvalues (..., n), ascending, and eigenvectors, the columns of (..., n, n), of symmetric matrices, of which one triangle is read.
---
---```lua
---local values, vectors = tensor{ {2, 1}, {1, 3} }:eigh()
---```
---@param t Tensor
---@param options? tensor.linalg.eigh.options
---@return Tensor
---@return Tensor
function tensor.linalg.eigh(t, options) end

---@class tensor.linalg.eigvalsh.options
---@field UPLO? "L"|"U" Default "L".

---The eigenvalues of symmetric matrices alone, ascending.
---
---```lua
---local values = tensor{ {2, 1}, {1, 3} }:eigvalsh()
---```
---@param t Tensor
---@param options? tensor.linalg.eigvalsh.options
---@return Tensor
function tensor.linalg.eigvalsh(t, options) end

---@class tensor.linalg.svd.options
---@field full_matrices? boolean Default true.

---U (..., m, m), the singular values (..., k), descending, and Vᵀ (..., n, n) with U diag(S) Vᵀ the tensor (..., m, n), k = min(m, n); without full_matrices U (..., m, k) and Vᵀ (..., k, n).
---
---```lua
---local u, s, vh = tensor{ {1, 2}, {3, 4}, {5, 6} }:svd({full_matrices=false})
---```
---@param t Tensor
---@param options? tensor.linalg.svd.options
---@return Tensor
---@return Tensor
---@return Tensor
function tensor.linalg.svd(t, options) end

---The singular values alone, descending.
---
---```lua
---local s = tensor{ {1, 2}, {3, 4} }:svdvals()
---```
---@param t Tensor
---@return Tensor
function tensor.linalg.svdvals(t) end

---@class tensor.linalg.qr.options
---@field mode? "reduced"|"complete"|"r" Default "reduced".

---Q with orthonormal columns and R upper triangular, Q R the tensor (..., m, n), k = min(m, n): Q (..., m, k) and R (..., k, n); with mode="complete" (..., m, m) and (..., m, n); with mode="r" only R.
---
---```lua
---local q, r = tensor{ {1, 2}, {3, 4}, {5, 6} }:qr()
---```
---@param t Tensor
---@param options? tensor.linalg.qr.options
---@return Tensor
---@return Tensor
function tensor.linalg.qr(t, options) end

---@class tensor.linalg.matrix_norm.options
---@field keepdim? boolean Default false.

---A norm of matrices (..., m, n): "fro", "nuc", math.huge and 1 (the largest sum of magnitudes of a row, of a column), 2 (the largest singular value); negative numbers take the smallest.
---
---```lua
---local y = tensor{ {1, 2}, {3, 4} }:matrix_norm("nuc")
---```
---@param t Tensor
---@param ord? "fro"|"nuc"|number
---@param options? tensor.linalg.matrix_norm.options
---@return Tensor
---@overload fun(t: Tensor, options?: tensor.linalg.matrix_norm.options): Tensor
function tensor.linalg.matrix_norm(t, ord, options) end

---The sum of a matrix's diagonal.
---
---```lua
---assert(tensor.eye(3):trace():item() == 3)
---```
---@param t Tensor
---@return Tensor
function tensor.linalg.trace(t) end

---Of a vector the matrix with it on a diagonal, of a matrix that diagonal, so many columns to the right; a copy.
---
---```lua
---local y = tensor{1, 2}:diag()
---```
---@param t Tensor
---@param diagonal? integer Default 0.
---@return Tensor
function tensor.linalg.diag(t, diagonal) end

---What stands on and below a diagonal of each matrix, zeros elsewhere; the diagonal moved so many columns right.
---
---```lua
---local y = tensor.ones(3, 3):tril(-1)
---```
---@param t Tensor
---@param diagonal? integer Default 0.
---@return Tensor
function tensor.linalg.tril(t, diagonal) end

---What stands on and above a diagonal of each matrix, zeros elsewhere; the diagonal moved so many columns right.
---
---```lua
---local y = tensor.ones(3, 3):triu(-1)
---```
---@param t Tensor
---@param diagonal? integer Default 0.
---@return Tensor
function tensor.linalg.triu(t, diagonal) end

---The inverse; the same as inverse.
---
---```lua
---local y = tensor.linalg.inv(tensor.eye(3))
---```
---@param t Tensor
---@return Tensor
function tensor.linalg.inv(t) end

---@class tensor.linalg.diagonal.options
---@field offset? integer Default 0.
---@field dim1? integer Default -2.
---@field dim2? integer Default -1.

---The diagonal of the matrices in dimensions dim1 and dim2, as a new last dimension; a view.
---
---```lua
---local y = tensor.linalg.diagonal(tensor.ones(5, 3, 3))
---```
---@param t Tensor
---@param options? tensor.linalg.diagonal.options
---@return Tensor
function tensor.linalg.diagonal(t, options) end

return tensor
