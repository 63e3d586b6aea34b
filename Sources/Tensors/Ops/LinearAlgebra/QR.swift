import Arrays

/// Orthogonal factors.
extension Tensor {
  /// A = Q R, Q with orthonormal columns, R upper triangular. A [..., m, n], k = min(m, n); reduced: Q [..., m, k],
  /// R [..., k, n]; complete: Q [..., m, m], R [..., m, n]; r: R alone beside an empty Q.
  ///
  /// For m >= n dA = (dQ + Q sym(dR Rᵀ - Qᵀ dQ)) R⁻ᵀ, where sym mirrors the upper triangle below the diagonal (Liao, Liu,
  /// Wang and Xiang 2019, "Differentiable programming tensor networks", eq. 5); for m < n so for the first m columns,
  /// the others being R₂ = Qᵀ A₂ (Roberts and Roberts 2020, "QR and LQ decomposition matrix backpropagation").
  /// - Throws: in `backward` for `complete` with m > n, whose last columns are not functions of A, and for `r`.
  public func qr(_ mode: QRMode = .reduced) throws -> (q: Tensor, r: Tensor) {
    let a = array
    let (q, r) = try a.qr(mode)
    let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    func pull(_ gq: NDArray?, _ gr: NDArray?) throws -> NDArray {
      if mode == .r {
        throw ArrayError.invalidArgument(operation: "qr", message: "no gradient with mode \"r\", which makes no Q")
      }
      if mode == .complete, m > n {
        throw ArrayError.invalidArgument(
          operation: "qr", message: "no gradient with mode \"complete\" of a matrix with more rows than columns")
      }
      return try m >= n ? tallPull(q, r, gq, gr?.triu()) : widePull(a, q, r, gq, gr)
    }
    return (
      .record("qr", q, inputs: [self], saving: [a, q, r]) { g in [try pull(g, nil)] },
      .record("qr", r, inputs: [self], saving: [a, q, r]) { g in [try pull(nil, g.triu())] }
    )
  }
}

/// m >= n: (dQ + Q sym(dR Rᵀ - Qᵀ dQ)) R⁻ᵀ
private func tallPull(_ q: NDArray, _ r: NDArray, _ gq: NDArray?, _ gr: NDArray?) throws -> NDArray {
  var middle = try NDArray.zeros(r.shape, dtype: r.dtype)
  if let gr { middle = try middle.add(gr.matmul(r.matrixTransposed())) }
  if let gq { middle = try middle.sub(q.matrixTransposed().matmul(gq)) }
  let mirrored = try middle.triu().add(middle.triu(1).matrixTransposed())
  var right = try q.matmul(mirrored)
  if let gq { right = try right.add(gq) }
  return try r.solveTriangular(right, upper: true, left: false, transpose: true)
}

/// m < n: A = [A₁ A₂], A₁ = Q R₁ square, R₂ = Qᵀ A₂.
private func widePull(_ a: NDArray, _ q: NDArray, _ r: NDArray, _ gq: NDArray?, _ gr: NDArray?) throws -> NDArray {
  let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
  let first = try r.narrow(-1, start: 0, length: m)
  guard let gr else {
    let pulled = try tallPull(q, first, gq, nil)
    return try pulled.embedded(in: a.shape) { try $0.narrow(-1, start: 0, length: m) }
  }
  let rest = try gr.narrow(-1, start: m, length: n - m)
  let flow = try a.narrow(-1, start: m, length: n - m).matmul(rest.matrixTransposed())
  let pulled = try tallPull(q, first, gq?.add(flow) ?? flow, gr.narrow(-1, start: 0, length: m))
  return try .cat([pulled, q.matmul(rest)], -1)
}
