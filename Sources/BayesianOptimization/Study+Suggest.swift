import Arrays
import GaussianProcesses

extension Study {
  /// Points of the unit cube that maximise the acquisition inside `region`, and where they come from.
  ///
  /// Where no model or no maximum can be had they are random points of the region, with a note.
  /// - Throws: `StudyError.interrupted`, and what a script's part of the acquisition throws.
  func suggestions(
    _ count: Int, in region: Region, stream: RandomStream
  ) throws -> [(unit: [Double], source: Trial.Source)] {
    func random() -> [(unit: [Double], source: Trial.Source)] {
      var stream = stream.substream(8)
      return (0..<count).map { _ in
        let point = (0..<region.dimension).map { region.scaled(stream.uniform(), $0) }
        return (lattice?.nearest(to: point) ?? point, .random)
      }
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
        if let composite { try maximize(composite, models, count, in: region, stream: stream) } else {
          try maximize(model, count, in: region, stream: stream)
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

  /// Points that maximise the acquisition, `count` or none.
  private func maximize(
    _ model: ExactGP, _ count: Int, in region: Region, stream: RandomStream
  ) throws -> [[Double]] {
    let d = space.dimension
    let sign = options.maximize ? 1.0 : -1.0
    let ranked = modelledTrials.sorted { sign * ($0.value ?? 0) > sign * ($1.value ?? 0) }
    let best = ((sign * (ranked.first?.value ?? 0)) - model.transform.shift) / model.transform.scale
    let anchors = ranked.prefix(5).map { region.clamped($0.unit) }
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
      let model = model
      let surface = ThreadedSurface(count: count, dimension: d, isInterrupted: isInterrupted) {
        BatchObjective(model: model, acquisition: acquisition, moving: count, pending: pending)
      }
      let result = try Maximizer(
        surface, region: region, anchors: anchors, lattice: lattice, options: options.maximizer, stream: stream
      ).run().first
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
}
