import Arrays
import LuaBridge
import Tensors
import Testing

/// Graphs hold Lua functions, which hold tensors, which hold graphs: all of it must go.
@Suite(.serialized) struct CustomOperationLifetimeTests {
  private static let operation = """
    op = tensor.custom("op", {
      forward = function(ctx, x, y)
        ctx:save(x, x * 2)
        ctx.me, ctx.held, ctx.list = ctx, x * 3, {ctx, x, y}
        return x * y, x + y
      end,
      backward = function(ctx, g, h)
        local x, double = ctx:saved()
        ctx.seen = {g, h, ctx}
        return g * x + h, g * double + h
      end,
    })
    """

  private func left(_ source: String) throws -> Int {
    let script = try Script()
    try script.run(CustomOperationLifetimeTests.operation)
    script.state.collectGarbage()
    let before = Storage.liveCount
    try script.run(source)
    for _ in 0..<3 { script.state.collectGarbage() }
    return Storage.liveCount - before
  }

  @Test(
    "nothing is left of a graph",
    arguments: [
      // Used up, kept, never used, failed.
      "local a, b = op(w, w); (a + b):sum():backward()",
      "local a, b = op(w, w); (a + b):sum():backward{retain_graph=true}",
      "local a, b = op(w, w) a = a * b", "pcall(function() local a = op(w, w * 2) a:backward() end)",
      "local a = op(op(w, w)) a:sum():backward()", "local m = {} m.a, m.b = op(w, w) m.a.grad = nil m.m = m",
      "pcall(function() tensor.custom('f', {forward=function(c, x) c:save(x) c.x = x return x end, backward=function(c) error{c} end})(w):sum():backward() end)",
      "local f = tensor.custom('f', {forward=function(c, x) keep = nil c.x = x return x * 2 end, backward=function(c, g) return g end}) local y = f(w) collectgarbage() y:sum():backward()",
    ])
  func graphs(source: String) throws {
    let found = try left("local w = tensor.ones(100, {requires_grad=true}) for _ = 1, 50 do \(source) end")
    #expect(found == 0)
  }

  /// As PyTorch's: a function that captures what its operation made keeps it until the graph is used up.
  @Test func aFunctionThatCapturesItsOwnResultLetsGoWithTheGraph() throws {
    let found = try left(
      """
      for _ = 1, 20 do
        local w, y = tensor.ones(10, {requires_grad=true})
        local f = tensor.custom("f", {forward=function(c, x) return x * 2 end, backward=function(c, g) return g + y:detach() * 0 end})
        y = f(w)
        y:sum():backward()
      end
      """)
    #expect(found == 0)
  }

  @Test func aStateThatGoesTakesItsGraphsAlong() throws {
    let before = Storage.liveCount
    do {
      let script = try Script()
      try script.run(CustomOperationLifetimeTests.operation)
      try script.run("w = tensor.ones(10, {requires_grad=true}) a, b = op(w, w) c = a * b + w")
    }
    #expect(Storage.liveCount == before)
  }

  /// A tensor that Swift holds on to outlives the state; its gradient is then an error.
  @Test func aGraphWithoutItsStateIsAnError() throws {
    var kept: Tensor?
    do {
      let script = try Script()
      try script.run(CustomOperationLifetimeTests.operation)
      try script.run("w = tensor.ones(10, {requires_grad=true})")
      kept = try script.tensor("(op(w, w)):sum()")
    }
    #expect(throws: (any Error).self) { try kept?.backward() }
  }
}
