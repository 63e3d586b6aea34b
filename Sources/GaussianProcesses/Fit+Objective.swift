import Arrays
import Glibc

/// The objective of a fit and the climbs to its maximum.
extension Fit {
  /// From this many points on, the starts are tried on a part of the data first, of at least `partSize`.
  private static let manyPoints = 1000
  private static let partSize = 400

  /// Climbs from every start; nil where no start has a finite objective.
  ///
  /// Of many points a random half (of a half, ...) is climbed first, each at an eighth of the cost of the next, and the
  /// next only from the best places that were found. What is highest for all points, after a few steps from each of two
  /// places and the first start, or an earlier fit, is climbed to its end.
  func optimize(_ data: ExactGP.Data, smallestNoise: Double?, _ report: inout FitReport) throws -> Outcome? {
    var starts = starts()
    report.starts += starts.count
    if data.points.count >= Fit.manyPoints {
      let warm = isWarm ? starts.removeFirst() : nil
      let first = starts[0]
      var sizes: [Int] = []
      var size = data.points.count / 2
      while size >= Fit.partSize {
        sizes.append(size)
        size /= 2
      }
      for size in sizes.reversed() {
        let found = try climb(starts, data.part(size), smallestNoise: smallestNoise, isRough: true, &report)
        let places = Fit.distinct(found).prefix(3).map(\.vector)
        if !places.isEmpty { starts = Array(places) }
      }
      starts = starts.prefix(2) + [first]
      if let warm {
        starts = [try higher(of: [warm] + starts, data, smallestNoise: smallestNoise, &report)]
      } else {
        let found = try climb(starts, data, smallestNoise: smallestNoise, isRough: true, most: 12, &report)
        if let best = Fit.distinct(found).first { starts = [best.vector] }
      }
    }
    return Fit.distinct(try climb(starts, data, smallestNoise: smallestNoise, isRough: false, &report)).first
  }

  /// From the best to the worst, without those that ended beside a better one.
  private static func distinct(_ outcomes: [Outcome?]) -> [Outcome] {
    var result: [Outcome] = []
    for outcome in outcomes.compactMap({ $0 }).sorted(by: { $0.objective > $1.objective }) {
      let isNear = result.contains { other in
        abs(other.objective - outcome.objective) < 0.1
          && zip(other.vector, outcome.vector).allSatisfy { abs($0 - $1) < 0.3 }
      }
      if !isNear { result.append(outcome) }
    }
    return result
  }

  /// A climb from each start: several at a time of few points, one after the other, with rows shared out, of many.
  private func climb(
    _ starts: [[Double]], _ data: ExactGP.Data, smallestNoise: Double?, isRough: Bool, most: Int = .max,
    _ report: inout FitReport
  ) throws -> [Outcome?] {
    var outcomes = [Outcome?](repeating: nil, count: starts.count)
    func likelihood() -> Likelihood {
      Likelihood(points: data.points, outputs: data.outputs, noiseScale: data.noiseScale, kernel: kernel)
    }
    if RowPieces.count(data.points.count) == 1, starts.count > 1 {
      outcomes.withUnsafeMutableBufferPointer { outcomes in
        let outcomes = outcomes
        Threads.forEach(count: starts.count, grain: 1) { part in
          outcomes[part.lowerBound] = climb(
            from: starts[part.lowerBound], likelihood(), smallestNoise: smallestNoise, isRough: isRough, most: most)
        }
      }
    } else {
      let shared = likelihood()
      for (index, start) in starts.enumerated() where !Cancellation.isRequested {
        outcomes[index] = climb(from: start, shared, smallestNoise: smallestNoise, isRough: isRough, most: most)
      }
    }
    try Cancellation.check()
    report.evaluations += outcomes.reduce(0) { $0 + ($1?.evaluations ?? 0) }
    return outcomes
  }

  private func climb(
    from start: [Double], _ likelihood: Likelihood, smallestNoise: Double?, isRough: Bool, most: Int
  ) -> Outcome? {
    let (lower, upper) = bounds(smallestNoise)
    var working = kernel
    var means: [Double] = []
    var bestValue = Double.infinity
    var optimizer = options.optimizer
    optimizer.maximumEvaluations = min(optimizer.maximumEvaluations, most)
    if isRough {
      optimizer.valueTolerance = max(optimizer.valueTolerance, 1e-6)
      optimizer.gradientTolerance = max(optimizer.gradientTolerance, 1e-2)
    }
    let minimizer = BoundedQuasiNewton.minimize(start: start, lower: lower, upper: upper, options: optimizer) {
      point, gradient in
      // The minimiser comes to its end without a value; the fit then throws.
      if Cancellation.isRequested { return .nan }
      guard let (value, found) = objective(likelihood, &working, point, smallestNoise, gradient) else { return .nan }
      for index in start.indices { gradient[index] = -gradient[index] }
      if -value < bestValue {
        bestValue = -value
        means = found
      }
      return -value
    }
    guard minimizer.bestValue.isFinite else { return nil }
    return Outcome(
      vector: minimizer.bestPoint, objective: -minimizer.bestValue, means: means, evaluations: minimizer.evaluations)
  }

  /// The one of several vectors with the highest objective.
  private func higher(
    of vectors: [[Double]], _ data: ExactGP.Data, smallestNoise: Double?, _ report: inout FitReport
  ) throws -> [Double] {
    let likelihood = Likelihood(
      points: data.points, outputs: data.outputs, noiseScale: data.noiseScale, kernel: kernel)
    let (lower, upper) = bounds(smallestNoise)
    var best = (vector: vectors[0], objective: -Double.infinity)
    var working = kernel
    for vector in vectors {
      let inside = zip(vector, zip(lower, upper)).map { min(max($0, $1.0), $1.1) }
      let value = objective(likelihood, &working, inside, smallestNoise, nil)?.value ?? -.infinity
      try Cancellation.check()
      report.evaluations += 1
      if value > best.objective { best = (vector, value) }
    }
    return best.vector
  }

  /// Log marginal likelihood plus log priors and their gradient, with the best means; nil where they do not exist.
  private func objective(
    _ likelihood: Likelihood, _ working: inout any Kernel, _ point: UnsafePointer<Double>, _ smallestNoise: Double?,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> (value: Double, means: [Double])? {
    let count = kinds.count
    working.parameters = (0..<count).map { point[$0] }
    let noise = learnsNoise ? exp(point[count]) : max(fixedNoise ?? 0, smallestNoise ?? 0)
    guard let evaluation = evaluate(likelihood, working, noise: noise, gradient: gradient) else { return nil }
    var value = evaluation.value
    if learnsNoise { gradient?[count] = evaluation.gradientLogNoise }
    for index in 0..<(count + (learnsNoise ? 1 : 0)) {
      let prior = index < count ? priors.prior(kinds[index]) : priors.noise
      guard let density = prior?.logDensity(logarithm: point[index]) else { continue }
      value += density.value
      gradient?[index] += density.derivative
    }
    return (value, evaluation.means)
  }

  /// The likelihood, with the smallest jitter of the ladder that makes it exist.
  private func evaluate(
    _ likelihood: Likelihood, _ kernel: any Kernel, noise: Double, gradient: UnsafeMutablePointer<Double>?
  ) -> Likelihood.Evaluation? {
    for jitter in [0, 1e-10, 1e-8, 1e-6] where !Cancellation.isRequested {
      if let evaluation = likelihood.evaluate(
        kernel, noise: noise, mean: options.mean == .zero ? 0 : nil, meanBounds: priors.meanBounds, jitter: jitter,
        gradient: gradient)
      {
        return evaluation
      }
    }
    return nil
  }
}
