import Testing

/// Named spaces, stop rules, baselines and test functions in scripts.
@Suite struct SearchTests {
  @Test func pointsOfNamedSpacesAreTables() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local study = bo.study{seed = 1, batch = 2, space = {
        lr = bo.float(1e-5, 1e-1, {log = true}), depth = bo.int(1, 5), act = bo.categorical{"relu", "tanh", 3, 2.5, true},
      }}
      local asked = study:ask(5)
      assert(#asked == 5 and study.dimension == 3)
      for _, p in ipairs(asked) do
        assert(p.lr >= 1e-5 and p.lr <= 1e-1 and math.type(p.depth) == "integer" and p.depth >= 1 and p.depth <= 5)
        assert(p.act == "relu" or p.act == "tanh" or p.act == 3 or p.act == 2.5 or p.act == true)
      end
      study:tell(asked, {1, 2, 5, nil, 4})
      assert(study:best().x.lr == asked[3].lr and study:best().x.act == asked[3].act and study:best().index == 3)
      assert(study:trials()[2].x.depth == asked[2].depth and study:trials()[4].state == "failed")
      study:tell({lr = 0.01, depth = 2, act = "tanh"}, 9)
      assert(study:best().x.act == "tanh" and study:best().y == 9 and study.count == 6)
      local seen = {}
      study:run(function(p) seen[#seen + 1] = p; return -math.log(p.lr / 1e-3) ^ 2 + (p.act == true and 1 or 0) end,
        {evaluations = 14})
      assert(#seen == 8 and study.model.dimension == 7)
      study:run(function(batch) assert(type(batch) == "table" and batch[1].lr); return {1, 2} end,
        {evaluations = 16, vectorized = true})
      assert(study.count == 16)
      """)
  }

  @Test func finiteSpacesEnd() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local space = {a = bo.int(1, 3), b = bo.categorical{"x", "y"}}
      local best, study = bo.maximize(function(p) return p.a end, space, {seed = 1, evaluations = 50, batch = 4})
      assert(best.y == 3 and study.count == 6 and study.stopped == "exhausted")
      local ok, message = pcall(study.ask, study, 1)
      assert(not ok and message:find("all 6 points"), message)
      """)
  }

  @Test func stopRules() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local function hill(x) return -(x[1] - 0.3) ^ 2 end
      local function run(options)
        local study = bo.study{bounds = {0, 1, dim = 1}, seed = 1}
        study:run(hill, options)
        return study
      end
      assert(run{stop = {target = -1e-4}}.stopped == "target")
      local patient = run{stop = {patience = 2, evaluations = 40}}
      assert(patient.stopped == "patience" or patient.stopped == "evaluations")
      assert(run{stop = {time = 0}}.count == 0)
      assert(run{evaluations = 9, stop = {evaluations = 7}}.count == 7)
      local trace = run{evaluations = 8}:trace()
      assert(trace.shape[1] == 8 and trace[8] >= trace[1])
      """)
  }

  @Test func baselinesRunAtTheSameBudget() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local f = bo.functions.branin
      local study = bo.study{bounds = f.bounds, direction = "minimize", seed = 2}
      study:run(f, {evaluations = 16, baselines = {"sobol", "random", "grid", "cmaes"}})
      local n = 0
      for name, baseline in pairs(study:baselines()) do
        n = n + 1
        assert(baseline.trace.shape[1] == 16, name)
        assert(baseline.trace[16] == baseline.best.y and baseline.best.x.shape[1] == 2)
      end
      assert(n == 4)
      for _, search in ipairs{bo.random_search, bo.grid_search, bo.sobol_search, bo.cmaes_search} do
        local best, s = search(f, f.bounds, {evaluations = 16, seed = 1, direction = "minimize"})
        assert(s.count == 16 and best.y == s:best().y and s:trials()[1].source == "baseline")
        local named = search(function(p) return p.n end, {n = bo.int(1, 9)}, {evaluations = 5})
        assert(named.y >= 1 and named.x.n == named.y)
      end
      """)
  }

  @Test func testFunctionsAreCalledAndSearched() throws {
    try DataScript().run(
      """
      local bo, tensor = require "bo", require "tensor"
      local f = bo.functions
      assert(math.abs(f.branin{math.pi, 2.275} - 0.397887) < 1e-5)
      local values = f.hartmann6(tensor.rand(4, 6))
      assert(values.shape[1] == 4 and values.dtype == "float64")
      assert(f.ackley(tensor.zeros(7)) < 1e-9 and #f.ackley.bounds == 2 and f.rastrigin.optimum == 0)
      local wide = f.ackley:with(20)
      assert(#wide.bounds == 20 and wide.dim == 20 and wide.minimizers.shape[2] == 20)
      assert(not pcall(wide, tensor.zeros(3)) and not pcall(f.branin, {1, 2, 3}))
      local g = f.rosenbrock:gradient(tensor.ones(2, 3))
      assert(g.shape[1] == 2 and g.shape[2] == 3 and g:abs():sum():item() == 0)
      local best = bo.minimize(f.branin, f.branin.bounds, {evaluations = 30, seed = 1})
      assert(best.y - f.branin.optimum < 0.5)
      assert(f.levy.name == "levy" and tostring(f.levy) == "levy(2 dimensions)" and f.michalewicz:with(3).optimum == nil)
      """)
  }

  @Test func trustRegionsAreChosenByDimension() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      assert(bo.study{bounds = {0, 1, dim = 9}}.trust_region == nil)
      assert(bo.study{bounds = {0, 1, dim = 10}}.trust_region.restarts == 0)
      assert(bo.study{bounds = {0, 1, dim = 20}, trust_region = false}.trust_region == nil)
      assert(bo.study{bounds = {0, 1, dim = 2}, acquisition = "turbo"}.trust_region.from == 1)
      """)
  }

  @Test func hostileStudiesFinish() throws {
    try DataScript().run(
      """
      local bo, workbench = require "bo", require "workbench"
      workbench.seed(3)
      for _, dim in ipairs{1, 200} do
        local n = 0
        local study = bo.study{bounds = {-1, 1, dim = dim}, batch = 2, seed = 1}
        study:run(function(x)
          n = n + 1
          if n % 10 < 3 then error("at random") end
          return 7
        end, {evaluations = 11})
        assert(study.count == 11 and study:best().y == 7)
        -- The same point, over and over, and points outside.
        for i = 1, 5 do study:tell({study:best().x}, {i}) end
        study:tell({study:best().x * 9}, {2})
        assert(#study:ask(2) == 2)
      end
      for _, space in ipairs{
        {a = bo.categorical{"one"}, b = bo.float(0, 1)}, {a = bo.int(4, 4), b = bo.float(0, 1)},
        {a = bo.int(-2^53 // 1 | 0, 2^53 // 1 | 0)},
      } do
        local best, study = bo.maximize(function(p) return p.b or p.a end, space, {evaluations = 9, seed = 1})
        assert(study.count == 9)
      end
      """)
  }

  @Test(arguments: [
    ("bo.study{space = {}}", "at least one dimension"),
    ("bo.study{bounds = {0, 1, dim = 1}, space = {a = bo.int(1, 2)}}", "both"),
    ("bo.study{space = {a = 3}}", "bo.float"), ("bo.study{space = {bo.int(1, 2)}}", "a name wanted"),
    ("bo.study{space = {a = bo.float(1, 0)}}", "'a': bounds must be finite with lower below upper, got 1 and 0"),
    ("bo.study{space = {a = bo.float(0, 1/0)}}", "finite"), ("bo.study{space = {a = bo.float(0/0, 1)}}", "finite"),
    ("bo.study{space = {a = bo.float(0, 1, {log = true})}}", "logarithmic"),
    ("bo.study{space = {a = bo.int(3, 2)}}", "'a'"),
    ("bo.study{space = {a = bo.int(math.mininteger, math.maxinteger)}}", "2^53"),
    ("bo.categorical{'a', 'a'}", "twice"), ("bo.study{space = {a = bo.categorical{}}}", "at least one choice"),
    ("bo.categorical{0/0}", "nan"), ("bo.categorical{{}}", "string"),
    ("bo.study{space = {a = bo.int(1, 2)}}:tell({b = 1}, 1)", "it has 'a'"),
    ("bo.study{space = {a = bo.int(1, 2)}}:tell({{}}, {1})", "no value for 'a'"),
    ("bo.study{space = {a = bo.int(1, 2)}}:tell({a = 3}, 1)", "3 is no value of 'a', which is an integer from 1 to 2"),
    ("bo.study{space = {a = bo.categorical{'x'}}}:tell({a = 'z'}, 1)", "is no value of 'a'"),
    ("bo.study{bounds = {0, 1, dim = 1}}:run(print, {stop = {steps = 3}})", "no rule steps"),
    ("bo.study{bounds = {0, 1, dim = 1}}:run(print, {stop = {patience = 0}})", "patience"),
    ("bo.study{bounds = {0, 1, dim = 1}}:run(print, {stop = {time = 0/0}})", "time"),
    ("bo.study{bounds = {0, 1, dim = 1}}:run(print, {baselines = {'best'}})", "cmaes"),
    (
      """
      local calls = 0
      local function f() calls = calls + 1 return 0 end
      local s = bo.study{bounds = {0, 1, dim = 1}, linear_constraints = {{coefficients = {1}, upper = 0.5}}}
      local _, why = pcall(s.run, s, f, {evaluations = 5, baselines = {'random'}})
      error(calls .. " calls: " .. tostring(why))
      """, "0 calls: test:5: Study:run: linear constraints need a model"
    ),
    ("bo.functions.ackley:with(0)", "dimensions"), ("bo.functions.branin(3, 4)", "points wanted"),
  ]) func mistakesAreErrors(chunk: String, words: String) throws {
    let message = try DataScript().failure("local bo = require 'bo'\n" + chunk)
    #expect(message?.contains(words) == true, "\(chunk): \(message ?? "no error")")
  }
}
