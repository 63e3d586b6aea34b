import LuaBridge
import Testing

@Suite struct FuzzTests {
  @Test("random calls of everything bound give a value or a Lua error", arguments: [1, 2, 3])
  func calls(seed: Int) throws {
    let bench = try Bench()
    let results = try bench.run(
      """
      local state = \(seed)
      local function random(n)
        state = (state * 6364136223846793005 + 1442695040888963407)
        return (state >> 33) % n + 1
      end
      local cycle = {} cycle[1] = cycle; cycle.self = cycle
      local freed = kit.block() freed:free()
      local values = {
        function() return nil end, function() return true end, function() return false end,
        function() return 0 end, function() return 1 end, function() return -1 end, function() return 1 << 40 end,
        function() return math.mininteger end, function() return math.maxinteger end, function() return 0 / 0 end,
        function() return 1 / 0 end, function() return -0.0 end, function() return 1e300 end, function() return 2.5 end,
        function() return '' end, function() return 'a\\0b' end, function() return ('x'):rep(1000) end,
        function() return 'red' end, function() return '1' end, function() return {} end, function() return {1, 2} end,
        function() return {{1}, {2}} end, function() return {{1}, {2, 3}} end, function() return {lr = 1} end,
        function() return {color = 'red', [1] = 2} end, function() return cycle end, function() return print end,
        function() return function() error({}) end end, function() return function(x) return x end end,
        function() return coroutine.create(function() end) end, function() return io.stdout end,
        function() return kit.block(3) end, function() return freed end, function() return kit.narrow() end,
        function() return setmetatable({}, {__index = function() error('index') end, __len = function() error('len') end}) end,
        function() return setmetatable({}, {__call = function() return 1 end}) end,
        function() return setmetatable({}, {__gc = function() kit.fail() end}) end,
      }
      local function value() return values[random(#values)]() end
      local functions = {}
      for name, f in pairs(kit) do if type(f) == 'function' then functions[#functions + 1] = f end end
      table.sort(functions, function(a, b) return tostring(a) < tostring(b) end)
      local block = kit.block(2)
      for _, name in ipairs{'size', 'rename', 'free'} do functions[#functions + 1] = block[name] end
      for _, f in pairs(debug.getmetatable(block)) do
        if type(f) == 'function' then functions[#functions + 1] = f end
      end
      local good, bad = 0, 0
      for i = 1, 20000 do
        local f, args = functions[random(#functions)], {}
        local n = random(5) - 1
        for k = 1, n do args[k] = value() end
        local ok
        if random(10) == 1 then
          ok = coroutine.resume(coroutine.create(f), table.unpack(args, 1, n))
        else
          ok = pcall(f, table.unpack(args, 1, n))
        end
        if ok then good = good + 1 else bad = bad + 1 end
      end
      return good > 1000, bad > 1000
      """)
    #expect(results == ["true", "true"])
    bench.state.close()
    #expect(bench.counter.objects == 0)
  }
}
