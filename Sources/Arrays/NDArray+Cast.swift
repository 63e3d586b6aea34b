extension NDArray {
  /// The same numbers in another dtype; `self` when it is the same. Floats become integers by truncation towards
  /// zero (out of range: the nearest end; nan: 0), numbers become bools by being other than 0.
  public func cast(to wanted: DType) throws -> NDArray {
    if wanted == dtype { return self }
    let source = try contiguous()
    let result = try NDArray(empty: shape, dtype: wanted)
    switch (dtype, wanted) {
    case (.float32, .float64): source.convert(to: result) { (x: Float) in Double(x) }
    case (.float32, .int64): source.convert(to: result) { (x: Float) in Int64(saturating: Double(x)) }
    case (.float32, .bool): source.convert(to: result) { (x: Float) in x != 0 }
    case (.float64, .float32): source.convert(to: result) { (x: Double) in Float(x) }
    case (.float64, .int64): source.convert(to: result) { (x: Double) in Int64(saturating: x) }
    case (.float64, .bool): source.convert(to: result) { (x: Double) in x != 0 }
    case (.int64, .float32): source.convert(to: result) { (x: Int64) in Float(x) }
    case (.int64, .float64): source.convert(to: result) { (x: Int64) in Double(x) }
    case (.int64, .bool): source.convert(to: result) { (x: Int64) in x != 0 }
    case (.bool, .float32): source.convert(to: result) { (x: Bool) in x ? 1 : 0 as Float }
    case (.bool, .float64): source.convert(to: result) { (x: Bool) in x ? 1 : 0 as Double }
    case (.bool, .int64): source.convert(to: result) { (x: Bool) in x ? 1 : 0 as Int64 }
    default: break
    }
    return result
  }

  @inline(__always)
  private func convert<A: Element, B: Element>(to result: NDArray, _ value: (A) -> B) {
    let (x, y) = (pointer(as: A.self), result.pointer(as: B.self))
    for i in 0..<count { y[i] = value(x[i]) }
    withExtendedLifetime(storage) {}
  }
}
