import Arrays

/// Matrix products.
extension Tensor {
  /// [..., m, k] × [..., k, n] → [..., m, n]; leading dimensions broadcast, vectors count as a row on the left and
  /// as a column on the right.
  ///
  /// dA = G Bᵀ, dB = Aᵀ G, summed over broadcast dimensions.
  public func matmul(_ other: Tensor) throws -> Tensor {
    let (a, b) = (array, other.array)
    let y = try a.matmul(b)
    let (wantsA, wantsB) = (requiresGrad, other.requiresGrad)
    return .record("matmul", y, inputs: [self, other], saving: (wantsA ? [b] : []) + (wantsB ? [a] : [])) { g in
      // The same product of matrices, with the dimensions that vectors lack.
      let left = a.rank == 1 ? try a.unsqueeze(0) : a
      let right = b.rank == 1 ? try b.unsqueeze(1) : b
      var full = g
      if b.rank == 1 { full = try full.unsqueeze(-1) }
      if a.rank == 1 { full = try full.unsqueeze(-2) }
      return [
        wantsA
          ? try full.matmul(right.cast(to: g.dtype).transpose(-1, -2)).sum(to: left.shape, dtype: a.dtype)
            .reshape(a.shape) : nil,
        wantsB
          ? try Tensor.rightGradient(left.cast(to: g.dtype), full, right.shape).cast(to: b.dtype).reshape(b.shape)
          : nil,
      ]
    }
  }

  /// Aᵀ G; a stack beside one matrix is one tall product, whose sum over the stack comes for free.
  private static func rightGradient(_ a: NDArray, _ g: NDArray, _ wanted: Shape) throws -> NDArray {
    if wanted.rank == 2, a.rank > 2, a.count > 0, g.count > 0 {
      let tallA = try a.reshape(Shape(a.count / a.shape[a.rank - 1], a.shape[a.rank - 1]))
      let tallG = try g.reshape(Shape(g.count / g.shape[g.rank - 1], g.shape[g.rank - 1]))
      return try tallA.t().matmul(tallG)
    }
    return try a.transpose(-1, -2).matmul(g).sum(to: wanted)
  }

  /// [m, k] × [k, n]
  public func mm(_ other: Tensor) throws -> Tensor { try product("mm", other, 2, 2) }
  /// [b, m, k] × [b, k, n]
  public func bmm(_ other: Tensor) throws -> Tensor {
    if shape.rank == 3, other.shape.rank == 3, shape[0] != other.shape[0] {
      throw ArrayError.shapeMismatch(operation: "bmm", left: shape, right: other.shape)
    }
    return try product("bmm", other, 3, 3)
  }
  /// [m, k] × [k]
  public func mv(_ other: Tensor) throws -> Tensor { try product("mv", other, 2, 1) }
  /// [k] × [k] → a single number
  public func dot(_ other: Tensor) throws -> Tensor { try product("dot", other, 1, 1) }

  /// [m] × [n] → [m, n]
  public func outer(_ other: Tensor) throws -> Tensor {
    guard shape.rank == 1, other.shape.rank == 1 else {
      throw ArrayError.shapeMismatch(operation: "outer", left: shape, right: other.shape)
    }
    return try unsqueeze(1).mul(other)
  }

  private func product(_ operation: String, _ other: Tensor, _ left: Int, _ right: Int) throws -> Tensor {
    guard shape.rank == left, other.shape.rank == right else {
      throw ArrayError.shapeMismatch(operation: operation, left: shape, right: other.shape)
    }
    guard shape[left - 1] == other.shape[Swift.max(right - 2, 0)] else {
      throw ArrayError.innerSizes(operation: operation, left: shape, right: other.shape)
    }
    return try matmul(other)
  }
}
