import Arrays

extension Tensor {
  /// The `k`-th smallest (from 1) along `dimension` and where it stands.
  public func kthvalue(_ k: Int, _ dimension: Int = -1, keepdim: Bool = false) throws -> Ranked {
    let size = shape.rank == 0 ? 1 : shape[try array.dimension(dimension, of: "kthvalue")]
    guard k >= 1, k <= size else {
      throw ArrayError.invalidArgument(operation: "kthvalue", message: "k from 1 to \(size) wanted, got \(k)")
    }
    let (values, indices) = try sort(dimension)
    if shape.rank == 0 { return (values, indices) }
    let value = try values.narrow(dimension, start: k - 1, length: 1)
    let index = try indices.narrow(dimension, start: k - 1, length: 1).contiguous()
    return keepdim ? (value, index) : (try value.squeeze(dimension), try index.squeeze(dimension))
  }

  /// Sum without the elements that are nan.
  public func nansum(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    try maskedFill(isnan(), 0).sum(dimensions, keepdim: keepdim)
  }

  /// Mean of the elements that are not nan; nan where there is none.
  public func nanmean(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    let isNumber = try Tensor(array.eq(array).cast(to: dtype))
    return try nansum(dimensions, keepdim: keepdim).div(isNumber.sum(dimensions, keepdim: keepdim))
  }

  /// Quantiles at several places, in a new first dimension.
  public func quantiles(_ places: [Double], _ dimension: Int? = nil, keepdim: Bool = false) throws -> Tensor {
    try .stack(places.map { try quantile($0, dimension, keepdim: keepdim) }, 0)
  }
}
