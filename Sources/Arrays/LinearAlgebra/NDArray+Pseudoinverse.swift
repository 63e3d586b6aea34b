extension NDArray {
  /// The Moore-Penrose inverse V diag(1/s) Uᵀ [..., n, m] over the singular values s > max(atol, rtol · max s).
  ///
  /// - Parameters:
  ///   - rtol: max(m, n) times the dtype's precision by default, 0 where `atol` is positive.
  ///   - hermitian: the matrices are symmetric (their lower triangles are read): eigenvalues take less time.
  public func pinv(atol: Double = 0, rtol: Double? = nil, hermitian: Bool = false) throws -> NDArray {
    try MatrixStack.check(self, "pinv", square: hermitian)
    if count == 0 { return try .zeros(shape.matrixTransposed, dtype: dtype) }
    let size = Double(Swift.max(shape[rank - 2], shape[rank - 1]))
    let relative = rtol ?? (atol > 0 ? 0 : size * precision)
    let (left, values, right): (NDArray, NDArray, NDArray)
    if hermitian {
      let (w, v) = try eigh()
      (left, values, right) = (v, w, try v.matrixTransposed())
    } else {
      let (u, s, vh) = try svd(fullMatrices: false)
      (left, values, right) = (try vh.matrixTransposed(), s, try u.matrixTransposed())
    }
    let magnitudes = try values.map(.abs)
    let bound = try magnitudes.maximum([-1], keepdim: true).mul(.real(relative)).clamp(min: .real(atol), max: nil)
    let inverses = try values.reciprocal().maskedFill(magnitudes.le(bound), 0)
    return try left.mul(inverses.unsqueeze(-2)).matmul(right)
  }

  /// The distance of 1 from the next number.
  package var precision: Double { dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne }
}

extension Shape {
  /// The last two sizes exchanged.
  package var matrixTransposed: Shape {
    get throws { try Shape(array.dropLast(2) + [self[rank - 1], self[rank - 2]]) }
  }
}
