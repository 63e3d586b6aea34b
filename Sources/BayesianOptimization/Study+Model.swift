import GaussianProcesses

extension Study {
  /// The model in the user's units of points and values; nil before the first.
  public var modelInUnits: ExactGP? {
    let bounds = zip(space.lower, space.upper).map { (lower: $0, upper: $1) }
    return model?.seen(in: bounds, isNegated: !options.maximize)
  }

  /// Brings `model` up to the values known, starting from the last hyperparameters and from the prior's.
  func fit() throws {
    let known = modelledTrials
    guard modelledValues != known.count else { return }
    let d = space.dimension
    var fitting = FitOptions()
    fitting.priors = .dimensionScaled(d)
    fitting.kernel = try StationaryKernel(
      options.kernel, dimension: d, lengthscales: [fitting.priors?.lengthscale?.mode ?? 0.5])
    fitting.noise = options.noise
    fitting.warmStart = models.first?.hyperparameters
    fitting.optimizer.gradientTolerance = 1e-3
    fitting.optimizer.valueTolerance = 1e-6
    let sign = options.maximize ? 1.0 : -1.0
    let outputs =
      if let composite {
        (0..<composite.outputCount).map { o in known.compactMap { $0.outcomes?[o] } }
      } else {
        [known.compactMap(\.value).map { sign * $0 }]
      }
    models = try ExactGP.fit(inputs: known.flatMap(\.unit), outputs: outputs, dimension: d, options: fitting)
    for repair in models.first?.report.repairs ?? [] {
      notes.append("model of \(known.count) values: \(repair)")
    }
    modelledValues = known.count
  }

  /// Where trials failed the model is told what it expects there: nothing changes but the variance, so that
  /// the search does not come back for what it cannot learn.
  func withFailures(_ model: ExactGP) -> ExactGP {
    let failed = trials.filter { $0.message != nil }.flatMap(\.unit)
    guard !failed.isEmpty, let expected = try? model.predict(failed).mean,
      let conditioned = try? model.conditioned(inputs: failed, targets: expected)
    else { return model }
    return conditioned
  }
}
