import Arrays

/// Singular values.
///
/// Notation: A = U diag(S) Vᵀ, [m, n], k = min(m, n); only the first k columns of U and V have gradients (those of
/// `fullMatrices` beyond them are not functions of A).
extension Tensor {
  /// U [..., m, k], S [..., k] descending, Vᵀ [..., k, n]; with `fullMatrices` U [..., m, m] and Vᵀ [..., n, n].
  ///
  /// Of S: dA = U diag(dS) Vᵀ. Of the vectors, with E_ij = S_j² - S_i² off the diagonal (Giles 2008, section 3.2;
  /// Townsend 2016, "Differentiating the singular value decomposition"):
  /// dA = U (skew(Uᵀ dU) / E) diag(S) Vᵀ + (1 - U Uᵀ) dU diag(1/S) Vᵀ, and the same with U and V exchanged. They are
  /// infinite or nan where values are repeated or 0, and mean something only for functions that do not depend on the
  /// vectors' signs.
  /// - Throws: `ArrayError.invalidArgument` for nan or infinities, `NotConverged`.
  public func svd(fullMatrices: Bool = true) throws -> (u: Tensor, s: Tensor, vh: Tensor) {
    let (u, s, vh) = try array.svd(fullMatrices: fullMatrices)
    let k = s.shape[s.rank - 1]
    let values = Tensor.record("svd", s, inputs: [self], saving: [u, vh]) { g in
      [try u.narrow(-1, start: 0, length: k).mul(g.unsqueeze(-2)).matmul(vh.narrow(-2, start: 0, length: k))]
    }
    let left = Tensor.record("svd", u, inputs: [self], saving: [u, s, vh]) { g in
      let (u, g) = (try u.narrow(-1, start: 0, length: k), try g.narrow(-1, start: 0, length: k))
      return [try singularPull(u, s, g).matmul(vh.narrow(-2, start: 0, length: k))]
    }
    let right = Tensor.record("svd", vh, inputs: [self], saving: [u, s, vh]) { g in
      let v = try vh.narrow(-2, start: 0, length: k).matrixTransposed()
      let pulled = try singularPull(v, s, g.narrow(-2, start: 0, length: k).matrixTransposed())
      return [try u.narrow(-1, start: 0, length: k).matmul(pulled.matrixTransposed())]
    }
    return (left, values, right)
  }

  /// The singular values alone, descending. [..., m, n] → [..., min(m, n)]; see `svd`.
  public func svdvals() throws -> Tensor {
    // The gradient wants the vectors.
    guard requiresGrad, Tape.isRecording else { return Tensor(try array.svdvals()) }
    return try svd(fullMatrices: false).s
  }
}

/// U (skew(Uᵀ g) / E) diag(S) + (1 - U Uᵀ) g diag(1/S), to be multiplied by Vᵀ.
private func singularPull(_ u: NDArray, _ s: NDArray, _ g: NDArray) throws -> NDArray {
  let product = try u.matrixTransposed().matmul(g)
  let squares = try s.square()
  let gaps = try squares.unsqueeze(-2).sub(squares.unsqueeze(-1))
  try gaps.diagonal(offset: 0, -2, -1).fill(.real(.infinity))
  let inner = try product.sub(product.matrixTransposed()).div(gaps).mul(s.unsqueeze(-2))
  let result = try u.matmul(inner)
  if u.shape[u.rank - 2] == u.shape[u.rank - 1] { return result }
  return try result.add(g.sub(u.matmul(product)).div(s.unsqueeze(-2)))
}
