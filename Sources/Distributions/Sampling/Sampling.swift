import Arrays

/// Bulk draws, tile by tile. Each tile of 2048 numbers has a random stream of its own, keyed by its position, so that
/// the numbers do not depend on how many threads work.
enum Sampling {
  /// Fills `out` with `count` draws; the k-th parameter of draw i is `parameters[k][i]`.
  typealias Fill = (
    _ parameters: UnsafePointer<UnsafeMutablePointer<Double>>, _ out: UnsafeMutablePointer<Double>, _ count: Int,
    _ random: inout RandomStream
  ) -> Void

  static let tile = 1 << 11

  /// Draws of `shape`, whose last dimensions are those of `batch`.
  /// - Parameter parameters: broadcast to `batch`.
  /// - Parameter open: draws are kept strictly between these bounds, at the nearest numbers of the dtype.
  static func draw(
    _ shape: Shape, _ dtype: DType, _ parameters: [NDArray], batch: Shape, stream: String, open: OpenInterval? = nil,
    _ fill: @escaping Fill
  ) throws -> NDArray {
    try draw(shape, dtype, parameters, batch: batch, stream: stream, open: open) { p, _, out, count, random in
      fill(p, out, count, &random)
    }
  }

  /// Draws that depend on their position: `fill` gets that of the tile's first one.
  static func draw(
    _ shape: Shape, _ dtype: DType, stream: String,
    at fill: @escaping (Int, UnsafeMutablePointer<Double>, Int, inout RandomStream) -> Void
  ) throws -> NDArray {
    try draw(shape, dtype, [], batch: .scalar, stream: stream, open: nil) { _, first, out, count, random in
      fill(first, out, count, &random)
    }
  }

  private static func draw(
    _ shape: Shape, _ dtype: DType, _ parameters: [NDArray], batch: Shape, stream: String, open: OpenInterval?,
    _ fill: (
      UnsafePointer<UnsafeMutablePointer<Double>>, Int, UnsafeMutablePointer<Double>, Int, inout RandomStream
    ) -> Void
  ) throws -> NDArray {
    let result = try NDArray(empty: shape, dtype: dtype)
    let columns = try parameters.map { source in
      let numbers = try source.cast(to: .float64)
      return try (source.count == 1 ? numbers : numbers.expand(to: batch)).contiguous()
    }
    let root = Random.withStream(stream) {
      RandomStream(seed: $0.seed, identity: $0.nextUInt64(), position: 0)
    }
    let sources = columns.map { ($0.pointer(as: Double.self), $0.count) }
    let limits = open?.limits(dtype)
    Threads.forEach(count: result.count, grain: tile) { range in
      if Cancellation.isRequested { return }
      var random = root.substream(range.lowerBound / tile)
      let buffers = sources.count + 1
      withUnsafeTemporaryAllocation(of: Double.self, capacity: buffers * tile) { memory in
        withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Double>.self, capacity: buffers) { pointers in
          guard let memory = memory.baseAddress, let p = pointers.baseAddress else { return }
          for (place, (values, count)) in sources.enumerated() {
            p[place] = memory + place * tile
            spread(values, count, range, p[place])
          }
          let out = memory + sources.count * tile
          fill(p, range.lowerBound, out, range.count, &random)
          if let limits { clamp(out, range.count, limits.0, limits.1) }
          store(out, range, result)
        }
      }
    }
    withExtendedLifetime((columns, result)) {}
    try Cancellation.check()
    return result
  }

  /// The parameters of the draws in `range`, which run through the batch again and again.
  private static func spread(
    _ values: UnsafePointer<Double>, _ count: Int, _ range: Range<Int>, _ out: UnsafeMutablePointer<Double>
  ) {
    if count == 1 {
      out.update(repeating: values[0], count: range.count)
      return
    }
    var place = range.lowerBound % count
    for i in 0..<range.count {
      out[i] = values[place]
      place = place &+ 1 == count ? 0 : place &+ 1
    }
  }

  private static func clamp(_ out: UnsafeMutablePointer<Double>, _ count: Int, _ low: Double, _ high: Double) {
    for i in 0..<count {
      let x = out[i]
      out[i] = x < low ? low : (x > high ? high : x)
    }
  }

  private static func store(_ out: UnsafePointer<Double>, _ range: Range<Int>, _ result: NDArray) {
    switch result.dtype {
    case .float32:
      let target = result.pointer(as: Float.self) + range.lowerBound
      for i in 0..<range.count { target[i] = Float(out[i]) }
    case .int64:
      let target = result.pointer(as: Int64.self) + range.lowerBound
      for i in 0..<range.count { target[i] = Int64(exactly: out[i]) ?? 0 }
    default:
      (result.pointer(as: Double.self) + range.lowerBound).update(from: out, count: range.count)
    }
  }

  // MARK: Noise

  static func normals(_ out: UnsafeMutablePointer<Double>, _ count: Int, _ random: inout RandomStream) {
    random.fillNormal(out, count: count)
  }

  /// Uniform on (0, 1).
  static func uniforms(_ out: UnsafeMutablePointer<Double>, _ count: Int, _ random: inout RandomStream) {
    random.fillUniform(out, count: count)
    // The largest would be rounded to 1, whose logarithm and whose complement are 0.
    for i in 0..<count { out[i] = min(out[i] + 0x1p-54, 1 - 0x1p-53) }
  }

  /// Standard exponential.
  static func exponentials(_ out: UnsafeMutablePointer<Double>, _ count: Int, _ random: inout RandomStream) {
    uniforms(out, count, &random)
    for i in 0..<count { out[i] = -Elementary.log(out[i]) }
  }
}

/// Bounds that a rounded draw must not reach, since densities may be infinite there.
enum OpenInterval {
  case positive, unit

  func limits(_ dtype: DType) -> (Double, Double) {
    let isFloat = dtype == .float32
    let smallest = isFloat ? Double(Float.leastNormalMagnitude) : Double.leastNormalMagnitude
    let largest = isFloat ? Double(Float.greatestFiniteMagnitude) : Double.greatestFiniteMagnitude
    switch self {
    case .positive: return (smallest, largest)
    case .unit: return (smallest, 1 - (isFloat ? 0x1p-24 : 0x1p-53))
    }
  }
}
