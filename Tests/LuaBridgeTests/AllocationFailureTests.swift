import CLua
import LuaBridge
import Testing

/// Lua's allocator, refusing from a chosen allocation on; the state's own context stays, others look at it.
private enum Scarcity {
  nonisolated(unsafe) private static var usual: lua_Alloc?
  nonisolated(unsafe) private static var left = 0
  /// Whether an allocation was refused.
  nonisolated(unsafe) private(set) static var refused = false

  /// Runs `body` with `count` allocations that succeed.
  static func after<T>(_ count: Int, in state: LuaState, _ body: () throws -> T) rethrows -> T {
    var context: UnsafeMutableRawPointer?
    usual = lua_getallocf(state.main, &context)
    (left, refused) = (count, false)
    lua_setallocf(
      state.main,
      { context, block, before, wanted in
        if wanted > 0, block == nil || wanted > before {
          if Scarcity.left == 0 {
            Scarcity.refused = true
            return nil
          }
          Scarcity.left -= 1
        }
        return Scarcity.usual?(context, block, before, wanted)
      }, context)
    defer { lua_setallocf(state.main, usual, context) }
    return try body()
  }
}

/// Every allocation of Lua's fails in its turn, and with it all that follow, while bindings are called.
@Suite struct AllocationFailureTests {
  @Test(
    "whichever allocation fails, a script sees \"not enough memory\" and nothing is lost",
    arguments: [
      "local b = kit.block(3) + kit.block(4) return b.bytes, tostring(b), #b, b:size(2), b[1]",
      "kit.train(1, {lr = 2, name = ('n'):rep(100)}) kit.fields() kit.names{a = 1, b = 2} kit.list{1, 2, 3}",
      "kit.sizes({2, 3}, {color = 'blue'}) kit.numbers{{1, 2}, {3, 4}} kit.many(50) kit.counter()()",
      "kit.effect(function() kit.call(function(x) return #(('x'):rep(100) .. x) end, 4) end)",
      "local ok, e = pcall(kit.effect, function() error({kit.block()}) end) assert(not ok) return e",
      "local m, t = kit.swallow(function() local x = nil; x() end) return m .. t",
      "local ok, e = pcall(kit.train, 1, {momentun = 2}) return ok, #e",
      "local co = coroutine.wrap(function() local b <close> = kit.block() coroutine.yield(b) end) co() co()",
      "do local b <close> = kit.block() b.label = 'x' b[1] = 5 b:rename('y'):free() end",
      "return xpcall(kit.fail, function(m) return kit.string(m .. '!') end)",
      "kit.takes_narrow(kit.narrow()) kit.wide():who() return require('kit').inner.one(), kit.rest(kit.block(), {})",
      "return pcall(kit.effect, setmetatable({}, {__call = function() kit.block() error('called') end}))",
    ])
  func every(chunk: String) throws { try check(chunk) }

  @Test("finalisers that find no memory raise nothing")
  func finalisers() throws {
    // Lua drops a finaliser for which it finds no memory, and does not run it later: here objects may be lost.
    try check("setmetatable({}, {__gc = function() kit.block() pcall(kit.fail) end}) collectgarbage()", losing: true)
  }

  private func check(_ chunk: String, losing: Bool = false) throws {
    let bench = try Bench()
    bench.mayLoseObjects = losing
    // Once in plenty: classes make their tables at first use, and the chunk itself must be right.
    _ = try bench.run(chunk)
    var successes = 0
    var count = 0
    while successes < 3 {
      // Compiled in plenty; run in need.
      try bench.state.load(chunk, name: "=t.lua")
      let before = bench.state.stack.top
      var message: String?
      do { try Scarcity.after(count, in: bench.state) { try bench.state.call(results: 0) } } catch {
        message = "\(error)"
      }
      #expect(bench.state.stack.top == before - 1, "allocation \(count)")
      if let message { #expect(message.contains("not enough memory"), "allocation \(count): \(message)") }
      if !Scarcity.refused { successes += 1 }
      count += 1
      try #require(count < 5000)
    }
    #expect(count > 3)
    #expect(try bench.run("return kit.number(2)") == ["2.0"])
    for _ in 0..<2 { bench.state.collectGarbage() }
    #expect(losing || bench.counter.objects == 0)
  }

  @Test("a state for which there is no memory is refused, whichever allocation fails")
  func opening() throws {
    for limit in stride(from: 0, through: 60_000, by: 997) {
      var memory = wb_memory()
      memory.limit = limit
      withUnsafeMutablePointer(to: &memory) { memory in
        guard let L = wb_newstate(memory) else { return }
        lua_pushinteger(L, 0)
        let status = wb_callc(L, wb_openlibraries, 1, 0)
        #expect(status == LUA_OK || status == LUA_ERRMEM)
        memory.pointee.limit = .max
        lua_close(L)
        #expect(memory.pointee.used == 0)
      }
    }
  }
}
