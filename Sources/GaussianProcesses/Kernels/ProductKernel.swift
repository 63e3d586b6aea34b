import Arrays

/// k(x, x') = k1(x, x') k2(x, x'); its parameters are those of the first, then of the second.
public struct ProductKernel: Kernel {
  private var both: KernelPair

  /// - Throws: `GaussianProcessError.wrongDimension` of kernels over different spaces.
  public init(_ first: any Kernel, _ second: any Kernel) throws { both = try KernelPair(first, second) }

  public var first: any Kernel { both.first }
  public var second: any Kernel { both.second }

  public var description: String {
    func part(_ kernel: any Kernel) -> String { kernel is SumKernel ? "(\(kernel))" : "\(kernel)" }
    return "\(part(first)) * \(part(second))"
  }
  public var dimension: Int { first.dimension }
  public var parameterKinds: [KernelParameter] { both.parameterKinds }
  public var parameters: [Double] {
    get { both.parameters }
    set { both.parameters = newValue }
  }

  /// Both kernels' scratch, both kernels' values, and room for weights.
  public func scratchCount(_ count: Int, stride: Int) -> Int {
    both.scratchCount(count, stride: stride) + 3 * count * stride
  }

  public func covariance(
    _ points: Points, rows: Range<Int>, into matrix: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    let (n, stride) = (points.count, points.stride)
    let secondScratch = scratch + first.scratchCount(n, stride: stride)
    let one = scratch + both.scratchCount(n, stride: stride)
    let two = one + n &* stride
    first.covariance(points, rows: rows, into: one, scratch: scratch)
    second.covariance(points, rows: rows, into: two, scratch: secondScratch)
    for i in rows {
      for index in (i &* stride &+ (i & ~7))..<((i &+ 1) &* stride) { matrix[index] = one[index] * two[index] }
    }
  }

  public func addGradient(
    _ points: Points, rows: Range<Int>, weights: UnsafePointer<Double>, scratch: UnsafeMutablePointer<Double>,
    to gradient: UnsafeMutablePointer<Double>
  ) {
    let (n, stride) = (points.count, points.stride)
    let secondScratch = scratch + first.scratchCount(n, stride: stride)
    let one = scratch + both.scratchCount(n, stride: stride)
    let two = one + n &* stride
    let weighted = two + n &* stride
    func weigh(by values: UnsafePointer<Double>) {
      for i in rows {
        let start = i &* stride
        // The scratch left of the diagonal may hold anything.
        for j in (i & ~7)..<i { weighted[start &+ j] = 0 }
        for j in i..<stride { weighted[start &+ j] = weights[start &+ j] * values[start &+ j] }
      }
    }
    weigh(by: two)
    first.addGradient(points, rows: rows, weights: weighted, scratch: scratch, to: gradient)
    weigh(by: one)
    second.addGradient(
      points, rows: rows, weights: weighted, scratch: secondScratch, to: gradient + first.parameterKinds.count)
  }

  /// Both kernels' rows, then both kernels' values.
  public var slopeRows: Int { first.slopeRows + second.slopeRows + 2 }

  public func cross(
    _ points: Points, queries: UnsafePointer<Double>, count: Int, into matrix: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    let rows = slopeRows
    for q in 0..<count {
      let (query, row, slopes) = (queries + q &* dimension, matrix + q &* stride, slopes + q &* rows &* stride)
      let secondSlopes = slopes + first.slopeRows &* stride
      let one = secondSlopes + second.slopeRows &* stride
      let two = one + stride
      first.cross(points, queries: query, count: 1, into: one, slopes: slopes)
      second.cross(points, queries: query, count: 1, into: two, slopes: secondSlopes)
      for j in 0..<stride { row[j] = one[j] * two[j] }
    }
  }

  public func addInputGradient(
    _ points: Points, query: UnsafePointer<Double>, weights: UnsafePointer<Double>,
    slopes: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    let secondSlopes = slopes + first.slopeRows &* stride
    let one = secondSlopes + second.slopeRows &* stride
    let two = one + stride
    for j in 0..<stride {
      one[j] *= weights[j]
      two[j] *= weights[j]
    }
    first.addInputGradient(points, query: query, weights: two, slopes: slopes, to: gradient)
    second.addInputGradient(points, query: query, weights: one, slopes: secondSlopes, to: gradient)
  }

  public func pair(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    first.pair(a, b) * second.pair(a, b)
  }

  public func addPairGradient(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, weight: Double, to gradient: UnsafeMutablePointer<Double>
  ) {
    first.addPairGradient(a, b, weight: weight * second.pair(a, b), to: gradient)
    second.addPairGradient(a, b, weight: weight * first.pair(a, b), to: gradient)
  }

  /// Of two stationary kernels.
  public var spectrum: Spectrum? {
    guard let one = first.spectrum, let two = second.spectrum else { return nil }
    return one * two
  }
}
