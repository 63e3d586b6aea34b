-- Densities of numbers in equal cells, for lines that can be compared.

--- @param values a tensor of any shape, or a list of numbers
-- @param low, high ends of the interval; numbers outside count, but are not shown
-- @return centres of the cells, and the share of the numbers in each over its width
return function(values, low, high, cells)
  local numbers = type(values) == "table" and values or values:flatten():totable()
  local heights, centres = {}, {}
  for k = 1, cells do heights[k], centres[k] = 0, low + (k - 0.5) * (high - low) / cells end
  for _, x in ipairs(numbers) do
    local k = math.floor((x - low) / (high - low) * cells) + 1
    if k >= 1 and k <= cells then heights[k] = heights[k] + 1 end
  end
  for k = 1, cells do heights[k] = heights[k] * cells / (#numbers * (high - low)) end
  return centres, heights
end
