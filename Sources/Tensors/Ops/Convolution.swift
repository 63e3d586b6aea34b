import Arrays

extension Tensor {
  /// Cross-correlation of images [N, C, H, W] (or one image [C, H, W]) with weights [O, C/groups, kh, kw], plus bias
  /// [O]; with `relu` max(y, 0), fused.
  ///
  /// - Throws: `ArrayError` when shapes do not fit or dtypes differ.
  public static func conv2d(
    _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0),
    dilation: (Int, Int) = (1, 1), groups: Int = 1, relu: Bool = false
  ) throws -> Tensor {
    let single = x.shape.rank == 3
    let input = single ? try x.array.unsqueeze(0) : x.array
    let convolution = try Convolution(
      input: input.shape, weight: weight.shape, stride: stride, padding: padding, dilation: dilation, groups: groups)
    let w = weight.array
    let full = try convolution.forward(input, w, bias: bias?.array, relu: relu)
    let y = single ? try full.squeeze(0) : full
    let wanted = (x.requiresGrad, weight.requiresGrad, bias?.requiresGrad ?? false)
    let saved = relu ? [input, w, y] : [input, w]
    return .record("conv2d", y, inputs: bias.map { [x, weight, $0] } ?? [x, weight], saving: saved) { g in
      var g = relu ? try g.masked(wherePositive: y) : g
      if single { g = try g.unsqueeze(0) }
      var gradients: [NDArray?] = [nil, nil]
      if wanted.0 {
        let dx = try convolution.inputGradient(g, w)
        gradients[0] = single ? try dx.squeeze(0) : dx
      }
      if wanted.1 { gradients[1] = try convolution.weightGradient(g, input) }
      if bias != nil { gradients.append(wanted.2 ? try convolution.biasGradient(g) : nil) }
      return gradients
    }
  }
}
