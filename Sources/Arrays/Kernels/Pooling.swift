/// Maximum and mean over sliding windows of images [N, C, H, W] → [N, C, Ho, Wo].
///
/// Padding counts as -infinity for the maximum and as zero for the mean.
public struct Pooling: Sendable {
  public let inputShape: Shape
  public let outputShape: Shape
  /// N · C
  let planes: Int
  let rows: Window
  let columns: Window

  /// - Parameters:
  ///   - input: (N, C, H, W) or (C, H, W).
  ///   - stride: the kernel's size where nil.
  /// - Throws: `ArrayError` when a number is out of range or the window does not fit.
  public init(
    operation: String, input: Shape, kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0),
    dilation: (Int, Int) = (1, 1), roundsUp: Bool = false
  ) throws {
    guard input.rank == 4 || input.rank == 3 else {
      throw ArrayError.wrongShape(operation: operation, wanted: "an input (N, C, H, W)", got: input)
    }
    guard padding.0 <= kernel.0 / 2, padding.1 <= kernel.1 / 2 else {
      throw ArrayError.invalidArgument(
        operation: operation, message: "padding \(padding) is more than half of the kernel size \(kernel)")
    }
    let first = input.rank - 2
    let stride = stride ?? kernel
    rows = try Window(
      operation: operation, input: input[first], kernel: kernel.0, stride: stride.0, padding: padding.0,
      dilation: dilation.0, roundsUp: roundsUp)
    columns = try Window(
      operation: operation, input: input[first + 1], kernel: kernel.1, stride: stride.1, padding: padding.1,
      dilation: dilation.1, roundsUp: roundsUp)
    inputShape = input
    var sizes = input.array
    sizes[first] = rows.count
    sizes[first + 1] = columns.count
    outputShape = try Shape(sizes)
    guard rows.input * columns.input <= Int(Int32.max) else { throw ArrayError.tooManyElements(input.array) }
    planes = input.rank == 4 ? input[0] * input[1] : input[0]
  }

  var inPlane: Int { rows.input &* columns.input }
  var outPlane: Int { rows.count &* columns.count }
  /// Planes in a piece of work.
  var grain: Int { max(1, (1 << 16) / max(inPlane, 1)) }
  /// Two by two without overlap or padding: the case worth code of its own.
  var isHalving: Bool {
    rows.kernel == 2 && columns.kernel == 2 && rows.stride == 2 && columns.stride == 2 && rows.padding == 0
      && columns.padding == 0 && rows.dilation == 1 && columns.dilation == 1 && rows.count &* 2 <= rows.input
      && columns.count &* 2 <= columns.input
  }
}
