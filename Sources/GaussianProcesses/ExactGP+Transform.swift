extension ExactGP {
  /// How the user's units and the model's are related.
  public struct Transform: Sendable, Equatable {
    /// Model input = (input - offset) / width, by dimension; empty for none.
    public var offset: [Double] = []
    public var width: [Double] = []
    /// Output = shift + scale * u, u the model output, or the inverse of `warp` at it.
    public var shift = 0.0
    public var scale = 1.0
    public var warp: OutputWarp?

    public init() {}

    /// The user's value of a function whose model value is z.
    public func output(_ z: Double) -> Double { shift + scale * (warp?.inverse(z) ?? z) }

    /// The model's value of a user's y.
    public func modelOutput(_ y: Double) -> Double {
      let u = (y - shift) / scale
      return warp?.value(u) ?? u
    }

    /// |dz/dy|: what a small deviation of the user's y is in model units.
    public func outputSlope(_ y: Double) -> Double {
      abs((warp?.slope((y - shift) / scale) ?? 1) / scale)
    }

    /// Mean and variance in the user's units of what is N(mean, variance) in the model's: by scaling, or, where
    /// outputs are warped, by Gauss-Hermite quadrature.
    public func moments(mean: Double, variance: Double) -> (mean: Double, variance: Double) {
      guard let warp else { return (shift + scale * mean, variance * scale * scale) }
      let moments = warp.moments(mean: mean, variance: variance)
      return (shift + scale * moments.mean, moments.variance * scale * scale)
    }

    func inputs(_ rows: [Double], dimension: Int) -> [Double] {
      guard !offset.isEmpty else { return rows }
      return rows.indices.map { (rows[$0] - offset[$0 % dimension]) / width[$0 % dimension] }
    }

    /// Checked and in model units.
    func modelInputs(_ inputs: [Double], dimension: Int) throws -> [Double] {
      guard inputs.count % dimension == 0 else {
        throw GaussianProcessError.wrongDimension(wanted: dimension, got: inputs.count)
      }
      for (index, value) in inputs.enumerated() where !value.isFinite {
        throw GaussianProcessError.notFinite(what: "inputs", row: index / dimension)
      }
      return self.inputs(inputs, dimension: dimension)
    }
  }
}
