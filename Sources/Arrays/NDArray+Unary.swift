extension NDArray {
  /// f of every element; row-major result. Integers become float32 where the function's values are real.
  /// - Throws: `ArrayError.outOfMemory`, `.wrongDType` for bools where there is no such function.
  public func map(_ function: UnaryFunction) throws -> NDArray {
    if dtype == .bool {
      switch function {
      case .neg, .abs, .floor, .ceil, .round, .trunc, .relu:
        throw ArrayError.wrongDType(operation: "\(function)", wanted: "numbers", got: .bool)
      case .sign: return try clone()
      default: break
      }
    }
    let x = try cast(to: function.keepsIntegers ? (dtype == .bool ? .int64 : dtype) : dtype.floating).contiguous()
    let y = try NDArray(emptyLike: x, dtype: x.dtype)
    UnaryKernel.run(function, x, into: y)
    try Cancellation.check()
    return y
  }

  public func neg() throws -> NDArray { try map(.neg) }
  public func exp() throws -> NDArray { try map(.exp) }
  public func log() throws -> NDArray { try map(.log) }
  public func sqrt() throws -> NDArray { try map(.sqrt) }
  public func square() throws -> NDArray { try map(.square) }
  public func reciprocal() throws -> NDArray { try map(.reciprocal) }

  /// min(max(x, low), high); a bound of nil does not bind. nan stays nan.
  public func clamp(min low: Scalar?, max high: Scalar?) throws -> NDArray {
    guard low != nil || high != nil else {
      throw ArrayError.invalidArgument(operation: "clamp", message: "min or max wanted")
    }
    var result = self
    if let low { result = try .binary(.maximum, result, beside(low)) }
    if let high { result = try .binary(.minimum, result, beside(high)) }
    return result
  }
}
