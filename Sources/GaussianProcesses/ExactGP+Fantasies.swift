import Arrays

extension ExactGP {
  /// Processes that believe possible outcomes: `count` joint draws of observations (noise included) at points row-major
  /// (m, d), each taken as data. Hyperparameters and the factorisation are shared, in O(n^2 m) for all of them.
  ///
  /// BoTorch's `fantasize`.
  /// - Throws: as `conditioned` and `sample`.
  public func fantasized(inputs: [Double], count draws: Int, stream: inout RandomStream) throws -> [ExactGP] {
    guard draws > 0 else { return [] }
    let outcomes = try sample(inputs, count: draws, includingNoise: true, stream: &stream)
    let m = inputs.count / dimension
    guard m > 0 else { return [ExactGP](repeating: self, count: draws) }
    let first = try conditioned(inputs: inputs, targets: Array(outcomes.prefix(m)))
    return [first]
      + (1..<draws).map { draw in
        first.with(
          targets: targets + outcomes[(draw * m)..<((draw + 1) * m)].map(transform.modelOutput))
      }
  }

  /// The same points with other targets, in model units.
  private func with(targets: [Double]) -> ExactGP {
    ExactGP(
      points: points, prepared: prepared, targets: targets, noiseScale: noiseScale, noiseUnit: noiseUnit,
      transform: transform, hyperparameters: hyperparameters, factor: factor, report: report)
  }
}
