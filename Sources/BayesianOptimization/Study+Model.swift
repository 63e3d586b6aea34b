import GaussianProcesses

extension Study {
  /// The model in the user's units of points and values; nil before the first.
  public var modelInUnits: ExactGP? {
    let bounds = zip(space.lower, space.upper).map { (lower: $0, upper: $1) }
    return model?.seen(in: bounds, isNegated: sign(0) < 0)
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
    let inputs = known.flatMap(\.unit)
    if let composite {
      let outputs = (0..<composite.outputCount).map { o in known.compactMap { $0.outcomes?[o] } }
      models = try ExactGP.fit(inputs: inputs, outputs: outputs, dimension: d, options: fitting)
    } else {
      // Objectives and constraints have little in common: each has a kernel of its own.
      models = try (0..<(options.objectives + options.constraints)).map { o in
        fitting.warmStart = o < models.count ? models[o].hyperparameters : nil
        return try ExactGP.fit(inputs: inputs, targets: known.map { target($0, o) }, dimension: d, options: fitting)
      }
    }
    for repair in models.first?.report.repairs ?? [] {
      notes.append("model of \(known.count) values: \(repair)")
    }
    modelledValues = known.count
  }

  /// What model `o` learns of a trial: an objective to be maximised, or a constraint to be low.
  private func target(_ trial: Trial, _ o: Int) -> Double {
    if o >= options.objectives { return trial.constraints?[o - options.objectives] ?? 0 }
    return sign(o) * (trial.outcomes?[o] ?? trial.value ?? 0)
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
