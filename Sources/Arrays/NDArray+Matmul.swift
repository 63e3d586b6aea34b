extension NDArray {
  /// [..., m, k] × [..., k, n] → [..., m, n]; leading dimensions broadcast. A vector on the left counts as one row,
  /// on the right as one column, and that dimension is dropped from the result: PyTorch's `matmul`.
  public func matmul(_ other: NDArray) throws -> NDArray {
    guard rank > 0, other.rank > 0 else {
      throw ArrayError.wrongShape(
        operation: "matmul", wanted: "at least 1 dimension", got: rank == 0 ? shape : other.shape)
    }
    if rank == 2, other.rank == 2, dtype == other.dtype, dtype.isFloatingPoint, shape[1] == other.shape[0] {
      return try NDArray.product(self, other)
    }
    let common = DType.promoted(dtype, other.dtype)
    let compute = common == .bool ? DType.int64 : common
    let a = try (rank == 1 ? unsqueeze(0) : self).cast(to: compute)
    let b = try (other.rank == 1 ? other.unsqueeze(1) : other).cast(to: compute)
    let (m, k, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1], b.shape[b.rank - 1])
    guard k == b.shape[b.rank - 2] else {
      throw ArrayError.innerSizes(operation: "matmul", left: shape, right: other.shape)
    }
    // A stack times one matrix is one tall product.
    if b.rank == 2, a.rank > 2, a.isContiguous {
      let flat = try NDArray.product(a.reshape(Shape(a.count / max(k, 1), k).orZero(a, k)), b)
      return try flat.reshape(Shape(a.shape.array.dropLast() + [n])).droppingVector(false, other.rank == 1)
    }
    let batch = try Shape.broadcast(
      Shape(a.shape.array.dropLast(2)), Shape(b.shape.array.dropLast(2)), of: "matmul")
    let left = try a.expand(to: Shape(batch.array + [m, k]))
    let right = try b.expand(to: Shape(batch.array + [k, n]))
    return try NDArray.product(left, right).droppingVector(rank == 1, other.rank == 1)
  }

  /// One number, one vector, one matrix at a time; see `matmul`. Equal ranks of at least 2.
  private static func product(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    let out = try NDArray(empty: a.shape.replacing(a.rank - 1, by: b.shape[b.rank - 1]), dtype: a.dtype)
    if a.dtype == .int64 {
      try MatmulKernel.integers(a, b, into: out)
    } else {
      try MatmulKernel.run(a, b, into: out)
    }
    return out
  }

  private func droppingVector(_ left: Bool, _ right: Bool) throws -> NDArray {
    var result = self
    if left { result = try result.squeeze(rank - 2) }
    if right { result = try result.squeeze(-1) }
    return result
  }
}

extension Shape {
  /// Rows of a stack of matrices; counted from the sizes where there are no elements to count.
  fileprivate func orZero(_ stack: NDArray, _ k: Int) throws -> Shape {
    if k > 0 { return self }
    return try Shape([stack.shape.array.dropLast().reduce(1, *), 0])
  }
}
