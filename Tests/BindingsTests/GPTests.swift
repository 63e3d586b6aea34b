import Testing

@Suite struct GPTests {
  static let data = """
    local gp = require "gp"
    local X, y = {}, {}
    for i = 0, 11 do X[i + 1] = {i / 11, (i * 5 % 12) / 11}; y[i + 1] = 3 + math.sin(6 * X[i + 1][1]) - X[i + 1][2] end

    """

  @Test func predictsWhatItHasSeen() throws {
    try DataScript().run(
      Self.data + """
        local m = gp.fit(X, y, {kernel = gp.Matern{nu = 2.5, variance = 1}})
        local mean, variance = m:predict(X)
        assert(mean.dtype == "float64" and #mean.shape == 1 and mean.shape[1] == 12 and variance.shape[1] == 12)
        local report = m:report()
        assert(#report.repairs == 0 and report.starts >= 1 and report.evaluations > 1)
        local h = m:hyperparameters()
        assert(h.kernel == "matern52" and h.noise > 0 and h.variance > 0 and h.lengthscale.shape[1] == 2)
        assert(m.count == 12 and m.dimension == 2)
        assert(m:log_marginal_likelihood() < 100)
        """)
  }

  @Test func posteriorConditionAndLeaveOneOut() throws {
    try DataScript().run(
      Self.data + """
        local m = gp.fit(X, y, {normalize = {0, 1, dim = 2}, noise = 1e-4, mean = "zero", restarts = 1, seed = 3})
        local p = m:posterior({{0.5, 0.5}, {0.1, 0.9}})
        assert(p.mean.shape[1] == 2 and p.covariance.shape[2] == 2 and p.variance.shape[1] == 2)
        local f = p:sample(7)
        assert(f.shape[1] == 7 and f.shape[2] == 2)
        local more = m:condition({{0.5, 0.5}}, 2.5)
        assert(more.count == 13 and m.count == 12)
        local loo = m:leave_one_out()
        assert(loo.mean.shape[1] == 12 and loo.variance.shape[1] == 12 and type(loo.log_predictive) == "number")
        """)
  }

  @Test func oneDimensionNeedsNoRows() throws {
    try DataScript().run(
      """
      local m = require("gp").fit({0, 0.5, 1}, {0, 1, 0})
      assert(m.count == 3 and m.dimension == 1)
      assert(m:predict({0.1, 0.2, 0.3, 0.4}).shape[1] == 4 and m:predict({{0.1}, {0.2}}).shape[1] == 2)
      """)
  }

  @Test func degenerateDataGiveAModelThatSaysSo() throws {
    try DataScript().run(
      """
      local gp = require "gp"
      for _, case in ipairs{ {{{0}}, {1}}, {{{0}, {0}, {0}}, {1, 2, 3}}, {{{0}, {1}}, {5, 5}}, {{{0}, {1}}, {1e300, -1e300}} } do
        for _, noise in ipairs{false, 0} do
          local m = gp.fit(case[1], case[2], {noise = noise or nil})
          local mean = m:predict({{0.3}})
          assert(mean.shape[1] == 1)
          assert(type(m:report().repairs) == "table")
        end
      end
      """)
  }

  @Test(arguments: [
    ("gp.fit({{0}, {1}}, {1})", "2 values wanted"), ("gp.fit({{0}, {1}}, {1, 0/0})", "row 2"),
    ("gp.fit({}, {})", "gp.fit"), ("gp.fit({{0}, {1, 2}}, {1, 2})", "gp.fit"), ("gp.fit(1, 2)", "gp.fit"),
    ("gp.Matern{nu = 2}", "nu must be"), ("gp.RBF{lengthscales = 2}", "lengthscale"),
    ("gp.fit({{0}}, {1}, {kernel = gp.RBF{lengthscale = -1}})", "positive lengthscale"),
    ("gp.fit({{0}}, {1}, {kernel = gp.RBF{lengthscale = {1, 2, 3}}})", "lengthscales"),
    ("gp.fit({{0}}, {1}, {normalize = {1, 0, dim = 1}})", "lower below upper"),
    ("gp.fit({{0}}, {1}, {noise = -1})", "noise"), ("gp.fit({{0}}, {1}, {restarts = 1e9})", "restarts"),
    ("gp.fit({{0}}, {1}):predict({{1, 2}})", "dimension"), ("gp.fit({{0}}, {1}):predict({{0/0}})", "finite"),
    ("gp.fit({{0}}, {1}, {noise = {1, 2}})", "1 noise variances wanted, got 2"),
    ("gp.fit({{0}}, {1}, {noise = {-1}})", "noise"),
    ("gp.fit({{0}}, {1}, {output_warp = true})", "yeo-johnson"), ("print(gp.RBF{} + 1)", "Kernel"),
    ("print(2 * gp.RBF{})", "Kernel"),
    ("gp.fit({{0}}, {1}, {kernel = gp.Periodic{period = 0}})", "positive period"),
    ("gp.fit({{0}}, {1}, {kernel = gp.Linear{variance = {1, 2}}})", "1 variances wanted, got 2"),
    ("gp.fit({{0}}, {1}, {kernel = gp.Linear{} * gp.RBF{}}):sample_path()", "random features"),
    ("gp.fit({{0}}, {1}):sample_path(1, {features = 0})", "features"),
    ("gp.fit({{0}}, {1}):sample_path()({{1, 2}})", "dimension"),
    ("print(gp.fit({{0}}, {1}):sample_path()[0])", "from 1"), ("gp.fit({{0}}, {1}):fantasize({{1}}, 0)", "1 to 10000"),
    ("gp.fit({{0}}, {1}):condition({{1}}, {1}, {noise = {1, 2}})", "1 noise variances wanted, got 2"),
    ("gp.fit({{0}}, {1}):posterior({{1}}):sample(-1)", "samples"),
    ("gp.fit({{0}}, {1}):posterior({{1}}):sample(1e12)", "samples"),
    ("gp.fit({{0}}, {1}):condition({{1}}, {1, 2})", "wanted"),
  ]) func mistakesSayWhatIsWanted(source: String, part: String) throws {
    let message = try DataScript().failure("local gp = require 'gp'; " + source)
    #expect(message?.contains(part) == true, "\(source): \(message ?? "no error")")
  }
}
