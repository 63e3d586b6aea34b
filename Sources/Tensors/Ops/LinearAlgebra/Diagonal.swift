import Arrays

/// Diagonals and triangles.
extension Tensor {
  /// Elements (i, i + offset) of the matrices in two dimensions, in a new last dimension; a window.
  public func diagonal(offset: Int = 0, _ first: Int = 0, _ second: Int = 1) throws -> Tensor {
    try windowed("diagonal") { try $0.diagonal(offset: offset, first, second) }
  }

  /// Of a vector a matrix with it on a diagonal, of a matrix that diagonal; a copy.
  public func diag(_ offset: Int = 0) throws -> Tensor {
    let before = shape
    return .record("diag", try array.diag(offset), inputs: [self]) { g in
      if before.rank == 1 { return [try g.diagonal(offset: offset)] }
      return [try g.embedded(in: before) { try $0.diagonal(offset: offset) }]
    }
  }

  /// The sum of a matrix's diagonal.
  public func trace() throws -> Tensor {
    let before = shape
    return .record("trace", try array.trace(), inputs: [self]) { g in
      let diagonal = try NDArray.zeros(before, dtype: g.dtype)
      try diagonal.diagonal().fill(1)
      return [try diagonal.mul(g)]
    }
  }

  /// The elements (i, j) of each matrix with j <= i + offset, zeros elsewhere.
  public func tril(_ offset: Int = 0) throws -> Tensor {
    .record("tril", try array.tril(offset), inputs: [self]) { g in [try g.tril(offset)] }
  }

  /// The elements (i, j) of each matrix with j >= i + offset, zeros elsewhere.
  public func triu(_ offset: Int = 0) throws -> Tensor {
    .record("triu", try array.triu(offset), inputs: [self]) { g in [try g.triu(offset)] }
  }
}
