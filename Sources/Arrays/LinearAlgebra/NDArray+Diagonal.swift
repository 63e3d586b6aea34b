extension NDArray {
  /// Elements (i, i + offset) of the matrices in dimensions `first` and `second`, in a new last dimension; a window.
  public func diagonal(offset: Int = 0, _ first: Int = 0, _ second: Int = 1) throws -> NDArray {
    let (a, b) = (try dimension(first, of: "diagonal"), try dimension(second, of: "diagonal"))
    guard rank >= 2, a != b else {
      throw rank < 2
        ? ArrayError.wrongShape(operation: "diagonal", wanted: "at least 2 dimensions", got: shape)
        : ArrayError.invalidArgument(operation: "diagonal", message: "two different dimensions wanted")
    }
    let (rows, columns) = (shape[a], shape[b])
    // An offset beyond the matrix leaves nothing.
    let down = Swift.min(offset < 0 ? (offset == .min ? .max : -offset) : 0, rows)
    let right = Swift.min(Swift.max(offset, 0), columns)
    let length = Swift.max(0, Swift.min(rows &- down, columns &- right))
    let kept = (0..<rank).filter { $0 != a && $0 != b }
    var result = Strides(values: .zero)
    for (place, d) in kept.enumerated() { result[place] = strides[d] }
    result[kept.count] = strides[a] &+ strides[b]
    return window(
      try Shape(kept.map { shape[$0] } + [length]), result,
      offset: length == 0 ? self.offset : self.offset &+ down &* strides[a] &+ right &* strides[b])
  }

  /// Of a vector a matrix with it on a diagonal, of a matrix that diagonal, `offset` columns to the right. A copy.
  public func diag(_ offset: Int = 0) throws -> NDArray {
    switch rank {
    case 1: return try diagonalEmbedded(offset: offset)
    case 2: return try diagonal(offset: offset).clone()
    default: throw ArrayError.wrongShape(operation: "diag", wanted: "1 or 2 dimensions", got: shape)
    }
  }

  /// Matrices with the last dimension on a diagonal, zeros elsewhere. [..., n] → [..., n + |offset|, n + |offset|]
  public func diagonalEmbedded(offset: Int = 0) throws -> NDArray {
    guard rank > 0 else {
      throw ArrayError.wrongShape(operation: "diag", wanted: "at least 1 dimension", got: shape)
    }
    // No sum beyond 64 bits: the shape refuses what is too large.
    let side = Int(clamping: UInt64(shape[rank - 1]) + UInt64(offset.magnitude))
    let result = try NDArray.zeros(Shape(shape.array.dropLast() + [side, side]), dtype: dtype)
    try result.diagonal(offset: offset, -2, -1).copy(from: self)
    return result
  }

  /// The sum of a matrix's diagonal.
  public func trace() throws -> NDArray {
    guard rank == 2 else { throw ArrayError.wrongShape(operation: "trace", wanted: "2 dimensions", got: shape) }
    return try diagonal().sum()
  }

  /// The elements (i, j) of each matrix with j <= i + offset, zeros elsewhere.
  public func tril(_ offset: Int = 0) throws -> NDArray { try triangle("tril", offset, keepsLower: true) }

  /// The elements (i, j) of each matrix with j >= i + offset, zeros elsewhere.
  public func triu(_ offset: Int = 0) throws -> NDArray { try triangle("triu", offset, keepsLower: false) }

  private func triangle(_ operation: String, _ offset: Int, keepsLower: Bool) throws -> NDArray {
    guard rank >= 2 else {
      throw ArrayError.wrongShape(operation: operation, wanted: "at least 2 dimensions", got: shape)
    }
    let result = try clone()
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    guard count > 0 else { return result }
    let rowBytes = columns &* dtype.itemSize
    for row in 0..<(count / columns) {
      if row & 0xfff == 0 { try Cancellation.check() }
      // The first column of this row on the far side of the diagonal.
      let (end, overflow) = (row % rows).addingReportingOverflow(offset)
      let limit = overflow ? (offset > 0 ? columns : 0) : end
      let cut = Swift.min(Swift.max(keepsLower ? (limit == .max ? limit : limit + 1) : limit, 0), columns)
      let start = result.storage.pointer + row &* rowBytes
      let zeros = keepsLower ? cut..<columns : 0..<cut
      (start + zeros.lowerBound &* dtype.itemSize).initializeMemory(
        as: UInt8.self, repeating: 0, count: zeros.count &* dtype.itemSize)
    }
    withExtendedLifetime(result.storage) {}
    return result
  }
}
