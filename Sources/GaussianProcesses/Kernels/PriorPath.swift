import Arrays

/// A function drawn from a process without data, by random Fourier features:
/// f(x) = sum over j of weight_j cos(w_j . x + phase_j) + slope . x.
///
/// Notation: m features, padded to a multiple of eight with weights of 0; frequencies by columns (d x padded m).
public struct PriorPath: Sendable {
  public let dimension: Int
  private var count: Int
  private var frequencies: [[Double]]
  private var phases: [Double]
  private var weights: [Double]
  private var slope: [Double]
  /// What happens to an input first.
  var warp: InputWarp?

  /// weight_j = sqrt(2 variance / m) z_j, phases uniform on [0, 2 pi).
  init(_ spectrum: Spectrum, dimension: Int, features: Int, stream: inout RandomStream) {
    let used = min(max(features, 1), 1 << 20)
    count = Matrix.padded(used)
    self.dimension = dimension
    frequencies = (0..<dimension).map { [count] _ in [Double](repeating: 0, count: count) }
    phases = [Double](repeating: 0, count: count)
    weights = phases
    slope = [Double](repeating: 0, count: dimension)
    let amplitude = (2 * spectrum.variance / Double(used)).squareRoot()
    for j in 0..<used {
      for (k, frequency) in spectrum.draw(&stream).enumerated() { frequencies[k][j] = frequency }
      phases[j] = 2 * Double.pi * stream.uniform()
      weights[j] = amplitude * stream.normal()
    }
  }

  /// A linear function.
  init(slope: [Double]) {
    self.slope = slope
    dimension = slope.count
    count = 0
    frequencies = slope.map { _ in [] }
    phases = []
    weights = []
  }

  static func + (left: PriorPath, right: PriorPath) -> PriorPath {
    var result = left
    result.count += right.count
    result.frequencies = zip(left.frequencies, right.frequencies).map { $0 + $1 }
    result.phases += right.phases
    result.weights += right.weights
    result.slope = zip(left.slope, right.slope).map { $0 + $1 }
    return result
  }

  /// f at one point of d coordinates; adds its derivative to `gradient` where one is given.
  public func value(_ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>? = nil) -> Double {
    guard let warp else { return plain(x, gradient) }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * dimension) { buffer in
      guard let moved = buffer.baseAddress else { return .nan }
      for k in 0..<dimension { moved[k] = warp.value(k, x[k]) }
      guard let gradient else { return plain(moved, nil) }
      let inner = moved + dimension
      inner.initialize(repeating: 0, count: dimension)
      let value = plain(moved, inner)
      for k in 0..<dimension { gradient[k] += inner[k] * warp.slope(k, x[k]) }
      return value
    }
  }

  private func plain(_ x: UnsafePointer<Double>, _ gradient: UnsafeMutablePointer<Double>?) -> Double {
    var value = 0.0
    for k in 0..<dimension { value += slope[k] * x[k] }
    if let gradient { for k in 0..<dimension { gradient[k] += slope[k] } }
    guard count > 0 else { return value }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { buffer in
      guard let angles = buffer.baseAddress else { return .nan }
      let waves = angles + count
      for j in 0..<count { angles[j] = phases[j] }
      for k in 0..<dimension {
        frequencies[k].withUnsafeBufferPointer { frequencies in
          let x = x[k]
          for j in 0..<count { angles[j] += frequencies[j] * x }
        }
      }
      return weights.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return .nan }
        VectorMath.cos(angles, waves, count: count)
        value += TriangularKernels.dot(weights, waves, count)
        guard let gradient else { return value }
        VectorMath.sin(angles, waves, count: count)
        for j in 0..<count { waves[j] *= weights[j] }
        for k in 0..<dimension {
          frequencies[k].withUnsafeBufferPointer { frequencies in
            if let frequencies = frequencies.baseAddress {
              gradient[k] -= TriangularKernels.dot(frequencies, waves, count)
            }
          }
        }
        return value
      }
    }
  }
}
