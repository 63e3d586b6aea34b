extension NDArray {
  /// exp(x) / sum(exp(x)) along `dimension`. Floats only.
  public func softmax(_ dimension: Int) throws -> NDArray { try softmax(.softmax, dimension, "softmax") }

  /// The logarithm of `softmax`, without its rounding to 0.
  public func logSoftmax(_ dimension: Int) throws -> NDArray { try softmax(.logSoftmax, dimension, "log_softmax") }

  /// What a gradient of `y = softmax(x)` makes of x; `self` is y.
  public func softmaxGradient(_ gradient: NDArray, _ dimension: Int) throws -> NDArray {
    try softmaxGradient(.softmax, gradient, dimension)
  }

  /// What a gradient of `y = logSoftmax(x)` makes of x; `self` is y.
  public func logSoftmaxGradient(_ gradient: NDArray, _ dimension: Int) throws -> NDArray {
    try softmaxGradient(.logSoftmax, gradient, dimension)
  }

  /// log(sum(exp(x))) over `dimensions` (all when nil or empty), -inf over nothing. Floats only.
  public func logsumexp(_ dimensions: [Int]?, keepdim: Bool = false) throws -> NDArray {
    try checkFloating("logsumexp")
    let runs = try runs(dimensions, keepdim: keepdim, of: "logsumexp")
    let result = try NDArray(empty: runs.shape, dtype: dtype)
    var rows = runs.array
    if runs.inner != 1 {
      rows = try runs.array.reshape(Shape(runs.outer, runs.n, runs.inner)).transpose(1, 2).contiguous()
    }
    try SoftmaxKernel.logSumExp(rows, into: result, rows: runs.outer * runs.inner, n: runs.n)
    return result
  }

  private func softmax(_ kind: SoftmaxKernel.Kind, _ dimension: Int, _ operation: String) throws -> NDArray {
    try checkFloating(operation)
    let (x, restore) = try movedLast(dimension, of: operation)
    let y = try NDArray(emptyLike: x, dtype: dtype)
    let n = x.rank == 0 ? 1 : x.shape[x.rank - 1]
    SoftmaxKernel.run(kind, x, into: y, rows: n == 0 ? 0 : x.count / n, n: n)
    return try restore(y)
  }

  private func softmaxGradient(_ kind: SoftmaxKernel.Kind, _ gradient: NDArray, _ dimension: Int) throws -> NDArray {
    let (y, restore) = try movedLast(dimension, of: "softmax")
    let g = try gradient.movedLast(dimension, of: "softmax").array
    let out = try NDArray(emptyLike: y, dtype: dtype)
    let n = y.rank == 0 ? 1 : y.shape[y.rank - 1]
    SoftmaxKernel.gradient(kind, g, y, into: out, rows: n == 0 ? 0 : y.count / n, n: n)
    return try restore(out)
  }
}
