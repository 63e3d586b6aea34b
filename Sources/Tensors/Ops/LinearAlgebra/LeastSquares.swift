import Arrays

/// Least squares and the inverse that solves them.
extension Tensor {
  /// The Moore-Penrose inverse P [..., n, m] over the singular values above max(atol, rtol · max S); see `NDArray.pinv`.
  ///
  /// dA = -Pᵀ g Pᵀ + (1 - A P) gᵀ P Pᵀ + Pᵀ P gᵀ (1 - P A), at constant rank (Golub and Pereyra 1973, eq. 4.12).
  public func pinv(atol: Double = 0, rtol: Double? = nil, hermitian: Bool = false) throws -> Tensor {
    let a = array
    let p = try a.pinv(atol: atol, rtol: rtol, hermitian: hermitian)
    return .record("pinv", p, inputs: [self], saving: [a, p]) { g in
      // Only the lower triangle was read.
      let whole = hermitian ? try a.tril().add(a.tril(-1).matrixTransposed()) : a
      let gradient = try pseudoinversePull(whole, p, g)
      return [hermitian ? try gradient.symmetric() : gradient]
    }
  }

  /// What `lstsq` finds beside the solution; none of it has a gradient.
  public typealias LeastSquaresResult = (
    solution: Tensor, residuals: Tensor, rank: Tensor, singularValues: Tensor
  )

  /// The X of least norm among those for which |A X - B| is least, this being A [..., m, n]; B [..., m, k], or [..., m]
  /// with one dimension less. See `NDArray.lstsq`.
  ///
  /// X = P B with the Moore-Penrose inverse P: dB = Pᵀ dX, dP = dX Bᵀ (see `pinv`).
  public func lstsq(_ b: Tensor, rcond: Double? = nil) throws -> LeastSquaresResult {
    let (a, right) = (array, b.array)
    let found = try a.lstsq(right, rcond: rcond)
    let (wantsA, wantsB) = (requiresGrad, b.requiresGrad)
    let isVector = right.rank < a.rank
    let solution = Tensor.record("lstsq", found.solution, inputs: [self, b], saving: [a] + (wantsA ? [right] : [])) {
      g in
      let p = try a.pinv(rtol: rcond)
      let gx = isVector ? try g.unsqueeze(-1) : g
      let columns = isVector ? try right.unsqueeze(-1) : right
      return [
        wantsA ? try pseudoinversePull(a, p, gx.matmul(columns.matrixTransposed())) : nil,
        wantsB ? try p.matrixTransposed().matmul(gx).reshape(right.shape) : nil,
      ]
    }
    return (solution, Tensor(found.residuals), Tensor(found.rank), Tensor(found.singularValues))
  }
}

private func pseudoinversePull(_ a: NDArray, _ p: NDArray, _ g: NDArray) throws -> NDArray {
  let (pt, gt) = (try p.matrixTransposed(), try g.matrixTransposed())
  let left = try gt.matmul(p).matmul(pt)
  let right = try pt.matmul(p).matmul(gt)
  return try left.sub(a.matmul(p.matmul(left))).add(right.sub(right.matmul(p).matmul(a)))
    .sub(pt.matmul(g).matmul(pt))
}
