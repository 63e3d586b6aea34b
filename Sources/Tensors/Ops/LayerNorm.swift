import Arrays

extension Tensor {
  /// y = (x - m) / sqrt(v + eps) · weight + bias, mean m and biased variance v taken over the last dimensions, which are
  /// `normalizedShape`; weight and bias have that shape.
  ///
  /// With x̂ = (x - m)/s over n numbers and h = g · weight: dx = (h - mean(h) - x̂ mean(h x̂))/s. Ba, Kiros & Hinton 2016.
  /// - Throws: `ArrayError` when shapes do not fit or dtypes differ.
  public static func layerNorm(
    _ x: Tensor, normalizedShape: Shape, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
  ) throws -> Tensor {
    let name = "layer_norm"
    let lead = x.shape.rank - normalizedShape.rank
    guard normalizedShape.rank >= 1, lead >= 0,
      (0..<normalizedShape.rank).allSatisfy({ normalizedShape[$0] == x.shape[lead + $0] })
    else {
      throw ArrayError.wrongShape(
        operation: name, wanted: "an input that ends in the dimensions \(normalizedShape)", got: x.shape)
    }
    for parameter in [weight, bias] {
      guard let parameter, parameter.shape != normalizedShape else { continue }
      throw ArrayError.wrongShape(
        operation: name, wanted: "a parameter of shape \(normalizedShape)", got: parameter.shape)
    }
    return try withReal(
      x.dtype, { try LayerNorm<Float>(x, normalizedShape, weight, bias, eps).record(x, weight, bias) },
      { try LayerNorm<Double>(x, normalizedShape, weight, bias, eps).record(x, weight, bias) })
  }
}

/// Rows of n numbers, each normalised by itself.
private struct LayerNorm<T: RealElement> {
  let name = "layer_norm"
  let rows: Int
  let n: Int
  let shape: Shape
  let source: NDArray
  let weight: NDArray?
  let bias: NDArray?
  let eps: Double

  init(_ x: Tensor, _ normalized: Shape, _ weight: Tensor?, _ bias: Tensor?, _ eps: Double) throws {
    n = normalized.count
    rows = x.shape.count == 0 ? 0 : x.shape.count / n
    shape = normalized
    source = try x.array.dense(name, like: x.dtype)
    self.weight = try weight?.array.dense(name, like: x.dtype)
    self.bias = try bias?.array.dense(name, like: x.dtype)
    self.eps = eps
  }

  func record(_ x: Tensor, _ w: Tensor?, _ b: Tensor?) throws -> Tensor {
    let y = try NDArray(empty: source.shape, dtype: T.dtype)
    let hat = try NDArray(empty: source.shape, dtype: T.dtype)
    let inverse = try NDArray(empty: Shape(rows), dtype: T.dtype)
    let (xs, ys, hats) = (source.pointer(as: T.self), y.pointer(as: T.self), hat.pointer(as: T.self))
    let inverses = inverse.pointer(as: T.self)
    let (scales, shifts) = (weight?.pointer(as: T.self), bias?.pointer(as: T.self))
    Threads.forEach(count: rows, grain: Swift.max(1, (1 << 14) / Swift.max(n, 1))) { range in
      for row in range {
        let (from, unit, to) = (xs + row &* n, hats + row &* n, ys + row &* n)
        let mean = PointwiseLoss.sum(from, n) / Double(n)
        let variance = laneSum(n) { (Double(from[$0]) - mean) * (Double(from[$0]) - mean) }
        let (m, s) = (T(mean), T(1 / (variance / Double(n) + eps).squareRoot()))
        inverses[row] = s
        for i in 0..<n { unit[i] = (from[i] - m) * s }
        if let scales {
          for i in 0..<n { to[i] = unit[i] * scales[i] }
        } else {
          to.update(from: unit, count: n)
        }
        if let shifts { for i in 0..<n { to[i] += shifts[i] } }
      }
    }
    withExtendedLifetime((source, weight, bias)) {}
    try Cancellation.check()
    return .record("layer_norm", y, inputs: [x] + [w, b].compactMap { $0 }, saving: weight.map { [$0] } ?? []) { g in
      try pull(g, hat, inverse)
    }
  }

  /// Parameters' gradients are summed over fixed pieces of rows, then over pieces in order.
  private func pull(_ g: NDArray, _ hat: NDArray, _ inverse: NDArray) throws -> [NDArray?] {
    let g = try g.dense(name, like: T.dtype, shape: hat.shape)
    let dx = try NDArray(empty: hat.shape, dtype: T.dtype)
    let grain = Swift.max(1, Swift.max((1 << 14) / Swift.max(n, 1), (rows + 15) / 16))
    let pieces = rows == 0 ? 0 : (rows - 1) / grain + 1
    let sums = try NDArray.zeros(Shape(2, pieces, n), dtype: T.dtype)
    let (gs, hats, dxs) = (g.pointer(as: T.self), hat.pointer(as: T.self), dx.pointer(as: T.self))
    let (inverses, all) = (inverse.pointer(as: T.self), sums.pointer(as: T.self))
    let scales = weight?.pointer(as: T.self)
    Threads.forEach(count: rows, grain: grain) { range in
      let dw = all + range.lowerBound / grain &* n
      let db = dw + pieces &* n
      for row in range {
        let (slope, unit, to) = (gs + row &* n, hats + row &* n, dxs + row &* n)
        for i in 0..<n {
          dw[i] += slope[i] * unit[i]
          db[i] += slope[i]
        }
        if let scales {
          for i in 0..<n { to[i] = slope[i] * scales[i] }
        } else {
          to.update(from: slope, count: n)
        }
        let sum = PointwiseLoss.sum(to, n)
        let product = laneSum(n) { Double(to[$0]) * Double(unit[$0]) }
        let (m, p, s) = (T(sum / Double(n)), T(product / Double(n)), inverses[row])
        for i in 0..<n { to[i] = (to[i] - m - unit[i] * p) * s }
      }
    }
    withExtendedLifetime((g, hat, inverse, weight)) {}
    try Cancellation.check()
    func total(_ part: Int) throws -> NDArray { try sums.select(0, part).sum([0]).reshape(shape) }
    return try [dx] + (weight == nil ? [] : [total(0)]) + (bias == nil ? [] : [total(1)])
  }
}
