import LuaBridge
import Testing

@Suite struct MemoryTests {
  @Test("closing the state releases every object")
  func close() throws {
    let bench = try Bench()
    _ = try bench.run("all = {} for i = 1, 100 do all[i] = kit.block(i) end")
    #expect(bench.counter.objects == 100)
    bench.state.close()
    #expect(bench.counter.objects == 0)
  }

  @Test("what finalisers make while the state closes is released too")
  func late() throws {
    let bench = try Bench()
    _ = try bench.run(
      """
      made = 0
      for i = 1, 20 do
        setmetatable({}, {__gc = function()
          local kept, freed, next = kit.block(), kit.block(), kit.counter()
          freed:free()
          made = made + next()
        end})
      end
      """)
    bench.state.close()
    #expect(bench.counter.objects == 0)
    #expect(bench.counter.allocatedBytes > 0)
  }

  @Test("one cycle releases an object, be it in a cycle of tables or known to weak ones")
  func oneCycle() throws {
    let bench = try Bench()
    let left = try bench.run(
      """
      weak = setmetatable({}, {__mode = "k"})
      values = setmetatable({}, {__mode = "v"})
      for i = 1, 50 do
        local ring = {kit.block()}
        ring.ring = ring
        weak[ring[1]] = ring
        values[i] = ring[1]
      end
      collectgarbage()
      return next(weak) == nil, next(values) == nil
      """)
    #expect(left == ["true", "true"])
    #expect(bench.counter.objects == 0)
  }

  @Test("where Lua finds no memory, the objects that nobody needs are released")
  func emergency() throws {
    let bench = try Bench()
    _ = try bench.run("collectgarbage('stop') for i = 1, 10000 do kit.block() end")
    #expect(bench.counter.objects == 10_000)
    bench.state.memoryLimit = bench.state.memoryUsed + (1 << 16)
    #expect(try bench.run("local t = {} for i = 1, 1 << 13 do t[i] = i end return #t") == ["8192"])
    #expect(bench.counter.objects == 0)
  }

  @Test("blocks of other kinds hold no objects, whatever bytes are in them")
  func otherBlocks() throws {
    let bench = try Bench()
    _ = try bench.run(
      """
      local kept = {}
      for i = 1, 200 do kept[i] = kit.block() end
      for length = 1, 200 do
        local text = string.rep(string.char(length), length) .. tostring(kept[length])
        kept[text] = {text, text}
        kept[length] = nil
      end
      kept = nil
      for _ = 1, 3 do collectgarbage() end
      """)
    #expect(bench.counter.objects == 0)
  }

  @Test("native garbage is collected though Lua sees only small userdata")
  func pressure() throws {
    let bench = try Bench()
    _ = try bench.run("peak = 0 for i = 1, 100000 do kit.block(1 << 20) end")
    #expect(bench.counter.allocatedBytes == 100_000 << 20)
    #expect(bench.counter.liveBytes <= 160 << 20)
  }

  @Test("a large result takes the place of the last, also beside many tables", arguments: [0, 5000])
  func reuse(tables: Int) throws {
    let bench = try Bench()
    _ = try bench.run("kept = {} for i = 1, \(tables) do kept[i] = {i} end collectgarbage()")
    _ = try bench.run("local function f() return kit.block(4 << 20) end for i = 1, 500 do f() end")
    #expect(bench.counter.peakBytes <= 2 << 22)
    _ = try bench.run("local c for i = 1, 500 do c = kit.block(4 << 20) end")
    #expect(bench.counter.peakBytes <= 4 << 22)
  }

  @Test("what lives raises the limit, so that cycles stay rare")
  func growth() throws {
    let bench = try Bench()
    _ = try bench.run("all = {} for i = 1, 2000 do all[i] = kit.block(1 << 20) end")
    #expect(bench.counter.objects == 2000)
    #expect(bench.state.memory.forcedCycles < 30)
    _ = try bench.run("all = nil for i = 1, 3000 do kit.block(1 << 20) end collectgarbage()")
    #expect(bench.counter.liveBytes <= 200 << 20)
  }

  @Test("a stopped collector stays stopped")
  func stopped() throws {
    let bench = try Bench()
    _ = try bench.run("collectgarbage('stop') for i = 1, 300 do kit.block(1 << 20) end")
    #expect(bench.counter.objects == 300)
    _ = try bench.run("collectgarbage('restart') collectgarbage()")
    #expect(bench.counter.objects == 0)
  }

  @Test("<close> and free release at once")
  func atOnce() throws {
    let bench = try Bench()
    _ = try bench.run("for i = 1, 10 do local b <close> = kit.block() end")
    #expect(bench.counter.objects == 0)
    _ = try bench.run("kit.block():free()")
    #expect(bench.counter.objects == 0)
  }

  @Test("functions held by Swift are let go")
  func references() throws {
    let bench = try Bench()
    _ = try bench.run(
      "for i = 1, 20000 do local b = kit.block(1) kit.effect(function() return b end) end collectgarbage() collectgarbage()"
    )
    #expect(bench.counter.objects <= 2)
    _ = try bench.run("for i = 1, 1000 do kit.counter()() end collectgarbage()")
  }

  @Test("out of memory is an error that a script catches, at any size of the limit")
  func limit() throws {
    for limit in stride(from: 60_000, through: 400_000, by: 20_011) {
      let bench = try Bench()
      bench.state.memoryLimit = limit
      let message = bench.error(
        """
        local keep = {}
        for i = 1, 1e7 do
          keep[#keep + 1] = {kit.block(1), kit.fields(), ('x'):rep(50) .. i, kit.counter()}
          kit.effect(function() kit.train(1, {name = 'n' .. i}) end)
          pcall(kit.fail)
        end
        """)
      #expect(message.contains("not enough memory") || message.contains("stack overflow"), "limit \(limit): \(message)")
      bench.state.memoryLimit = .max
      #expect(try bench.run("collectgarbage() return kit.number(2)") == ["2.0"])
      bench.state.close()
      #expect(bench.counter.objects == 0)
    }
  }

  @Test("a failing allocation inside a callback passes through Swift")
  func limitInside() throws {
    let bench = try Bench()
    bench.state.memoryLimit = 2_000_000
    let results = try bench.run("return pcall(kit.effect, function() local s = ('x'):rep(1e7) end)")
    #expect(results == ["false", "not enough memory"])
    #expect(bench.error("local t = {} for i = 1, 1e7 do t[i] = i end") == "not enough memory")
  }
}
