import Arrays

/// Elements by position or mask. Positions are int64, count from 0, negative ones from the end.
extension Tensor {
  /// Entries `index[i]` of `dimension`; positions may repeat, their gradients add up.
  public func indexSelect(_ dimension: Int, _ index: Tensor) throws -> Tensor {
    let (before, type, positions) = (shape, dtype, index.array)
    return .record(
      "index_select", try array.indexSelect(dimension, positions), inputs: [self], saving: [positions]
    ) { g in [try NDArray.zeros(before, dtype: type).indexAdd(dimension, positions, g)] }
  }

  /// out[i, j, ...] = self[i, index[i, j, ...], ...], the position along `dimension`.
  public func gather(_ dimension: Int, _ index: Tensor) throws -> Tensor {
    let (before, type, positions) = (shape, dtype, index.array)
    return .record("gather", try array.gather(dimension, positions), inputs: [self], saving: [positions]) { g in
      [try NDArray.zeros(before, dtype: type).scatterAdd(dimension, positions, g)]
    }
  }

  /// A copy with `source` added where `index` points, as `gather` reads.
  public func scatterAdd(_ dimension: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    let positions = index.array
    let result = try array.scatterAdd(dimension, positions, source.array)
    let type = source.dtype
    return .record("scatter_add", result, inputs: [self, source], saving: [positions]) { g in
      [g, try g.gather(dimension, positions).cast(to: type)]
    }
  }

  /// `value` where `mask` (broadcast to this shape) holds; no gradient passes there.
  public func maskedFill(_ mask: Tensor, _ value: Scalar) throws -> Tensor {
    let m = mask.array
    return .record("masked_fill", try array.maskedFill(m, value), inputs: [self], saving: [m]) { g in
      [try g.maskedFill(m, 0)]
    }
  }

  /// The entries where `mask` holds, in row-major order; the mask has this tensor's first dimensions, which become
  /// one: [a, b, c...] with a mask [a, b] gives [n, c...].
  public func maskedSelect(_ mask: Tensor) throws -> Tensor {
    let flat = try reshape(masked(by: mask, of: "masked_select"))
    return try flat.indexSelect(0, Tensor(mask.array.nonzeroPositions()))
  }

  /// Row-major coordinates of the elements other than 0: int64 [n, rank].
  public func nonzero() throws -> Tensor {
    let flat = try array.nonzeroPositions().values(as: Int64.self)
    let steps = shape.contiguousStrides
    let coordinates = flat.flatMap { position in
      (0..<shape.rank).map { Int64((Int(position) / steps[$0]) % shape[$0]) }
    }
    return Tensor(try NDArray(coordinates, shape: Shape(flat.count, shape.rank)))
  }

  /// This shape with the dimensions of `mask` merged into the first.
  func masked(by mask: Tensor, of operation: String) throws -> Shape {
    guard mask.dtype == .bool else {
      throw ArrayError.wrongDType(operation: operation, wanted: "a bool mask", got: mask.dtype)
    }
    let rank = mask.shape.rank
    guard rank <= shape.rank, (0..<rank).allSatisfy({ mask.shape[$0] == shape[$0] }) else {
      throw ArrayError.shapeMismatch(operation: operation, left: shape, right: mask.shape)
    }
    return try Shape([mask.shape.count] + shape.array[rank...])
  }
}
