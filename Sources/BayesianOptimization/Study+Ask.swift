import Arrays
import GaussianProcesses

extension Study {
  /// Suggests `count` points and keeps them as running trials until they are told.
  ///
  /// The first `options.initial` points, and all points before the first success, are scrambled Sobol
  /// points; then the points maximise the acquisition jointly, with those still running counted.
  /// - Throws: `StudyError.badCount`, `.interrupted`.
  public func ask(_ count: Int) throws -> [Trial] {
    guard (1...10_000).contains(count) else { throw StudyError.badCount(what: "a batch", count) }
    defer { asks += 1 }
    if trials.count < options.initial || completeCount == 0 { return try initialTrials(count) }
    let stream = RandomStream(seed: options.seed, stream: "bo.ask").substream(asks)
    let units = try suggestions(count, stream: stream)
    var taken = trials.map(\.unit)
    var random = stream.substream(9)
    return units.map { unit, source in
      let (distinct, source) = separated(unit, source, from: taken, stream: &random)
      taken.append(distinct)
      return add(distinct, source)
    }
  }

  private func initialTrials(_ count: Int) throws -> [Trial] {
    let d = space.dimension
    let points = try initialPoints.draw(count)
    return (0..<count).map { add(Array(points[($0 * d)..<(($0 + 1) * d)]), .initial) }
  }

  private func add(_ unit: [Double], _ source: Trial.Source) -> Trial {
    let trial = Trial(
      index: trials.count, point: space.decode(unit), unit: unit, source: source, state: .running)
    trials.append(trial)
    return trial
  }

  // MARK: model and acquisition

  private func suggestions(_ count: Int, stream: RandomStream) throws -> [(unit: [Double], source: Trial.Source)] {
    func random() -> [(unit: [Double], source: Trial.Source)] {
      var stream = stream.substream(8)
      return (0..<count).map { _ in ((0..<space.dimension).map { _ in stream.uniform() }, .random) }
    }
    do {
      try fit()
    } catch ArrayError.interrupted {
      throw StudyError.interrupted
    } catch {
      if isInterrupted() { throw StudyError.interrupted }
      notes.append("trial \(trials.count + 1): no model (\(error)), a random point is used")
      return random()
    }
    if isInterrupted() { throw StudyError.interrupted }
    let models = models.map(withFailures)
    guard let model = models.first else { return random() }
    do {
      let points =
        if let composite { try maximize(composite, models, count, stream: stream) } else {
          try maximize(model, count, stream: stream)
        }
      if points.count == count { return points.map { ($0, .acquisition) } }
      notes.append("trial \(trials.count + 1): the acquisition has no finite maximum, a random point is used")
    } catch StudyError.interrupted {
      throw StudyError.interrupted
    } catch let failure as CompositeObjective.Failure {
      // A search cannot go on without its objective; all that was told stays.
      throw failure.error
    } catch {
      if isInterrupted() { throw StudyError.interrupted }
      notes.append("trial \(trials.count + 1): no suggestion (\(error)), a random point is used")
    }
    return random()
  }

  /// Brings `model` up to the values known, starting from the last hyperparameters and from the prior's.
  func fit() throws {
    let known = trials.filter { $0.value != nil }
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
  private func withFailures(_ model: ExactGP) -> ExactGP {
    let failed = trials.filter { $0.message != nil }.flatMap(\.unit)
    guard !failed.isEmpty, let expected = try? model.predict(failed).mean,
      let conditioned = try? model.conditioned(inputs: failed, targets: expected)
    else { return model }
    return conditioned
  }

  /// Points that maximise the acquisition, `count` or none.
  private func maximize(_ model: ExactGP, _ count: Int, stream: RandomStream) throws -> [[Double]] {
    let d = space.dimension
    let sign = options.maximize ? 1.0 : -1.0
    let ranked = trials.filter { $0.value != nil }.sorted { sign * ($0.value ?? 0) > sign * ($1.value ?? 0) }
    let best = ((sign * (ranked.first?.value ?? 0)) - model.transform.shift) / model.transform.scale
    let anchors = ranked.prefix(5).map { $0.unit.map { min(max($0, 0), 1) } }
    var pending = trials.filter { $0.state == .running }.map(\.unit)
    var model = model
    func believe(_ points: [[Double]]) throws {
      guard !points.isEmpty else { return }
      let inputs = points.flatMap { $0 }
      model = try model.conditioned(inputs: inputs, targets: try model.predict(inputs).mean)
    }
    func climb(_ acquisition: any Acquisition, _ count: Int, pending: [Double], _ stream: RandomStream) throws
      -> [[Double]]
    {
      if isInterrupted() { throw StudyError.interrupted }
      let result = Maximizer(
        model: model, acquisition: acquisition, count: count, pending: pending, anchors: anchors,
        options: options.maximizer, stream: stream
      ).run().first
      if isInterrupted() { throw StudyError.interrupted }
      return result.map { result in (0..<count).map { Array(result.points[($0 * d)..<(($0 + 1) * d)]) } } ?? []
    }

    // A single point has a closed form; more pending points than a joint sample is worth are taken at the
    // model's word.
    let kind = options.acquisition
    if kind.isAnalytic || (kind == .qlogei && count == 1 && pending.isEmpty) {
      try believe(pending)
      let acquisition = analytic(best)
      var points: [[Double]] = []
      for index in 0..<count {
        let next = try climb(acquisition, 1, pending: [], stream.substream(100 + index))
        guard let point = next.first else { return [] }
        points.append(point)
        if index + 1 < count { try believe([point]) }
      }
      return points
    }
    let joint = 8
    if pending.count > joint {
      try believe(Array(pending.prefix(pending.count - joint)))
      pending.removeFirst(pending.count - joint)
    }
    // Batches above `joint` points are chosen in pieces, the earlier ones pending for the later.
    var points: [[Double]] = []
    var index = 0
    while points.count < count {
      let size = min(joint, count - points.count)
      var samples = stream.substream(200 + index)
      let acquisition = try monteCarlo(best, points: size + pending.count, stream: &samples)
      let next = try climb(acquisition, size, pending: pending.flatMap { $0 }, stream.substream(300 + index))
      guard next.count == size else { return [] }
      points += next
      if points.count < count { try believe(next) }
      index += 1
    }
    return points
  }

  private func analytic(_ best: Double) -> AnalyticAcquisition {
    let kind: AnalyticAcquisition.Kind =
      switch options.acquisition {
      case .ei, .qei: .expectedImprovement
      case .logei, .qlogei: .logExpectedImprovement
      case .pi: .probabilityOfImprovement
      case .ucb, .qucb: .upperConfidenceBound
      }
    return AnalyticAcquisition(kind, best: best, beta: options.beta)
  }

  private func monteCarlo(_ best: Double, points: Int, stream: inout RandomStream) throws -> MonteCarloAcquisition {
    let kind: MonteCarloAcquisition.Kind =
      switch options.acquisition {
      case .qei, .ei: .expectedImprovement
      case .qucb, .ucb: .upperConfidenceBound
      case .qlogei, .logei, .pi: .logExpectedImprovement
      }
    return try MonteCarloAcquisition(
      kind, samples: max(options.samples, 16), points: points, best: best, beta: options.beta, stream: &stream)
  }

  // MARK: duplicates

  /// A suggestion that has been evaluated already moves a little, and further until it is new.
  private func separated(
    _ unit: [Double], _ source: Trial.Source, from taken: [[Double]], stream: inout RandomStream
  ) -> (unit: [Double], source: Trial.Source) {
    func isNew(_ point: [Double]) -> Bool {
      taken.allSatisfy { other in
        zip(point, other).contains { abs($0 - $1) > 1e-7 }
      }
    }
    var point = unit.map { min(max($0, 0), 1) }
    var width = 1e-3
    while !isNew(point) {
      point = unit.map { min(max($0 + width * stream.normal(), 0), 1) }
      width = min(width * 2, 0.5)
    }
    return (point, source)
  }
}
