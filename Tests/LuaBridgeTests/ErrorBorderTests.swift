import LuaBridge
import Testing

@Suite struct ErrorBorderTests {
  let bench: Bench
  init() throws { bench = try Bench() }

  @Test("a Swift error is caught by pcall and by xpcall, in a coroutine and in a callback")
  func caught() throws {
    #expect(try bench.run("return pcall(kit.fail)") == ["false", "t.lua:1: kit.fail: trouble 1"])
    #expect(try bench.run("return pcall(function() kit.fail(2) end)") == ["false", "t.lua:1: kit.fail: trouble 2"])
    #expect(
      try bench.run("return xpcall(function() kit.fail() end, function(m) return m .. '!' end)")[1].hasSuffix("!"))
    #expect(
      try bench.run("return coroutine.resume(coroutine.create(function() kit.fail() end))")
        == ["false", "t.lua:1: kit.fail: trouble 1"])
    #expect(
      try bench.run("return pcall(kit.call, function() kit.fail(3) end, 1)") == [
        "false", "t.lua:1: kit.fail: trouble 3",
      ])
  }

  @Test("an error value of any type passes through Swift unchanged")
  func values() throws {
    let identical = try bench.run(
      """
      local out = {}
      for _, v in ipairs{ {}, 'text', 3, 2.5, true, false, print, coroutine.create(print), kit.block() } do
        local ok, e = pcall(kit.effect, function() error(v, 0) end)
        out[#out + 1] = tostring(not ok and rawequal(e, v))
      end
      local ok, e = pcall(kit.effect, function() error(nil) end)
      out[#out + 1] = tostring(not ok and e == nil)
      return table.concat(out, ' ')
      """)
    #expect(identical == [Array(repeating: "true", count: 10).joined(separator: " ")])
  }

  @Test("an error object with __tostring shows its text, one without shows its type")
  func objects() {
    #expect(bench.error("error(setmetatable({}, {__tostring = function() return 'I am it' end}))") == "I am it")
    #expect(bench.error("error({})") == "(error object is a table value)")
    #expect(
      bench.error("error(setmetatable({}, {__tostring = function() error('again') end}))")
        == "(error object is a table whose __tostring fails)")
    #expect(bench.error("error()") == "(error object is a nil value)")
    #expect(bench.error("error(print)") == "(error object is a function value)")
  }

  @Test("a callback's error carries the traceback of its place, also after having passed through Swift twice")
  func traceback() throws {
    let results = try bench.run("return kit.swallow(function() local x = nil; x() end)")
    #expect(results[0] == "t.lua:1: attempt to call a nil value (local 'x')")
    #expect(results[1].contains("kit.swallow"))
    do {
      _ = try bench.run(
        "local function innermost() error('deep') end\nkit.effect(function() kit.effect(innermost) end)")
      Issue.record("no error")
    } catch let error as ScriptError {
      #expect(error.message == "t.lua:1: deep")
      #expect(error.traceback.contains("t.lua:1: in function <t.lua:1>"))
      #expect(error.traceback.contains("kit.effect"))
    }
  }

  @Test("a caught error leaves no traceback behind for the next one")
  func freshTraceback() throws {
    do {
      _ = try bench.run(
        "pcall(kit.effect, function() error('same', 0) end)\nlocal function later() error('same', 0) end\nlater()")
    } catch let error as ScriptError {
      #expect(error.traceback.contains("t.lua:2: in"))
    }
  }

  @Test("a yield across a Swift callback says so")
  func yield() {
    #expect(
      bench.error("coroutine.wrap(function() kit.effect(coroutine.yield) end)()")
        .hasSuffix("kit.effect: a function called from compiled code cannot yield"))
  }

  @Test("callbacks run on the coroutine that called")
  func coroutine() throws {
    let results = try bench.run(
      """
      local co
      co = coroutine.create(function()
        kit.effect(function() assert(coroutine.running() == co) end)
        coroutine.yield(kit.call(function(x) return x * 2 end, 4))
        return kit.call(function(x) return x * 3 end, 4)
      end)
      local _, a = coroutine.resume(co)
      local _, b = coroutine.resume(co)
      return a, b, coroutine.status(co)
      """)
    #expect(results == ["8.0", "12.0", "dead"])
  }

  @Test("endless recursion through Swift ends in a Lua error")
  func recursion() throws {
    let message = bench.error("local function f() return kit.call(f, 1) end f()")
    #expect(message.contains("overflow"))
    #expect(bench.error("local function f() kit.effect(f) end f()").contains("overflow"))
    #expect(bench.error("local function f() return 1 + f() end f()").contains("stack overflow"))
    #expect(bench.error("local function f() return pcall(f) end f() error('alive', 0)") == "alive")
    #expect(try bench.run("return kit.number(1)") == ["1.0"])
  }

  @Test("very long messages and embedded zeros pass")
  func messages() throws {
    #expect(
      try bench.run("local _, e = pcall(kit.effect, function() error(('x'):rep(1e6), 0) end) return #e") == ["1000000"])
    #expect(try bench.run("local _, e = pcall(kit.effect, function() error('a\\0b', 0) end) return #e") == ["3"])
    #expect(bench.error("kit.sizes{color=('x'):rep(1e5)}").utf8.count > 100_000)
    #expect(bench.error("kit.train(1, {['a\\0b']=1})").contains("unknown option"))
  }

  @Test("errors in __gc and __close do not cross Swift")
  func finalisers() throws {
    #expect(
      bench.error(
        "local x <close> = setmetatable({}, {__close = function() kit.fail(5) end}) error('first')"
      ).hasSuffix("kit.fail: trouble 5"))
    #expect(
      try bench.run(
        """
        setmetatable({}, {__gc = function() kit.fail(6) end})
        collectgarbage() collectgarbage()
        setmetatable({}, {__gc = function() seen = kit.number(3); kit.effect(function() error('in gc') end) end})
        collectgarbage() collectgarbage()
        return seen
        """) == ["3.0"])
  }

  @Test("released objects are refused, however they were released")
  func released() throws {
    #expect(bench.error("local b = kit.block() b:free() b:free() return b.bytes").hasSuffix("can no longer be used"))
    #expect(
      bench.error("do local b <close> = kit.block() k = b end return k:size()").hasSuffix("can no longer be used"))
    #expect(bench.error("local b = kit.block() b:free() return b + b").hasSuffix("can no longer be used"))
    #expect(bench.error("local b = kit.block() b:free() return tostring(b)").hasSuffix("can no longer be used"))
    #expect(bench.counter.objects == 0)
  }

  @Test("foreign userdata and tampered metatables are no objects of ours")
  func tampering() throws {
    #expect(bench.error("kit.block().size(io.stdout)").contains("called on userdata"))
    #expect(bench.error("debug.getmetatable(kit.block()).__index(io.stdout, 'label')").contains("Block wanted"))
    #expect(
      try bench.run(
        "debug.setmetatable(io.stdout, debug.getmetatable(kit.block())) return pcall(function() return io.stdout.label end)"
      )[0] == "false")
    #expect(bench.error("debug.getmetatable(kit.block()).__close(3)") == "no error: []")
    #expect(try bench.run("return getmetatable(kit.block())") == ["locked"])
    // What bound functions stand on is out of reach.
    #expect(
      try bench.run(
        """
        local meta = debug.getmetatable(kit.block())
        for _, f in ipairs{kit.number, meta.__index, meta.__newindex, meta.__add, meta.__call, coroutine.wrap(print), load} do
          assert(debug.getupvalue(f, 1) == nil and debug.setupvalue(f, 1, io.stdout) == nil)
          assert(debug.setupvalue(f, 2, {}) == nil)
        end
        local x = 1
        local function f() return x end
        return debug.setupvalue(f, 1, 2), debug.getupvalue(f, 1)
        """) == ["x", "x", "2"])
  }

  @Test("bytecode is refused everywhere")
  func bytecode() throws {
    #expect(try bench.run("return load(string.dump(function() end))")[0] == "nil")
    #expect(try bench.run("return load(string.dump(function() end), 'x', 'b')")[0] == "nil")
    #expect(try bench.run("return load(string.dump(function() end), 'x', 'bt')")[0] == "nil")
    #expect(try bench.run("return load('return 3', 'x', 't', {})()") == ["3"])
    #expect(try bench.run("return load('return x', 'x', nil, {x = 4})()") == ["4"])
    #expect(
      try bench.run(
        "local parts = {'return', ' 5'} local i = 0 return load(function() i = i + 1 return parts[i] end)()") == ["5"])
  }

  @Test("coroutine.wrap and resume behave as Lua's")
  func coroutineLibrary() throws {
    #expect(
      try bench.run(
        "local f = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2, 'x' end) return f(1), f(5)"
      ) == ["2", "10", "x"])
    #expect(
      bench.error("local f = coroutine.wrap(function() return 1 end) f() f()").contains("cannot resume dead coroutine"))
    #expect(
      try bench.run("return coroutine.resume(coroutine.create(function(...) return select('#', ...) end), 1, nil, nil)")
        == ["true", "3"])
    #expect(try bench.run("return coroutine.resume(coroutine.running())")[0] == "false")
    #expect(bench.error("coroutine.wrap(function() error({}) end)()") == "(error object is a table value)")
    #expect(
      bench.error(
        "coroutine.wrap(function() local x <close> = setmetatable({}, {__close = function() error('closing', 0) end}) error('body', 0) end)()"
      ).hasSuffix("closing"))
    #expect(bench.error("coroutine.resume(3)").contains("coroutine expected"))
    #expect(
      try bench.run(
        """
        local co = coroutine.create(function()
          local a <close> = kit.block()
          local b <close> = setmetatable({}, {__close = function() error('closing', 0) end})
          coroutine.yield()
        end)
        coroutine.resume(co)
        local ok, e = coroutine.close(co)
        return ok, e, coroutine.status(co), coroutine.close(coroutine.create(print))
        """) == ["false", "closing", "dead", "true"])
    #expect(bench.counter.objects == 0)
    #expect(bench.error("coroutine.close(coroutine.running())").hasSuffix("cannot close a running coroutine"))
    #expect(
      bench.error("local co = coroutine.running() coroutine.wrap(function() coroutine.close(co) end)()")
        .hasSuffix("cannot close a normal coroutine"))
  }
}
