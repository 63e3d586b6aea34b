import Arrays

extension Study {
  /// Suggests `count` points and keeps them as running trials until they are told.
  ///
  /// The first `options.initial` points, and all points before the first success, are scrambled Sobol
  /// points; then the points maximise the acquisition jointly, with those still running counted. A trust region that is
  /// given up begins again with such points. Of a finite space that has fewer points left those come.
  /// - Throws: `StudyError.badCount`, `.exhausted`, `.interrupted`.
  public func ask(_ count: Int) throws -> [Trial] {
    guard (1...10_000).contains(count) else { throw StudyError.badCount(what: "a batch", count) }
    let count = min(count, remaining ?? count)
    guard count > 0 else { throw StudyError.exhausted(size: trials.count) }
    defer { asks += 1 }
    let stream = RandomStream(seed: options.seed, stream: "bo.ask").substream(asks)
    if let source {
      let units = try source.draw(count)
      return add(units, .baseline, distinct: !source.repeats, stream: stream)
    }
    followTrust()
    if initialLeft > 0 || modelledTrials.isEmpty {
      return add(try initialUnits(count), .initial, stream: stream)
    }
    let found = try suggestions(count, stream: stream)
    return add(found.map(\.unit), found.first?.source ?? .random, stream: stream)
  }

  /// Initial points that are still to be asked for.
  var initialLeft: Int {
    source == nil ? max(options.initial - (trials.count - (trust?.first ?? 0)), 0) : 0
  }

  private func add(
    _ units: [[Double]], _ source: Trial.Source, distinct: Bool = true, stream: RandomStream
  ) -> [Trial] {
    var taken = distinct ? trials.map(\.unit) : []
    var random = stream.substream(9)
    return units.map { unit in
      let unit = distinct ? separated(unit, from: taken, stream: &random) : unit
      if distinct { taken.append(unit) }
      return add(unit, source)
    }
  }

  /// Scrambled Sobol points, feasible ones where there are linear constraints.
  private func initialUnits(_ count: Int) throws -> [[Double]] {
    let d = space.dimension
    func draw(_ count: Int) throws -> [[Double]] {
      let points = try initialPoints.draw(count)
      return (0..<count).map { Array(points[($0 * d)..<(($0 + 1) * d)]) }
    }
    guard let linear else { return try draw(count) }
    // Feasible ones among many, and where these are rare others moved inside.
    var points: [[Double]] = []
    for _ in 0..<(32 * count) where points.count < count { points += try draw(1).filter(linear.isFeasible) }
    var share = RandomStream(seed: options.seed, stream: "bo.inside").substream(asks)
    while points.count < count {
      points += try draw(1).map { linear.moved($0, towards: linear.interior, share: share.uniform().squareRoot()) }
    }
    return points
  }

  private func add(_ unit: [Double], _ source: Trial.Source) -> Trial {
    let trial = Trial(
      index: trials.count, point: space.decode(unit), unit: unit, source: source, state: .running)
    trials.append(trial)
    return trial
  }
}
