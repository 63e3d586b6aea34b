import Arrays

extension Tensor {
  /// y = x wᵀ + b, [..., in] × [out, in] → [..., out]; with `relu` max(y, 0), fused.
  ///
  /// dx = g w, dw = gᵀ x, db = Σ g, where g is masked by y > 0 first when fused.
  /// - Throws: `ArrayError` when shapes do not fit or dtypes differ.
  public static func linear(_ x: Tensor, weight: Tensor, bias: Tensor? = nil, relu: Bool = false) throws -> Tensor {
    let layer = try Dense(input: x.shape, weight: weight.shape)
    let y = try layer.forward(x.array, weight.array, bias: bias?.array, relu: relu)
    let (input, w) = (x.array, weight.array)
    let wanted = (x.requiresGrad, weight.requiresGrad, bias?.requiresGrad ?? false)
    let saved = relu ? [input, w, y] : [input, w]
    return .record("linear", y, inputs: bias.map { [x, weight, $0] } ?? [x, weight], saving: saved) { g in
      let g = relu ? try g.masked(wherePositive: y) : g
      var gradients = [
        wanted.0 ? try layer.inputGradient(g, w) : nil, wanted.1 ? try layer.weightGradient(g, input) : nil,
      ]
      if bias != nil { gradients.append(wanted.2 ? try layer.biasGradient(g) : nil) }
      return gradients
    }
  }
}
