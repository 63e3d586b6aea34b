import Arrays
import BayesianOptimization
import GaussianProcesses
import TestSupport
import Testing

/// Every case of three files of reference values: acquisitions, Sobol points, Pareto fronts and hypervolumes.
@Suite struct AcquisitionReferenceTests {
  /// What became of a file's cases.
  struct Walk {
    let file: String
    var covered: [String: Int] = [:]
    var elsewhere: [String: Int] = [:]
    var uncovered: [String] = []

    mutating func report() {
      func list(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      }
      let total = covered.values.reduce(0, +)
      print(
        "\(file).json: covered \(total) (\(list(covered))); not this module's \(elsewhere.values.reduce(0, +))"
          + (elsewhere.isEmpty ? "" : " (\(list(elsewhere)))") + "; uncovered \(uncovered.count) \(uncovered)")
    }
  }

  private static func walk(
    _ file: String, elsewhere: Set<String> = [], _ check: (_ kind: String, ReferenceCase) throws -> [String?]?
  ) throws {
    var walk = Walk(file: file)
    let cases = try Reference.cases(file)
    #expect(!cases.isEmpty)
    for test in cases {
      let kind = String(test.name.prefix { $0 != "/" })
      if elsewhere.contains(kind) {
        walk.elsewhere[kind, default: 0] += 1
        continue
      }
      guard let mismatches = try check(kind, test) else {
        walk.uncovered.append(test.name)
        continue
      }
      for mismatch in mismatches.compactMap({ $0 }) { Issue.record("\(mismatch)") }
      walk.covered[kind, default: 0] += 1
    }
    walk.report()
    #expect(walk.uncovered.isEmpty)
  }

  @Test(.enabled(if: Reference.isAvailable)) func acquisitions() throws {
    try Self.walk("acquisition") { kind, test in
      switch kind {
      case "EI", "LogEI", "PI", "LogPI", "UCB": Self.closedForm(kind, test)
      case "qEI", "qUCB": try Self.integral(kind, test)
      case "fixed_samples": Self.fixedSamples(test)
      case "gp_gradient": try Self.throughAProcess(test)
      default: nil
      }
    }
  }

  /// Where the peer minimises, mean and best change sign.
  private static func closedForm(_ name: String, _ test: ReferenceCase) -> [String?]? {
    guard let kind = AcquisitionTests.kind(name), let mean = test.inputs["mean"]?.data,
      let variance = test.inputs["variance"]?.data
    else { return nil }
    let sign = (test.parameters["maximize"] as? Bool ?? true) ? 1.0 : -1.0
    let acquisition = AnalyticAcquisition(
      kind, best: sign * (test.parameters["best_f"] as? Double ?? 0), beta: test.parameters["beta"] as? Double ?? 0)
    let results = zip(mean, variance).map { acquisition(mean: sign * $0, variance: $1) }
    return [
      ("value", results.map(\.value)), ("grad_mean", results.map { sign * $0.meanGradient }),
      ("grad_variance", results.map(\.varianceGradient)),
    ].map { test.mismatch($0.0, got: $0.1, rtol: max(test.rtol, 1e-7)) }
  }

  private static func integral(_ name: String, _ test: ReferenceCase) throws -> [String?]? {
    guard let mean = test.inputs["mean"]?.data, let covariance = test.inputs["covariance"]?.data,
      let wanted = test.expected["value"]?.data.first, let error = test.expected["standard_error"]?.data.first
    else { return nil }
    var stream = RandomStream(seed: 5, stream: "qmc")
    let acquisition = try MonteCarloAcquisition(
      name == "qEI" ? .expectedImprovement : .upperConfidenceBound, samples: 1 << 15, points: mean.count,
      best: test.parameters["best_f"] as? Double ?? 0, beta: test.parameters["beta"] as? Double ?? 0, stream: &stream)
    let value = AcquisitionTests.evaluate(acquisition, mean, covariance).value
    var mismatches: [String?] = []
    // Quasi-random points of this number are good to about 1e-3 of the value.
    func compare(_ what: String, _ wanted: Double, _ tolerance: Double) {
      let isNear = abs(value - wanted) <= tolerance + 1e-3 * max(abs(wanted), 0.1)
      mismatches.append(isNear ? nil : "\(test.name): \(value), \(what) \(wanted)")
    }
    compare("sampled", wanted, 4 * error)
    if let quadrature = test.expected["quadrature"]?.data.first { compare("quadrature", quadrature, 0) }
    return mismatches
  }

  private static func fixedSamples(_ test: ReferenceCase) -> [String?]? {
    guard let mean = test.inputs["mean"]?.data, let covariance = test.inputs["covariance"]?.data,
      let samples = test.inputs["base_samples"]?.data, let best = test.parameters["best_f"] as? Double,
      let beta = test.parameters["beta"] as? Double
    else { return nil }
    let q = mean.count
    let qei = AcquisitionTests.evaluate(
      MonteCarloAcquisition(.expectedImprovement, baseSamples: samples, points: q, best: best), mean, covariance)
    func ucb(_ samples: [Double], _ mean: [Double]) -> Double {
      AcquisitionTests.evaluate(
        MonteCarloAcquisition(.upperConfidenceBound, baseSamples: samples, points: q, beta: beta), mean, covariance
      ).value
    }
    // The peer's deviations are from the samples' average: the same with centred samples and a mean moved by theirs.
    let count = samples.count / q
    let averages = (0..<q).map { k in (0..<count).reduce(0) { $0 + samples[$1 * q + k] } / Double(count) }
    let centred = samples.indices.map { samples[$0] - averages[$0 % q] }
    guard let factor = try? Cholesky(matrix(covariance, q)) else { return nil }
    let moved = (0..<q).map { i in (0...i).reduce(mean[i]) { $0 + factor.upper[$1, i] * averages[$1] } }
    return [
      ("qEI", [qei.value]), ("qEI_grad_mean", qei.mean), ("qEI_grad_covariance", qei.covariance),
      ("qUCB_true_mean", [ucb(samples, mean)]), ("qUCB_sample_mean", [ucb(centred, moved)]),
    ].map { test.mismatch($0.0, got: $0.1) }
  }

  private static func matrix(_ values: [Double], _ n: Int) -> Matrix {
    var matrix = Matrix(rows: n, columns: n)
    for i in 0..<n { for j in 0..<n { matrix[i, j] = values[i * n + j] } }
    return matrix
  }

  /// Values and gradients through a process, one point at a time.
  private static func throughAProcess(_ test: ReferenceCase) throws -> [String?]? {
    guard let x = test.inputs["x"], let inputs = test.inputs["X"], let y = test.inputs["y"]?.data,
      let profile = RadialProfile(rawValue: test.parameters["kernel"] as? String ?? ""),
      let lengthscales = test.parameters["lengthscales"] as? [Double],
      let variance = test.parameters["outputscale"] as? Double, let noise = test.parameters["noise"] as? Double,
      let mean = test.parameters["mean_constant"] as? Double, let best = test.parameters["best_f"] as? Double,
      let beta = test.parameters["beta"] as? Double
    else { return nil }
    let d = inputs.shape[1]
    let kernel = try StationaryKernel(profile, dimension: d, lengthscales: lengthscales, variance: variance)
    let model = try ExactGP(
      inputs: inputs.data, targets: y, hyperparameters: Hyperparameters(kernel: kernel, noise: noise, mean: mean))
    let joint = JointPosterior(model, count: 1)
    var mismatches: [String?] = []
    for name in ["EI", "LogEI", "UCB", "PI"] {
      guard let kind = AcquisitionTests.kind(name) else { return nil }
      let acquisition = AnalyticAcquisition(kind, best: best, beta: beta)
      var values: [Double] = []
      var gradients: [Double] = []
      for row in 0..<x.shape[0] {
        joint.evaluate(Array(x.data[(row * d)..<((row + 1) * d)]))
        let result = acquisition(mean: joint.mean[0], variance: joint.covariance[0])
        values.append(result.value)
        var gradient = [Double](repeating: 0, count: d)
        joint.pullback(
          meanGradient: [result.meanGradient], covarianceGradient: [result.varianceGradient], moving: 1,
          into: &gradient)
        gradients += gradient
      }
      mismatches += [test.mismatch(name, got: values), test.mismatch("\(name)_grad_x", got: gradients)]
    }
    return mismatches
  }

  @Test(.enabled(if: Reference.isAvailable)) func sobolPoints() throws {
    try Self.walk("sobol") { _, test in
      guard let d = test.parameters["dimension"] as? Int, let start = test.parameters["start"] as? Int,
        let count = test.parameters["count"] as? Int, test.parameters["first_point_is_origin"] as? Bool == true
      else { return nil }
      var sobol = try Sobol(dimension: d)
      _ = try sobol.draw(start)
      return [test.mismatch("points", got: try sobol.draw(count), shape: [count, d])]
    }
  }

  @Test(.enabled(if: Reference.isAvailable)) func paretoFrontsAndHypervolumes() throws {
    try Self.walk("metrics", elsewhere: ["frechet_distance", "classification"]) { kind, test in
      guard let y = test.inputs["Y"], y.shape.count == 2 else { return nil }
      let m = y.shape[1]
      let points = (0..<y.shape[0]).map { Array(y.data[($0 * m)..<(($0 + 1) * m)]) }
      func numbers(_ mask: [Bool]) -> [Double] { mask.map { $0 ? 1 : 0 } }
      switch kind {
      case "hypervolume":
        guard let reference = test.inputs["reference_point"]?.data else { return nil }
        return [test.mismatch("value", got: [Hypervolume.exact(points, reference: reference)])]
      case "pareto":
        let negated = points.map { $0.map { -$0 } }
        return [
          test.mismatch("pareto_mask", got: numbers(ParetoFront.mask(points, keepsDuplicates: false))),
          test.mismatch("pareto_mask_all", got: numbers(ParetoFront.mask(points))),
          test.mismatch("pareto_mask_minimize", got: numbers(ParetoFront.mask(negated, keepsDuplicates: false))),
        ]
      default: return nil
      }
    }
  }
}
