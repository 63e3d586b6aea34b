import Arrays
import Glibc

/// k(x, x') = variance exp(-2 sum over k of (sin(pi (x_k - x'_k) / period_k) / lengthscale_k)^2).
///
/// MacKay (1998); Rasmussen and Williams 2006, eq. 4.31, with a period a dimension. GPyTorch's `lengthscale` is the
/// square of this one.
public struct PeriodicKernel: Kernel {
  public let dimension: Int
  /// A lengthscale and a period for each dimension, or one for all.
  public let isARD: Bool
  public let learnsVariance: Bool
  private var logLengthscales: [Double]
  private var logPeriods: [Double]
  private var logVariance: Double
  /// 2 / lengthscale^2 and pi / period of every dimension.
  private var weights: [Double] = []
  private var rates: [Double] = []

  /// - Parameters:
  ///   - lengthscales, periods: one for each dimension, or a single one for all.
  ///   - variance: the kernel's value at distance 0.
  /// - Throws: `GaussianProcessError` for a dimension below 1 or parameters that are not positive.
  public init(
    dimension: Int, lengthscales: [Double] = [1], periods: [Double] = [0.5], variance: Double = 1,
    learnsVariance: Bool = false, isARD: Bool = true
  ) throws {
    guard dimension >= 1 else { throw GaussianProcessError.wrongDimension(wanted: 1, got: dimension) }
    let scales = try PerDimension.positive(lengthscales, "lengthscale", dimension, isARD: isARD)
    let distances = try PerDimension.positive(periods, "period", dimension, isARD: isARD)
    guard variance > 0, variance.isFinite else { throw GaussianProcessError.notPositive(what: "variance", variance) }
    self.dimension = dimension
    self.isARD = isARD
    self.learnsVariance = learnsVariance
    logLengthscales = scales.map { log($0) }
    logPeriods = distances.map { log($0) }
    logVariance = log(variance)
    updateWeights()
  }

  public var description: String { "periodic" }

  public var lengthscales: [Double] { logLengthscales.map(exp) }
  public var periods: [Double] { logPeriods.map(exp) }
  public var variance: Double { exp(logVariance) }

  public var parameters: [Double] {
    get { logLengthscales + logPeriods + (learnsVariance ? [logVariance] : []) }
    set {
      let count = logLengthscales.count
      guard newValue.count == 2 * count + (learnsVariance ? 1 : 0) else { return }
      logLengthscales = Array(newValue.prefix(count))
      logPeriods = Array(newValue[count..<(2 * count)])
      if learnsVariance { logVariance = newValue[2 * count] }
      updateWeights()
    }
  }

  public var parameterKinds: [KernelParameter] {
    let dimensions: [Int?] = isARD ? Array(0..<dimension) : [nil]
    return dimensions.map { .lengthscale(dimension: $0) } + dimensions.map { .period(dimension: $0) }
      + (learnsVariance ? [.outputscale] : [])
  }

  private mutating func updateWeights() {
    weights = (0..<dimension).map { 2 * exp(-2 * logLengthscales[isARD ? $0 : 0]) }
    rates = (0..<dimension).map { Double.pi * exp(-logPeriods[isARD ? $0 : 0]) }
  }

  /// The values.
  public func scratchCount(_ count: Int, stride: Int) -> Int { count * stride }

  public func covariance(
    _ points: Points, rows: Range<Int>, into matrix: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    let (n, stride) = (points.count, points.stride)
    points.columns.withUnsafeBufferPointer { columns in
      guard let columns = columns.baseAddress else { return }
      for i in rows {
        let first = i & ~7
        let row = matrix + (i &* stride &+ first)
        values(columns + first, stride, at: columns + i, step: stride, into: row, n &- first, padded: stride &- first)
        (scratch + (i &* stride &+ first)).update(from: row, count: stride &- first)
      }
    }
  }

  /// k of one point to `count` others, then zeros.
  private func values(
    _ columns: UnsafePointer<Double>, _ stride: Int, at point: UnsafePointer<Double>, step: Int,
    into row: UnsafeMutablePointer<Double>, _ count: Int, padded: Int
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: padded) { buffer in
      guard let sines = buffer.baseAddress else { return }
      for j in 0..<padded { row[j] = 0 }
      for k in 0..<dimension {
        let (column, x, rate, weight) = (columns + k &* stride, point[k &* step], rates[k], weights[k])
        for j in 0..<count { sines[j] = rate * (x - column[j]) }
        VectorMath.sin(sines, sines, count: count)
        for j in 0..<count { row[j] += weight * sines[j] * sines[j] }
      }
      let variance = variance
      for j in 0..<count { row[j] = variance * Elementary.exp(-row[j]) }
    }
  }

  public func addGradient(
    _ points: Points, rows: Range<Int>, weights sensitivities: UnsafePointer<Double>,
    scratch: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    let count = isARD ? dimension : 1
    points.columns.withUnsafeBufferPointer { columns in
      guard let columns = columns.baseAddress else { return }
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * stride) { buffer in
        guard let differences = buffer.baseAddress else { return }
        let (sines, cosines) = (differences + stride, differences + 2 &* stride)
        for i in rows {
          let (first, length) = (i & ~7, stride &- (i & ~7))
          let values = scratch + (i &* stride &+ first)
          let row = sensitivities + (i &* stride &+ first)
          // What stands left of the diagonal is scratch and counts as zero.
          for j in 0..<(i &- first) { values[j] = 0 }
          for j in 0..<length { values[j] *= row[j] }
          for k in 0..<dimension {
            let column = columns + (k &* stride &+ first)
            let (x, rate) = (columns[k &* stride &+ i], rates[k])
            for j in 0..<length { differences[j] = rate * (x - column[j]) }
            VectorMath.sin(differences, sines, count: length)
            VectorMath.cos(differences, cosines, count: length)
            // d k / d log lengthscale = 2 w sin^2 k, d k / d log period = 2 w sin cos (rate (x - x')) k.
            for j in 0..<length { cosines[j] *= sines[j] * differences[j] }
            for j in 0..<length { sines[j] *= sines[j] }
            gradient[isARD ? k : 0] += 2 * weights[k] * TriangularKernels.dot(values, sines, length)
            gradient[count &+ (isARD ? k : 0)] += 2 * weights[k] * TriangularKernels.dot(values, cosines, length)
          }
          if learnsVariance {
            var sum = 0.0
            for j in 0..<length { sum += values[j] }
            gradient[2 &* count] += sum
          }
        }
      }
    }
  }

  public func cross(
    _ points: Points, queries: UnsafePointer<Double>, count: Int, into matrix: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>
  ) {
    let (n, stride) = (points.count, points.stride)
    points.columns.withUnsafeBufferPointer { columns in
      guard let columns = columns.baseAddress else { return }
      for q in 0..<count {
        let row = matrix + q &* stride
        values(columns, stride, at: queries + q &* dimension, step: 1, into: row, n, padded: stride)
        (slopes + q &* stride).update(from: row, count: stride)
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
      withUnsafeTemporaryAllocation(of: Double.self, capacity: stride) { buffer in
        guard let sines = buffer.baseAddress else { return }
        for j in 0..<stride { slopes[j] *= sensitivities[j] }
        for k in 0..<dimension {
          let (column, x, rate) = (columns + k &* stride, query[k], rates[k])
          // sin cos = sin(2 t) / 2.
          for j in 0..<stride { sines[j] = 2 * rate * (x - column[j]) }
          VectorMath.sin(sines, sines, count: stride)
          gradient[k] -= weights[k] * rate * TriangularKernels.dot(slopes, sines, stride)
        }
      }
    }
  }

  public func pair(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for k in 0..<dimension {
      let s = sin(rates[k] * (a[k] - b[k]))
      sum += weights[k] * s * s
    }
    return variance * exp(-sum)
  }

  public func addPairGradient(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, weight: Double, to gradient: UnsafeMutablePointer<Double>
  ) {
    let value = weight * pair(a, b)
    for k in 0..<dimension { gradient[k] -= value * weights[k] * rates[k] * sin(2 * rates[k] * (a[k] - b[k])) }
  }

  /// Multiples of 2 pi / period: exp(-2 sin^2(t/2) / l^2) = e^-a (I_0(a) + 2 sum of I_j(a) cos(j t)), a = 1/l^2, so the
  /// multiple j has probability e^-a I_|j|(a).
  public var spectrum: Spectrum? {
    let multiples = weights.map { CosineSeries(a: 0.5 * $0) }
    let rates = rates
    return Spectrum(variance: variance) { stream in
      zip(multiples, rates).map { 2 * $1 * $0.draw(&stream) }
    }
  }
}
