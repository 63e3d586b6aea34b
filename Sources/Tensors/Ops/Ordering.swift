import Arrays

/// Largest, smallest, sorted. nan counts as larger than any number; positions are int64 and count from 0.
extension Tensor {
  /// Values and positions of an operation along one dimension.
  public typealias Ranked = (values: Tensor, indices: Tensor)

  /// The largest element; ties share its gradient evenly.
  public func max() throws -> Tensor { try amax(nil) }
  public func min() throws -> Tensor { try amin(nil) }

  /// Along one dimension; the gradient goes to the first element that is largest.
  public func max(_ dimension: Int, keepdim: Bool = false) throws -> Ranked {
    let (values, indices) = try array.maxWithIndices(dimension, keepdim: keepdim)
    return chosen("max", values, indices, dimension, keepdim: keepdim)
  }

  public func min(_ dimension: Int, keepdim: Bool = false) throws -> Ranked {
    let (values, indices) = try array.minWithIndices(dimension, keepdim: keepdim)
    return chosen("min", values, indices, dimension, keepdim: keepdim)
  }

  /// Largest over `dimensions` (all when nil or empty); ties share the gradient evenly.
  public func amax(_ dimensions: [Int]?, keepdim: Bool = false) throws -> Tensor {
    extreme("amax", try array.maximum(dimensions, keepdim: keepdim), dimensions, keepdim)
  }

  public func amin(_ dimensions: [Int]?, keepdim: Bool = false) throws -> Tensor {
    extreme("amin", try array.minimum(dimensions, keepdim: keepdim), dimensions, keepdim)
  }

  /// Position along `dimension`, or in row-major order when nil.
  public func argmax(_ dimension: Int? = nil, keepdim: Bool = false) throws -> Tensor {
    Tensor(try array.argmax(dimension, keepdim: keepdim))
  }

  public func argmin(_ dimension: Int? = nil, keepdim: Bool = false) throws -> Tensor {
    Tensor(try array.argmin(dimension, keepdim: keepdim))
  }

  /// Stable.
  public func sort(_ dimension: Int = -1, descending: Bool = false) throws -> Ranked {
    let (values, indices) = try array.sort(dimension, descending: descending)
    return chosen("sort", values, indices, dimension, keepdim: true)
  }

  public func argsort(_ dimension: Int = -1, descending: Bool = false) throws -> Tensor {
    Tensor(try array.sort(dimension, descending: descending).indices)
  }

  /// The `k` largest (or smallest) along `dimension`, best first.
  public func topk(_ k: Int, _ dimension: Int = -1, largest: Bool = true) throws -> Ranked {
    let (values, indices) = try array.topk(k, dimension, largest: largest)
    return chosen("topk", values, indices, dimension, keepdim: true)
  }

  /// The middle element; the lower of two, as PyTorch's.
  public func median() throws -> Tensor { try flatten().median(0).values }

  public func median(_ dimension: Int, keepdim: Bool = false) throws -> Ranked {
    let sorted = try array.sort(dimension)
    let size = shape.rank == 0 ? 1 : sorted.values.shape[try array.dimension(dimension, of: "median")]
    guard size > 0 else {
      throw ArrayError.invalidArgument(operation: "median", message: "there is no element in shape \(shape)")
    }
    if shape.rank == 0 { return chosen("median", sorted.values, sorted.indices, 0, keepdim: true) }
    var values = try sorted.values.narrow(dimension, start: (size - 1) / 2, length: 1).clone()
    var indices = try sorted.indices.narrow(dimension, start: (size - 1) / 2, length: 1).clone()
    // nan sorts last: where the last is one, so is the median.
    let last = try sorted.values.narrow(dimension, start: size - 1, length: 1)
    values = try .where(last.isnan(), last, values)
    indices = try .where(last.isnan(), sorted.indices.narrow(dimension, start: size - 1, length: 1), indices)
    if !keepdim {
      values = try values.squeeze(dimension)
      indices = try indices.squeeze(dimension)
    }
    return chosen("median", values, indices, dimension, keepdim: keepdim)
  }

  /// The value below which the part `q` in [0, 1] of the elements lies, interpolated linearly between neighbours.
  public func quantile(_ q: Double, _ dimension: Int? = nil, keepdim: Bool = false) throws -> Tensor {
    guard dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: "quantile", wanted: "float32 or float64", got: dtype)
    }
    guard q >= 0, q <= 1 else {
      throw ArrayError.invalidArgument(operation: "quantile", message: "a number from 0 to 1 wanted, got \(q)")
    }
    guard let dimension else {
      let result = try flatten().quantile(q, 0)
      return keepdim ? try result.reshape(shape.array.map { _ in 1 }) : result
    }
    let sorted = try sort(dimension).values
    if shape.rank == 0 { return sorted }
    let size = shape[try array.dimension(dimension, of: "quantile")]
    guard size > 0 else {
      throw ArrayError.invalidArgument(operation: "quantile", message: "there is no element in shape \(shape)")
    }
    let place = q * Double(size - 1)
    let lower = Int(place.rounded(.down))
    let upper = Swift.min(lower + 1, size - 1)
    let low = try sorted.narrow(dimension, start: lower, length: 1)
    let high = try sorted.narrow(dimension, start: upper, length: 1)
    var result = try low.add(high.sub(low).mul(.real(place - Double(lower))))
    let last = try sorted.narrow(dimension, start: size - 1, length: 1)
    result = try .where(Tensor(last.array.isnan()), last, result)
    return keepdim ? result : try result.squeeze(dimension)
  }

  /// Values that stand at `indices` along `dimension`.
  private func chosen(
    _ operation: StaticString, _ values: NDArray, _ indices: NDArray, _ dimension: Int, keepdim: Bool
  ) -> Ranked {
    let (before, type) = (shape, dtype)
    let result = Tensor.record(operation, values, inputs: [self], saving: [indices]) { g in
      let places = keepdim || before.rank == 0 ? indices : try indices.unsqueeze(dimension)
      let part = keepdim || before.rank == 0 ? g : try g.unsqueeze(dimension)
      return [try NDArray.zeros(before, dtype: type).scatterAdd(dimension, places, part)]
    }
    return (result, Tensor(indices))
  }

  private func extreme(_ operation: StaticString, _ y: NDArray, _ dimensions: [Int]?, _ keepdim: Bool) -> Tensor {
    let x = array
    return .record(operation, y, inputs: [self], saving: [x]) { g in
      let whole = try y.unreduced(dimensions, keepdim: keepdim, to: x.shape)
      let isChosen = try x.eq(whole).logicalOr(x.isnan().logicalAnd(whole.isnan())).cast(to: x.dtype)
      let share = try isChosen.div(isChosen.sum(dimensions, keepdim: true))
      return [try share.mul(g.unreduced(dimensions, keepdim: keepdim, to: x.shape))]
    }
  }
}
