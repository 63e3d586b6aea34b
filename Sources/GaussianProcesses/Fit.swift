import Arrays
import Glibc

/// One fit: the free parameters as a vector, its objective, the starts and the ladder of repairs.
///
/// Notation: v = (theta of the kernel, log noise where it is learned); the constant mean is not part of
/// it, because for given v its best value has a closed form (and so, by the envelope theorem, the
/// gradient in v needs no correction).
struct Fit {
  let options: FitOptions
  let priors: Hyperpriors
  let kernel: any Kernel
  /// Of each output.
  let transforms: [ExactGP.Transform]

  /// In model units; nil where it is learned.
  let fixedNoise: Double?

  var learnsNoise: Bool { fixedNoise == nil }

  var kinds: [KernelParameter] { kernel.parameterKinds }

  struct Outcome {
    var vector: [Double]
    var objective: Double
    var means: [Double]
    var evaluations: Int
  }

  /// - Throws: `ArrayError.interrupted`.
  func run(_ data: ExactGP.Data) throws -> [ExactGP] {
    var report = FitReport()
    // What to try, gentlest first: (data, smallest noise).
    var attempts: [(ExactGP.Data, Double?)] = [(data, nil)]
    let merged = data.mergingDuplicates()
    report.duplicateRows = merged.merged
    if merged.merged > 0 { attempts.append((merged, nil)) }
    for noise in [1e-6, 1e-4, 1e-2] { attempts.append((merged, noise)) }
    for (data, noise) in attempts {
      guard let outcome = try optimize(data, smallestNoise: noise, &report) else { continue }
      report.mergedDuplicates = data.merged
      report.raisedNoise = noise
      report.objective = outcome.objective
      report.atBounds = namesAtBounds(outcome.vector, smallestNoise: noise)
      let parameters = outcome.means.map { hyperparameters(outcome.vector, mean: $0, smallestNoise: noise) }
      if let models = try? models(data, parameters, report) {
        // Rounding lets a singular matrix through: where duplicates make it so, they had better be averaged.
        let isSingular = models.first.map { $0.report.conditionEstimate > 1e14 } ?? false
        if !(isSingular && data.merged == 0 && merged.merged > 0) { return models }
      }
      try Cancellation.check()
    }
    return try prior(merged, report)
  }

  /// A process for each output, around one factorisation.
  private func models(_ data: ExactGP.Data, _ parameters: [Hyperparameters], _ report: FitReport) throws -> [ExactGP] {
    var models: [ExactGP] = []
    for (o, targets) in data.outputs.enumerated() {
      if let first = models.first {
        models.append(
          ExactGP(
            points: data.points, prepared: first.prepared, targets: targets, noiseScale: data.noiseScale,
            transform: transforms[o], hyperparameters: parameters[o], factor: first.factor, report: first.report))
      } else {
        models.append(
          try ExactGP(
            points: data.points, targets: targets, noiseScale: data.noiseScale, transform: transforms[o],
            hyperparameters: parameters[o], report: report))
      }
    }
    return models
  }

  /// Nothing worked: the prior's hyperparameters with as much noise as signal, which cannot fail.
  private func prior(_ data: ExactGP.Data, _ report: FitReport) throws -> [ExactGP] {
    var report = report
    report.usedPrior = true
    report.mergedDuplicates = data.merged
    var noise = 1.0
    while true {
      var parameters = hyperparameters(start(), mean: 0, smallestNoise: noise)
      parameters.noise = noise
      report.raisedNoise = noise
      if let models = try? models(data, data.outputs.map { _ in parameters }, report) { return models }
      try Cancellation.check()
      noise *= 100
      if noise > 1e12 {
        // Not even a diagonal matrix: no data is better than none of the model.
        return transforms.map { transform in
          ExactGP(
            points: data.points, prepared: parameters.kernel.prepared(data.points),
            targets: [Double](repeating: 0, count: data.points.count),
            noiseScale: data.noiseScale, transform: transform, hyperparameters: parameters,
            factor: .identity(data.points.count), report: report)
        }
      }
    }
  }

  // MARK: the vector of free parameters

  private func start() -> [Double] {
    kinds.map { log(priors.start($0)) } + (learnsNoise ? [log(priors.noiseStart)] : [])
  }

  func bounds(_ smallestNoise: Double?) -> (lower: [Double], upper: [Double]) {
    var ranges = kinds.map(priors.bounds)
    if learnsNoise {
      let range = priors.noiseRange
      let lower = min(max(range.lowerBound, smallestNoise ?? 0), range.upperBound)
      ranges.append(lower...range.upperBound)
    }
    return (ranges.map { log($0.lowerBound) }, ranges.map { log($0.upperBound) })
  }

  private func hyperparameters(_ vector: [Double], mean: Double, smallestNoise: Double?) -> Hyperparameters {
    var kernel = kernel
    kernel.parameters = Array(vector.prefix(kinds.count))
    let noise = learnsNoise ? exp(vector[kinds.count]) : max(fixedNoise ?? 0, smallestNoise ?? 0)
    return Hyperparameters(kernel: kernel, noise: noise, mean: mean)
  }

  private func namesAtBounds(_ vector: [Double], smallestNoise: Double?) -> [String] {
    let (lower, upper) = bounds(smallestNoise)
    return vector.indices.compactMap { index in
      guard vector[index] - lower[index] < 1e-9 || upper[index] - vector[index] < 1e-9 else { return nil }
      guard index < kinds.count else { return "noise" }
      return kinds[index].description
    }
  }

  // MARK: starts

  /// The earlier fit's parameters, where it had the same.
  private var warm: [Double]? {
    guard let warm = options.warmStart, warm.kernel.parameters.count == kinds.count,
      warm.kernel.parameters.allSatisfy(\.isFinite), warm.noise > 0 || !learnsNoise
    else { return nil }
    return warm.kernel.parameters + (learnsNoise ? [log(warm.noise)] : [])
  }

  var isWarm: Bool { warm != nil }

  /// The earlier fit's parameters, the kernel as it was given, the prior's mode, three times its
  /// lengthscales where there is no earlier fit, then draws from the priors.
  func starts() -> [[Double]] {
    var result: [[Double]] = []
    if let warm { result.append(warm) }
    let (lower, upper) = bounds(nil)
    let usual = start()
    let own = zip(kernel.parameters + usual.suffix(learnsNoise ? 1 : 0), zip(lower, upper)).map {
      min(max($0, $1.0), $1.1)
    }
    if zip(own, usual).contains(where: { abs($0 - $1) > 1e-6 }) { result.append(own) }
    result.append(usual)
    // Longer lengthscales see a smoother function in the same data.
    if !isWarm, kinds.contains(where: \.isLengthscale) {
      result.append(
        usual.indices.map { index in
          guard index < kinds.count, kinds[index].isLengthscale else { return usual[index] }
          return min(usual[index] + 1.125, upper[index])
        })
    }
    var stream = options.stream
    for _ in 0..<max(options.restarts, 0) {
      result.append(
        lower.indices.map { index in
          let prior = index < kinds.count ? priors.prior(kinds[index]) : priors.noise
          guard let prior else {
            // Without a prior: the middle part of the box, evenly in the logarithm.
            return lower[index] + (upper[index] - lower[index]) * (0.1 + 0.8 * stream.uniform())
          }
          return min(max(prior.draw(&stream), lower[index]), upper[index])
        })
    }
    return result
  }
}
