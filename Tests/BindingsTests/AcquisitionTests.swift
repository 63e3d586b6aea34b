import Testing

/// Acquisitions, constraints and several objectives from scripts.
@Suite struct AcquisitionTests {
  @Test func anAcquisitionWrittenInLuaIsMaximised() throws {
    try DataScript().run(
      """
      local bo, tensor = require "bo", require "tensor"
      local calls, graded = 0, 0
      local function ucb(mean, variance, best)
        calls = calls + 1
        if mean.requires_grad then graded = graded + 1 end
        assert(mean.dtype == "float64" and mean:dim() == 1 and variance:size(1) == mean:size(1))
        assert(type(best) == "number")
        return mean + 2 * variance:sqrt()
      end
      local function f(x) return 5 - (x[1] - 0.3)^2 - (x[2] - 0.6)^2 end
      local own = bo.study { bounds = { 0, 1, dim = 2 }, seed = 3, acquisition = ucb }
      own:run(f, { evaluations = 15 })
      assert(own:best().y > 4.999, own:best().y)
      assert(calls > 20 and graded > 10 and #own:notes() == 0)
      -- The same as the built-in one, beta = 4, whose units are the model's.
      local known = bo.study { bounds = { 0, 1, dim = 2 }, seed = 3, acquisition = "ucb", beta = 4 }
      known:run(f, { evaluations = 7 })
      for i = 1, 7 do
        assert((known:trials()[i].x - own:trials()[i].x):abs():max():item() < 1e-3, i)
      end
      """)
  }

  /// Where values are minimised the function sees them as they are, and best is the lowest.
  @Test func itSeesTheScriptsUnits() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local bests = {}
      local study = bo.study { bounds = { -1, 1, dim = 1 }, seed = 1, direction = "minimize",
        acquisition = function(mean, variance, best)
          bests[#bests + 1] = best
          return -mean + variance:sqrt()
        end }
      study:run(function(x) return 100 + x[1]^2 end, { evaluations = 12 })
      assert(study:best().y < 100.001, study:best().y)
      for i = 2, #bests do assert(bests[i] <= bests[i - 1] and bests[i] >= 100) end
      """)
  }

  @Test func itsErrorsAreLuaErrorsWithTheirLine() throws {
    try DataScript().run(
      """
      local bo, tensor = require "bo", require "tensor"
      local function study(acquisition, batch)
        local s = bo.study { bounds = { 0, 1, dim = 2 }, seed = 1, batch = batch, acquisition = acquisition }
        s:tell({ { 0.1, 0.2 }, { 0.5, 0.9 }, { 0.7, 0.3 }, { 0.2, 0.8 }, { 0.9, 0.9 } }, { 1, 2, 3, 2, 1 })
        return s
      end
      local function message(acquisition)
        local s = study(acquisition)
        local ok, text = pcall(s.ask, s, 1)
        assert(not ok)
        assert(s.count == 5)
        return tostring(text)
      end
      local text = message(function(m, v, best) local x = nil; return x.field end)
      assert(text:find("test:14: attempt to index", 1, true), text)
      assert(message(function(m) error("on purpose") end):find "on purpose")
      assert(message(function(m) return 3 end):find "Tensor wanted" or message(function(m) return 3 end):find "must return")
      assert(message(function(m) end):find "must return")
      assert(message(function(m) return m:sum() end):find "must return")
      assert(message(function(m) return tensor.zeros(2, m:size(1)) end):find "must return")
      -- nan and infinity everywhere: a random point, and a note that says so.
      for _, value in ipairs { 0 / 0, 1 / 0, -1 / 0 } do
        local s = study(function(m) return m * 0 + value end)
        local x = s:ask(3)
        assert(x:size(1) == 3 and #s:notes() == 1, #s:notes())
      end
      -- nan here and there, a constant, no gradient, a batch, float32.
      for _, f in ipairs {
        function(m) return tensor.where(m:gt(2), m, m * (0 / 0)) end, function(m) return tensor.zeros(m:size(1)) end,
        function(m) return m:detach() end, function(m, v) return (m + v):to("float32") end,
      } do
        assert(study(f):ask(3):size(1) == 3)
      end
      """)
  }

  @Test func constraintsAndSeveralObjectives() throws {
    try DataScript().run(
      """
      local bo, tensor = require "bo", require "tensor"
      -- A value and one constraint, as results, a table, or a tensor.
      for _, give in ipairs {
        function(y, c) return y, c end, function(y, c) return { y, c } end,
        function(y, c) return tensor.new({ y, c }, { dtype = "float64" }) end,
      } do
        local study = bo.study { bounds = { -2, 2, dim = 2 }, seed = 3, constraints = 1 }
        study:run(function(x) return give(x[1] + x[2], x[1]^2 + x[2]^2 - 1) end, { evaluations = 20 })
        assert(study:best().y > 1.35 and study:best().y <= 2^0.5, study:best().y)
        local feasible = 0
        for _, t in ipairs(study:trials()) do
          assert(t.constraints:size(1) == 1 and t.feasible == (t.constraints[1] <= 0))
          if t.feasible then feasible = feasible + 1 end
        end
        assert(feasible > 5)
      end
      local two = bo.study { bounds = { -1, 2, dim = 2 }, seed = 2, direction = { "maximize", "minimize" },
        reference_point = { -2, 2 }, batch = 2 }
      two:run(function(x) return -(x[1]^2) - x[2]^2, (x[1] - 1)^2 + x[2]^2 end, { evaluations = 21 })
      local front = two:pareto()
      assert(front.x:size(2) == 2 and front.y:size(2) == 2 and front.x:size(1) == front.y:size(1))
      assert(two:hypervolume() > 3.6 and two:hypervolume() < 4, two:hypervolume())
      -- Told by hand, a failed one among them.
      local told = bo.study { bounds = { 0, 1, dim = 1 }, objectives = 2, acquisition = "qehvi" }
      told:tell({ { 0.1 }, { 0.2 }, { 0.3 } }, { { 1, 2 }, "broken", { 2, 1 } })
      assert(told:trials()[2].message == "broken" and told:pareto().y:size(1) == 2)
      assert(told:ask(1):size(1) == 1)
      for _, bad in ipairs { { 1 }, { 1, 2, 3 }, 4, { { 1, 2 }, { 1, 2 } } } do
        assert(not pcall(told.tell, told, { { 0.4 } }, bad))
      end
      local linear = bo.study { bounds = { 0, 1, dim = 2 }, seed = 1, batch = 3,
        linear_constraints = { { coefficients = { 1, 1 }, upper = 1 } } }
      linear:run(function(x) assert(x[1] + x[2] <= 1) return x[1] + 2 * x[2] end, { evaluations = 14 })
      assert(linear:best().y > 1.9, linear:best().y)
      """)
  }

  @Test func mistakesInOptionsAreErrors() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local box = { 0, 1, dim = 2 }
      for _, options in ipairs {
        { acquisition = "nonsense" }, { acquisition = 3 }, { acquisition = "qehvi" }, { objectives = 0 }, { objectives = 4 },
        { objectives = 1 << 40 }, { objectives = 2, acquisition = "ei" }, { constraints = -1 }, { constraints = 1 << 40 },
        { constraints = 1, acquisition = "ucb" }, { direction = {} }, { direction = { "maximize", "up" } },
        { direction = { "maximize", "minimize" }, objectives = 3 }, { reference_point = { 1, 2 } },
        { objectives = 2, reference_point = { 1, 0 / 0 } }, { linear_constraints = { {} } }, { linear_constraints = { 1 } },
        { linear_constraints = { { coefficients = { 1 }, upper = 1 } } },
        { linear_constraints = { { coefficients = { 1, 1 }, upper = -1 } } },
        { linear_constraints = { { coefficients = { 1, 0 / 0 }, upper = 1 } } },
        { constraints = 1, acquisition = function(m) return m end }, { objectives = 2, acquisition = function(m) return m end },
        { outputs = 2, objective = function(h) return h:sum(2) end, constraints = 1 },
        { outputs = 2, objective = function(h) return h:sum(2) end, acquisition = function(m) return m end },
      } do
        options.bounds = box
        assert(not pcall(bo.study, options))
      end
      """)
  }

  /// Batches of one, a few and fifty, after failures only, and of constant values.
  @Test func hostileCircumstancesGivePoints() throws {
    try DataScript().run(
      """
      local bo, tensor = require "bo", require "tensor"
      for _, name in ipairs { "ei", "logei", "pi", "ucb", "ts", "qei", "qlogei", "qnei", "qlognei", "qucb", "turbo" } do
        local function study() return bo.study { bounds = { 0, 1, dim = 2 }, seed = 1, acquisition = name, samples = 32 } end
        local failed = study()
        failed:tell(failed:ask(6), { nil, nil, nil, nil, nil, nil })
        assert(failed:ask(3):size(1) == 3)
        local constant = study()
        constant:tell(constant:ask(6), { 2, 2, 2, 2, 2, 2 })
        for _, q in ipairs { 1, 3, 50 } do
          local x = constant:ask(q)
          assert(x:size(1) == q and x:min():item() >= 0 and x:max():item() <= 1, name)
        end
        -- All that was asked for is pending, and different.
        local seen = {}
        for _, t in ipairs(constant:trials()) do
          local key = ("%.7f %.7f"):format(t.x[1], t.x[2])
          assert(not seen[key], name .. " gives " .. key .. " twice")
          seen[key] = true
        end
      end
      """)
  }
}
