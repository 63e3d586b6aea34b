import Arrays

/// k(x, x') = base(w(x), w(x')) with a learned `InputWarp` w of the unit cube; its parameters are the base's, then log a
/// of every dimension, then log b.
///
/// `prepared` moves the training points, once for each set of parameters.
public struct WarpedKernel: Kernel {
  public private(set) var base: any Kernel
  public private(set) var warp: InputWarp

  /// - Parameter base: not warped itself.
  public init(_ base: any Kernel) {
    self.base = base
    warp = InputWarp(dimension: base.dimension)
  }

  public var description: String { "\(base), inputs warped" }
  public var dimension: Int { base.dimension }

  public var parameters: [Double] {
    get { base.parameters + warp.logInner + warp.logOuter }
    set {
      let (count, d) = (base.parameterKinds.count, dimension)
      guard newValue.count == count + 2 * d else { return }
      base.parameters = Array(newValue.prefix(count))
      warp = InputWarp(logInner: Array(newValue[count..<(count + d)]), logOuter: Array(newValue.suffix(d)))
    }
  }

  public var parameterKinds: [KernelParameter] {
    base.parameterKinds + (0..<dimension).map { .concentration(dimension: $0, isOuter: false) }
      + (0..<dimension).map { .concentration(dimension: $0, isOuter: true) }
  }

  public func prepared(_ points: Points) -> Points { points.moved(warp.value) }

  public func scratchCount(_ count: Int, stride: Int) -> Int { base.scratchCount(count, stride: stride) }

  public func covariance(
    _ points: Points, rows: Range<Int>, into matrix: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    base.covariance(points, rows: rows, into: matrix, scratch: scratch)
  }

  /// d k / d log a_k of a point = d k / d w_k times d w_k / d log a_k; the point stands in its own row and in the rows
  /// above.
  public func addGradient(
    _ points: Points, rows: Range<Int>, weights: UnsafePointer<Double>, scratch: UnsafeMutablePointer<Double>,
    to gradient: UnsafeMutablePointer<Double>
  ) {
    base.addGradient(points, rows: rows, weights: weights, scratch: scratch, to: gradient)
    let (n, stride, d) = (points.count, points.stride, dimension)
    let (inner, outer) = (gradient + base.parameterKinds.count, gradient + (base.parameterKinds.count + d))
    withUnsafeTemporaryAllocation(of: Double.self, capacity: (2 + base.slopeRows) * stride + 2 * d) { buffer in
      guard let full = buffer.baseAddress else { return }
      let values = full + stride
      let slopes = values + stride
      let query = slopes + base.slopeRows * stride
      let derivative = query + d
      for j in n..<stride { full[j] = 0 }
      for i in rows {
        for j in 0..<i { full[j] = weights[j &* stride &+ i] }
        for j in i..<n { full[j] = weights[i &* stride &+ j] }
        // Both arguments of k(x_i, x_i) move.
        full[i] *= 2
        for k in 0..<d {
          query[k] = points.columns[k &* stride &+ i]
          derivative[k] = 0
        }
        base.cross(points, queries: query, count: 1, into: values, slopes: slopes)
        base.addInputGradient(points, query: query, weights: full, slopes: slopes, to: derivative)
        for k in 0..<d {
          let slope = warp.parameterSlopes(k, points.originals[k &* stride &+ i])
          inner[k] += derivative[k] * slope.inner
          outer[k] += derivative[k] * slope.outer
        }
      }
    }
  }

  public var slopeRows: Int { base.slopeRows }

  public func cross(
    _ points: Points, queries: UnsafePointer<Double>, count: Int, into matrix: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>
  ) {
    let d = dimension
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(count * d, 1)) { buffer in
      guard let moved = buffer.baseAddress else { return }
      for index in 0..<(count * d) { moved[index] = warp.value(index % d, queries[index]) }
      base.cross(points, queries: moved, count: count, into: matrix, slopes: slopes)
    }
  }

  public func addInputGradient(
    _ points: Points, query: UnsafePointer<Double>, weights: UnsafePointer<Double>,
    slopes: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>
  ) {
    through(query, to: gradient) { moved, inner in
      base.addInputGradient(points, query: moved, weights: weights, slopes: slopes, to: inner)
    }
  }

  public func pair(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    withMoved(b) { b in withMoved(a) { a in base.pair(a, b) } }
  }

  public func addPairGradient(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, weight: Double, to gradient: UnsafeMutablePointer<Double>
  ) {
    withMoved(b) { b in
      through(a, to: gradient) { a, inner in base.addPairGradient(a, b, weight: weight, to: inner) }
    }
  }

  public func priorPath(features: Int, stream: inout RandomStream) throws -> PriorPath {
    var path = try base.priorPath(features: features, stream: &stream)
    path.warp = warp
    return path
  }

  private func withMoved<R>(_ x: UnsafePointer<Double>, _ body: (UnsafePointer<Double>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: dimension) { buffer in
      for k in 0..<dimension { buffer[k] = warp.value(k, x[k]) }
      return body(buffer.baseAddress ?? UnsafeMutablePointer(mutating: x))
    }
  }

  /// Adds the derivative in the warped point that `body` finds to that in `x`.
  private func through(
    _ x: UnsafePointer<Double>, to gradient: UnsafeMutablePointer<Double>,
    _ body: (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * dimension) { buffer in
      guard let moved = buffer.baseAddress else { return }
      let inner = moved + dimension
      for k in 0..<dimension {
        moved[k] = warp.value(k, x[k])
        inner[k] = 0
      }
      body(moved, inner)
      for k in 0..<dimension { gradient[k] += inner[k] * warp.slope(k, x[k]) }
    }
  }
}
