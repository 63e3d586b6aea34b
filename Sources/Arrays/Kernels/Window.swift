/// One axis of a sliding window (convolution, pooling): where the kernel stands and what it sees.
///
/// Notation: output o, kernel element k → input position o·stride - padding + k·dilation, which may lie in the
/// padding, outside 0..<input.
public struct Window: Equatable, Sendable {
  public let input: Int
  public let kernel: Int
  public let stride: Int
  public let padding: Int
  public let dilation: Int
  /// Number of outputs; 0 only where the input is empty.
  public let count: Int

  /// Larger than any sensible kernel, small enough that no product of two overflows.
  private static let most = 1 << 30

  /// - Parameter roundsUp: PyTorch's `ceil_mode`: a last window that hangs over the end counts, as long as it starts
  ///   inside the input or its left padding.
  /// - Throws: `ArrayError.invalidArgument` when a number is out of range or the kernel does not fit.
  public init(
    operation: String, input: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    roundsUp: Bool = false
  ) throws {
    func check(_ name: String, _ value: Int, from lowest: Int) throws {
      guard value >= lowest, value <= Window.most else {
        throw ArrayError.invalidArgument(operation: operation, message: "\(name) cannot be \(value)")
      }
    }
    try check("kernel size", kernel, from: 1)
    try check("stride", stride, from: 1)
    try check("padding", padding, from: 0)
    try check("dilation", dilation, from: 1)
    let room = input + 2 * padding - (dilation * (kernel - 1) + 1)
    guard room >= 0 else {
      throw ArrayError.invalidArgument(
        operation: operation,
        message: "a kernel of size \(kernel)\(dilation > 1 ? " with dilation \(dilation)" : "")"
          + " does not fit an input of size \(input)\(padding > 0 ? " with padding \(padding)" : "")")
    }
    var count = (roundsUp ? room + stride - 1 : room) / stride + 1
    if roundsUp, (count - 1) * stride >= input + padding { count -= 1 }
    self.input = input
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.count = count
  }

  /// Outputs whose element `k` of the kernel lies inside the input.
  @inline(__always)
  func inside(_ k: Int) -> Range<Int> {
    let shift = k &* dilation &- padding
    // 0 <= o·stride + shift < input
    let first = shift >= 0 ? 0 : (stride &- 1 &- shift) / stride
    let end = input > shift ? (input &- shift &+ stride &- 1) / stride : 0
    let low = min(first, count)
    return low..<max(low, min(end, count))
  }

  /// Input positions under output `o`, clipped to the input; for dilation 1.
  @inline(__always)
  func span(_ o: Int) -> Range<Int> {
    let start = o &* stride &- padding
    let low = min(max(start, 0), input)
    return low..<max(low, min(start &+ kernel, input))
  }
}
