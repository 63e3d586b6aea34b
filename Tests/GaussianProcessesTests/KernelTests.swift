import Arrays
import GaussianProcesses
import TestSupport
import Testing

/// What every kernel has to keep.
@Suite struct KernelTests {
  /// GPyTorch 1.15 (float64, FixedNoiseGaussianLikelihood): log likelihood, mean and variance at two points.
  private static let inputs = [0.1, 0.9, 0.35, 0.2, 0.6, 0.75, 0.85, 0.4, 0.5, 0.05]
  private static let targets = [0.3, -0.7, 1.1, 0.25, -0.4]

  private func check(
    _ kernel: any Kernel, noise: Double = 0.05, scale: [Double]? = nil, _ likelihood: Double, _ mean: [Double],
    _ variance: [Double]
  ) throws {
    let model = try ExactGP(
      inputs: Self.inputs, targets: Self.targets,
      hyperparameters: Hyperparameters(kernel: kernel, noise: noise, mean: 0.1), noiseScale: scale)
    #expect(abs(model.logMarginalLikelihood - likelihood) < 1e-9)
    let prediction = try model.predict([0.2, 0.3, 0.7, 0.7])
    #expect(firstMismatch(prediction.mean, mean, rtol: 1e-8, atol: 1e-9) == nil)
    #expect(firstMismatch(prediction.variance, variance, rtol: 1e-7, atol: 1e-9) == nil)
  }

  @Test func compositionsAgreeWithGPyTorch() throws {
    let matern = try StationaryKernel(.matern52, dimension: 2, lengthscales: [0.4, 0.8])
    let rbf = try StationaryKernel(.rbf, dimension: 2, lengthscales: [0.5, 0.7])
    let linear = try LinearKernel(dimension: 2, variances: [0.6, 1.7])
    let periodic = try PeriodicKernel(dimension: 2, lengthscales: [0.9, 1.3], periods: [0.45, 0.8])
    try check(
      linear, -15.03845168265974, [0.24549393943268485, 0.3731598059084139],
      [0.0028211365481616924, 0.019215194890711603])
    try check(
      periodic, -5.422292099320246, [0.2835531776276927, 0.34708848871079945],
      [0.9156872473184965, 0.8627524620958227])
    try check(
      try SumKernel(matern, linear), -5.610614959535541, [-0.5965498685581876, 0.9379686781681165],
      [0.16506590116313902, 0.07410861518727208])
    try check(
      try ProductKernel(rbf, periodic), -5.641592080990313, [0.13349345709613714, 0.3872370656064308],
      [0.9583839680172528, 0.882249483217805])
    try check(
      try ProductKernel(try SumKernel(rbf, linear), matern), -5.903721120219927,
      [-0.5704765097803484, 0.9569047081969367], [0.26219191360093597, 0.15470206347140092])
  }

  @Test func noiseByPointAgreesWithGPyTorch() throws {
    try check(
      try StationaryKernel(.matern52, dimension: 2, lengthscales: [0.4, 0.8]), noise: 0.1,
      scale: [0.1, 2, 0.5, 4, 0.025], -5.452959594758095, [-0.3558039074293645, 0.9344692557533671],
      [0.23634277574526485, 0.09585429567511783])
  }

  @Test func warpAgreesWithBoTorch() throws {
    // botorch.models.transforms.input.Warp with concentration1 (2, 0.6), concentration0 (0.7, 1.4).
    var kernel = WarpedKernel(try StationaryKernel(.rbf, dimension: 2, lengthscales: [0.5]))
    kernel.parameters = Array(kernel.parameters.prefix(2)) + [2, 0.6, 0.7, 1.4].map(logarithm)
    let wanted = [
      0.007010556997188777, 0.9799532311745852, 0.08741572652944019, 0.4887524763764368, 0.26831189770946606,
      0.9241125191210132, 0.5923530271991408, 0.7002483777513487, 0.1823962318229867, 0.22404869715778608,
    ]
    let got = Self.inputs.indices.map { kernel.warp.value($0 % 2, Self.inputs[$0]) }
    #expect(firstMismatch(got, wanted, rtol: 1e-12, atol: 1e-12) == nil)
  }

  @Test(arguments: ExampleKernels.names, [1, 3]) func rowsAndCrossesArePairs(name: String, d: Int) throws {
    let kernel = try ExampleKernels.make(name, d)
    let model = try ExactGP(
      inputs: ExactGPTests.data(19, d).inputs, targets: ExactGPTests.data(19, d).targets,
      hyperparameters: Hyperparameters(kernel: kernel, noise: 0.1))
    // The factor is that of the pairs' matrix.
    let pairs = kernel.matrix(model.points)
    let n = model.count
    for i in 0..<n {
      for j in i..<n {
        var product = 0.0
        for k in 0...i { product += model.factor.upper[k, i] * model.factor.upper[k, j] }
        #expect(abs(product - pairs[i * n + j] - (i == j ? 0.1 : 0)) < 1e-11, "\(name) \(i) \(j)")
      }
    }
    // And so is the posterior.
    let queries = ExactGPTests.data(5, d, seed: 3).inputs
    let joint = try model.posterior(queries)
    for a in 0..<5 {
      let x = Array(queries[(a * d)..<((a + 1) * d)])
      let row = (0..<n).map { kernel.value(x, model.points.row($0)) }
      let mean = zip(row, model.alpha).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(mean - joint.mean[a]) < 1e-10)
      let solved = model.factor.solve(row)
      let variance = kernel.value(x, x) - zip(row, solved).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(variance - joint.covariance[a, a]) < 1e-10)
    }
  }

  @Test func kernelsOverDifferentSpacesDoNotMix() throws {
    let (one, two) = (try LinearKernel(dimension: 1), try LinearKernel(dimension: 2))
    #expect(throws: GaussianProcessError.self) { try SumKernel(one, two) }
    #expect(throws: GaussianProcessError.self) { try ProductKernel(one, two) }
    #expect(throws: GaussianProcessError.self) { try LinearKernel(dimension: 2, variances: [1, -1]) }
    #expect(throws: GaussianProcessError.self) { try PeriodicKernel(dimension: 2, periods: [1, 2, 3]) }
    #expect(throws: GaussianProcessError.self) { try PeriodicKernel(dimension: 1, lengthscales: [.nan]) }
  }

  @Test(arguments: ExampleKernels.names) func fitsWithEveryKernel(name: String) throws {
    let (inputs, targets) = ExactGPTests.data(25, 2)
    var options = FitOptions()
    options.kernel = try ExampleKernels.make(name, 2)
    options.restarts = 1
    let model = try ExactGP.fit(inputs: inputs, targets: targets, dimension: 2, options: options)
    #expect(model.report.repairs.isEmpty)
    #expect(model.report.objective.isFinite)
    let (mean, variance) = try model.predict(inputs)
    #expect(variance.allSatisfy { $0 >= 0 })
    if name != "linear", name != "one slope", name != "periodic", name != "one period" {
      #expect(zip(mean, targets).allSatisfy { abs($0 - $1) < 0.3 }, "\(name)")
    }
  }
}

extension Kernel {
  func value(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return .nan }
        return pair(a, b)
      }
    }
  }
}
