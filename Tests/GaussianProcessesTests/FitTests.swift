import Arrays
import GaussianProcesses
import TestSupport
import Testing

@Suite struct FitTests {
  @Test func warmStartIsNeverWorse() throws {
    let (inputs, targets) = ExactGPTests.data(30, 4)
    let cold = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 4)
    var options = FitOptions()
    options.warmStart = cold.hyperparameters
    let warm = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 4, options: options)
    #expect(warm.report.objective >= cold.report.objective - 1e-9)
  }

  @Test func boundsAndUnitsDoNotChangeTheFit() throws {
    let (inputs, targets) = ExactGPTests.data(20, 2)
    let plain = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 2)
    var options = FitOptions()
    options.bounds = [(-10, 30), (1000, 1002)]
    let stretched = inputs.indices.map { $0 % 2 == 0 ? -10 + 40 * inputs[$0] : 1000 + 2 * inputs[$0] }
    let scaled = try ExactGP.fit(
      inputs: stretched, targets: targets.map { 5 - 1e6 * $0 }, dimension: 2, options: options)
    let a = try plain.predict([0.3, 0.8])
    let b = try scaled.predict([2, 1001.6])
    #expect(abs(b.mean[0] - (5 - 1e6 * a.mean[0])) < 1)
    #expect(abs(b.variance[0] / (1e12 * a.variance[0]) - 1) < 1e-2)
  }

  /// Whatever finite numbers come, a usable model comes out.
  @Test func hostileDataFit() throws {
    let (inputs, targets) = ExactGPTests.data(12, 3)
    let cases: [(String, [Double], [Double])] = [
      ("one point", [0.1, 0.2, 0.3], [4]),
      ("constant y", inputs, [Double](repeating: 7.5, count: 12)),
      ("zero y", inputs, [Double](repeating: 0, count: 12)),
      ("duplicate rows", inputs + inputs, targets + targets),
      ("contradicting duplicates", inputs + inputs, targets + targets.map { $0 + 10 }),
      ("all the same point", [Double](repeating: 0.5, count: 36), targets),
      ("huge y", inputs, targets.map { $0 * 1e300 }),
      ("tiny y", inputs, targets.map { $0 * 1e-300 }),
      ("both", inputs, targets.enumerated().map { $0 % 2 == 0 ? $1 * 1e-300 : $1 * 1e300 }),
      ("far inputs", inputs.map { $0 * 1e100 }, targets),
      ("near inputs", inputs.map { $0 * 1e-200 }, targets),
    ]
    for (name, inputs, targets) in cases {
      for (noise, warp) in [(NoiseModel.learned, false), (.fixed(0), false), (.learned, true)] {
        var options = FitOptions()
        options.noise = noise
        options.inputWarp = warp
        options.outputWarp = warp
        let model = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 3, options: options)
        let (mean, variance) = try model.predict([0.5, 0.5, 0.5] + inputs.prefix(3))
        #expect(mean.allSatisfy { $0.isFinite }, "\(name) \(noise)")
        #expect(variance.allSatisfy { $0 >= 0 }, "\(name) \(noise) \(variance)")
        #expect(model.leaveOneOut().mean.allSatisfy { $0.isFinite }, "\(name) \(noise)")
      }
    }
  }

  @Test(arguments: [60, 400]) func bitsDoNotDependOnThreads(n: Int) throws {
    let (inputs, targets) = ExactGPTests.data(n, 3)
    let before = Threads.count
    defer { Threads.count = before }
    var options = FitOptions()
    options.restarts = 2
    options.optimizer.maximumEvaluations = 8
    let fits = try [1, 2].map {
      Threads.count = $0
      return try ExactGP.fit(inputs: inputs, targets: targets, dimension: 3, options: options)
    }
    #expect(fits[0].hyperparameters.kernel.parameters == fits[1].hyperparameters.kernel.parameters)
    #expect(fits[0].alpha == fits[1].alpha)
    #expect(fits[0].report == fits[1].report)
  }

  /// Where a part of the data is fitted first, all of them still decide.
  @Test func manyPointsReachTheirOwnMaximum() throws {
    var stream = RandomStream(seed: 4, stream: "many")
    let inputs = (0..<2200).map { _ in stream.uniform() }
    let targets = (0..<1100).map { ExactGPTests.sine(3 * inputs[2 * $0]) * inputs[2 * $0 + 1] + 0.1 * stream.normal() }
    let model = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 2)
    // No step along a parameter leads higher: the slope of likelihood plus priors is nearly zero.
    let gradient = model.logMarginalLikelihoodGradient()
    let priors = Hyperpriors.dimensionScaled(2)
    for (slope, x) in zip(gradient.kernel, model.hyperparameters.kernel.parameters) {
      #expect(abs(slope + (priors.lengthscale?.logDensity(logarithm: x).derivative ?? 0)) < 0.05)
    }
    let noise = logarithm(model.hyperparameters.noise)
    #expect(abs(gradient.logNoise + (priors.noise?.logDensity(logarithm: noise).derivative ?? 0)) < 0.05)
    var options = FitOptions()
    options.warmStart = model.hyperparameters
    let warm = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 2, options: options)
    #expect(warm.report.objective >= model.report.objective - 1e-6)
  }

  @Test func manyDimensionsAndManyPointsFit() throws {
    let (inputs, targets) = ExactGPTests.data(20, 200)
    let wide = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 200)
    #expect(wide.report.repairs.isEmpty)
    #expect(try wide.predict(inputs).mean.allSatisfy { $0.isFinite })
    let (many, values) = ExactGPTests.data(3000, 1)
    var options = FitOptions()
    options.optimizer.maximumEvaluations = 2
    let large = try ExactGP.fit(inputs: many, targets: values, dimension: 1, options: options)
    let (mean, variance) = try large.predict(Array(many.prefix(50)))
    #expect(zip(mean, values).allSatisfy { abs($0 - $1) < 0.2 })
    #expect(variance.allSatisfy { $0 >= 0 })
  }

  @Test func mistakesThrow() throws {
    let (inputs, targets) = ExactGPTests.data(4, 2)
    func fit(_ inputs: [Double], _ targets: [Double], _ d: Int, _ change: (inout FitOptions) -> Void = { _ in }) throws
    {
      var options = FitOptions()
      change(&options)
      _ = try ExactGP.fit(inputs: inputs, targets: targets, dimension: d, options: options)
    }
    #expect(throws: GaussianProcessError.noData) { try fit([], [], 2) }
    #expect(throws: GaussianProcessError.self) { try fit(inputs, targets, 0) }
    #expect(throws: GaussianProcessError.self) { try fit(inputs, targets, 3) }
    #expect(throws: GaussianProcessError.self) { try fit(inputs, targets, .max) }
    #expect(throws: GaussianProcessError.notFinite(what: "targets", row: 1)) {
      try fit(inputs, [1, .nan, 2, 3], 2)
    }
    #expect(throws: GaussianProcessError.notFinite(what: "inputs", row: 0)) {
      try fit([.infinity] + inputs.dropFirst(), targets, 2)
    }
    #expect(throws: GaussianProcessError.badBounds(dimension: 1, lower: 1, upper: 0)) {
      try fit(inputs, targets, 2) { $0.bounds = [(0, 1), (1, 0)] }
    }
    #expect(throws: GaussianProcessError.self) { try fit(inputs, targets, 2) { $0.bounds = [(0, .infinity), (0, 1)] } }
    #expect(throws: GaussianProcessError.self) { try fit(inputs, targets, 2) { $0.bounds = [(0, 1)] } }
    #expect(throws: GaussianProcessError.self) { try fit(inputs, targets, 2) { $0.noise = .fixed(-1) } }
    #expect(throws: GaussianProcessError.self) { try fit(inputs, targets, 2) { $0.noise = .fixed(.nan) } }
    let model = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 2)
    #expect(throws: GaussianProcessError.self) { try model.predict([1, 2, 3]) }
    #expect(throws: GaussianProcessError.self) { try model.predict([1, .nan]) }
    #expect(throws: GaussianProcessError.self) { try model.conditioned(inputs: [1], targets: [1]) }
    #expect(throws: GaussianProcessError.self) { try StationaryKernel(.rbf, dimension: 2, lengthscales: [1, -1]) }
    #expect(throws: GaussianProcessError.self) { try StationaryKernel(.rbf, dimension: 2, lengthscales: [1, 1, 1]) }
    #expect(throws: GaussianProcessError.self) { try StationaryKernel.maternProfile(smoothness: 2) }
  }
}
