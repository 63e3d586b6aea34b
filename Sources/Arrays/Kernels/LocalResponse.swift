/// Normalisation across neighbouring channels (Krizhevsky, Sutskever & Hinton 2012, section 3.3), as PyTorch's.
///
/// Notation: x [N, C, P] with P positions an image; s_c = k + α/n Σ x² over the n channels c - ⌊n/2⌋ ... c + ⌊(n-1)/2⌋
/// that exist; y = x s^-β. With g = dL/dy: dx_c = g_c s_c^-β - 2 (α/n) β x_c Σ g_j x_j s_j^(-β-1) over the channels j whose
/// windows hold c. Both sums slide: each is taken anew for each channel, so that no rounding is carried along.
public struct LocalResponse: Sendable {
  public static let operation = "local_response_norm"
  let size: Int
  let alpha: Double
  let beta: Double
  let k: Double
  private let shape: Shape
  private let channels: Int
  private let plane: Int

  /// - Throws: `ArrayError` when the input has no channels' dimension or `size` is not positive.
  public init(input: Shape, size: Int, alpha: Double, beta: Double, k: Double) throws {
    guard input.rank >= 3 else {
      throw ArrayError.wrongShape(operation: LocalResponse.operation, wanted: "an input (N, C, ...)", got: input)
    }
    guard size >= 1 else {
      throw ArrayError.invalidArgument(operation: LocalResponse.operation, message: "size cannot be \(size)")
    }
    (self.size, self.alpha, self.beta, self.k, shape) = (size, alpha, beta, k, input)
    channels = input[1]
    plane = input.count == 0 ? 0 : input.count / (input[0] &* input[1])
  }

  /// y, and log s for the gradient.
  public func forward(_ x: NDArray) throws -> (y: NDArray, logs: NDArray) {
    let x = try x.dense(LocalResponse.operation, like: x.dtype, shape: shape)
    let y = try NDArray(empty: shape, dtype: x.dtype)
    let logs = try NDArray(empty: shape, dtype: x.dtype)
    if x.dtype == .float32 {
      normalize(x.pointer(as: Float.self), logs.pointer(as: Float.self), y.pointer(as: Float.self))
    } else {
      normalize(x.pointer(as: Double.self), logs.pointer(as: Double.self), y.pointer(as: Double.self))
    }
    withExtendedLifetime(x) {}
    try Cancellation.check()
    return (y, logs)
  }

  /// dL/dx.
  public func gradient(_ g: NDArray, _ x: NDArray, logs: NDArray) throws -> NDArray {
    let name = LocalResponse.operation
    let (g, x) = (try g.dense(name, like: x.dtype, shape: shape), try x.dense(name, like: x.dtype, shape: shape))
    let dx = try NDArray(empty: shape, dtype: x.dtype)
    if x.dtype == .float32 {
      try pull(
        g.pointer(as: Float.self), x.pointer(as: Float.self), logs.pointer(as: Float.self), dx.pointer(as: Float.self))
    } else {
      try pull(
        g.pointer(as: Double.self), x.pointer(as: Double.self), logs.pointer(as: Double.self),
        dx.pointer(as: Double.self))
    }
    withExtendedLifetime((g, x, logs)) {}
    try Cancellation.check()
    return dx
  }

  private var images: Int { plane == 0 ? 0 : shape[0] }
  private var grain: Int { max(1, (1 << 16) / max(channels &* plane, 1)) }

  /// The channels under the window of `c`, or those whose windows hold `c`.
  private func window(_ c: Int, reversed: Bool = false) -> Range<Int> {
    // A window wider than twice the channels sees all of them.
    let n = min(size, 2 &* channels &+ 1)
    let (before, after) = reversed ? ((n &- 1) / 2, n / 2) : (n / 2, (n &- 1) / 2)
    return max(c &- before, 0)..<min(c &+ after &+ 1, channels)
  }

  private func normalize<T: RealElement>(
    _ x: UnsafePointer<T>, _ logs: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>
  ) {
    let (share, base, power) = (T(alpha / Double(size)), T(k), T(-beta))
    let image = channels &* plane
    Threads.forEach(count: images, grain: grain) { range in
      for n in range {
        if Cancellation.isRequested { return }
        let (source, log, target) = (x + n &* image, logs + n &* image, y + n &* image)
        for c in 0..<channels {
          let row = log + c &* plane
          row.update(repeating: 0, count: plane)
          for j in window(c) {
            let other = source + j &* plane
            for i in 0..<plane { row[i] += other[i] * other[i] }
          }
          for i in 0..<plane { row[i] = base + share * row[i] }
        }
        T.log(log, log, count: image)
        for i in 0..<image { target[i] = power * log[i] }
        T.exp(target, target, count: image)
        for i in 0..<image { target[i] *= source[i] }
      }
    }
  }

  private func pull<T: RealElement>(
    _ g: UnsafePointer<T>, _ x: UnsafePointer<T>, _ logs: UnsafePointer<T>, _ dx: UnsafeMutablePointer<T>
  ) throws {
    let (power, slope) = (T(-beta), T(2 * alpha / Double(size) * beta))
    let image = channels &* plane
    let workers = Threads.workers(pieces: images / grain &+ 1)
    let scratch = try Scratch(T.self, count: image &+ plane, slots: workers)
    Threads.forEach(count: images, grain: grain, workers: workers) { range, worker in
      // g x s^(-β-1) for every channel, and one row of sums.
      let (terms, sums) = (scratch[worker], scratch[worker] + image)
      for n in range {
        if Cancellation.isRequested { return }
        let start = n &* image
        let (gs, xs, log, target) = (g + start, x + start, logs + start, dx + start)
        for i in 0..<image { terms[i] = (power - 1) * log[i] }
        T.exp(terms, terms, count: image)
        for i in 0..<image { terms[i] *= gs[i] * xs[i] }
        for i in 0..<image { target[i] = power * log[i] }
        T.exp(target, target, count: image)
        for c in 0..<channels {
          sums.update(repeating: 0, count: plane)
          for j in window(c, reversed: true) {
            let row = terms + j &* plane
            for i in 0..<plane { sums[i] += row[i] }
          }
          let place = c &* plane
          for i in 0..<plane {
            target[place &+ i] = gs[place &+ i] * target[place &+ i] - slope * xs[place &+ i] * sums[i]
          }
        }
      }
    }
  }
}
