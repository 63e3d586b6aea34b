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
    let units = try suggestions(count, in: region(), stream: stream)
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
    func draw(_ count: Int) throws -> [[Double]] {
      let points = try initialPoints.draw(count)
      return (0..<count).map { Array(points[($0 * d)..<(($0 + 1) * d)]) }
    }
    guard let linear else { return try draw(count).map { add($0, .initial) } }
    // Feasible ones among many, and where these are rare others moved inside.
    var points: [[Double]] = []
    for _ in 0..<(32 * count) where points.count < count { points += try draw(1).filter(linear.isFeasible) }
    var share = RandomStream(seed: options.seed, stream: "bo.inside").substream(asks)
    while points.count < count {
      points += try draw(1).map { linear.moved($0, towards: linear.interior, share: share.uniform().squareRoot()) }
    }
    return points.map { add($0, .initial) }
  }

  private func add(_ unit: [Double], _ source: Trial.Source) -> Trial {
    let trial = Trial(
      index: trials.count, point: space.decode(unit), unit: unit, source: source, state: .running)
    trials.append(trial)
    return trial
  }

  // MARK: duplicates

  /// A suggestion that has been evaluated already moves a little, and further until it is new.
  private func separated(
    _ unit: [Double], _ source: Trial.Source, from taken: [[Double]], stream: inout RandomStream
  ) -> (unit: [Double], source: Trial.Source) {
    func isNew(_ point: [Double]) -> Bool {
      taken.allSatisfy { other in
        zip(point, other).contains { abs($0 - $1) > 1e-7 }
      } && linear?.isFeasible(point) ?? true
    }
    var point = unit.map { min(max($0, 0), 1) }
    var width = 1e-3
    // A space of few points may have none that is new.
    for _ in 0..<100 where !isNew(point) {
      let moved = unit.map { min(max($0 + width * stream.normal(), 0), 1) }
      point = lattice?.nearest(to: moved) ?? moved
      width = min(width * 2, 0.5)
    }
    return (point, source)
  }
}
