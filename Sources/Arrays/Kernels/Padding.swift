/// Borders around images [N, C, H, W] or [C, H, W], as PyTorch's `pad`.
///
/// Every row and column of the result is one of the input or zeros, so that one list of places for either axis says all.
public struct Padding: Sendable {
  public enum Mode: String, Sendable, CaseIterable {
    case zeros
    /// Mirrored at the outermost element, which is not repeated.
    case reflect
    /// The outermost element again and again.
    case replicate
    /// From the other end.
    case circular
  }

  public let inputShape: Shape
  public let outputShape: Shape
  /// The input's row or column of each of the result's; -1 where there are zeros.
  private let rows: [Int]
  private let columns: [Int]
  private let planes: Int

  /// - Parameters:
  ///   - rows: how many before and after.
  /// - Throws: `ArrayError` when a number is out of range or the input too small to be mirrored.
  public init(
    operation: String, input: Shape, rows: (before: Int, after: Int), columns: (before: Int, after: Int), mode: Mode
  ) throws {
    guard input.rank == 4 || input.rank == 3 else {
      throw ArrayError.wrongShape(operation: operation, wanted: "an input (N, C, H, W)", got: input)
    }
    let first = input.rank - 2
    func places(_ size: Int, _ before: Int, _ after: Int) throws -> [Int] {
      // Every such place is kept in a list.
      let most = 1 << 24
      for padding in [before, after] where padding < 0 || padding > most {
        throw ArrayError.invalidArgument(operation: operation, message: "padding cannot be \(padding)")
      }
      guard size <= most else { throw ArrayError.tooManyElements(input.array) }
      let longest = max(before, after)
      let allowed =
        switch mode {
        case .zeros: Int.max
        case .reflect: size - 1
        case .circular: size
        case .replicate: size > 0 ? Int.max : 0
        }
      guard longest == 0 || longest <= allowed else {
        throw ArrayError.invalidArgument(
          operation: operation,
          message: "a padding of \(longest) in mode \(mode) is too much for an input of size \(size)")
      }
      return (-before..<size + after).map { place in
        if place >= 0, place < size { return place }
        switch mode {
        case .zeros: return -1
        case .reflect: return place < 0 ? -place : 2 * (size - 1) - place
        case .replicate: return place < 0 ? 0 : size - 1
        case .circular: return place < 0 ? place + size : place - size
        }
      }
    }
    self.rows = try places(input[first], rows.before, rows.after)
    self.columns = try places(input[first + 1], columns.before, columns.after)
    inputShape = input
    outputShape = try Shape(input.array[..<first] + [self.rows.count, self.columns.count])
    planes = input.rank == 4 ? input[0] &* input[1] : input[0]
  }

  private var inPlane: Int { inputShape[inputShape.rank - 2] &* inputShape[inputShape.rank - 1] }
  private var width: Int { inputShape[inputShape.rank - 1] }
  private var outPlane: Int { rows.count &* columns.count }
  private var grain: Int { max(1, (1 << 16) / max(outPlane, 1)) }

  public func pad(_ x: NDArray, operation: String) throws -> NDArray {
    let x = try x.dense(operation, like: x.dtype, shape: inputShape)
    let y = try NDArray(empty: outputShape, dtype: x.dtype)
    if x.dtype == .float32 {
      copy(x.pointer(as: Float.self), y.pointer(as: Float.self))
    } else {
      copy(x.pointer(as: Double.self), y.pointer(as: Double.self))
    }
    withExtendedLifetime(x) {}
    try Cancellation.check()
    return y
  }

  /// dL/dx from `g` = dL/dy: what was taken several times gets the sum.
  public func gradient(_ g: NDArray, operation: String) throws -> NDArray {
    let g = try g.dense(operation, like: g.dtype, shape: outputShape)
    let dx = try NDArray.zeros(inputShape, dtype: g.dtype)
    if g.dtype == .float32 {
      add(g.pointer(as: Float.self), dx.pointer(as: Float.self))
    } else {
      add(g.pointer(as: Double.self), dx.pointer(as: Double.self))
    }
    withExtendedLifetime(g) {}
    try Cancellation.check()
    return dx
  }

  private func copy<T: RealElement>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>) {
    if outputShape.count == 0 { return }
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        if Cancellation.isRequested { return }
        var target = y + plane &* outPlane
        for row in rows {
          let source = x + (plane &* inPlane &+ max(row, 0) &* width)
          for (i, column) in columns.enumerated() { target[i] = row < 0 || column < 0 ? 0 : source[column] }
          target += columns.count
        }
      }
    }
  }

  private func add<T: RealElement>(_ g: UnsafePointer<T>, _ dx: UnsafeMutablePointer<T>) {
    if outputShape.count == 0 { return }
    Threads.forEach(count: planes, grain: grain) { range in
      for plane in range {
        if Cancellation.isRequested { return }
        var source = g + plane &* outPlane
        for row in rows {
          if row >= 0 {
            let target = dx + (plane &* inPlane &+ row &* width)
            for (i, column) in columns.enumerated() where column >= 0 { target[column] += source[i] }
          }
          source += columns.count
        }
      }
    }
  }
}
