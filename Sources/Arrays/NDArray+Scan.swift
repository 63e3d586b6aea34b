extension NDArray {
  /// Product over `dimensions` (all when nil or empty); bools and integers as int64.
  public func prod(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> NDArray {
    let numbers = dtype == .bool ? try cast(to: .int64) : self
    let runs = try numbers.runs(dimensions, keepdim: keepdim, of: "prod")
    let result = try NDArray(empty: runs.shape, dtype: numbers.dtype)
    if result.count > 0 { ScanKernel.product(runs, into: result) }
    return result
  }

  /// Running sum along `dimension`; bools and integers as int64.
  public func cumsum(_ dimension: Int) throws -> NDArray {
    let numbers = dtype == .bool ? try cast(to: .int64) : self
    let runs = try numbers.runs(along: dimension, of: "cumsum")
    let result = try NDArray(empty: shape, dtype: numbers.dtype)
    if count > 0 { ScanKernel.cumulativeSum(runs, into: result) }
    return result
  }

  /// The order of `dimension` reversed; a copy.
  public func flip(_ dimension: Int) throws -> NDArray {
    if rank == 0 { return try clone() }
    let size = shape[try self.dimension(dimension, of: "flip")]
    if size == 0 { return try clone() }
    return try slice(dimension, start: size - 1, length: size, step: -1, of: "flip").clone()
  }

  /// Whether any element is other than 0; false where there is none.
  public func any(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> NDArray {
    let hits = try cast(to: .bool).sum(dimensions, keepdim: keepdim)
    return try hits.cast(to: .bool)
  }

  /// Whether all elements are other than 0; true where there is none.
  public func all(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> NDArray {
    try logicalNot().any(dimensions, keepdim: keepdim).logicalNot()
  }
}
