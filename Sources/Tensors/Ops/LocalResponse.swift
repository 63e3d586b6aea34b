import Arrays

extension Tensor {
  /// x / (k + α/size Σ x²)^β, the sum over `size` neighbouring channels of x [N, C, ...] (Krizhevsky, Sutskever & Hinton
  /// 2012, section 3.3, with α divided by the size as PyTorch does).
  /// - Throws: `ArrayError` when x has fewer than three dimensions or `size` is not positive.
  public static func localResponseNorm(
    _ x: Tensor, size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1
  ) throws -> Tensor {
    let operation = try LocalResponse(input: x.shape, size: size, alpha: alpha, beta: beta, k: k)
    let input = x.array
    let (y, logs) = try operation.forward(input)
    return .record("local_response_norm", y, inputs: [x], saving: [input]) { g in
      [try operation.gradient(g, input, logs: logs)]
    }
  }
}
