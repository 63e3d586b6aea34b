import Arrays

/// k(x, x') = k1(x, x') + k2(x, x'); its parameters are those of the first, then of the second.
public struct SumKernel: Kernel {
  private var both: KernelPair

  /// - Throws: `GaussianProcessError.wrongDimension` of kernels over different spaces.
  public init(_ first: any Kernel, _ second: any Kernel) throws { both = try KernelPair(first, second) }

  public var first: any Kernel { both.first }
  public var second: any Kernel { both.second }

  public var description: String { "\(first) + \(second)" }
  public var dimension: Int { first.dimension }
  public var parameterKinds: [KernelParameter] { both.parameterKinds }
  public var parameters: [Double] {
    get { both.parameters }
    set { both.parameters = newValue }
  }

  /// Both kernels' scratch, then the second's values.
  public func scratchCount(_ count: Int, stride: Int) -> Int {
    both.scratchCount(count, stride: stride) + count * stride
  }

  public func covariance(
    _ points: Points, rows: Range<Int>, into matrix: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    let (n, stride) = (points.count, points.stride)
    let secondScratch = scratch + first.scratchCount(n, stride: stride)
    let other = scratch + both.scratchCount(n, stride: stride)
    first.covariance(points, rows: rows, into: matrix, scratch: scratch)
    second.covariance(points, rows: rows, into: other, scratch: secondScratch)
    for i in rows {
      for index in (i &* stride &+ (i & ~7))..<((i &+ 1) &* stride) { matrix[index] += other[index] }
    }
  }

  public func addGradient(
    _ points: Points, rows: Range<Int>, weights: UnsafePointer<Double>, scratch: UnsafeMutablePointer<Double>,
    to gradient: UnsafeMutablePointer<Double>
  ) {
    let secondScratch = scratch + first.scratchCount(points.count, stride: points.stride)
    first.addGradient(points, rows: rows, weights: weights, scratch: scratch, to: gradient)
    second.addGradient(
      points, rows: rows, weights: weights, scratch: secondScratch, to: gradient + first.parameterKinds.count)
  }

  public var slopeRows: Int { first.slopeRows + second.slopeRows }

  public func cross(
    _ points: Points, queries: UnsafePointer<Double>, count: Int, into matrix: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    let (rows, offset) = (slopeRows, first.slopeRows &* stride)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(stride, 1)) { buffer in
      guard let other = buffer.baseAddress else { return }
      for q in 0..<count {
        let (query, row, slopes) = (queries + q &* dimension, matrix + q &* stride, slopes + q &* rows &* stride)
        first.cross(points, queries: query, count: 1, into: row, slopes: slopes)
        second.cross(points, queries: query, count: 1, into: other, slopes: slopes + offset)
        for j in 0..<stride { row[j] += other[j] }
      }
    }
  }

  public func addInputGradient(
    _ points: Points, query: UnsafePointer<Double>, weights: UnsafePointer<Double>,
    slopes: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>
  ) {
    first.addInputGradient(points, query: query, weights: weights, slopes: slopes, to: gradient)
    second.addInputGradient(
      points, query: query, weights: weights, slopes: slopes + first.slopeRows &* points.stride, to: gradient)
  }

  public func pair(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    first.pair(a, b) + second.pair(a, b)
  }

  public func addPairGradient(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, weight: Double, to gradient: UnsafeMutablePointer<Double>
  ) {
    first.addPairGradient(a, b, weight: weight, to: gradient)
    second.addPairGradient(a, b, weight: weight, to: gradient)
  }

  /// The sum of independent functions.
  public func priorPath(features: Int, stream: inout RandomStream) throws -> PriorPath {
    let path = try first.priorPath(features: features, stream: &stream)
    return path + (try second.priorPath(features: features, stream: &stream))
  }
}
