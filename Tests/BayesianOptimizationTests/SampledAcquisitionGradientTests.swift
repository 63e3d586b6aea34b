import Arrays
import GaussianProcesses
import Testing

import BayesianOptimization

/// Gradients, in the points, of acquisitions that sample several models, by central differences.
@Suite struct SampledAcquisitionGradientTests {
  /// Models of noisy observations of smooth functions in three dimensions.
  private static func models(_ count: Int) throws -> [ExactGP] {
    var stream = RandomStream(seed: 8, stream: "models")
    let inputs = (0..<(12 * 3)).map { _ in stream.uniform() }
    return try (0..<count).map { o in
      let targets = (0..<12).map { i in
        let x = inputs[(i * 3)..<(i * 3 + 3)]
        return x.enumerated().reduce(0.1 * stream.normal()) {
          $0 + ($1.element - 0.3 * Double(o)) * Double($1.offset + 1)
        }
      }
      let kernel = try StationaryKernel(.matern52, dimension: 3, lengthscales: [0.6, 0.9, 0.7])
      return try ExactGP(
        inputs: inputs, targets: targets, hyperparameters: Hyperparameters(kernel: kernel, noise: 0.02, mean: 0.1))
    }
  }

  private static func check(_ function: any BatchFunction, size: Int, seeds: Range<Int> = 0..<5, _ label: String) {
    for seed in seeds {
      var stream = RandomStream(seed: UInt64(seed), stream: "at")
      var x = (0..<size).map { _ in 0.05 + 0.9 * stream.uniform() }
      var gradient = [Double](repeating: .nan, count: size)
      let value = function.value(x, gradient: &gradient)
      #expect(value.isFinite, "\(label)")
      #expect(function.value(x) == value, "\(label): with and without gradient")
      for k in 0..<size {
        let (before, h) = (x[k], 1e-6)
        x[k] = before + h
        let up = function.value(x)
        x[k] = before - h
        let down = function.value(x)
        x[k] = before
        let slope = (up - down) / (2 * h)
        #expect(abs(slope - gradient[k]) < 1e-4 * max(1, abs(slope)), "\(label) [\(k)] \(slope) \(gradient[k])")
      }
    }
  }

  private static func sampled(
    _ models: [ExactGP], _ utility: any SampleUtility, fixed: Int = 0, pending: Int = 0, moving: Int
  ) throws -> SampledObjective {
    var stream = RandomStream(seed: 1, stream: "draws")
    func points(_ count: Int) -> [Double] { (0..<(count * 3)).map { _ in stream.uniform() } }
    let (fixed, pending) = (points(fixed), points(pending))
    return SampledObjective(
      try SampledObjective.Setting(
        models: models.map { PosteriorData($0) }, utility: utility, fixed: fixed, pending: pending, moving: moving,
        samples: 64, stream: &stream))
  }

  @Test(arguments: [1, 2, 4], [0, 2]) func improvements(q: Int, pending: Int) throws {
    let models = try Self.models(3)
    let single = Array(models.prefix(1))
    for incumbent in [SampledImprovement.Incumbent.value(0.5), .sampled] {
      for isPlain in [false, true] {
        let utility = SampledImprovement(incumbent: incumbent, isPlain: isPlain)
        try Self.check(
          Self.sampled(single, utility, fixed: 5, pending: pending, moving: q), size: 3 * q, "\(incumbent) \(isPlain)")
      }
    }
    // Wide enough for the step to be smooth on the scale of a difference.
    for incumbent in [SampledImprovement.Incumbent.value(0.5), .sampled, .none] {
      let utility = SampledImprovement(incumbent: incumbent, thresholds: [0.8, 1.1])
      try Self.check(
        Self.sampled(models, utility, fixed: 4, pending: pending, moving: q), size: 3 * q, "constrained \(incumbent)")
    }
  }

  @Test(arguments: [2, 3], [1, 2, 3]) func hypervolumes(m: Int, q: Int) throws {
    let front = (0..<5).map { (i: Int) -> [Double] in
      let point = [Double(i) * 0.3, 1.4 - Double(i) * 0.3, 0.2 * Double(i * (4 - i))]
      return Array(point.prefix(m))
    }
    let boxes = try #require(BoxDecomposition(front: front, reference: [Double](repeating: -0.5, count: m)))
    try Self.check(
      Self.sampled(Self.models(m), HypervolumeImprovement(boxes: boxes), pending: 1, moving: q), size: 3 * q,
      "\(m) \(q)")
    try Self.check(
      Self.sampled(Self.models(m + 1), HypervolumeImprovement(boxes: boxes, thresholds: [0.9]), moving: q), size: 3 * q,
      "constrained \(m) \(q)")
  }

  @Test func feasibilityInClosedForm() throws {
    let data = try Self.models(3).map { PosteriorData($0) }
    for kind in [AnalyticAcquisition.Kind.logExpectedImprovement, .logProbabilityOfImprovement] {
      Self.check(
        FeasibleObjective(
          objective: (data[0], AnalyticAcquisition(kind, best: 0.6)), constraints: [(data[1], 0.4), (data[2], 0.9)]),
        size: 3, "\(kind)")
    }
    Self.check(FeasibleObjective(objective: nil, constraints: [(data[1], 0.4), (data[2], 0.9)]), size: 3, "alone")
  }

  /// With one objective and no points observed the hypervolume's log is the log improvement: two ways to one number.
  @Test func sampledImprovementIsTheOneOfOneModel() throws {
    let models = try Self.models(1)
    var stream = RandomStream(seed: 1, stream: "draws")
    let normals = try {
      var sobol = try Sobol(dimension: 2, scrambledBy: &stream)
      return try sobol.drawNormal(64)
    }()
    stream = RandomStream(seed: 1, stream: "draws")
    let setting = try SampledObjective.Setting(
      models: models.map { PosteriorData($0) }, utility: SampledImprovement(incumbent: .value(0.5)), moving: 2,
      samples: 64, stream: &stream)
    let plain = MonteCarloAcquisition(.logExpectedImprovement, baseSamples: normals, points: 2, best: 0.5)
    let x = [0.2, 0.4, 0.1, 0.8, 0.5, 0.6]
    let one = SampledObjective(setting).value(x)
    let other = BatchObjective(PosteriorData(models[0]), acquisition: plain, moving: 2, pending: []).value(x)
    #expect(abs(one - other) < 1e-12)
  }
}
