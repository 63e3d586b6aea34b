import Arrays

extension NDArray {
  /// Row-major float32 array of the given values.
  static func floats(_ values: [Float], _ sizes: Int...) throws -> NDArray {
    let array = try NDArray(empty: Shape(sizes))
    for (index, value) in values.enumerated() { array.pointer(as: Float.self)[index] = value }
    return array
  }

  static func integers(_ values: [Int64], _ sizes: Int...) throws -> NDArray {
    let array = try NDArray(empty: Shape(sizes), dtype: .int64)
    for (index, value) in values.enumerated() { array.pointer(as: Int64.self)[index] = value }
    return array
  }

  /// The elements in row-major order; contiguous arrays only.
  var values: [Double] {
    switch dtype {
    case .float32: (0..<count).map { Double(pointer(as: Float.self)[$0]) }
    case .float64: (0..<count).map { pointer(as: Double.self)[$0] }
    case .int64: (0..<count).map { Double(pointer(as: Int64.self)[$0]) }
    case .bool: (0..<count).map { pointer(as: Bool.self)[$0] ? 1 : 0 }
    }
  }
}
