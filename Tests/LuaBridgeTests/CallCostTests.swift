import Foundation
import LuaBridge
import Testing

/// Prints what a call across the border costs, for `benchmarks/README.md`; asserts only what the calls gave, for machines
/// are shared.
@Suite struct CallCostTests {
  @Test("a scoring function called from Swift a million times")
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
    let scores = (0..<8).map { exp(-2 * Double(($0 - 3) * ($0 - 3))) }
    let wanted = scores.reduce(0, +) * Double(7 * calls / 8)
    #expect(abs(sum - wanted) < 1e-9 * wanted)
  }

  @Test("a Swift function called from Lua beside a C function")
  func call() throws {
    let bench = try Bench()
    let sums = try bench.run(
      """
      local clock, max, number = os.clock, math.max, kit.number
      local function time(f, x)
        local best, sum = math.huge, 0
        for _ = 1, 7 do
          local start = clock()
          for i = 1, 200000 do sum = sum + f(x) end
          best = math.min(best, clock() - start)
        end
        return best / 200000 * 1e9, sum
      end
      local theirs, maxima = time(max, 1.5)
      local ours, numbers = time(number, 1.5)
      print(("call cost: math.max %.0f ns, a Swift function of a number %.0f ns"):format(theirs, ours))
      return maxima, numbers
      """)
    #expect(sums == ["2100000.0", "2100000.0"])
  }
}
