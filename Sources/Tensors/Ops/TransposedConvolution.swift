import Arrays

extension Tensor {
  /// The adjoint of a convolution ("deconvolution"): images [N, C, H, W] (or one image [C, H, W]) with weights
  /// [C, O/groups, kh, kw], plus bias [O] → [N, O, Ho, Wo], Ho = (H - 1) stride - 2 padding + dilation (kh - 1) + extra + 1.
  ///
  /// - Parameter extra: PyTorch's `output_padding`: rows and columns added at the end; smaller than the stride or the
  ///   dilation.
  /// - Throws: `ArrayError` when shapes do not fit or dtypes differ.
  public static func convTranspose2d(
    _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0),
    extra: (Int, Int) = (0, 0), dilation: (Int, Int) = (1, 1), groups: Int = 1
  ) throws -> Tensor {
    let name = TransposedConvolution.operation
    if x.shape.rank == 3 {
      return try convTranspose2d(
        x.unsqueeze(0), weight: weight, bias: bias, stride: stride, padding: padding, extra: extra, dilation: dilation,
        groups: groups
      ).squeeze(0)
    }
    var (x, extra) = (x, extra)
    if x.shape.rank == 4 {
      // What reaches further than a stride is as much as zeros at the end of the image give.
      (x, extra.0) = try lengthened(x, 2, extra.0, stride.0, dilation.0)
      (x, extra.1) = try lengthened(x, 3, extra.1, stride.1, dilation.1)
    }
    let convolution = try TransposedConvolution(
      input: x.shape, weight: weight.shape, stride: stride, padding: padding, extra: extra, dilation: dilation,
      groups: groups)
    let (input, w) = (try x.array.dense(name, like: x.dtype), weight.array)
    let y = try convolution.forward(input, w, bias: bias?.array)
    let wanted = (x.requiresGrad, weight.requiresGrad, bias?.requiresGrad ?? false)
    let inputs = bias.map { [x, weight, $0] } ?? [x, weight]
    return .record("conv_transpose2d", y, inputs: inputs, saving: [input, w]) { g in
      var gradients = [
        wanted.0 ? try convolution.inputGradient(g, w) : nil, wanted.1 ? try convolution.weightGradient(g, input) : nil,
      ]
      if bias != nil { gradients.append(wanted.2 ? try convolution.biasGradient(g) : nil) }
      return gradients
    }
  }

  private static func lengthened(_ x: Tensor, _ dimension: Int, _ extra: Int, _ stride: Int, _ dilation: Int) throws
    -> (Tensor, Int)
  {
    guard stride >= 1, extra >= stride else { return (x, extra) }
    guard extra < dilation else {
      throw ArrayError.invalidArgument(
        operation: TransposedConvolution.operation,
        message: "output_padding \(extra) must be smaller than the stride \(stride) or the dilation \(dilation)")
    }
    var sizes = x.shape.array
    sizes[dimension] = extra / stride
    return (try .cat([x, Tensor(try NDArray.zeros(Shape(sizes), dtype: x.dtype))], dimension), extra % stride)
  }
}
