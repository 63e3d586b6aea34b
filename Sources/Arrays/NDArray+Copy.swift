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
}
