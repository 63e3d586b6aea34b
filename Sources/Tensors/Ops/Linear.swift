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
      let g = relu ? try g.masked(whereNotPositive: y) : g
      var gradients = [
        wanted.0 ? try layer.inputGradient(g, w) : nil, wanted.1 ? try layer.weightGradient(g, input) : nil,
      ]
      if bias != nil { gradients.append(wanted.2 ? try layer.biasGradient(g) : nil) }
      return gradients
    }
  }
}

extension NDArray {
  /// `self` with zeros wherever `y` is not positive: the pullback of a relu whose result is `y`.
  func masked(whereNotPositive y: NDArray) throws -> NDArray {
    let g = try dense("relu", like: y.dtype, shape: y.shape)
    let result = try NDArray(empty: shape, dtype: dtype)
    if dtype == .float32 {
      mask(g.pointer(as: Float.self), y.pointer(as: Float.self), result.pointer(as: Float.self), count)
    } else {
      mask(g.pointer(as: Double.self), y.pointer(as: Double.self), result.pointer(as: Double.self), count)
    }
    withExtendedLifetime((g, y)) {}
    return result
  }
}

private func mask<T: RealElement>(
  _ g: UnsafePointer<T>, _ y: UnsafePointer<T>, _ result: UnsafeMutablePointer<T>, _ count: Int
) {
  Threads.forEach(count: count, grain: 1 << 16) { range in
    for i in range { result[i] = y[i] > 0 ? g[i] : 0 }
  }
}
