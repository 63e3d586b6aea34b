import Arrays
import Testing

/// Random calls of everything in `tensor`, with the values that break things.
@Suite struct FuzzTests {
  @Test("a random call gives a value or a Lua error", arguments: 1...3)
  func calls(seed: Int) throws {
    let script = try Script()
    try script.run(
      """
      local state = \(seed * 7919)
      local function random(n)
        state = state * 6364136223846793005 + 1442695040888963407
        return (state >> 33) % n + 1
      end
      local cycle = {} cycle[1] = cycle
      local freed = tensor.ones(2) freed:free()
      local values = {
        function() return nil end, function() return true end, function() return 0 end, function() return 1 end,
        function() return 2 end, function() return 3 end, function() return -1 end, function() return -2 end,
        function() return 1 << 40 end, function() return 1 << 62 end, function() return math.mininteger end,
        function() return math.maxinteger end, function() return 0 / 0 end, function() return 1 / 0 end,
        function() return 1e300 end, function() return 0.5 end, function() return "" end,
        function() return "float64" end, function() return "a\\0b" end, function() return {} end,
        function() return {1, 2} end, function() return {2, 1} end, function() return {0} end,
        function() return {-1} end, function() return {1 << 40, 1 << 40} end, function() return {{1, 2}, {}, 1} end,
        function() return {dtype = "int64"} end, function() return {keepdim = true} end,
        function() return {requires_grad = true} end, function() return cycle end, function() return print end,
        function() return function() error({}) end end, function() return io.stdout end, function() return freed end,
        function() return tensor.ones(3) end, function() return tensor.ones(2, 3) end,
        function() return tensor.randn(2, 3, 4, {requires_grad = true}) end, function() return tensor.zeros(0, 3) end,
        function() return tensor(5) end, function() return tensor.arange(3) end,
        function() return tensor{true, false, true} end, function() return tensor.ones(3, 2):t() end,
        function() return tensor({1, 2, 3}, {dtype = "float64"}) end, function() return tensor.ones(1):expand(5) end,
        function() return tensor{0 / 0, 1 / 0, -1 / 0} end, function() return {tensor.ones(2), tensor.ones(2)} end,
      }
      local function value() return values[random(#values)]() end
      local functions = {}
      local skip = {save = true, load = true, from_file = true}
      local names = {}
      for name, f in pairs(tensor) do if type(f) == "function" and not skip[name] then names[#names + 1] = name end end
      table.sort(names)
      for _, name in ipairs(names) do functions[#functions + 1] = tensor[name] end
      for _, name in ipairs{"size", "item", "totable", "view", "backward", "add_", "sub_", "mul_", "div_", "copy_", "fill_",
        "clamp_", "masked_fill_", "exp_", "requires_grad_", "contiguous", "to"} do
        functions[#functions + 1] = freed[name] or error(name)
      end
      local meta = {}
      for name, f in pairs(debug.getmetatable(freed)) do
        if type(f) == "function" and name ~= "__gc" and name ~= "__close" then meta[#meta + 1] = name end
      end
      table.sort(meta)
      for _, name in ipairs(meta) do functions[#functions + 1] = debug.getmetatable(freed)[name] end
      local good, bad = 0, 0
      for i = 1, 15000 do
        local f, args = functions[random(#functions)], {}
        local n = random(4)
        for k = 1, n do args[k] = value() end
        if random(2) == 1 then args[1] = tensor.randn(2, 3) end
        local ok, message = pcall(f, table.unpack(args, 1, n))
        if ok then good = good + 1 else bad = bad + 1 end
        if ok and random(20) == 1 then assert(tostring(message)) end
      end
      assert(good > 500 and bad > 500, good .. " " .. bad)
      """)
  }
}
