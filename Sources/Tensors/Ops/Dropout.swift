import Arrays

extension Tensor {
  /// Zeroes each element with probability `p` and divides the others by 1 - p; x itself when p is 0.
  ///
  /// Draws from the stream "dropout".
  /// - Throws: `ArrayError.invalidArgument` unless 0 <= p <= 1.
  public static func dropout(_ x: Tensor, p: Double = 0.5) throws -> Tensor {
    guard p >= 0, p <= 1 else {
      throw ArrayError.invalidArgument(operation: "dropout", message: "p must lie in 0...1, got \(p)")
    }
    if p == 0 { return x }
    return try withReal(x.dtype, { try drop(x, p, Float.self) }, { try drop(x, p, Double.self) })
  }

  private static func drop<T: RealElement>(_ x: Tensor, _ p: Double, _ type: T.Type) throws -> Tensor {
    let source = try x.array.dense("dropout", like: x.dtype)
    let noise = try NDArray(empty: x.shape, dtype: .float32)
    let u = noise.pointer(as: Float.self)
    Random.withStream("dropout") { $0.fillUniform(u, count: noise.count) }
    try Cancellation.check()
    let mask = try NDArray(empty: x.shape, dtype: x.dtype)
    let y = try NDArray(empty: x.shape, dtype: x.dtype)
    let (values, kept, result) = (source.pointer(as: T.self), mask.pointer(as: T.self), y.pointer(as: T.self))
    let scale: T = p < 1 ? T(1 / (1 - p)) : 0
    for i in 0..<y.count {
      let factor: T = Double(u[i]) < p ? 0 : scale
      kept[i] = factor
      result[i] = factor == 0 ? 0 : values[i] * factor
    }
    withExtendedLifetime((source, noise)) {}
    return .record("dropout", y, inputs: [x]) { [try $0.mul(mask)] }
  }
}
