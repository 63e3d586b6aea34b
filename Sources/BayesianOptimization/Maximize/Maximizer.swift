import Arrays
import GaussianProcesses

/// Finds the batch with the highest acquisition: many raw candidates, a few starts chosen among them, each climbed by
/// bounded quasi-Newton inside a region; where not every coordinate is continuous, climbs and steps of the others in
/// turn.
public struct Maximizer {
  public struct Options: Sendable, Equatable {
    /// Starts that are climbed.
    public var restarts = 8
    /// Candidates that are only evaluated.
    public var rawSamples = 256
    /// Of these, the share that lies around the best observed points.
    public var localShare = 0.3
    /// Iterations of every start; the best `finalists` go on.
    public var firstIterations = 30
    public var finalists = 2
    public var maximumIterations = 120
    public var gradientTolerance = 1e-5
    public var valueTolerance = 1e-8
    /// Rounds of steps to neighbouring points, where there is a lattice.
    public var latticeRounds = 20

    public init() {}
  }

  public struct Result: Sendable {
    /// Row-major (q, d) in the unit cube.
    public var points: [Double]
    public var value: Double
  }

  let surface: any AcquisitionSurface
  let region: Region
  /// Observed points, best first, that local candidates are drawn around.
  let anchors: [[Double]]
  let lattice: (any Lattice)?
  let constraints: LinearConstraints?
  let options: Options
  let stream: RandomStream

  /// - Parameters:
  ///   - region: candidates are drawn and climbs stay inside; nil for the whole cube.
  ///   - lattice: the points that make sense; nil where all do.
  ///   - constraints: points that break one are never returned.
  init(
    _ surface: any AcquisitionSurface, region: Region? = nil, anchors: [[Double]] = [],
    lattice: (any Lattice)? = nil, constraints: LinearConstraints? = nil, options: Options = Options(),
    stream: RandomStream
  ) {
    self.surface = surface
    self.region = region ?? .cube(surface.dimension)
    self.anchors = anchors
    self.lattice = lattice
    self.constraints = constraints
    self.options = options
    self.stream = stream
  }

  /// Raw points that a suggestion of one may take.
  func candidates() -> [[Double]] {
    points(allowed(Candidates(region: region, count: 1, anchors: anchors, options: options, stream: stream).draw()))
  }

  /// The batches that the climbs ended at, best first; empty where the acquisition has no finite value anywhere.
  /// - Throws: what the surface throws; `StudyError.interrupted`.
  public func run() throws -> [Result] {
    let candidates = Candidates(
      region: region, count: surface.count, anchors: anchors, options: options, stream: stream)
    let raw = allowed(candidates.draw())
    guard !raw.isEmpty else { return [] }
    let values = try surface.values(raw)
    let starts = candidates.starts(among: raw, values: values)
    // A barrier against the linear constraints, in the unit of the acquisition's differences.
    let spread = candidates.moments(values).deviation
    // A short climb from every start, then a longer one for those that lead.
    var results = try climb(starts, iterations: options.firstIterations, wall: 1e-2 * spread)
    results.sort { $0.value > $1.value }
    let leaders = min(max(options.finalists, 1), results.count)
    if lattice != nil {
      for index in 0..<leaders { results[index] = try stepped(results[index], wall: 1e-3 * spread) }
    }
    let rest = options.maximumIterations - options.firstIterations
    let places = (0..<leaders).filter { lattice != nil || constraints != nil || results[$0].isCutShort }
    if rest > 0, !places.isEmpty {
      let ends = try climb(places.map { results[$0].point }, iterations: rest, wall: 1e-4 * spread)
      for (place, end) in zip(places, ends) where end.value >= results[place].value { results[place] = end }
      results.sort { $0.value > $1.value }
    }
    return results.filter { $0.value.isFinite }.map { Result(points: $0.point, value: $0.value) }
  }

  private func climb(_ starts: [[Double]], iterations: Int, wall: Double) throws -> [Climb.End] {
    guard !starts.isEmpty else { return [] }
    var settings = BoundedQuasiNewton.Options()
    settings.maximumIterations = iterations
    settings.maximumEvaluations = iterations + iterations / 2 + 5
    settings.gradientTolerance = options.gradientTolerance
    settings.valueTolerance = options.valueTolerance
    let isContinuous = lattice?.isContinuous
    var ends = try surface.climb(
      starts.map { start in
        var climb = Climb(
          start: start, lower: (0..<surface.count).flatMap { _ in region.lower },
          upper: (0..<surface.count).flatMap { _ in region.upper })
        climb.barrier = constraints.map { LinearBarrier(constraints: $0, weight: wall) }
        guard let isContinuous else { return climb }
        for (place, value) in start.enumerated() where !isContinuous[place % surface.dimension] {
          climb.lower[place] = value
          climb.upper[place] = value
        }
        return climb
      }, options: settings)
    guard constraints != nil, !ends.isEmpty else { return ends }
    // What counts is the acquisition without the barrier.
    for (index, value) in try surface.values(ends.flatMap(\.point)).enumerated() where ends[index].value.isFinite {
      ends[index].value = value
    }
    return ends
  }

  // MARK: what is not continuous

  private func points(_ batch: some Collection<Double>) -> [[Double]] {
    let batch = Array(batch)
    let d = max(surface.dimension, 1)
    return (0..<(batch.count / d)).map { Array(batch[($0 * d)..<(($0 + 1) * d)]) }
  }

  private func allowed(_ batches: [Double]) -> [Double] {
    if lattice == nil, constraints == nil { return batches }
    var points = points(batches)
    if let constraints, let inside = constraints.inside(region) ?? anchors.first(where: constraints.isFeasible) {
      var stream = stream.substream(4)
      points = points.map { constraints.moved($0, towards: inside, share: 0.98 * stream.uniform().squareRoot()) }
    }
    if let lattice { points = points.map(lattice.nearest) }
    guard let constraints else { return points.flatMap { $0 } }
    // Whole batches, all of whose points are feasible.
    return stride(from: 0, to: points.count, by: surface.count).flatMap { first -> [Double] in
      let batch = points[first..<min(first + surface.count, points.count)]
      return batch.allSatisfy(constraints.isFeasible) ? batch.flatMap { $0 } : []
    }
  }

  /// Steps to the best neighbour of one of the batch's points, as long as that leads higher.
  private func stepped(_ end: Climb.End, wall: Double) throws -> Climb.End {
    guard let lattice else { return end }
    var best = end
    for _ in 0..<max(options.latticeRounds, 0) {
      let current = points(best.point)
      var batches: [[Double]] = []
      for (place, point) in current.enumerated() {
        for neighbour in lattice.neighbours(of: point) where constraints?.isFeasible(neighbour) ?? true {
          var changed = current
          changed[place] = neighbour
          batches.append(changed.flatMap { $0 })
        }
      }
      if batches.isEmpty { break }
      let values = try surface.values(batches.flatMap { $0 })
      guard let winner = values.indices.filter({ values[$0].isFinite }).max(by: { values[$0] < values[$1] }),
        values[winner] > best.value
      else { break }
      best.point = batches[winner]
      best.value = values[winner]
      let climbed = try climb([best.point], iterations: options.firstIterations, wall: wall)
      if let end = climbed.first, end.value > best.value { best = end }
    }
    return best
  }
}
