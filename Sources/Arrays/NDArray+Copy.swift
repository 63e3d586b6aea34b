extension NDArray {
  /// `self` when its elements stand row-major without gaps, a copy otherwise.
  public func contiguous() throws -> NDArray { isContiguous ? self : try clone() }

  /// A row-major copy with its own storage.
  public func clone() throws -> NDArray {
    let result = try NDArray(empty: shape, dtype: dtype)
    CopyKernel.copy(self, to: result)
    return result
  }

  /// Overwrites every element of this window with `source`'s, broadcast and cast to fit. `source` may overlap it.
  /// - Throws: `ArrayError.shapeMismatch` when `source` does not broadcast to this shape.
  public func copy(from source: NDArray) throws {
    try checkDistinct()
    var source = try source.cast(to: dtype)
    if source.shape != shape {
      guard let broadcast = try? source.expand(to: shape) else {
        throw ArrayError.shapeMismatch(operation: "copy", left: shape, right: source.shape)
      }
      source = broadcast
    }
    if source.storage === storage {
      if source.offset == offset, source.strides == strides { return }
      source = try source.clone()
    }
    CopyKernel.copy(source, to: self)
    storage.markWritten()
  }

  /// Sets every element of this window.
  public func fill(_ value: Scalar) throws { try copy(from: .scalar(value, dtype: dtype)) }

  /// self = f(self, other), in place; `other` is broadcast and cast and may overlap this window.
  /// - Throws: `ArrayError.shapeMismatch` when the result would have another shape, `.wrongDType` when it would be
  ///   real and this array is not.
  public func update(_ function: BinaryFunction, with other: NDArray) throws {
    let common = NDArray.commonDType(self, other)
    let isSafe =
      other.storage !== storage || (other.offset == offset && other.strides == strides && other.shape == shape)
    try NDArray.checkKinds(function, dtype, other.dtype, "\(function)_")
    if common == dtype, dtype.isFloatingPoint, isContiguous, isSafe {
      guard let broadcast = try? other.expand(to: shape) else {
        throw ArrayError.shapeMismatch(operation: "\(function)_", left: shape, right: other.shape)
      }
      BinaryKernel.run(function, self, try broadcast.cast(to: dtype), into: self)
      storage.markWritten()
      return
    }
    let result = try NDArray.binary(function, self, other)
    guard result.shape == shape else {
      throw ArrayError.shapeMismatch(operation: "\(function)_", left: shape, right: other.shape)
    }
    guard dtype.holds(resultOf: result.dtype) else {
      throw ArrayError.wrongDType(
        operation: "\(function)_", wanted: "a tensor that holds the result, \(result.dtype.name),", got: dtype)
    }
    try copy(from: result)
  }

  /// - Throws: `ArrayError.invalidArgument` when two elements of the window are one place in memory.
  private func checkDistinct() throws {
    for d in 0..<rank where strides[d] == 0 && shape[d] > 1 {
      throw ArrayError.invalidArgument(
        operation: "copy", message: "an expanded tensor cannot be written to; clone() it first")
    }
  }
}
