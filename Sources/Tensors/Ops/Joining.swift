import Arrays

extension Tensor {
  /// Tensors one after the other along `dimension`; dtypes promote.
  public static func cat(_ tensors: [Tensor], _ dimension: Int = 0) throws -> Tensor {
    let result = try NDArray.cat(tensors.map(\.array), dimension)
    let parts = tensors.map { (shape: $0.shape, dtype: $0.dtype) }
    return .record("cat", result, inputs: tensors) { g in
      var start = 0
      return try parts.map { part in
        if part.shape.rank == 1, part.shape.count == 0 { return try .zeros(part.shape, dtype: part.dtype) }
        let length = part.shape[try g.dimension(dimension, of: "cat")]
        defer { start += length }
        return try g.narrow(dimension, start: start, length: length).cast(to: part.dtype)
      }
    }
  }

  /// Tensors of one shape along a new dimension.
  public static func stack(_ tensors: [Tensor], _ dimension: Int = 0) throws -> Tensor {
    let result = try NDArray.stack(tensors.map(\.array), dimension)
    let types = tensors.map(\.dtype)
    return .record("stack", result, inputs: tensors) { g in
      try types.enumerated().map { try g.select(dimension, $0.offset).cast(to: $0.element) }
    }
  }
}
