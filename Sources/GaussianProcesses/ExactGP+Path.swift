import Arrays

/// One function drawn from a process' posterior, a closed form that can be evaluated and climbed anywhere.
///
/// Matheron's rule: f(x) = p(x) + k(x, X) S^-1 (y - p(X) - e) with p a function drawn from the prior (mean included) and
/// e noise drawn for the observations. Wilson, Borovitskiy, Terenin, Mostowsky and Deisenroth (2020), "Efficiently
/// Sampling Functions from Gaussian Process Posteriors", eq. 12: p by random Fourier features, the update exact.
/// Everything is in model units unless said otherwise. May be used by several threads at once.
public struct PathwiseSample: Sendable {
  private let points: Points
  private let kernel: any Kernel
  private let mean: Double
  private let prior: PriorPath
  /// S^-1 (y - p(X) - e), padded with zeros.
  private let weights: [Double]
  private let transform: ExactGP.Transform

  public var dimension: Int { points.dimension }

  fileprivate init(_ model: ExactGP, prior: PriorPath, stream: inout RandomStream) {
    points = model.prepared
    kernel = model.hyperparameters.kernel
    mean = model.hyperparameters.mean
    transform = model.transform
    self.prior = prior
    let noise = model.noiseUnit
    var residual = [Double](repeating: 0, count: model.count)
    for i in residual.indices {
      let known = model.points.row(i).withUnsafeBufferPointer { row in
        row.baseAddress.map { prior.value($0) } ?? 0
      }
      let variance = noise * model.noiseScale[i] + model.factor.jitter
      residual[i] = model.targets[i] - mean - known - variance.squareRoot() * stream.normal()
    }
    weights = model.factor.solve(residual) + [Double](repeating: 0, count: points.stride - points.count)
  }

  /// f at one point of d coordinates; `gradient`, where one is given, is overwritten with df/dx.
  public func value(_ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>? = nil) -> Double {
    let stride = points.stride
    if let gradient { for k in 0..<dimension { gradient[k] = 0 } }
    let start = mean + prior.value(x, gradient: gradient)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: (1 + kernel.slopeRows) * stride + 1) { buffer in
      guard let row = buffer.baseAddress else { return .nan }
      let slopes = row + stride
      kernel.cross(points, queries: x, count: 1, into: row, slopes: slopes)
      return weights.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return start }
        if let gradient {
          kernel.addInputGradient(points, query: x, weights: weights, slopes: slopes, to: gradient)
        }
        return start + TriangularKernels.dot(row, weights, stride)
      }
    }
  }

  /// f at points row-major (m, d), points and values in the user's units.
  /// - Throws: `GaussianProcessError` for a wrong number of coordinates or one that is not finite.
  public func values(_ inputs: [Double]) throws -> [Double] {
    let queries = try transform.modelInputs(inputs, dimension: dimension)
    let m = inputs.count / dimension
    var result = [Double](repeating: 0, count: m)
    result.withUnsafeMutableBufferPointer { result in
      let result = result
      queries.withUnsafeBufferPointer { queries in
        guard let queries = queries.baseAddress else { return }
        Threads.forEach(count: m, grain: 32) { range in
          for index in range { result[index] = transform.output(value(queries + index * dimension)) }
        }
      }
    }
    return result
  }
}

extension ExactGP {
  /// A function drawn from the posterior.
  ///
  /// - Parameter features: of the prior's approximation by waves, for each kernel of a sum; its covariance is off by
  ///   about 1/sqrt(features) of the variance, which the data then correct where they are.
  /// - Throws: `GaussianProcessError.noRandomFeatures` of a kernel that has none: a product with a linear one.
  public func samplePath(features: Int = 1024, stream: inout RandomStream) throws -> PathwiseSample {
    let prior = try hyperparameters.kernel.priorPath(features: features, stream: &stream)
    return PathwiseSample(self, prior: prior, stream: &stream)
  }
}
