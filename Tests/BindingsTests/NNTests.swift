import Testing

@Suite(.serialized) struct NNTests {
  private func script() throws -> DataScript {
    let script = try DataScript()
    try script.set("x", [6, 4]) { Float(($0 * 37) % 11) / 11 }
    try script.set("y", [6, 3]) { Float(($0 * 53) % 7) / 7 }
    try script.set("image", [2, 1, 8, 8]) { Float(($0 * 29) % 13) / 13 }
    try script.run(
      """
      nn, optim, models = require "nn", require "optim", require "models"
      function fails(f, ...)
        local ok, message = pcall(f, ...)
        assert(not ok, "no error")
        return tostring(message)
      end
      """)
    return script
  }

  @Test func layersAndSequentialsRun() throws {
    try script().run(
      """
      local net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3, {bias=false}))
      assert(#net == 3 and net[1].weight.shape[1] == 8 and net[-1].weight.shape[1] == 3)
      assert(net(x).shape[2] == 3 and net:forward(x).shape[1] == 6)
      assert(#net:parameters() == 3)
      local names = net:named_parameters()
      assert(names["0.weight"] and names["0.bias"] and names["2.weight"] and not names["2.bias"])
      assert(tostring(net):find("%(0%): Linear%(4, 8%)"))
      local cnn = nn.Sequential(nn.Conv2d(1, 5, 3, {padding=1}), nn.BatchNorm2d(5), nn.LeakyReLU(0.1), nn.MaxPool2d(2),
        nn.Conv2d(5, 2, {3, 1}, {stride={1, 2}}), nn.AvgPool2d({2, 1}), nn.Flatten(), nn.Dropout(0.5))
      assert(cnn(image).shape[1] == 2)
      assert(cnn:eval() == cnn and cnn.training == false and cnn[8].training == false)
      assert(cnn:summary(2, 1, 8, 8):find("Conv2d") and cnn:train().training)
      for i, layer in ipairs(nn.ModuleList{nn.ReLU(), nn.Tanh()}) do assert(layer(x).shape[1] == 6 and i <= 2) end
      for _, layer in ipairs{nn.Sigmoid(), nn.Softplus(), nn.GELU(), nn.Softmax(2), nn.LogSoftmax(), nn.Identity()} do
        assert(layer(x).shape[2] == 4)
      end
      assert(nn.Unflatten(2, {2, 2})(x).shape[3] == 2)
      """)
  }

  @Test func mistakesAreNamed() throws {
    try script().run(
      """
      assert(fails(nn.Linear, 4):find("integer"))
      assert(fails(nn.Linear, 4, 2, {bais=true}):find("bias"))
      assert(fails(nn.Linear, -4, 2):find("negative"))
      assert(fails(nn.Conv2d, 1, 2, 0):find("kernel"))
      assert(fails(nn.Conv2d, 1, 2, {1, 2, 3}):find("height"))
      assert(fails(nn.Dropout, 2):find("0...1", 1, true))
      assert(fails(nn.Sequential, nn.ReLU(), 3):find("Module wanted"))
      assert(fails(nn.Linear(5, 2), x):find("linear"))
      assert(fails(nn.Flatten, 0):find("0"))
      assert(fails(function() return nn.ReLU().nothing end):find("nothing"))
      local net = nn.Sequential(nn.ReLU())
      assert(fails(net.add_module, net, "self", net):find("itself"))
      local message = fails(net.load_state_dict, nn.Linear(2, 2), {wieght = x, bias = x})
      assert(message:find("missing: weight") and message:find("unexpected: wieght") and message:find("bias is"))
      """)
  }

  @Test func lossesTakeClassesFromOne() throws {
    let script = try script()
    try script.set("labels", [3]) { [1, 5, 2][$0] }
    try script.set("logits", [3, 5]) { Float(($0 * 31) % 17) / 5 }
    try script.run(
      """
      local target = labels:to("int64")
      local loss = nn.cross_entropy(logits, target):item()
      local each = nn.cross_entropy(logits, target, {reduction="none"})
      assert(math.abs(each:sum():item() / 3 - loss) < 1e-5 and each.shape[1] == 3)
      local log = logits:log_softmax(2)
      assert(math.abs(nn.nll_loss(log, target):item() - loss) < 1e-5)
      assert(math.abs(-(log[1][1] + log[2][5] + log[3][2]) / 3 - loss) < 1e-5)
      local skipped = nn.cross_entropy(logits, target, {ignore_index=5, reduction="sum"}):item()
      assert(math.abs(skipped + log[1][1] + log[3][2]) < 1e-5)
      assert(fails(nn.cross_entropy, logits, target - 1):find("start at 1"))
      assert(fails(nn.cross_entropy, logits, target + 1):find("class 6"))
      assert(fails(nn.cross_entropy, logits, target, {reduction="average"}):find("mean"))
      assert(fails(nn.mse_loss, logits, target):find("shapes"))
      local p = logits:sigmoid()
      local t = p:clone()
      assert(math.abs(nn.binary_cross_entropy(p, t):item() - nn.binary_cross_entropy_with_logits(logits, t):item()) < 1e-5)
      assert(nn.l1_loss(p, p):item() == 0 and nn.smooth_l1_loss(p, p):item() == 0)
      assert(math.abs(nn.kl_div(log, logits:softmax(2), {reduction="batchmean"}):item()) < 1e-5)
      """)
  }

  @Test func aLoopLearnsAndResumes() throws {
    try script().run(
      """
      require("workbench").seed(3)
      local net = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 3))
      local adam = optim.Adam(net:parameters(), {lr=0.02, betas={0.9, 0.99}})
      local schedule = optim.lr_scheduler.CosineAnnealingLR(adam, 100)
      local first, last
      for i = 1, 60 do
        adam:zero_grad()
        local loss = nn.mse_loss(net(x), y)
        loss:backward()
        adam:step()
        first, last = first or loss:item(), loss:item()
        if i % 10 == 0 then schedule:step() end
      end
      assert(last < first / 3, last)
      assert(adam.lr < 0.02 and schedule.last_epoch == 6 and math.abs(schedule:get_last_lr() - adam.lr) < 1e-12)
      local other = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 3))
      other:load_state_dict(net:state_dict())
      local again = optim.Adam(other:parameters(), {lr=0.02, betas={0.9, 0.99}})
      again:load_state_dict(adam:state_dict())
      assert(again.lr == adam.lr)
      for _, pair in ipairs{{net, adam}, {other, again}} do
        pair[2]:zero_grad(); nn.mse_loss(pair[1](x), y):backward(); pair[2]:step()
      end
      assert(net:state_dict()["0.weight"] == other:state_dict()["0.weight"])
      assert(optim.clip_grad_norm(net:parameters(), 1e-3) > 0)
      for _, make in ipairs{optim.SGD, optim.AdamW, optim.RMSprop} do make(net:parameters(), {lr=0.1}):step() end
      assert(fails(optim.Adam, {}):find("parameters"))
      assert(fails(optim.Adam, net:parameters(), {lr=-1}):find("rate"))
      assert(fails(again.load_state_dict, again, {["state.0.step"] = x}):find("step"))
      """)
  }

  @Test func statesGoThroughFiles() throws {
    try script().run(
      """
      local a, b = nn.Linear(4, 3), nn.Linear(4, 3)
      a:save(folder .. "/w.safetensors")
      assert(b:load(folder .. "/w.safetensors") == b)
      assert(a.weight == b.weight)
      assert(fails(nn.Linear(4, 2).load, nn.Linear(4, 2), folder .. "/w.safetensors"):find("wrong shape"))
      assert(fails(a.load, a, folder .. "/missing.safetensors"):find("missing.safetensors"))
      """)
  }
}
