import Foundation
import LuaBridge
import Testing

/// Signals belong to the process, hence one at a time.
@Suite(.serialized) struct InterruptTests {
  /// Runs a chunk in which `start()` lets a SIGINT come to this thread 20 ms later.
  private func interrupted(_ source: String) throws -> [String] {
    let bench = try Bench()
    Interrupt.reset()
    Interrupt.install(in: bench.state)
    defer {
      Interrupt.reset()
      Interrupt.uninstall()
    }
    nonisolated(unsafe) let target = pthread_self()
    let start = NativeFunction("start") { _ in
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.02)
        pthread_kill(target, SIGINT)
      }
      return 0
    }
    try start.push(bench.state.stack)
    try bench.state.setGlobal("start")
    return try bench.run(source)
  }

  @Test("an endless loop ends in an error that a script catches once")
  func loop() throws {
    #expect(
      try interrupted(
        "local r = {pcall(function() start() while true do end end)} for i = 1, 1e5 do end return table.unpack(r)")
        == ["false", "t.lua:1: interrupted"])
  }

  @Test("a loop in a coroutine, too, and in one inside another, wrapped or not")
  func coroutines() throws {
    #expect(
      try interrupted("return coroutine.resume(coroutine.create(function() start() while true do end end))")
        == ["false", "t.lua:1: interrupted"])
    #expect(
      try interrupted(
        """
        local inner = coroutine.wrap(function() start() while true do end end)
        return pcall(coroutine.wrap(function() inner() end))
        """)[0] == "false")
  }

  @Test("a loop in what a coroutine closes, and one that goes on after a coroutine without a line of Lua")
  func closing() throws {
    #expect(
      try interrupted(
        """
        local co = coroutine.create(function()
          local x <close> = setmetatable({}, {__close = function() start() while true do end end})
          coroutine.yield()
        end)
        coroutine.resume(co)
        return coroutine.close(co)
        """) == ["false", "t.lua:2: interrupted"])
    #expect(
      try interrupted(
        """
        return coroutine.resume(coroutine.create(function()
          start()
          while true do coroutine.wrap(string.rep)('x', 10) end
        end))
        """)[0] == "false")
  }

  @Test("a loop of Swift calls and callbacks")
  func calls() throws {
    #expect(
      try interrupted("return pcall(function() start() while true do kit.effect(function() end) end end)")[0] == "false"
    )
    #expect(try interrupted("return pcall(kit.effect, function() start() while true do end end)")[0] == "false")
  }

  @Test("the host's flag follows")
  func mirror() throws {
    let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    flag.pointee = 0
    Interrupt.mirror(into: flag)
    Interrupt.request()
    #expect(flag.pointee == 1)
    #expect(Interrupt.isRequested)
    Interrupt.reset()
    #expect(flag.pointee == 0)
    #expect(!Interrupt.isRequested)
  }
}
