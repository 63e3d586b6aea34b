/// Means over a grid of bins of images [N, C, H, W] → [N, C, h, w], whatever H and W are.
///
/// Bin i of h covers the rows ⌊i H / h⌋ ..< ⌈(i + 1) H / h⌉, so that bins may overlap and, where h > H, repeat.
public struct AdaptivePooling: Sendable {
  public let inputShape: Shape
  public let outputShape: Shape
  private let planes: Int
  private let rows: Bins
  private let columns: Bins

  /// The bins along one axis.
  private struct Bins {
    let input: Int
    let count: Int

    func range(_ i: Int) -> Range<Int> {
      (i &* input) / count..<((i &+ 1) &* input &+ count &- 1) / count
    }
  }

  /// - Parameters:
  ///   - input: (N, C, H, W) or (C, H, W).
  ///   - output: h and w; nil keeps the input's.
  /// - Throws: `ArrayError` when a number is out of range or there is nothing to take the mean of.
  public init(operation: String, input: Shape, output: (Int?, Int?)) throws {
    guard input.rank == 4 || input.rank == 3 else {
      throw ArrayError.wrongShape(operation: operation, wanted: "an input (N, C, H, W)", got: input)
    }
    let first = input.rank - 2
    let wanted = (output.0 ?? input[first], output.1 ?? input[first + 1])
    // No product of two sizes of at most 31 bits overflows.
    let most = Int(Int32.max)
    for size in [wanted.0, wanted.1] where size < 0 || size > most {
      throw ArrayError.invalidArgument(operation: operation, message: "output size cannot be \(size)")
    }
    guard input[first] > 0, input[first + 1] > 0 else {
      throw ArrayError.wrongShape(operation: operation, wanted: "images with at least one row and column", got: input)
    }
    guard input[first] <= most, input[first + 1] <= most, input[first] &* input[first + 1] <= most else {
      throw ArrayError.tooManyElements(input.array)
    }
    rows = Bins(input: input[first], count: wanted.0)
    columns = Bins(input: input[first + 1], count: wanted.1)
    inputShape = input
    outputShape = try Shape(input.array[..<first] + [wanted.0, wanted.1])
    planes = input.rank == 4 ? input[0] &* input[1] : input[0]
  }

  private var inPlane: Int { rows.input &* columns.input }
  private var outPlane: Int { rows.count &* columns.count }
  private var grain: Int { max(1, (1 << 16) / max(inPlane, outPlane, 1)) }
  private var isEmpty: Bool { inputShape.count == 0 || outputShape.count == 0 }

  /// Each bin's mean.
  public func average(_ x: NDArray) throws -> NDArray {
    let x = try x.dense("adaptive_avg_pool2d", like: x.dtype, shape: inputShape)
    let y = try NDArray(empty: outputShape, dtype: x.dtype)
    if x.dtype == .float32 {
      mean(x.pointer(as: Float.self), y.pointer(as: Float.self))
    } else {
      mean(x.pointer(as: Double.self), y.pointer(as: Double.self))
    }
    withExtendedLifetime(x) {}
    try Cancellation.check()
    return y
  }

  /// dL/dx from `g` = dL/dy: each bin's share goes to all that it covers.
  public func averageGradient(_ g: NDArray) throws -> NDArray {
    let g = try g.dense("adaptive_avg_pool2d", like: g.dtype, shape: outputShape)
    let dx = try NDArray.zeros(inputShape, dtype: g.dtype)
    if g.dtype == .float32 {
      spread(g.pointer(as: Float.self), dx.pointer(as: Float.self))
    } else {
      spread(g.pointer(as: Double.self), dx.pointer(as: Double.self))
    }
    withExtendedLifetime(g) {}
    try Cancellation.check()
    return dx
  }

  private func mean<T: RealElement>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>) {
    if isEmpty { return }
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        if Cancellation.isRequested { return }
        let source = x + plane &* inPlane
        var target = y + plane &* outPlane
        for oy in 0..<rows.count {
          let ys = rows.range(oy)
          for ox in 0..<columns.count {
            let xs = columns.range(ox)
            var sum: T = 0
            for iy in ys {
              for ix in xs { sum += source[iy &* columns.input &+ ix] }
            }
            target.pointee = sum / T(ys.count &* xs.count)
            target += 1
          }
        }
      }
    }
  }

  private func spread<T: RealElement>(_ g: UnsafePointer<T>, _ dx: UnsafeMutablePointer<T>) {
    if isEmpty { return }
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        if Cancellation.isRequested { return }
        let target = dx + plane &* inPlane
        var source = g + plane &* outPlane
        for oy in 0..<rows.count {
          let ys = rows.range(oy)
          for ox in 0..<columns.count {
            let xs = columns.range(ox)
            let share = source.pointee / T(ys.count &* xs.count)
            for iy in ys {
              for ix in xs { target[iy &* columns.input &+ ix] += share }
            }
            source += 1
          }
        }
      }
    }
  }
}
