import Arrays

/// PyTorch's default initialisation, drawn from the stream "initialisation".
public enum Initialization {
  /// U(-b, b) with b = 1 / sqrt(fanIn): Kaiming uniform with a = sqrt 5 for weights, and the same bound for biases
  /// (He et al. 2015, equation 10 with PyTorch's choice of a). Zeros where fanIn is 0.
  public static func uniform(_ shape: Shape, fanIn: Int, dtype: DType = .float32) throws -> NDArray {
    let array = try Random.uniforms(shape, dtype: dtype, stream: "initialisation")
    let bound = fanIn > 0 ? 1 / Double(fanIn).squareRoot() : 0
    if dtype == .float64 {
      let values = array.pointer(as: Double.self)
      for i in 0..<array.count { values[i] = (2 * values[i] - 1) * bound }
    } else {
      let values = array.pointer(as: Float.self)
      for i in 0..<array.count { values[i] = (2 * values[i] - 1) * Float(bound) }
    }
    return array
  }

  /// N(0, 1).
  public static func normal(_ shape: Shape, dtype: DType = .float32, stream: String = "initialisation") throws
    -> NDArray
  {
    try Random.normals(shape, dtype: dtype, stream: stream)
  }
}
