extension NDArray {
  /// floor(self / other), broadcast; integers stay integers, which only zero cannot divide.
  public func floorDivide(_ other: NDArray) throws -> NDArray {
    try NDArray.checkKinds(.remainder, dtype, other.dtype, "floor_divide")
    let rest = try remainder(other)
    if rest.dtype == .int64 { return try integerQuotient(other, rest.shape) }
    // The remainder makes the quotient exact: 1 // 0.1 is 9, as in Python and Lua.
    let (a, b) = (try cast(to: rest.dtype), try other.cast(to: rest.dtype))
    let whole = try a.sub(rest).div(b).add(.scalar(0.5, dtype: rest.dtype)).map(.floor)
    return try .where(rest.isfinite().logicalAnd(whole.isfinite()), whole, a.div(b).map(.floor))
  }

  /// No divisor is 0.
  private func integerQuotient(_ other: NDArray, _ shape: Shape) throws -> NDArray {
    let result = try NDArray(empty: shape, dtype: .int64)
    let x = try cast(to: .int64).expand(to: shape).contiguous()
    let y = try other.cast(to: .int64).expand(to: shape).contiguous()
    let (a, b, q) = (x.pointer(as: Int64.self), y.pointer(as: Int64.self), result.pointer(as: Int64.self))
    for i in 0..<result.count {
      let rest = a[i].remainderReportingOverflow(dividingBy: b[i]).partialValue
      let quotient = a[i].dividedReportingOverflow(by: b[i]).partialValue
      q[i] = rest != 0 && (rest < 0) != (b[i] < 0) ? quotient &- 1 : quotient
    }
    withExtendedLifetime((x.storage, y.storage)) {}
    return result
  }
}
