import Arrays
import Testing

/// Calls that once ended the process, did not end themselves, or were answered wrongly.
@Suite(.serialized) struct MendedTests {
  @Test(arguments: [
    "local p = workbench.progress(3) p:step(math.maxinteger) p:step(math.maxinteger)",
    "assert(tensor.rand(3)[{ {1, 3, math.maxinteger} }]:numel() == 1)",
    "assert(json.encode(tensor.new({math.maxinteger}, {dtype='int64'})) == '[9223372036854775807]')",
    "plot.figure{}:histogram({0, 5e-324}):histogram({0, 5e-324}, {bins=7})",
    "workbench.options{['\\xff']={1}, ['\\xfe']={2}}",
    """
    local s = optim.lr_scheduler.StepLR(optim.SGD({tensor.ones(1, {requires_grad=true})}), 2)
    s.last_epoch = math.maxinteger
    s:step()
    """,
    "local l = datasets.loader({tensor.ones(3)}) l.epoch = math.maxinteger assert(l():numel() == 1)",
    "assert(tensor.zeros(1 << 40, 0):cumsum(2):numel() == 0)",
    "assert(tensor.zeros(1 << 40, 0):amax(1):numel() == 0 and tensor.zeros(1 << 40, 0):any(1):numel() == 0)",
    "assert(tensor.zeros(1 << 40, 0):argmax(1):numel() == 0 and tensor.zeros(1 << 40, 0):long():sum(1):numel() == 0)",
    "assert(tensor.zeros(1 << 40, 0):index_add(-1, tensor.zeros(0):long(), tensor.zeros(1 << 40, 0)):numel() == 0)",
    "local m = nn.ReLU() for i = 1, 40 do m = nn.Sequential(m, m) end assert(#tostring(m) < 1e6)",
  ])
  func gives(chunk: String) throws { try Script().run(chunk) }

  @Test(
    "what no machine can hold is an error",
    arguments: [
      ("local m = nn.ReLU() for i = 1, 1e5 do m = nn.Sequential(m) end", "modules nest at most 100 deep"),
      (
        "local m = nn.Sequential() for i = 1, 1e5 do local n = nn.Sequential() m:add_module('x', n) m = n end",
        "modules nest at most 100 deep"
      ),
      ("local C = nn.Module for i = 1, 1e6 do C = C:extend('C') end", "at most 100 deep"),
      ("tensor.ones(1):expand(1 << 40):split(1)", "not enough memory"),
      ("tensor.ones(1):expand(1 << 40):chunk(1 << 39)", "not enough memory"),
      ("image.grid(tensor.ones(1, 1, 1):expand(1 << 40, 1, 1))", "too large"),
      ("datasets.loader({tensor.zeros(1 << 40, 0)})()", "not enough memory"),
      ("gp.fit(tensor.rand(300000), tensor.rand(300000))", "not enough memory"),
      ("bo.study{bounds={0, 1, dim=1}}:tell(tensor.zeros(1 << 40, 0), {1})", "at least one coordinate"),
    ])
  func refuses(chunk: String, message: String) throws {
    let limit = Storage.byteLimit
    Storage.byteLimit = 4 << 30
    defer { Storage.byteLimit = limit }
    #expect(try Script().error(chunk).contains(message))
  }
}
