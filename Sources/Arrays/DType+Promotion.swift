extension DType {
  /// The dtype of an operation on two arrays of these dtypes: bool < int64 < float32 < float64 (PyTorch's table
  /// for the four types).
  public static func promoted(_ left: DType, _ right: DType) -> DType {
    left.order >= right.order ? left : right
  }

  /// What a function with real values computes in: floats stay, everything else becomes `float32`.
  public var floating: DType { isFloatingPoint ? self : .float32 }

  /// Whether the result of an operation in place, of dtype `result`, can be stored in an array of this dtype: neither
  /// a float in integers nor a number in bools.
  public func holds(resultOf result: DType) -> Bool { result.category <= category }

  private var order: Int {
    switch self {
    case .bool: 0
    case .int64: 1
    case .float32: 2
    case .float64: 3
    }
  }

  fileprivate var category: Int { isFloatingPoint ? 2 : self == .int64 ? 1 : 0 }
}

extension NDArray {
  /// The dtype that an operation on `left` and `right` computes in. A 0-d operand takes part only by its kind
  /// (bool, integer, float), so that a float64 number does not widen a float32 array: PyTorch's rule.
  public static func commonDType(_ left: NDArray, _ right: NDArray) -> DType {
    if left.dtype == right.dtype { return left.dtype }
    if left.rank == 0, right.rank > 0, left.dtype.category <= right.dtype.category { return right.dtype }
    if right.rank == 0, left.rank > 0, right.dtype.category <= left.dtype.category { return left.dtype }
    return .promoted(left.dtype, right.dtype)
  }
}
