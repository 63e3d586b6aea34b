import Testing

/// Composite objectives from scripts.
@Suite struct CompositeTests {
  @Test func aKnownFunctionOfOutputsIsMaximised() throws {
    try DataScript().run(
      """
      local bo, tensor = require "bo", require "tensor"
      local study = bo.study { bounds = { 0, 1, dim = 3 }, batch = 2, seed = 3, outputs = 3,
        objective = function(h) return -(h - 0.3):square():sum(2) end }
      study:run(function(x) return x * 1 end, { evaluations = 17 })
      assert(study:best().y > -1e-3, study:best().y)
      local trial = study:trials()[1]
      assert(#trial.outputs == 3 and trial.outputs == trial.x)
      """)
  }

  @Test func tablesBatchesAndFailuresOfOutputs() throws {
    try DataScript().run(
      """
      local bo, tensor = require "bo", require "tensor"
      local calls = 0
      local study = bo.study { bounds = { 0, 1, dim = 2 }, batch = 3, seed = 1, outputs = 2,
        objective = function(h) return h:sum(2) end }
      study:run(function(x)
        calls = calls + 1
        if calls == 3 then return nil end
        if calls == 4 then return { 1, 0 / 0 } end
        if calls == 6 then error("number six") end
        return { x[1], x[2] }
      end, { evaluations = 11 })
      local failed = {}
      for _, trial in ipairs(study:trials()) do failed[#failed + 1] = trial.message end
      assert(#failed == 3 and failed[3]:find "number six", table.concat(failed, "; "))
      local batched = bo.study { bounds = { 0, 1, dim = 2 }, batch = 3, seed = 1, outputs = 2,
        objective = function(h) return h:sum(2) end }
      batched:run(function(X) return X end, { evaluations = 8, vectorized = true })
      assert(#batched:trials() == 8 and batched:best().y <= 2)
      """)
  }

  @Test func mistakesAreNamed() throws {
    try DataScript().run(
      """
      local bo, tensor = require "bo", require "tensor"
      local function fails(pattern, f)
        local ok, message = pcall(f)
        assert(not ok and tostring(message):find(pattern), tostring(message))
      end
      fails("go together", function() bo.study { bounds = { 0, 1, dim = 2 }, outputs = 2 } end)
      fails("3 outputs a point wanted", function()
        bo.study { bounds = { 0, 1, dim = 2 }, outputs = 3, objective = function(h) return h:sum(2) end }
          :tell(tensor.zeros(1, 2), 4)
      end)
      fails("without one success, the last with: .*must return 1 values", function()
        bo.study { bounds = { 0, 1, dim = 2 }, outputs = 2, objective = function(h) return h end }
          :run(function(x) return x end, { evaluations = 6 })
      end)
      -- The objective breaks when it is climbed: the search stops, what was told stays.
      local study = bo.study { bounds = { 0, 1, dim = 2 }, outputs = 2, objective = function(h)
        if #h > 1 then error("cannot score a batch") end
        return h:sum(2)
      end }
      fails("cannot score a batch", function() study:run(function(x) return x end, { evaluations = 9 }) end)
      assert(#study:trials() == 5)
      """)
  }
}
