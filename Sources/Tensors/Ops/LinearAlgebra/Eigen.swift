import Arrays

/// Eigenvalues of symmetric matrices.
extension Tensor {
  /// Eigenvalues of symmetric matrices [..., n, n], ascending [..., n], and orthonormal eigenvectors as the columns of
  /// [..., n, n]; the lower (`upper`: upper) triangle is read. The gradients are symmetric.
  ///
  /// dA = V diag(dw) Vᵀ; dA = V (F ∘ Vᵀ dV) Vᵀ with F_ij = 1 / (w_j - w_i) off the diagonal, 0 on it (Giles 2008,
  /// section 3.1). The second is infinite or nan where a value is repeated, and means something only for functions that
  /// do not depend on the vectors' signs.
  /// - Throws: `ArrayError.invalidArgument` for nan or infinities, `NotConverged`.
  public func eigh(upper: Bool = false) throws -> (values: Tensor, vectors: Tensor) {
    let (w, v) = try array.eigh(upper: upper)
    let vectors = Tensor.record("eigh", v, inputs: [self], saving: [w, v]) { g in
      let vt = try v.matrixTransposed()
      let gaps = try w.unsqueeze(-2).sub(w.unsqueeze(-1))
      try gaps.diagonal(offset: 0, -2, -1).fill(.real(.infinity))
      let inner = try vt.matmul(g).div(gaps)
      return [try v.matmul(inner).matmul(vt).symmetric()]
    }
    return (eigenvalues("eigh", w, v), vectors)
  }

  /// The eigenvalues alone, ascending. [..., n, n] → [..., n]; see `eigh`.
  public func eigvalsh(upper: Bool = false) throws -> Tensor {
    // The gradient wants the vectors.
    guard requiresGrad, Tape.isRecording else { return Tensor(try array.eigvalsh(upper: upper)) }
    let (w, v) = try array.eigh(upper: upper)
    return eigenvalues("eigvalsh", w, v)
  }

  private func eigenvalues(_ operation: StaticString, _ w: NDArray, _ v: NDArray) -> Tensor {
    .record(operation, w, inputs: [self], saving: [v]) { g in
      [try v.mul(g.unsqueeze(-2)).matmul(v.matrixTransposed())]
    }
  }
}

extension NDArray {
  /// (A + Aᵀ) / 2
  func symmetric() throws -> NDArray { try add(matrixTransposed()).mul(0.5) }
}
