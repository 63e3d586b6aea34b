import GaussianProcesses
import TestSupport
import Testing

/// Every case of the recorded processes and fits, every number expected of it; none may be left without a comparison.
@Suite struct ReferenceWalkTests {
  /// What became of the numbers that the cases expect.
  struct Tally {
    var passed = 0
    var failures: [String] = []
    var uncovered: [String] = []

    mutating func note(_ test: ReferenceCase, _ results: [String: String?]) {
      for key in test.expected.keys.sorted() {
        guard let result = results[key] else {
          uncovered.append("\(test.name).\(key)")
          continue
        }
        if let failure = result { failures.append(failure) } else { passed += 1 }
      }
    }

    func conclude(_ file: String, cases: Int) {
      print(
        "\(file): \(cases) cases, \(passed) numbers or arrays passed, \(failures.count) failed, "
          + "\(uncovered.count) uncovered")
      #expect(failures.isEmpty, "\(failures)")
      #expect(uncovered.isEmpty, "\(uncovered)")
    }
  }

  @Test(.enabled(if: Reference.isAvailable)) func processes() throws {
    let cases = try Reference.cases("gp")
    #expect(cases.count >= 20)
    var tally = Tally()
    for test in cases {
      let model = try test.model()
      let gradient = model.logMarginalLikelihoodGradient()
      let (mean, variance) = try model.predict(test.input("X_test"))
      let predictive = try model.predict(test.input("X_test"), includingNoise: true).variance
      let joint = try model.posterior(test.input("X_test"))
      let loo = model.leaveOneOut()
      let results: [(String, [Double])] = [
        ("kernel_matrix", model.hyperparameters.kernel.matrix(model.points)),
        ("log_marginal_likelihood", [model.logMarginalLikelihood]),
        ("grad_log_lengthscales", Array(gradient.kernel.dropLast())),
        ("grad_log_outputscale", [gradient.kernel[gradient.kernel.count - 1]]),
        ("grad_log_noise", [gradient.logNoise]), ("grad_mean_constant", [gradient.mean]),
        ("posterior_mean", mean), ("posterior_variance", variance), ("predictive_variance", predictive),
        ("posterior_covariance", joint.covariance.elements), ("loo_mean", loo.mean),
        ("loo_variance", loo.variance), ("loo_log_predictive", [loo.logPredictive]),
      ]
      tally.note(
        test,
        Dictionary(
          uniqueKeysWithValues: results.map { key, values in
            // The tolerance is relative to the array's largest value.
            let largest = test.expected[key]?.data.map(abs).max() ?? 0
            return (key, test.mismatch(key, got: values, atol: test.atol * max(1, largest)))
          }))
    }
    tally.conclude("gp.json", cases: cases.count)
  }

  /// Our fit reaches the objective, less 1e-4; and the peers' hyperparameters have the objective that they say.
  @Test(.enabled(if: Reference.isAvailable)) func fits() throws {
    let cases = try Reference.cases("gp_fit")
    #expect(cases.count >= 9)
    var tally = Tally()
    for test in cases {
      tally.note(test, test.name.hasPrefix("map") ? try mapFit(test) : try likelihoodFit(test))
    }
    tally.conclude("gp_fit.json", cases: cases.count)
  }

  private func fit(_ test: ReferenceCase, _ change: (inout FitOptions) throws -> Void) throws -> ExactGP {
    var options = FitOptions()
    options.standardize = false
    try change(&options)
    let d = test.parameters["d"] as? Int ?? 0
    let model = try ExactGP.fit(inputs: test.input("X"), targets: test.input("y"), dimension: d, options: options)
    #expect(model.report.repairs.isEmpty)
    return model
  }

  private func reaches(_ test: ReferenceCase, _ key: String, _ objective: Double) -> String? {
    let wanted = test.number(of: key)
    return objective >= wanted - 1e-4 ? nil : "\(test.name).\(key): \(objective), expected at least \(wanted)"
  }

  private func near(_ test: ReferenceCase, _ key: String, _ value: Double, _ tolerance: Double) -> String? {
    abs(value - test.number(of: key)) <= tolerance
      ? nil : "\(test.name).\(key): \(value), expected \(test.number(of: key))"
  }

  private func likelihoodFit(_ test: ReferenceCase) throws -> [String: String?] {
    let d = test.parameters["d"] as? Int ?? 0
    let model = try fit(test) {
      $0.priors = .maximumLikelihood
      $0.kernel = try StationaryKernel(test.profile, dimension: d, lengthscales: [0.5], learnsVariance: true)
      $0.restarts = 15
    }
    #expect(abs(model.logMarginalLikelihood - model.report.objective) < 1e-6)
    let kernel = try StationaryKernel(
      test.profile, dimension: d, lengthscales: test.numbers(of: "lengthscales"),
      variance: test.number(of: "outputscale"), learnsVariance: true)
    let theirs = try ExactGP(
      inputs: test.input("X"), targets: test.input("y"),
      hyperparameters: Hyperparameters(
        kernel: kernel, noise: test.number(of: "noise"), mean: test.number(of: "mean_constant")))
    let same = near(test, "objective", theirs.logMarginalLikelihood, 1e-6)
    // Components that push against a bound do not count.
    let gradient = theirs.logMarginalLikelihoodGradient()
    let priors = Hyperpriors.maximumLikelihood
    var projected = abs(gradient.mean)
    let bounded =
      kernel.lengthscales.map { ($0, priors.lengthscaleBounds) }
      + [(kernel.variance, priors.outputscaleBounds), (test.number(of: "noise"), priors.noiseBounds)]
    for ((value, bounds), slope) in zip(bounded, gradient.kernel + [gradient.logNoise]) {
      let isPushing =
        (slope > 0 && value >= bounds.upperBound * (1 - 1e-9)) || (slope < 0 && value <= bounds.lowerBound * (1 + 1e-9))
      if !isPushing { projected = max(projected, abs(slope)) }
    }
    return [
      "objective": reaches(test, "objective", model.report.objective), "lengthscales": same, "outputscale": same,
      "noise": same, "mean_constant": same,
      "projected_gradient_max": near(test, "projected_gradient_max", projected, 1e-4),
    ]
  }

  private func mapFit(_ test: ReferenceCase) throws -> [String: String?] {
    let d = test.parameters["d"] as? Int ?? 0
    func run(_ change: (inout FitOptions) -> Void) throws -> Double {
      try fit(test) {
        $0.kernel = try StationaryKernel(test.profile, dimension: d, lengthscales: [0.5])
        $0.restarts = 2
        change(&$0)
      }.report.objective
    }
    let priors = Hyperpriors.dimensionScaled(d)
    /// The objective of recorded hyperparameters.
    func objective(_ prefix: String) throws -> Double {
      let lengthscales = test.numbers(of: prefix + "lengthscales")
      let noise = test.number(of: prefix + "noise")
      let model = try ExactGP(
        inputs: test.input("X"), targets: test.input("y"),
        hyperparameters: Hyperparameters(
          kernel: try StationaryKernel(test.profile, dimension: d, lengthscales: lengthscales), noise: noise,
          mean: test.number(of: prefix + "mean_constant")))
      let densities =
        lengthscales.map { priors.lengthscale?.logDensity(logarithm: logarithm($0)).value ?? .nan }
        + [priors.noise?.logDensity(logarithm: logarithm(noise)).value ?? .nan]
      return densities.reduce(model.logMarginalLikelihood, +)
    }
    let reached = try run { _ in }
    let n = Double(test.input("y").count)
    let same = near(test, "objective", try objective(""), 1e-5)
    let sameBotorch = near(test, "botorch_objective", try objective("botorch_"), 1e-5)
    return [
      "objective": reaches(test, "objective", reached),
      "objective_per_observation": near(test, "objective_per_observation", reached / n, 1e-4),
      "lengthscales": same, "noise": same, "mean_constant": same,
      "botorch_objective": reaches(test, "botorch_objective", reached), "botorch_lengthscales": sameBotorch,
      "botorch_noise": sameBotorch, "botorch_mean_constant": sameBotorch,
      "botorch_objective_with_standardize": reaches(
        test, "botorch_objective_with_standardize", try run { $0.standardize = true }),
    ]
  }
}
