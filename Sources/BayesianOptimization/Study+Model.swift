import GaussianProcesses

extension Study {
  /// The model in the user's units of points and values; nil before the first.
  public var modelInUnits: ExactGP? {
    model?.seen(in: space.bounds, isNegated: sign(0) < 0)
  }

  /// Brings `models` up to the values known: fitted anew, starting from the last hyperparameters and from the prior's, or,
  /// where the model is large and few values are new, conditioned on those with the hyperparameters as they are.
  public func fit() throws {
    let known = modelledTrials
    if known.isEmpty { return }
    let new = known.filter { !modelled.contains($0.index) }
    if new.isEmpty, !models.isEmpty { return }
    let isDue = Double(known.count) >= Double(fittedCount) * options.refitGrowth
    if known.count > options.refitAlways, !isDue, !models.isEmpty, let conditioned = try? conditioned(on: new) {
      models = conditioned
      modelled.formUnion(new.map(\.index))
      return
    }
    let d = space.dimension
    var fitting = FitOptions()
    let priors = options.priors ?? .dimensionScaled(d)
    fitting.priors = priors
    fitting.kernel =
      try options.kernel
      ?? StationaryKernel(
        composite == nil ? .matern52 : .rbf, dimension: d, lengthscales: [priors.start(.lengthscale(dimension: nil))])
    fitting.noise = options.noise
    fitting.inputWarp = options.inputWarp
    fitting.warmStart = models.first?.hyperparameters
    fitting.optimizer.gradientTolerance = 1e-3
    fitting.optimizer.valueTolerance = 1e-6
    let inputs = known.flatMap(\.unit)
    if composite != nil {
      models = try ExactGP.fit(inputs: inputs, outputs: outputs(known), dimension: d, options: fitting)
    } else {
      // Objectives and constraints have little in common: each has a kernel of its own.
      models = try outputs(known).enumerated().map { o, targets in
        fitting.warmStart = o < models.count ? models[o].hyperparameters : nil
        fitting.outputWarp = options.outputWarp && o == 0
        return try ExactGP.fit(inputs: inputs, targets: targets, dimension: d, options: fitting)
      }
    }
    for repair in models.first?.report.repairs ?? [] {
      notes.append("model of \(known.count) values: \(repair)")
    }
    modelled = Set(known.map(\.index))
    fittedCount = known.count
  }

  /// What is modelled of trials, one array an output; to be maximised where it is the value itself.
  private func outputs(_ trials: [Trial]) -> [[Double]] {
    if let composite { return (0..<composite.outputCount).map { o in trials.compactMap { $0.outcomes?[o] } } }
    return (0..<(options.objectives + options.constraints)).map { o in trials.map { target($0, o) } }
  }

  private func conditioned(on new: [Trial]) throws -> [ExactGP] {
    let inputs = new.flatMap(\.unit)
    return try zip(models, outputs(new)).map { try $0.conditioned(inputs: inputs, targets: $1) }
  }

  /// Forgets the models, and what they were fitted to.
  func forgetModels() {
    models = []
    modelled = []
    fittedCount = 0
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
