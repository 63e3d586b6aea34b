import Arrays

/// Cholesky factors.
extension Tensor {
  /// L lower triangular with A = L Lᵀ, or with `upper` U = Lᵀ. [..., n, n]; only the lower (`upper`: upper) triangle
  /// is read. The gradient is symmetric.
  ///
  /// dA = L⁻ᵀ sym(Φ(Lᵀ dL)) L⁻¹, where Φ keeps the lower triangle and halves the diagonal (Murray 2016, "Differentiation
  /// of the Cholesky decomposition", eq. 10).
  /// - Throws: `NotPositiveDefinite`.
  public func cholesky(upper: Bool = false) throws -> Tensor {
    let factor = try array.cholesky(upper: upper)
    return .record("cholesky", factor, inputs: [self], saving: [factor]) { g in
      let l = upper ? try factor.matrixTransposed() : factor
      let flow = try (upper ? g.matrixTransposed() : g).tril()
      let product = try l.matrixTransposed().matmul(flow)
      let middle = try product.tril().add(product.tril(-1).matrixTransposed()).mul(0.5)
      let half = try l.solveTriangular(middle, upper: false, transpose: true)
      return [try l.solveTriangular(half, upper: false, left: false)]
    }
  }

  /// X with A X = B, where `factor` is A's Cholesky factor L (`upper`: U). B [..., n, k]; batches broadcast.
  public func choleskySolve(_ factor: Tensor, upper: Bool = false) throws -> Tensor {
    let half = try factor.solveTriangular(self, upper: upper, transpose: upper)
    return try factor.solveTriangular(half, upper: upper, transpose: !upper)
  }

  /// X with op(A) X = B (`left`) or X op(A) = B, this being A, of which only one triangle is read.
  /// A [..., n, n], B [..., n, k] or [..., k, n]; batches broadcast. See `NDArray.solveTriangular`.
  ///
  /// dB = op(A)⁻ᵀ dX, d op(A) = -dB Xᵀ; from the right dB = dX op(A)⁻ᵀ, d op(A) = -Xᵀ dB; zero outside the triangle.
  public func solveTriangular(
    _ b: Tensor, upper: Bool, left: Bool = true, transpose: Bool = false, unitriangular: Bool = false
  ) throws -> Tensor {
    let a = array
    let x = try a.solveTriangular(
      b.array, upper: upper, left: left, transpose: transpose, unitriangular: unitriangular)
    let (wantsA, wantsB, shapeB) = (requiresGrad, b.requiresGrad, b.shape)
    return .record("solve_triangular", x, inputs: [self, b], saving: [a] + (wantsA ? [x] : [])) { g in
      let gb = try a.solveTriangular(
        g, upper: upper, left: left, transpose: !transpose, unitriangular: unitriangular)
      var ga: NDArray?
      if wantsA {
        // As A stands, not op(A).
        let product =
          left == transpose
          ? try (left ? x.matmul(gb.matrixTransposed()) : x.matrixTransposed().matmul(gb))
          : try (left ? gb.matmul(x.matrixTransposed()) : gb.matrixTransposed().matmul(x))
        let inner = unitriangular ? 1 : 0
        ga = try (upper ? product.triu(inner) : product.tril(-inner)).neg().sum(to: a.shape)
      }
      return [ga, wantsB ? try gb.sum(to: shapeB) : nil]
    }
  }
}
