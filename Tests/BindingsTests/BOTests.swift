import Testing

@Suite struct BOTests {
  @Test func asksAndTells() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local study = bo.study{bounds = {-6, 6, dim = 3}, seed = 4, batch = 2}
      local x = study:ask(5)
      assert(x.dtype == "float64" and x.shape[1] == 5 and x.shape[2] == 3)
      assert(study:best() == nil and study.model == nil)
      study:tell(x, {1, nil, 3, 0/0, "broken"})
      local best = study:best()
      assert(best.y == 3 and best.index == 3 and best.x.shape[1] == 3)
      local trials = study:trials()
      assert(#trials == 5 and trials[1].state == "complete" and trials[1].source == "initial")
      assert(trials[2].state == "failed" and trials[4].state == "failed")
      assert(trials[5].message == "broken")
      local next = study:ask()
      assert(next.shape[1] == 2 and study.model.count == 2 and study.model.dimension == 3)
      study:tell({0, 0, 0}, 9)
      assert(study:best().y == 9 and study:trials()[8].source == "told")
      assert(tostring(study) == "Study(3 dimensions, 8 trials)" and study.count == 8 and study.dimension == 3)
      """)
  }

  @Test func runSurvivesEveryKindOfFailure() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local study = bo.study{bounds = {0, 1, dim = 2}, batch = 3, seed = 1}
      local calls, batches = 0, 0
      study:run(function(x)
        calls = calls + 1
        if calls == 2 then error("raised on purpose") end
        if calls == 3 then error({code = 1}) end
        if calls == 4 then return nil end
        if calls == 7 then return 0/0 end
        if calls == 9 then return "a message" end
        if calls == 10 then return {} end
        if calls == 11 then return print end
        return calls
      end, {evaluations = 17, on_batch = function(s) batches = batches + 1; assert(s == study or s.count > 0) end})
      assert(calls == 17 and batches == 5 and #study:trials() == 17)
      local failed = 0
      for _, t in ipairs(study:trials()) do if t.state == "failed" then failed = failed + 1; assert(#t.message > 0) end end
      assert(failed == 7, failed)
      assert(study:trials()[2].message:find("raised on purpose"))
      assert(study:best().y == 17)
      """)
  }

  @Test func vectorizedScoresWholeBatches() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local study = bo.study{bounds = {0, 1, dim = 2}, batch = 4, seed = 1}
      local sizes = {}
      study:run(function(x) sizes[#sizes + 1] = x.shape[1]; local y = {}; for i = 1, x.shape[1] do y[i] = i end; return y end,
        {evaluations = 12, vectorized = true})
      assert(#sizes == 3 and sizes[1] == 5 and sizes[2] == 4 and sizes[3] == 3)
      -- A batch that fails costs its own trials only; a wrong number of values is such a failure.
      study:run(function(x) return {1} end, {evaluations = 16, vectorized = true})
      assert(study:trials()[14].state == "failed" or study:trials()[14].y == nil)
      """)
  }

  @Test func hopelessFunctionsEndClearly() throws {
    let message = try DataScript().failure(
      "require('bo').study{bounds = {0, 1, dim = 1}}:run(function() error('never works') end, {evaluations = 1000})")
    #expect(message?.contains("the first 20 trials failed") == true)
    #expect(message?.contains("never works") == true)
  }

  @Test func onBatchErrorsAreTheScriptsOwn() throws {
    let message = try DataScript().failure(
      """
      require('bo').study{bounds = {0, 1, dim = 1}}:run(function() return 1 end,
        {evaluations = 10, on_batch = function() error('stop here') end})
      """)
    #expect(message?.contains("stop here") == true)
  }

  @Test func oneLinersGiveBestAndStudy() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local n = 0
      local function f(x) n = n + 1; return (n - 4) ^ 2 end
      local best, study = bo.minimize(f, {{0, 1}, {5, 6}}, {evaluations = 7, seed = 2})
      assert(best.y == 0 and best.index == 4 and study.count == 7 and n == 7)
      n = 0
      assert(bo.maximize(f, {0, 1, dim = 1}, {evaluations = 6, seed = 2}).y == 9)
      """)
  }

  @Test func equalSeedsGiveEqualPoints() throws {
    try DataScript().run(
      """
      local bo = require "bo"
      local function trace(seed)
        local n, values = 0, {}
        local s = bo.study{bounds = {0, 1, dim = 4}, batch = 2, seed = seed}
        s:run(function(x) n = n + 1; return n % 5 end, {evaluations = 11})
        local m = s.model:predict(s:ask(1))
        return tostring(s.model:log_marginal_likelihood())
      end
      assert(trace(1) == trace(1) and trace(1) ~= trace(2))
      """)
  }

  @Test(arguments: [
    ("bo.study{}", "bounds"), ("bo.study{bounds = {1, 0, dim = 2}}", "lower below upper"),
    ("bo.study{bounds = {{0, 1}, {2}}}", "entry 2"), ("bo.study{bounds = {}}", "at least one dimension"),
    ("bo.study{bounds = {0, 1, dim = 0}}", "dim"), ("bo.study{bounds = {0, 1, dim = 1e18}}", "dim"),
    ("bo.study{bounds = {0, 1/0, dim = 1}}", "finite"),
    ("bo.study{bounds = {0, 1, dim = 1}, acquisition = 'best'}", "qlogei"),
    ("bo.study{bounds = {0, 1, dim = 1}, direction = 'up'}", "maximize"),
    ("bo.study{bounds = {0, 1, dim = 1}, batch = 0}", "batch"),
    ("bo.study{bounds = {0, 1, dim = 1}, initial = -1}", "initial"),
    ("bo.study{bounds = {0, 1, dim = 1}, samples = 1e15}", "samples"),
    ("bo.study{bounds = {0, 1, dim = 1}, beta = 0/0}", "beta"),
    ("bo.study{bounds = {0, 1, dim = 1}, noise = -1}", "noise"),
    ("bo.study{bounds = {0, 1, dim = 1}, directions = 1}", "direction"),
    ("bo.study{bounds = {0, 1, dim = 1}}:ask(0)", "batch"), ("bo.study{bounds = {0, 1, dim = 1}}:ask(1e15)", "batch"),
    ("bo.study{bounds = {0, 1, dim = 2}}:tell({1, 2, 3}, 1)", "coordinates"),
    ("bo.study{bounds = {0, 1, dim = 2}}:tell({{1, 2}, {3, 4}}, {1, 2, 3})", "2 values wanted"),
    ("bo.study{bounds = {0, 1, dim = 2}}:tell({0/0, 1}, 1)", "finite"),
    ("bo.study{bounds = {0, 1, dim = 1}}:run(nil)", "function"),
    ("bo.study{bounds = {0, 1, dim = 1}}:run(print, {evaluations = -3})", "evaluation"),
    ("bo.study{bounds = {0, 1, dim = 1}}:run(print, {evaluation = 3})", "evaluations"),
  ]) func mistakesSayWhatIsWanted(source: String, part: String) throws {
    let message = try DataScript().failure("local bo = require 'bo'; " + source)
    #expect(message?.contains(part) == true, "\(source): \(message ?? "no error")")
  }
}
