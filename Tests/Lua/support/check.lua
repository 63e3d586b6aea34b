-- What the tests say of values. Errors blame the line of the test.
local tensor = require "tensor"

local check = {}

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key in pairs(a) do if not same(a[key], b[key]) then return false end end
  for key in pairs(b) do if a[key] == nil then return false end end
  return true
end

local function show(value)
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, item in pairs(value) do parts[#parts + 1] = tostring(key) .. "=" .. show(item) end
  table.sort(parts)
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- The same value, tables by what is in them.
function check.equal(got, wanted)
  if not same(got, wanted) then error(("%s wanted, got %s"):format(show(wanted), show(got)), 2) end
end

--- Numbers, or tensors of one shape, that differ by at most `tolerance` (absolute and relative).
function check.near(got, wanted, tolerance)
  tolerance = tolerance or 1e-6
  if type(got) == "number" then
    if not (math.abs(got - wanted) <= tolerance * (1 + math.abs(wanted))) then
      error(("%.9g wanted, got %.9g"):format(wanted, got), 2)
    end
    return
  end
  if type(wanted) == "table" then wanted = tensor(wanted, { dtype = got.dtype }) end
  if not same(got.shape, wanted.shape) then
    error(("a shape %s wanted, got %s"):format(show(wanted.shape), show(got.shape)), 2)
  end
  if not (got - wanted):abs():le((wanted:abs() + 1) * tolerance):all():item() then
    error(("%s wanted, got %s"):format(wanted, got), 2)
  end
end

--- The call fails with a message that has `text` in it.
function check.raises(text, f, ...)
  local ok, message = pcall(f, ...)
  if ok then error(("an error with %q wanted, got none"):format(text), 2) end
  if not tostring(message):find(text, 1, true) then error(("an error with %q wanted, got %q"):format(text, message), 2) end
end

return check
