import Arrays
import Glibc

/// How the observation noise is known.
public enum NoiseModel: Sendable, Equatable {
  case learned
  /// A variance in the user's units.
  case fixed(Double)
  /// A variance for each observation, in the user's units.
  case points([Double])
}

public enum MeanModel: Sendable, Equatable {
  /// A constant, learned.
  case constant
  case zero
}

/// How a process is fitted; the defaults are those of BoTorch's `SingleTaskGP`.
public struct FitOptions: Sendable {
  /// Starting point of the kernel; nil for an RBF kernel with a lengthscale a dimension and variance 1.
  public var kernel: (any Kernel)?
  public var noise = NoiseModel.learned
  public var mean = MeanModel.constant
  /// nil for `Hyperpriors.dimensionScaled`.
  public var priors: Hyperpriors?
  /// Model outputs have mean 0 and standard deviation 1 (n - 1).
  public var standardize = true
  /// (lower, upper) by dimension that the model maps to the unit cube; nil where inputs are used as they
  /// are.
  public var bounds: [(lower: Double, upper: Double)]?
  /// Map the data's own range to the unit cube where no bounds are given.
  public var normalizesByRange = false
  /// Learn an `InputWarp` of the unit cube; inputs outside it are normalised by their range first.
  public var inputWarp = false
  /// Make standardised outputs as normal as Yeo and Johnson's transform can, see `OutputWarp`. Needs `standardize`.
  public var outputWarp = false
  /// Starts besides the prior's mode and three times its lengthscales, drawn from the priors.
  public var restarts = 0
  /// Hyperparameters of an earlier fit to start from as well.
  public var warmStart: Hyperparameters?
  public var optimizer: BoundedQuasiNewton.Options
  /// Where restarts are drawn from.
  public var stream = RandomStream(seed: 0, stream: "gp.fit")

  public init() {
    optimizer = BoundedQuasiNewton.Options()
    optimizer.maximumIterations = 200
    optimizer.maximumEvaluations = 250
  }
}

extension ExactGP {
  /// Fits hyperparameters by maximising log marginal likelihood plus log priors with analytic gradients.
  ///
  /// A fit never fails on finite data: where no start gives a positive definite covariance, duplicate
  /// observations are averaged, then the noise is raised, then the prior's hyperparameters are used;
  /// `report` says which.
  /// - Parameters:
  ///   - inputs: row-major (n, d).
  ///   - targets: n numbers.
  /// - Throws: `GaussianProcessError` for wrong counts, bounds, or numbers that are not finite;
  ///   `ArrayError.interrupted`.
  public static func fit(
    inputs: [Double], targets: [Double], dimension: Int, options: FitOptions = FitOptions()
  ) throws -> ExactGP {
    let fitted = try fit(inputs: inputs, outputs: [targets], dimension: dimension, options: options)
    guard let model = fitted.first else { throw GaussianProcessError.noData }
    return model
  }

  /// Fits independent processes with one kernel and one noise to several outputs observed at the same points.
  ///
  /// They share the factorisation (and its memory), so that ten outputs cost little more than one. The
  /// objective is the sum of their log marginal likelihoods plus the log priors; repairs as in `fit`.
  /// - Parameter outputs: n numbers for each output.
  /// - Returns: a process for each output.
  /// - Throws: `GaussianProcessError` for wrong counts, bounds, or numbers that are not finite;
  ///   `ArrayError.interrupted`.
  public static func fit(
    inputs: [Double], outputs: [[Double]], dimension: Int, options: FitOptions = FitOptions()
  ) throws -> [ExactGP] {
    guard dimension >= 1 else { throw GaussianProcessError.wrongDimension(wanted: 1, got: dimension) }
    guard let count = outputs.first?.count else { throw GaussianProcessError.noData }
    for targets in outputs {
      guard targets.count == count else {
        throw GaussianProcessError.wrongCount(what: "targets of each output", wanted: count, got: targets.count)
      }
      try check(inputs: inputs, targets: targets, dimension: dimension)
    }
    var transforms = outputs.map { outputTransform($0, options: options) }
    if let bounds = try inputBounds(inputs, dimension: dimension, options: options) {
      for index in transforms.indices {
        transforms[index].offset = bounds.map(\.lower)
        transforms[index].width = bounds.map { $0.upper - $0.lower }
      }
    }
    let priors = options.priors ?? .dimensionScaled(dimension)
    try priors.check()
    var kernel =
      try options.kernel
      ?? StationaryKernel(
        .rbf, dimension: dimension,
        lengthscales: [priors.start(.lengthscale(dimension: nil))])
    guard kernel.dimension == dimension else {
      throw GaussianProcessError.wrongDimension(wanted: kernel.dimension, got: dimension)
    }
    if options.inputWarp, !(kernel is WarpedKernel) { kernel = WarpedKernel(kernel) }
    // The covariance, its factor, its inverse, the weights of its gradient and what the kernel keeps.
    let columns = 4 * Matrix.padded(count) + kernel.scratchCount(1, stride: Matrix.padded(count))
    try Storage.require(count, of: 8 * min(columns, 1 << 40))
    let (noise, scales) = try noise(of: outputs, options: options, transforms: transforms)
    let data = Data(
      points: Points(rows: transforms[0].inputs(inputs, dimension: dimension), dimension: dimension),
      outputs: zip(outputs, transforms).map { $0.map($1.modelOutput) }, noiseScale: scales, merged: 0)
    return try Fit(
      options: options, priors: priors, kernel: kernel, transforms: transforms, fixedNoise: noise
    ).run(data)
  }

  /// What the model maps to the unit cube; nil for nothing.
  private static func inputBounds(
    _ inputs: [Double], dimension: Int, options: FitOptions
  ) throws -> [(lower: Double, upper: Double)]? {
    if let bounds = options.bounds {
      guard bounds.count == dimension else {
        throw GaussianProcessError.wrongCount(what: "bounds", wanted: dimension, got: bounds.count)
      }
      for (k, bound) in bounds.enumerated()
      where !(bound.upper - bound.lower > 0 && (bound.upper - bound.lower).isFinite) {
        throw GaussianProcessError.badBounds(dimension: k, lower: bound.lower, upper: bound.upper)
      }
      return bounds
    }
    let isOutside = inputs.contains { $0 < 0 || $0 > 1 }
    guard options.normalizesByRange || (options.inputWarp && isOutside) else { return nil }
    return (0..<dimension).map { k in
      var (low, high) = (inputs[k], inputs[k])
      for index in stride(from: k, to: inputs.count, by: dimension) {
        low = min(low, inputs[index])
        high = max(high, inputs[index])
      }
      // A dimension in which nothing varies keeps its unit.
      let width = high - low
      return width >= .leastNormalMagnitude && width.isFinite ? (low, high) : (low, low + max(1, abs(low)))
    }
  }

  /// The fixed noise in model units and each observation's part of it; (nil, ones) where it is learned.
  private static func noise(
    of outputs: [[Double]], options: FitOptions, transforms: [Transform]
  ) throws -> (noise: Double?, scales: [Double]) {
    let count = outputs[0].count
    let ones = [Double](repeating: 1, count: count)
    let given: [Double]
    switch options.noise {
    case .learned: return (nil, ones)
    case .fixed(let noise): given = ones.map { _ in noise }
    case .points(let noise): given = noise
    }
    try check(noise: given, count: count)
    // One noise serves all outputs in model units: with several, the largest, so that none has less.
    var variances = [Double](repeating: 0, count: count)
    for (targets, transform) in zip(outputs, transforms) {
      for i in 0..<count {
        let slope = transform.outputSlope(targets[i])
        variances[i] = max(variances[i], min(given[i] * slope * slope, 1e100))
      }
    }
    let mean = variances.reduce(0, +) / Double(max(count, 1))
    guard mean > 0 else { return (0, ones) }
    return (mean, variances.map { $0 / mean })
  }

  /// (mean, standard deviation) of the targets, computed without overflow; scale 1 where they are equal.
  static func outputTransform(_ targets: [Double], options: FitOptions) -> Transform {
    var transform = Transform()
    guard options.standardize else { return transform }
    let largest = targets.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return transform }
    let n = Double(targets.count)
    let scaled = targets.map { $0 / largest }
    let mean = scaled.reduce(0, +) / n
    let variance = scaled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(n - 1, 1)
    transform.shift = mean * largest
    let deviation = variance.squareRoot() * largest
    // Below rounding the outputs are one constant.
    if variance.squareRoot() > 1e-14, deviation >= .leastNormalMagnitude { transform.scale = deviation }
    if options.outputWarp { transform.warp = OutputWarp(fitting: targets.map(transform.modelOutput)) }
    return transform
  }

  /// Observations in model units.
  struct Data {
    var points: Points
    /// n numbers for each output.
    var outputs: [[Double]]
    var noiseScale: [Double]
    var merged: Int

    /// Some of the observations, the same ones every time.
    func part(_ count: Int) -> Data {
      var stream = RandomStream(seed: 0, stream: "gp.fit.part")
      let chosen = stream.permutation(points.count).prefix(count).sorted()
      return Data(
        points: Points(rows: chosen.flatMap(points.row), dimension: points.dimension),
        outputs: outputs.map { values in chosen.map { values[$0] } }, noiseScale: chosen.map { noiseScale[$0] },
        merged: merged)
    }

    /// Observations at equal inputs averaged, their noise divided by their number.
    func mergingDuplicates() -> Data {
      var scales: [Double] = []
      var places: [[Double]: Int] = [:]
      var rows: [Double] = []
      var sums = outputs.map { _ in [Double]() }
      var counts: [Double] = []
      for index in 0..<points.count {
        let row = points.row(index)
        if let place = places[row] {
          for o in outputs.indices { sums[o][place] += outputs[o][index] }
          counts[place] += 1
          scales[place] += noiseScale[index]
        } else {
          places[row] = counts.count
          rows += row
          for o in outputs.indices { sums[o].append(outputs[o][index]) }
          counts.append(1)
          scales.append(noiseScale[index])
        }
      }
      return Data(
        points: Points(rows: rows, dimension: points.dimension),
        outputs: sums.map { zip($0, counts).map { $0 / $1 } },
        noiseScale: zip(scales, counts).map { $0 / $1 / $1 }, merged: points.count - counts.count)
    }
  }
}
