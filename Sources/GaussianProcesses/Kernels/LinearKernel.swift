import Arrays
import Glibc

/// k(x, x') = sum over k of variance_k x_k x'_k: straight lines through the origin with slopes of those variances.
///
/// GPyTorch's `LinearKernel`. Add a stationary kernel for what is not straight.
public struct LinearKernel: Kernel {
  public let dimension: Int
  /// A variance for each dimension, or one for all.
  public let isARD: Bool
  private var logVariances: [Double]
  /// Of every dimension.
  private var weights: [Double] = []

  /// - Parameters:
  ///   - variances: of the slopes, one for each dimension, or a single one for all.
  ///   - lengthscales: likewise, by whose squares the variances are divided.
  /// - Throws: `GaussianProcessError` for a dimension below 1 or numbers that are not positive.
  public init(
    dimension: Int, variances: [Double] = [1], lengthscales: [Double] = [1], isARD: Bool = true
  ) throws {
    guard dimension >= 1 else { throw GaussianProcessError.wrongDimension(wanted: 1, got: dimension) }
    let given = try PerDimension.positive(variances, "variance", dimension, isARD: isARD)
    let scales = try PerDimension.positive(lengthscales, "lengthscale", dimension, isARD: isARD)
    let slopes = try PerDimension.positive(
      zip(given, scales).map { $0 / ($1 * $1) }, "variance", dimension, isARD: isARD)
    self.dimension = dimension
    self.isARD = isARD
    logVariances = slopes.map { log($0) }
    updateWeights()
  }

  public var description: String { "linear" }

  public var variances: [Double] { logVariances.map(exp) }

  public var parameters: [Double] {
    get { logVariances }
    set {
      guard newValue.count == logVariances.count else { return }
      logVariances = newValue
      updateWeights()
    }
  }

  public var parameterKinds: [KernelParameter] {
    isARD ? (0..<dimension).map { .slopeVariance(dimension: $0) } : [.slopeVariance(dimension: nil)]
  }

  private mutating func updateWeights() { weights = (0..<dimension).map { exp(logVariances[isARD ? $0 : 0]) } }

  public func scratchCount(_ count: Int, stride: Int) -> Int { 0 }
  public var slopeRows: Int { 0 }

  public func covariance(
    _ points: Points, rows: Range<Int>, into matrix: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    points.columns.withUnsafeBufferPointer { columns in
      guard let columns = columns.baseAddress else { return }
      for i in rows {
        values(columns, stride, at: columns + i, step: stride, into: matrix + i &* stride, from: i & ~7)
      }
    }
  }

  /// k of one point to the others from number `start` on.
  private func values(
    _ columns: UnsafePointer<Double>, _ stride: Int, at point: UnsafePointer<Double>, step: Int,
    into row: UnsafeMutablePointer<Double>, from start: Int
  ) {
    for j in start..<stride { row[j] = 0 }
    for k in 0..<dimension {
      let (column, factor) = (columns + k &* stride, weights[k] * point[k &* step])
      for j in start..<stride { row[j] += factor * column[j] }
    }
  }

  public func addGradient(
    _ points: Points, rows: Range<Int>, weights sensitivities: UnsafePointer<Double>,
    scratch: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    points.columns.withUnsafeBufferPointer { columns in
      guard let columns = columns.baseAddress else { return }
      for i in rows {
        let (row, first) = (sensitivities + i &* stride, i & ~7)
        for k in 0..<dimension {
          let column = columns + k &* stride
          gradient[isARD ? k : 0] +=
            weights[k] * column[i] * TriangularKernels.dot(row + first, column + first, stride &- first)
        }
      }
    }
  }

  public func cross(
    _ points: Points, queries: UnsafePointer<Double>, count: Int, into matrix: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    points.columns.withUnsafeBufferPointer { columns in
      guard let columns = columns.baseAddress else { return }
      for q in 0..<count {
        values(columns, stride, at: queries + q &* dimension, step: 1, into: matrix + q &* stride, from: 0)
      }
    }
  }

  public func addInputGradient(
    _ points: Points, query: UnsafePointer<Double>, weights sensitivities: UnsafePointer<Double>,
    slopes: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    points.columns.withUnsafeBufferPointer { columns in
      guard let columns = columns.baseAddress else { return }
      for k in 0..<dimension {
        gradient[k] += weights[k] * TriangularKernels.dot(sensitivities, columns + k &* stride, stride)
      }
    }
  }

  public func pair(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for k in 0..<dimension { sum += weights[k] * a[k] * b[k] }
    return sum
  }

  public func addPairGradient(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, weight: Double, to gradient: UnsafeMutablePointer<Double>
  ) {
    for k in 0..<dimension { gradient[k] += weight * weights[k] * b[k] }
  }

  /// Exact: a line with random slopes.
  public func priorPath(features: Int, stream: inout RandomStream) throws -> PriorPath {
    PriorPath(slope: weights.map { $0.squareRoot() * stream.normal() })
  }
}
