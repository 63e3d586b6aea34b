import Arrays
import Glibc

/// How the observation noise is known.
public enum NoiseModel: Sendable, Equatable {
  case learned
  /// A variance in the user's units.
  case fixed(Double)
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
  /// Starts besides the prior's mode, drawn from the priors.
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
    // The covariance, its factor, its inverse and its gradient.
    try Storage.require(count, of: 4 * 8 * min(count, 1 << 40))
    var transforms = try outputs.map { try outputTransform($0, standardize: options.standardize) }
    if let bounds = options.bounds {
      guard bounds.count == dimension else {
        throw GaussianProcessError.wrongCount(what: "bounds", wanted: dimension, got: bounds.count)
      }
      for (k, bound) in bounds.enumerated()
      where !(bound.upper - bound.lower > 0 && (bound.upper - bound.lower).isFinite) {
        throw GaussianProcessError.badBounds(dimension: k, lower: bound.lower, upper: bound.upper)
      }
      for index in transforms.indices {
        transforms[index].offset = bounds.map(\.lower)
        transforms[index].width = bounds.map { $0.upper - $0.lower }
      }
    }
    let priors = options.priors ?? .dimensionScaled(dimension)
    let kernel =
      try options.kernel
      ?? StationaryKernel(
        .rbf, dimension: dimension,
        lengthscales: [priors.start(.lengthscale(dimension: nil))])
    guard kernel.dimension == dimension else {
      throw GaussianProcessError.wrongDimension(wanted: kernel.dimension, got: dimension)
    }
    if case .fixed(let noise) = options.noise, !(noise >= 0 && noise.isFinite) {
      throw GaussianProcessError.negativeNoise(noise)
    }
    let data = Data(
      points: Points(rows: transforms[0].inputs(inputs, dimension: dimension), dimension: dimension),
      outputs: zip(outputs, transforms).map { targets, transform in
        targets.map { ($0 - transform.shift) / transform.scale }
      },
      noiseScale: [Double](repeating: 1, count: count), merged: 0)
    return try Fit(options: options, priors: priors, kernel: kernel, transforms: transforms).run(data)
  }

  /// (mean, standard deviation) of the targets, computed without overflow; scale 1 where they are equal.
  static func outputTransform(_ targets: [Double], standardize: Bool) throws -> Transform {
    var transform = Transform()
    guard standardize else { return transform }
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
    return transform
  }

  /// Observations in model units.
  struct Data {
    var points: Points
    /// n numbers for each output.
    var outputs: [[Double]]
    var noiseScale: [Double]
    var merged: Int

    /// Observations at equal inputs averaged, their noise divided by their number.
    func mergingDuplicates() -> Data {
      var places: [[Double]: Int] = [:]
      var rows: [Double] = []
      var sums = outputs.map { _ in [Double]() }
      var counts: [Double] = []
      for index in 0..<points.count {
        let row = points.row(index)
        if let place = places[row] {
          for o in outputs.indices { sums[o][place] += outputs[o][index] }
          counts[place] += 1
        } else {
          places[row] = counts.count
          rows += row
          for o in outputs.indices { sums[o].append(outputs[o][index]) }
          counts.append(1)
        }
      }
      return Data(
        points: Points(rows: rows, dimension: points.dimension),
        outputs: sums.map { zip($0, counts).map { $0 / $1 } },
        noiseScale: counts.map { 1 / $0 }, merged: points.count - counts.count)
    }
  }
}
