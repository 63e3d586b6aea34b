import LuaBridge
import Testing

/// What a call across the border costs; `benchmarks/README.md` has the figures. Bounds here are loose, for machines
/// are shared: they catch a slip of an order of magnitude.
@Suite struct CallCostTests {
  @Test("a scoring function called from Swift costs less than two microseconds")
  func callback() throws {
    let bench = try Bench()
    try bench.state.run("local exp = math.exp function sf(y, k) return exp(-2 * (y - k) ^ 2) end")
    let stack = bench.state.stack
    try stack.pushGlobals()
    try stack.getField(-1, "sf")
    let f = try #require(try FunctionRef.read(stack, -1))
    stack.truncate(to: 0)
    let calls = 200_000
    var (best, sum) = (Double.infinity, 0.0)
    for _ in 0..<7 {
      let start = ContinuousClock.now
      for i in 0..<calls { sum += try f.call(Double(i & 7), 3.0, returning: Double.self) }
      let spent = ContinuousClock.now - start
      best = min(best, Double(spent.components.attoseconds) * 1e-9 / Double(calls))
    }
    print("call cost: a Lua scoring function called from Swift \(Int(best)) ns")
    #expect(sum > 0)
    #expect(best < 2000)
  }

  @Test("a Swift function called from Lua costs less than ten times a C function")
  func call() throws {
    let bench = try Bench()
    let ratio = try bench.run(
      """
      local clock, max, number = os.clock, math.max, kit.number
      local function time(f, x)
        local best = math.huge
        for _ = 1, 7 do
          local start = clock()
          for i = 1, 200000 do f(x) end
          best = math.min(best, clock() - start)
        end
        return best / 200000 * 1e9
      end
      local theirs, ours = time(max, 1.5), time(number, 1.5)
      print(("call cost: math.max %.0f ns, a Swift function of a number %.0f ns"):format(theirs, ours))
      return ours / theirs
      """)
    #expect(try #require(Double(ratio[0])) < 10)
  }
}
