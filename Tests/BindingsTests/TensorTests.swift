import Arrays
import Testing

@Suite struct TensorTests {
  private func check(_ source: String) throws {
    let script = try Script()
    try script.run(TensorValueTests.setUp)
    try script.run(source)
  }

  @Test func propertiesAndConversions() throws {
    try check(
      """
      assert(x.shape[1] == 2 and x.shape[2] == 3 and #x.shape == 2 and #x == 2)
      assert(x:size(1) == 2 and x:size(-1) == 3 and x:size()[2] == 3 and x:dim() == 2 and x:numel() == 6)
      assert(x.dtype == "float64" and tensor{1}.dtype == "float32" and tensor{true}.dtype == "bool")
      assert(x:to("int64").dtype == "int64" and x:float().dtype == "float32" and x:bool().dtype == "bool")
      assert(tensor(7):item() == 7 and tensor({1}, {dtype="int64"}):item() == 1)
      assert(math.type(tensor({1}, {dtype="int64"}):item()) == "integer" and tensor{true}:item() == true)
      local t = x:totable()
      assert(t[2][1] == 3.5 and #t == 2 and #t[1] == 3)
      assert(tensor(t) == x:float() and tensor.new(x) == x and tensor(x) ~= y)
      assert(x == x:clone() and x ~= y and x ~= x:t() and not (x == 3))
      assert(tensor{x, y}:dim() == 3)
      """)
  }

  @Test func creation() throws {
    try check(
      """
      assert(tensor.zeros(2, 3) == tensor{{0, 0, 0}, {0, 0, 0}} and tensor.ones({2}) == tensor{1, 1})
      assert(tensor.zeros():dim() == 0 and tensor.zeros(0, 3):numel() == 0)
      assert(tensor.full({2}, 7) == tensor{7, 7} and tensor.zeros_like(x).dtype == "float64")
      assert(tensor.arange(3) == tensor{1, 2, 3} and tensor.arange(2, 4) == tensor{2, 3, 4})
      assert(tensor.arange(3).dtype == "int64" and tensor.arange(0, 1, 0.25) == tensor{0, 0.25, 0.5, 0.75, 1})
      assert(tensor.arange(3, 1, -1) == tensor{3, 2, 1})
      assert(tensor.zeros(2, {dtype="int64"}).dtype == "int64")
      assert(tensor.zeros(2, {requires_grad=true}).requires_grad)
      """)
  }

  @Test func randomNumbersFollowTheSeed() throws {
    try check(
      """
      workbench.seed(5)
      local a, b = tensor.randn(1000), tensor.rand(1000)
      workbench.seed(5)
      assert(tensor.randn(1000) == a and tensor.rand(1000) == b and tensor.rand(1000) ~= b)
      assert(a:mean():abs():item() < 0.2 and math.abs(a:std():item() - 1) < 0.1)
      assert(b:min():item() >= 0 and b:max():item() < 1)
      local dice = tensor.randint(1, 6, {1000})
      assert(dice:min():item() == 1 and dice:max():item() == 6)
      local order = tensor.randperm(50)
      assert(order:sort() == tensor.arange(50))
      """)
  }

  @Test func assignment() throws {
    try check(
      """
      local t = tensor.zeros(2, 3)
      t[1] = 5; assert(t == tensor{{5, 5, 5}, {0, 0, 0}})
      t[{2, 3}] = 7; assert(t[{2, 3}] == 7 and t[2][3] == 7)
      t[2] = {1, 2, 3}; assert(t[2] == tensor{1, 2, 3})
      t[{ {}, 1 }] = tensor{8, 9}; assert(t:select(2, 1) == tensor{8, 9})
      t[{ {}, {2, 3} }] = 0; assert(t:sum():item() == 17)
      t[t:gt(8)] = -1; assert(t[{2, 1}] == -1)
      t[t:eq(0)] = tensor{1, 2, 3, 4}; assert(t == tensor{{8, 1, 2}, {-1, 3, 4}})
      local v = t[1]; v[1] = 100; assert(t[{1, 1}] == 100)
      local b = tensor{true, false}; b[2] = true; assert(b[2] == true)
      local c = t:clone(); c:add_(1):mul_(2):clamp_(0, 9); assert(c == tensor{{9, 4, 6}, {0, 8, 9}})
      """)
  }

  @Test func gradients() throws {
    try check(
      """
      local w = tensor.ones(3, {requires_grad=true})
      local loss = (w * w * tensor{1, 2, 3}):sum()
      loss:backward({retain_graph=true})
      assert(w.grad == tensor{2, 4, 6})
      loss:backward(); assert(w.grad == tensor{4, 8, 12})
      w.grad = nil; assert(w.grad == nil)
      assert(tensor.grad((w ^ 3):sum(), w) == tensor{3, 3, 3} and w.grad == nil)
      local u = tensor.ones(3, {requires_grad=true})
      local gs = tensor.grad((w * u):sum(), {w, u}); assert(#gs == 2 and gs[1] == tensor{1, 1, 1})
      local kept, n, extra = tensor.no_grad(function(a, b) return (w * 2).requires_grad, a, b end, 4, nil)
      assert(kept == false and n == 4 and extra == nil)
      assert(not pcall(tensor.no_grad, function() error("x") end) and (w * 2).requires_grad)
      assert(not w:detach().requires_grad and w.is_leaf and not (w * 2).is_leaf)
      local z = tensor.zeros(2); z.requires_grad = true; assert(z.requires_grad)
      assert(tensor.zeros(2):requires_grad_().requires_grad)
      local m = (w * 2):reshape(3, 1):expand(3, 2)
      m:backward(tensor.ones(3, 2)); assert(w.grad == tensor{4, 4, 4})
      """)
  }

  @Test func text() throws {
    let script = try Script()
    #expect(
      try script.values("tensor{ {1, 2}, {3, 4} }")[0]
        == "tensor([[1., 2.],\n        [3., 4.]], shape=(2, 2), dtype=float32)")
    #expect(try script.values("tensor{0.5, -1}")[0] == "tensor([ 0.5000, -1.0000], shape=(2,), dtype=float32)")
    #expect(try script.values("tensor{true, false}")[0] == "tensor([ true, false], shape=(2,), dtype=bool)")
    #expect(try script.values("tensor.zeros(0)")[0] == "tensor([], shape=(0,), dtype=float32)")
    #expect(try script.values("tensor(3)")[0] == "tensor(3., shape=(), dtype=float32)")
    let large = try script.values("tensor.zeros(1000, 1000, 3)")[0]
    #expect(large.split(separator: "\n").count < 60)
    #expect(large.contains("..."))
  }

  @Test(
    "a mistake is a Lua error with its place and its reason",
    arguments: [
      ("tensor.zeros(1 << 42)", "not enough memory"), ("tensor.zeros(1 << 40, 1 << 40)", "more elements"),
      ("tensor.zeros(-1)", "a size cannot be negative, got -1"), ("tensor.zeros(1.5)", "integer wanted, got 1.5"),
      ("tensor.zeros('2')", "integer wanted, got string"), ("tensor.zeros(2, {dtyp='x'})", "did you mean 'dtype'?"),
      ("tensor.zeros(2, {dtype='float'})", "\"float32\", \"float64\""),
      ("tensor.zeros(1,1,1,1,1,1,1,1,1)", "at most 8"),
      ("tensor{{1, 2}, {3}}", "all rows must be of one length"), ("tensor{1, 'a'}", "number wanted"),
      ("local t = x[0]", "index 0 does not exist"), ("local t = x[3]", "index 3 is out of range for size 2"),
      ("local t = x[{1, 2, 3}]", "3 indices for a tensor of 2 dimensions"), ("local t = x[{ {2, 5} }]", "out of range"),
      ("local t = x[{ {1} }]", "{first, last}"), ("local t = x[tensor{0}]", "index 0 does not exist"),
      ("local t = x[tensor{1.5}]", "int64 or whole numbers"), ("local t = x[tensor.ones(5):bool()]", "mask"),
      ("x[1] = 'a'", "number, table or tensor wanted on the right, got string"), ("x[3] = 1", "out of range"),
      ("x[1] = {1, 2}", "shape"), ("x.shape = 3", "cannot be set"), ("x.foo = 3", "no method or property 'foo'"),
      ("local t = x.sahpe", "did you mean 'shape'?"), ("x:sum(3)", "dimension 3 does not exist in a tensor of 2"),
      ("x:sum(0)", "index 0 does not exist"), ("x:sum(1, {keepdims=true})", "did you mean 'keepdim'?"),
      ("x:reshape(4)", "4 elements"), ("x:reshape(-1, -1)", "only one size"), ("x:view(1 << 62, 4)", "more elements"),
      ("x:t():view(6)", "view"), ("x:expand(3, 3)", "expand"), ("x:permute(1, 1)", "each of the 2 dimensions"),
      ("x:narrow(1, 2, 2)", "do not fit"), ("x:narrow(1, 1, -1)", "do not fit"), ("x:squeeze(4)", "dimension 4"),
      ("tensor.matmul(tensor.zeros(3, 4), tensor.zeros(5, 6))", "(3, 4)"), ("local t = x + tensor.zeros(4)", "(4,)"),
      ("local t = x + 'a'", "bad argument #2 'b'"), ("local t = x + nil", "tensor or number wanted, got nil"),
      ("local t = x < y", "attempt to compare"), ("x:item()", "one element wanted"), ("tensor.exp(3)", "'t'"),
      ("x:exp(3)", "too many arguments to 'Tensor:exp'"), ("x.exp()", "call it with ':'"),
      ("x:index_select(1, {3})", "index 3 is out of range for size 2"), ("x:topk(9)", "topk"),
      ("x:split(0)", "positive"),
      ("x:backward()", "does not depend on any tensor"),
      ("tensor.zeros(2, {dtype='int64', requires_grad=true})", "float"),
      ("tensor.ones(2, {requires_grad=true}):backward()", "a gradient is needed"), ("tensor.cat{}", "at least one"),
      ("tensor.cat({x, y:t()}, 1)", "cat"), ("tensor.arange(1, 1e18)", "more elements"),
      ("tensor.arange(1, 2, 0)", "step"),
      ("tensor.arange(0 / 0)", "arange"), ("tensor.randint(5, 1, {2})", "low <= high"),
      ("tensor.randperm(-1)", "negative"),
      ("tensor.linspace(0, 1, -1)", "negative"), ("tensor.eye(1 << 40)", "more elements"),
      ("tensor.no_grad(3)", "function wanted"), ("tensor.ones(3, {requires_grad=true}):add_(1)", "add_"),
      ("x:free() x:sum()", "was released"), ("local n = #tensor(3)", "no length"),
    ])
  func mistake(source: String, reason: String) throws {
    let script = try Script()
    try script.run(TensorValueTests.setUp)
    let message = script.error(source)
    #expect(message.hasPrefix("t.lua:1: "), "\(message)")
    #expect(message.contains(reason), "\(message)")
  }

  @Test func temporariesAreCollected() throws {
    let script = try Script()
    try script.run("for i = 1, 3000 do local t = tensor.zeros(1 << 18) + 1 end")
    #expect(Storage.liveBytes < 400 << 20)
  }
}
