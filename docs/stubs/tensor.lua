---@meta tensor
-- Made from the declarations by `workbench help --stubs`; do not edit.

---An n-dimensional array of numbers.
---@class Tensor
---@field shape integer[] Sizes of all dimensions, a table. Read-only.
---@field dtype string "float32", "float64", "int64" or "bool". Read-only.
---@field requires_grad boolean Whether gradients flow to this tensor.
---@field grad Tensor|nil What backward has accumulated, or nil.
---@field is_leaf boolean Whether it was made by the script rather than computed. Read-only.
---@field [integer] Tensor|number|boolean t[i], t[{i, j}], t[{ {2, 4}, {}, j }] with ranges a..b and {} for all, t[mask], t[positions]: a number where every dimension has its index, else a view, for masks and positions a copy. All but positions can be assigned.
---@field [Tensor] Tensor|number|boolean t[i], t[{i, j}], t[{ {2, 4}, {}, j }] with ranges a..b and {} for all, t[mask], t[positions]: a number where every dimension has its index, else a view, for masks and positions a copy. All but positions can be assigned.
---@field [(integer|integer[])[]] Tensor|number|boolean t[i], t[{i, j}], t[{ {2, 4}, {}, j }] with ranges a..b and {} for all, t[mask], t[positions]: a number where every dimension has its index, else a view, for masks and positions a copy. All but positions can be assigned.
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

---Without dimension d if its size is 1; without all such by default.
---
---```lua
---local v = tensor.ones(1, 3):squeeze(1)
---```
---@param d? integer
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

---The order of dimension d reversed; a copy.
---
---```lua
---local v = tensor.arange(3):flip(1)
---```
---@param d integer
---@return Tensor
function Tensor:flip(d) end

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

---Element by element: the nearest whole number, halves to the even one.
---
---```lua
---local y = tensor.ones(3):round()
---```
---@return Tensor
function Tensor:round() end

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

---t + u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):add(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:add(u) end

---t - u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):sub(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:sub(u) end

---t * u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):mul(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:mul(u) end

---t / u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):div(2)
---```
---@param u Tensor|number|boolean
---@return Tensor
function Tensor:div(u) end

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

---Where both are not 0.
---
---```lua
---local m = tensor{true, false}:logical_and(tensor{true, true})
---```
---@param u Tensor
---@return Tensor
function Tensor:logical_and(u) end

---Where one is not 0.
---
---```lua
---local m = tensor{true, false}:logical_or(tensor{true, true})
---```
---@param u Tensor
---@return Tensor
function Tensor:logical_or(u) end

---Held between min and max; nil does not bind.
---
---```lua
---local y = tensor.randn(3):clamp(0, 1)
---```
---@param min? number|boolean
---@param max? number|boolean
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

---e^x / Σ e^x along dimension d.
---
---```lua
---local p = tensor.randn(2, 3):softmax(2)
---```
---@param d integer
---@return Tensor
function Tensor:softmax(d) end

---The logarithm of softmax.
---
---```lua
---local l = tensor.randn(2, 3):log_softmax(2)
---```
---@param d integer
---@return Tensor
function Tensor:log_softmax(d) end

---@class Tensor.sum.options
---@field keepdim? boolean Default false.

---The sum over dimension d, several of them in a table, or all.
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

---The mean over dimension d, several of them in a table, or all.
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

---The product over dimension d, several of them in a table, or all.
---
---```lua
---local y = tensor.ones(2, 3):prod(2, {keepdim=true})
---```
---@param d? integer|integer[]
---@param options? Tensor.prod.options
---@return Tensor
---@overload fun(self: Tensor, options?: Tensor.prod.options): Tensor
function Tensor:prod(d, options) end

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

---The running sum along dimension d.
---
---```lua
---local y = tensor.ones(3):cumsum(1)
---```
---@param d integer
---@return Tensor
function Tensor:cumsum(d) end

---@class Tensor.max.options
---@field keepdim? boolean Default false.

---The largest element; along dimension d the values and their indices.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):max(2)
---```
---@param d? integer
---@param options? Tensor.max.options
---@return Tensor
---@return Tensor|nil
---@overload fun(self: Tensor, options?: Tensor.max.options): Tensor, Tensor|nil
function Tensor:max(d, options) end

---@class Tensor.min.options
---@field keepdim? boolean Default false.

---The smallest element; along dimension d the values and their indices.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):min(2)
---```
---@param d? integer
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
---@param d? integer
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

---@class Tensor.sort.options
---@field descending? boolean Default false.

---Sorted along dimension d (the last by default), and the indices where the elements stood.
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

---The value below which the part q of the elements lies, interpolated.
---
---```lua
---local m = tensor{3, 1, 2}:quantile(0.5)
---```
---@param q number
---@param d? integer
---@param options? Tensor.quantile.options
---@return Tensor
---@overload fun(self: Tensor, q: number, options?: Tensor.quantile.options): Tensor
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

---Adds d(sum(g t))/d(leaf) to grad of every leaf that requires it; g may be left out for a single number.
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

---As add, in place.
---
---```lua
---local t = tensor.ones(3):add_(2)
---```
---@param u Tensor|number|boolean
---@return self
function Tensor:add_(u) end

---As sub, in place.
---
---```lua
---local t = tensor.ones(3):sub_(2)
---```
---@param u Tensor|number|boolean
---@return self
function Tensor:sub_(u) end

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
---@param min? number|boolean
---@param max? number|boolean
---@return self
function Tensor:clamp_(min, max) end

---As masked_fill, in place.
---
---```lua
---local t = tensor.ones(2):masked_fill_(tensor{true, false}, 0)
---```
---@param mask Tensor
---@param value number|boolean
---@return self
function Tensor:masked_fill_(mask, value) end

---As exp, in place.
---
---```lua
---local t = tensor.ones(3):exp_()
---```
---@return self
function Tensor:exp_() end

---As log, in place.
---
---```lua
---local t = tensor.ones(3):log_()
---```
---@return self
function Tensor:log_() end

---As sqrt, in place.
---
---```lua
---local t = tensor.ones(3):sqrt_()
---```
---@return self
function Tensor:sqrt_() end

---As abs, in place.
---
---```lua
---local t = tensor.ones(3):abs_()
---```
---@return self
function Tensor:abs_() end

---As neg, in place.
---
---```lua
---local t = tensor.ones(3):neg_()
---```
---@return self
function Tensor:neg_() end

---As relu, in place.
---
---```lua
---local t = tensor.ones(3):relu_()
---```
---@return self
function Tensor:relu_() end

---As sigmoid, in place.
---
---```lua
---local t = tensor.ones(3):sigmoid_()
---```
---@return self
function Tensor:sigmoid_() end

---As tanh, in place.
---
---```lua
---local t = tensor.ones(3):tanh_()
---```
---@return self
function Tensor:tanh_() end

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

---As round, in place.
---
---```lua
---local t = tensor.ones(3):round_()
---```
---@return self
function Tensor:round_() end

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

---Uniform numbers on [0, 1).
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

---Standard normal numbers.
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

---1 .. n in random order.
---
---```lua
---local order = tensor.randperm(10)
---```
---@param n integer
---@return Tensor
function tensor.randperm(n) end

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
---@field retain_graph? boolean Default false.

---Gradients of the output with respect to a tensor or a table of them, without touching any grad.
---
---```lua
---local x = tensor.ones(3, {requires_grad=true})
---local g = tensor.grad((x * x):sum(), x)
---```
---@param output Tensor
---@param inputs Tensor|Tensor[]
---@param g? Tensor
---@param options? tensor.grad.options
---@return Tensor|Tensor[]
---@overload fun(output: Tensor, inputs: Tensor|Tensor[], options?: tensor.grad.options): Tensor|Tensor[]
function tensor.grad(output, inputs, g, options) end

---Calls fn(args...) without recording gradients and returns its results.
---
---```lua
---local y = tensor.no_grad(function() return tensor.ones(3) * 2 end)
---```
---@param fn function
---@param ... any
---@return any
function tensor.no_grad(fn, ...) end

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

---Without dimension d if its size is 1; without all such by default.
---
---```lua
---local v = tensor.ones(1, 3):squeeze(1)
---```
---@param t Tensor
---@param d? integer
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

---The order of dimension d reversed; a copy.
---
---```lua
---local v = tensor.arange(3):flip(1)
---```
---@param t Tensor
---@param d integer
---@return Tensor
function tensor.flip(t, d) end

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

---Element by element: the nearest whole number, halves to the even one.
---
---```lua
---local y = tensor.ones(3):round()
---```
---@param t Tensor
---@return Tensor
function tensor.round(t) end

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

---t + u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):add(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.add(t, u) end

---t - u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):sub(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.sub(t, u) end

---t * u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):mul(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.mul(t, u) end

---t / u, element by element, broadcast.
---
---```lua
---local y = tensor.ones(3):div(2)
---```
---@param t Tensor
---@param u Tensor|number|boolean
---@return Tensor
function tensor.div(t, u) end

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

---Where both are not 0.
---
---```lua
---local m = tensor{true, false}:logical_and(tensor{true, true})
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.logical_and(t, u) end

---Where one is not 0.
---
---```lua
---local m = tensor{true, false}:logical_or(tensor{true, true})
---```
---@param t Tensor
---@param u Tensor
---@return Tensor
function tensor.logical_or(t, u) end

---Held between min and max; nil does not bind.
---
---```lua
---local y = tensor.randn(3):clamp(0, 1)
---```
---@param t Tensor
---@param min? number|boolean
---@param max? number|boolean
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

---e^x / Σ e^x along dimension d.
---
---```lua
---local p = tensor.randn(2, 3):softmax(2)
---```
---@param t Tensor
---@param d integer
---@return Tensor
function tensor.softmax(t, d) end

---The logarithm of softmax.
---
---```lua
---local l = tensor.randn(2, 3):log_softmax(2)
---```
---@param t Tensor
---@param d integer
---@return Tensor
function tensor.log_softmax(t, d) end

---@class tensor.sum.options
---@field keepdim? boolean Default false.

---The sum over dimension d, several of them in a table, or all.
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

---The mean over dimension d, several of them in a table, or all.
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

---The product over dimension d, several of them in a table, or all.
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

---The running sum along dimension d.
---
---```lua
---local y = tensor.ones(3):cumsum(1)
---```
---@param t Tensor
---@param d integer
---@return Tensor
function tensor.cumsum(t, d) end

---@class tensor.max.options
---@field keepdim? boolean Default false.

---The largest element; along dimension d the values and their indices.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):max(2)
---```
---@param t Tensor
---@param d? integer
---@param options? tensor.max.options
---@return Tensor
---@return Tensor|nil
---@overload fun(t: Tensor, options?: tensor.max.options): Tensor, Tensor|nil
function tensor.max(t, d, options) end

---@class tensor.min.options
---@field keepdim? boolean Default false.

---The smallest element; along dimension d the values and their indices.
---
---```lua
---local values, indices = tensor.arange(6):reshape(2, 3):min(2)
---```
---@param t Tensor
---@param d? integer
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
---@param d? integer
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

---@class tensor.sort.options
---@field descending? boolean Default false.

---Sorted along dimension d (the last by default), and the indices where the elements stood.
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

---The value below which the part q of the elements lies, interpolated.
---
---```lua
---local m = tensor{3, 1, 2}:quantile(0.5)
---```
---@param t Tensor
---@param q number
---@param d? integer
---@param options? tensor.quantile.options
---@return Tensor
---@overload fun(t: Tensor, q: number, options?: tensor.quantile.options): Tensor
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
