import Arrays

/// The loops of the kernel. Points stand by columns, so all of them run over neighbouring numbers,
/// eight or sixteen at a time.
extension StationaryKernel {
  public func scratchCount(_ count: Int, stride: Int) -> Int { (learnsVariance ? 2 : 1) * count * stride }

  public func covariance(
    _ points: Points, rows: Range<Int>, into matrix: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    let (n, stride) = (points.count, points.stride)
    let variance = variance
    withPointers(points) { columns, weights in
      for i in rows {
        let row = matrix + i &* stride
        let first = i & ~7
        squaredDistances(columns, weights, stride, at: columns + i, step: stride, from: first, into: row)
        profile.apply(row, scratch + i &* stride, from: first, to: n, variance: variance)
        for j in n..<stride { row[j] = 0 }
        for j in n..<stride { scratch[i &* stride &+ j] = 0 }
        if learnsVariance {
          let values: UnsafeMutablePointer<Double> = scratch + ((n &+ i) &* stride &+ first)
          values.update(from: row + first, count: stride &- first)
        }
      }
    }
  }

  public func addGradient(
    _ points: Points, rows: Range<Int>, weights sensitivities: UnsafePointer<Double>,
    scratch: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>
  ) {
    let (n, stride, d) = (points.count, points.stride, dimension)
    withPointers(points) { columns, weights in
      withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: d) { buffer in
        guard let sums = buffer.baseAddress else { return }
        sums.initialize(repeating: SIMD8(), count: d)
        for i in rows {
          let slopes = scratch + i &* stride
          let row = sensitivities + i &* stride
          let first = i & ~7
          // Weights times slopes; what stands left of the diagonal is scratch and counts as zero.
          for j in first..<i { slopes[j] = 0 }
          for j in i..<stride { slopes[j] *= row[j] }
          for k in 0..<d {
            let column = columns + k &* stride
            let x = column[i]
            var sum = sums[k]
            var j = first
            while j < stride {
              let difference = load(column + j) - x
              sum += load(slopes + j) * (difference * difference)
              j &+= 8
            }
            sums[k] = sum
          }
        }
        // d r^2 / d log lengthscale_k = -2 (x_k - x'_k)^2 / lengthscale_k^2.
        for k in 0..<d { gradient[isARD ? k : 0] += -2 * weights[k] * sums[k].sum() }
      }
    }
    guard learnsVariance else { return }
    let values = scratch + n &* stride
    var total = 0.0
    for i in rows {
      let row = values + i &* stride
      for j in (i & ~7)..<i { row[j] = 0 }
      var sum = SIMD8<Double>()
      var j = i & ~7
      while j < stride {
        // Weights left of the diagonal are scratch too, and may be anything finite.
        sum += load(row + j) * load(sensitivities + (i &* stride &+ j))
        j &+= 8
      }
      total += sum.sum()
    }
    gradient[isARD ? d : 1] += total
  }

  public func cross(
    _ points: Points, queries: UnsafePointer<Double>, count: Int, into matrix: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>
  ) {
    let (n, stride) = (points.count, points.stride)
    let variance = variance
    withPointers(points) { columns, weights in
      for q in 0..<count {
        let row = matrix + q &* stride
        squaredDistances(columns, weights, stride, at: queries + q &* dimension, step: 1, from: 0, into: row)
        profile.apply(row, slopes + q &* stride, from: 0, to: stride, variance: variance)
        for j in n..<stride { row[j] = 0 }
        for j in n..<stride { slopes[q &* stride &+ j] = 0 }
      }
    }
  }

  public func addInputGradient(
    _ points: Points, query: UnsafePointer<Double>, weights sensitivities: UnsafePointer<Double>,
    slopes: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>
  ) {
    let stride = points.stride
    withPointers(points) { columns, weights in
      for j in 0..<stride { slopes[j] *= sensitivities[j] }
      for k in 0..<dimension {
        let column = columns + k &* stride
        var sum = SIMD8<Double>()
        var j = 0
        while j < stride {
          sum += (query[k] - load(column + j)) * load(slopes + j)
          j &+= 8
        }
        gradient[k] += 2 * weights[k] * sum.sum()
      }
    }
  }

  public func pair(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    profile.valueAndSlope(squaredDistance(a, b), variance: variance).value
  }

  public func addPairGradient(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, weight: Double, to gradient: UnsafeMutablePointer<Double>
  ) {
    let slope = profile.valueAndSlope(squaredDistance(a, b), variance: variance).slope * 2 * weight
    for k in 0..<dimension { gradient[k] += slope * weights[k] * (a[k] - b[k]) }
  }

  private func squaredDistance(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for k in 0..<dimension { sum += (a[k] - b[k]) * (a[k] - b[k]) * weights[k] }
    return sum
  }

  @inline(__always)
  private func load(_ pointer: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Double>.self)
  }

  private func withPointers(_ points: Points, _ body: (UnsafePointer<Double>, UnsafePointer<Double>) -> Void) {
    points.columns.withUnsafeBufferPointer { columns in
      weights.withUnsafeBufferPointer { weights in
        guard let columns = columns.baseAddress, let weights = weights.baseAddress else { return }
        body(columns, weights)
      }
    }
  }

  /// r^2 of one point to all, from place `from` (a multiple of eight) to the end of the padding.
  @inline(__always)
  private func squaredDistances(
    _ columns: UnsafePointer<Double>, _ weights: UnsafePointer<Double>, _ stride: Int,
    at point: UnsafePointer<Double>, step: Int, from: Int, into row: UnsafeMutablePointer<Double>
  ) {
    var j = from
    while j &+ 16 <= stride {
      var s0 = SIMD8<Double>()
      var s1 = SIMD8<Double>()
      for k in 0..<dimension {
        let column = columns + (k &* stride &+ j)
        let d0 = load(column) - point[k &* step]
        let d1 = load(column + 8) - point[k &* step]
        s0 += d0 * d0 * weights[k]
        s1 += d1 * d1 * weights[k]
      }
      UnsafeMutableRawPointer(row + j).storeBytes(of: s0, as: SIMD8<Double>.self)
      UnsafeMutableRawPointer(row + (j &+ 8)).storeBytes(of: s1, as: SIMD8<Double>.self)
      j &+= 16
    }
    while j < stride {
      var s = SIMD8<Double>()
      for k in 0..<dimension {
        let difference = load(columns + (k &* stride &+ j)) - point[k &* step]
        s += difference * difference * weights[k]
      }
      UnsafeMutableRawPointer(row + j).storeBytes(of: s, as: SIMD8<Double>.self)
      j &+= 8
    }
  }
}
