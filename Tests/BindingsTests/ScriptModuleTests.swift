import Testing

@Suite(.serialized) struct ScriptModuleTests {
  private func script() throws -> DataScript {
    let script = try DataScript()
    try script.set("x", [6, 4]) { Float(($0 * 37) % 11) / 11 }
    try script.set("w", [4]) { Float($0) }
    try script.run(
      """
      nn, optim = require "nn", require "optim"
      Net = nn.Module:extend("Net")
      function Net:init(hidden)
        self.fc1 = nn.Linear(4, hidden)
        self.inner = nn.Sequential(nn.ReLU(), nn.Linear(hidden, 4))
        self.scale = nn.Parameter(w)
        self.hidden, self.calls = hidden, 0
      end
      function Net:forward(x)
        self.calls = self.calls + 1
        return self.inner(self.fc1(x)) * self.scale
      end
      function Net:double(x) return self(x), self(x) end
      """)
    return script
  }

  @Test func aNameStandsForOneThing() throws {
    try script().run(
      """
      local net = Net(8)
      -- A module in a parameter's place, and back; what replaces its like keeps its place in the order.
      net.scale = nn.Linear(4, 4)
      assert(#net:parameters() == 6 and not net:named_parameters().scale)
      net.scale = nn.Parameter(w)
      assert(#net:parameters() == 5 and net:named_parameters().scale)
      net.extra = nn.Parameter(w)
      net.scale = nn.Parameter(w * 2)
      local first = net:parameters()[1]
      assert(first == w * 2 and #net:parameters() == 6)
      """)
  }

  @Test func fieldsAreRegistered() throws {
    try script().run(
      """
      local net = Net(8)
      local names = net:named_parameters()
      for _, name in ipairs{"scale", "fc1.weight", "fc1.bias", "inner.1.weight", "inner.1.bias"} do
        assert(names[name], name)
      end
      assert(#net:parameters() == 5 and net.hidden == 8 and net.nothing == nil)
      assert(net(x).shape[2] == 4 and net.calls == 1)
      local a, b = net:double(x)
      assert(a == b and net.calls == 3)
      net.fc1 = nil
      assert(#net:parameters() == 3)
      assert(tostring(net):find("Net%(") and tostring(Net) == "class Net")
      """)
  }

  @Test func itTrainsInsideAnother() throws {
    try script().run(
      """
      local net = nn.Sequential(Net(8), nn.Linear(4, 1))
      assert(net:named_parameters()["0.fc1.weight"])
      local adam = optim.Adam(net:parameters(), {lr=0.05})
      local first, last
      for i = 1, 40 do
        adam:zero_grad()
        local loss = (net(x) - 1):square():mean()
        loss:backward(); adam:step()
        first, last = first or loss:item(), loss:item()
      end
      assert(last < first / 4)
      net:eval()
      assert(net[1].training == false and net[1].calls == 40)
      local copy = nn.Sequential(Net(8), nn.Linear(4, 1))
      copy:load_state_dict(net:state_dict())
      assert(copy(x) == net(x))
      """)
  }

  @Test func classesExtendClasses() throws {
    try script().run(
      """
      local Deep = Net:extend("Deep")
      function Deep:init(hidden) Deep.super.init(self, hidden); self.more = nn.Linear(4, 4) end
      function Deep:forward(x) return self.more(Net.forward(self, x)) end
      local net = Deep(5)
      assert(#net:parameters() == 7 and net(x).shape[1] == 6 and net.calls == 1)
      """)
  }

  @Test func errorsInForwardKeepTheirPlace() throws {
    let script = try script()
    try script.run(
      """
      local Bad = nn.Module:extend("Bad")
      function Bad:forward(x) error("on purpose") end
      local ok, message = pcall(nn.Sequential(Bad()), x)
      assert(not ok and message:find("on purpose") and message:find("test:2"))
      local Wrong = nn.Module:extend("Wrong")
      function Wrong:forward(x) return 3 end
      ok, message = pcall(nn.Sequential(Wrong()), x)
      assert(not ok and message:find("Tensor"))
      ok, message = pcall(nn.Module:extend("Empty")(), x)
      assert(not ok and message:find("Empty has no forward"))
      ok, message = pcall(function() local net = Net(2); net.self = net end)
      assert(not ok and message:find("itself"))
      ok, message = pcall(function() nn.Module.forward = print end)
      assert(not ok and message:find("extend"))
      """)
  }
}
