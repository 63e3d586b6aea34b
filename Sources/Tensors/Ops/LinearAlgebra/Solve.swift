import Arrays

/// Linear systems, inverses and determinants, all by LU factors that the gradients use again.
extension Tensor {
  /// X with A X = B, or X A = B where not `left`, this being A. A [..., n, n], B [..., n, k] (or [..., k, n]), or a vector
  /// [n], or vectors [..., n] of A's own batch. Batches broadcast.
  ///
  /// dB = A⁻ᵀ dX, dA = -dB Xᵀ; from the right dB = dX A⁻ᵀ, dA = -Xᵀ dB (Giles 2008, section 2.3.1).
  /// - Throws: `SingularMatrix`.
  public func solve(_ b: Tensor, left: Bool = true) throws -> Tensor {
    let system = try LinearSystem(array, b.array, left: left, "solve")
    let x = try system.factors.solve(system.right, left: left)
    let (wantsA, wantsB, shapeA, shapeB) = (requiresGrad, b.requiresGrad, shape, b.shape)
    return .record("solve", try system.restored(x), inputs: [self, b], saving: wantsA ? [x] : []) { g in
      let gb = try system.factors.solve(system.asMatrix(g), left: left, transpose: true)
      return [
        wantsA
          ? try (left ? gb.matmul(x.matrixTransposed()) : x.matrixTransposed().matmul(gb)).neg().sum(to: shapeA) : nil,
        wantsB ? try system.restored(gb.sum(to: system.right.shape)).reshape(shapeB) : nil,
      ]
    }
  }

  /// A⁻¹. [..., n, n]
  ///
  /// dA = -A⁻ᵀ d(A⁻¹) A⁻ᵀ (Giles 2008, section 2.2.3).
  /// - Throws: `SingularMatrix`.
  public func inverse() throws -> Tensor {
    let y = try array.inverse()
    return .record("inverse", y, inputs: [self], saving: [y]) { g in
      let t = try y.matrixTransposed()
      return [try t.matmul(g).matmul(t).neg()]
    }
  }

  /// The determinant; 0 of a singular matrix, 1 of an empty one. [..., n, n] → [...]
  ///
  /// dA = g cof(A); det(A) A⁻ᵀ for a regular matrix (Giles 2008, section 2.2.4).
  public func det() throws -> Tensor {
    let a = array
    let factors = try LU(a, of: "det")
    let y = try factors.determinant()
    return .record("det", y, inputs: [self], saving: [a]) { g in
      [try a.cofactors(factors).mul(g.asMatrices)]
    }
  }

  /// log det A; -inf of a singular matrix, nan where the determinant is negative. [..., n, n] → [...]
  ///
  /// dA = g A⁻ᵀ, zeros where the determinant is negative.
  public func logdet() throws -> Tensor {
    let factors = try LU(array, of: "logdet")
    let (sign, logarithm) = try factors.logDeterminant()
    let isNegative = try sign.lt(.scalar(0, dtype: dtype))
    let y = try logarithm.maskedFill(isNegative, .real(.nan))
    return .record("logdet", y, inputs: [self]) { g in
      [try factors.inverse().matrixTransposed().mul(g.maskedFill(isNegative, 0).asMatrices)]
    }
  }

  /// The determinant's sign (-1, 0 or 1) and the logarithm of its magnitude (-inf of a singular matrix).
  /// [..., n, n] → [...] each. d log|det A| = A⁻ᵀ.
  public func slogdet() throws -> (sign: Tensor, logAbsolute: Tensor) {
    let factors = try LU(array, of: "slogdet")
    let (sign, logarithm) = try factors.logDeterminant()
    let y = Tensor.record("slogdet", logarithm, inputs: [self]) { g in
      [try factors.inverse().matrixTransposed().mul(g.asMatrices)]
    }
    return (Tensor(sign), y)
  }
}

extension NDArray {
  /// Numbers [...] as matrices of one element [..., 1, 1].
  fileprivate var asMatrices: NDArray { get throws { try unsqueeze(-1).unsqueeze(-1) } }

  /// d det A / dA for each matrix.
  ///
  /// Near a singular matrix the inverse loses its digits or does not exist; there A = U diag(s) Vᵀ gives
  /// cof(A) = det U det V · U diag(Π over j ≠ i of s_j) Vᵀ.
  fileprivate func cofactors(_ factors: LU) throws -> NDArray {
    let pivots = try factors.factors.diagonal(offset: 0, -2, -1).map(.abs)
    if count == 0 { return self }
    let n = shape[rank - 1]
    let bound = try pivots.maximum([-1]).mul(.real(Double(n) * precision))
    let isRegular = try pivots.minimum([-1]).gt(bound)
    let byInverse = try factors.inverse().matrixTransposed().mul(factors.determinant().asMatrices)
    if try isRegular.all().item().int64 == 1 { return byInverse }
    // nan is neither, and has no singular values.
    let isFinite = try self.isfinite().all([-2, -1])
    let (u, s, vh) = try maskedFill(isFinite.logicalNot().asMatrices, 0).svd(fullMatrices: false)
    let others = try NDArray.stack(
      (0..<n).map { i in
        var kept = try [s.narrow(-1, start: 0, length: i), s.narrow(-1, start: i + 1, length: n - i - 1)]
        kept.removeAll { $0.shape[$0.rank - 1] == 0 }
        return kept.isEmpty
          ? try .ones(Shape(s.shape.array.dropLast()), dtype: dtype) : try NDArray.cat(kept, -1).prod([-1])
      }, -1)
    let sign = try u.det().mul(vh.det()).map(.sign).asMatrices
    let byValues = try u.mul(others.unsqueeze(-2)).matmul(vh).mul(sign)
    return try .where(isRegular.logicalOr(isFinite.logicalNot()).asMatrices, byInverse, byValues)
  }
}
