/// Arrays of random numbers, from a shared stream.
extension Random {
  /// Uniform on [0, 1).
  /// - Throws: `ArrayError.wrongDType` unless `dtype` is a float; what `NDArray` throws for the shape.
  public static func uniforms(_ shape: Shape, dtype: DType = .float32, stream: String) throws -> NDArray {
    let array = try empty(shape, dtype)
    withStream(stream) { stream in
      if dtype == .float64 {
        stream.fillUniform(array.pointer(as: Double.self), count: array.count)
      } else {
        stream.fillUniform(array.pointer(as: Float.self), count: array.count)
      }
    }
    try Cancellation.check()
    return array
  }

  /// N(0, 1).
  /// - Throws: as `uniforms`.
  public static func normals(_ shape: Shape, dtype: DType = .float32, stream: String) throws -> NDArray {
    let array = try empty(shape, dtype)
    withStream(stream) { stream in
      if dtype == .float64 {
        stream.fillNormal(array.pointer(as: Double.self), count: array.count)
      } else {
        stream.fillNormal(array.pointer(as: Float.self), count: array.count)
      }
    }
    try Cancellation.check()
    return array
  }

  private static func empty(_ shape: Shape, _ dtype: DType) throws -> NDArray {
    guard dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: "random", wanted: "float32 or float64", got: dtype)
    }
    return try NDArray(empty: shape, dtype: dtype)
  }
}
