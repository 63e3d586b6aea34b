import Arrays

/// Running products, extremes and log-sums along a dimension; `cumsum` stands with the reductions.
extension Tensor {
  public func cumprod(_ dimension: Int) throws -> Tensor {
    let x = array
    return .record("cumprod", try x.cumprod(dimension), inputs: [self], saving: [x]) { g in
      [try x.cumprodGradient(g, dimension)]
    }
  }

  /// The largest so far and where it stands, the last among equals.
  public func cummax(_ dimension: Int) throws -> Ranked { try cumulativeExtreme("cummax", dimension, largest: true) }
  public func cummin(_ dimension: Int) throws -> Ranked { try cumulativeExtreme("cummin", dimension, largest: false) }

  private func cumulativeExtreme(_ operation: StaticString, _ dimension: Int, largest: Bool) throws -> Ranked {
    let (values, indices) = try array.cumulativeExtreme(dimension, largest: largest)
    let (before, type) = (shape, dtype)
    let result = Tensor.record(operation, values, inputs: [self], saving: [indices]) { g in
      [try NDArray.zeros(before, dtype: type).scatterAdd(dimension, indices, g)]
    }
    return (result, Tensor(indices))
  }

  /// log of the running sum of exp(x).
  ///
  /// dx[k] = sum over i >= k of g[i] exp(x[k] - y[i]), by log-sums of the positive and of the negative g.
  public func logcumsumexp(_ dimension: Int) throws -> Tensor {
    let source = try floating()
    let x = source.array
    let y = try x.logcumsumexp(dimension)
    return .record("logcumsumexp", y, inputs: [source], saving: [x, y]) { g in
      func part(_ g: NDArray) throws -> NDArray {
        let isPositive = try g.gt(.scalar(0, dtype: g.dtype))
        let terms = try NDArray.where(isPositive, g.log().sub(y), .scalar(.real(-.infinity), dtype: g.dtype))
        return try terms.flip(dimension).logcumsumexp(dimension).flip(dimension).add(x).exp()
      }
      return [try part(g).sub(part(g.neg()))]
    }
  }
}
