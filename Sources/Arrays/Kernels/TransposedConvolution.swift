/// The adjoint of a convolution (PyTorch's `conv_transpose2d`): images x [N, C, H, W] with weights w [C, O/g, kh, kw]
/// → y [N, O, Ho, Wo], Ho = (H - 1) stride - 2 padding + dilation (kh - 1) + extra + 1.
///
/// With K the convolution that takes images like y to images like x: y = Kᵀ x, dL/dx = K g, and dL/dw is K's own with
/// g and x in each other's place. Dumoulin & Visin 2016, chapter 4.
public struct TransposedConvolution: Sendable {
  public static let operation = "conv_transpose2d"
  private let adjoint: Convolution
  public var outputShape: Shape { adjoint.inputShape }

  /// - Parameter extra: PyTorch's `output_padding`, rows and columns added at one end; less than the stride.
  /// - Throws: `ArrayError` when shapes, groups or windows do not fit together.
  public init(
    input: Shape, weight: Shape, stride: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0), extra: (Int, Int) = (0, 0),
    dilation: (Int, Int) = (1, 1), groups: Int = 1
  ) throws {
    let name = TransposedConvolution.operation
    func fail(_ message: String) -> ArrayError { .invalidArgument(operation: name, message: message) }
    guard input.rank == 4, input[2] > 0, input[3] > 0 else {
      throw ArrayError.wrongShape(operation: name, wanted: "an input (N, C, H, W)", got: input)
    }
    guard weight.rank == 4, weight.count > 0 else {
      throw ArrayError.wrongShape(operation: name, wanted: "a weight (in, out / groups, kh, kw)", got: weight)
    }
    guard groups >= 1, weight[0] % groups == 0 else {
      throw fail("\(weight[0]) input channels cannot be cut into \(groups) groups")
    }
    guard input[1] == weight[0] else {
      throw fail("the input has \(input[1]) channels, the weight \(weight) wants \(weight[0])")
    }
    let rows = try TransposedConvolution.size(input[2], weight[2], stride.0, padding.0, extra.0, dilation.0)
    let columns = try TransposedConvolution.size(input[3], weight[3], stride.1, padding.1, extra.1, dilation.1)
    let (channels, overflow) = weight[1].multipliedReportingOverflow(by: groups)
    guard !overflow else { throw ArrayError.tooManyElements(weight.array) }
    adjoint = try Convolution(
      input: try Shape(input[0], channels, rows, columns), weight: weight, stride: stride, padding: padding,
      dilation: dilation, groups: groups)
  }

  /// - Throws: `ArrayError.invalidArgument` when a number is out of range or nothing is left of the image.
  private static func size(
    _ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ extra: Int, _ dilation: Int
  ) throws -> Int {
    func fail(_ message: String) -> ArrayError { .invalidArgument(operation: operation, message: message) }
    // No product of two such numbers overflows, nor does the sum of a few.
    let most = 1 << 30
    for (name, value, lowest) in [
      ("input size", input, 1), ("kernel size", kernel, 1), ("stride", stride, 1), ("padding", padding, 0),
      ("output_padding", extra, 0), ("dilation", dilation, 1),
    ] where value < lowest || value > most {
      throw fail("\(name) cannot be \(value)")
    }
    guard extra < stride else {
      throw fail("output_padding \(extra) must be smaller than the stride \(stride)")
    }
    let size = (input - 1) * stride - 2 * padding + dilation * (kernel - 1) + extra + 1
    guard size > 0 else {
      throw fail("padding \(padding) leaves nothing of an input of size \(input): the result would be of size \(size)")
    }
    return size
  }

  /// y from x and w; `bias` [O] is added where given.
  public func forward(_ x: NDArray, _ w: NDArray, bias: NDArray?) throws -> NDArray {
    let name = TransposedConvolution.operation
    let x = try x.dense(name, like: x.dtype)
    let w = try w.dense(name, like: x.dtype)
    let b = try bias?.dense(name, like: x.dtype, shape: Shape(outputShape[1]))
    let y = try adjoint.inputGradient(x, w)
    guard let b else { return y }
    if x.dtype == .float32 {
      add(b.pointer(as: Float.self), to: y.pointer(as: Float.self))
    } else {
      add(b.pointer(as: Double.self), to: y.pointer(as: Double.self))
    }
    withExtendedLifetime(b) {}
    return y
  }

  /// dL/dx from `g` = dL/dy.
  public func inputGradient(_ g: NDArray, _ w: NDArray) throws -> NDArray {
    try adjoint.forward(g, w, bias: nil, relu: false)
  }

  /// dL/dw from `g` = dL/dy and x.
  public func weightGradient(_ g: NDArray, _ x: NDArray) throws -> NDArray { try adjoint.weightGradient(x, g) }

  /// dL/db from `g` = dL/dy.
  public func biasGradient(_ g: NDArray) throws -> NDArray { try g.sum([0, 2, 3]) }

  private func add<T: RealElement>(_ b: UnsafePointer<T>, to y: UnsafeMutablePointer<T>) {
    let channels = outputShape[1]
    let plane = outputShape[2] &* outputShape[3]
    Threads.forEach(count: outputShape[0] &* channels, grain: max(1, (1 << 16) / plane)) { range in
      for image in range {
        let shift = b[image % channels]
        let row = y + image &* plane
        for i in 0..<plane { row[i] += shift }
      }
    }
  }
}
