import Arrays

extension NDArray {
  /// Hands over the elements in row-major order as bytes, copied only where the array is not contiguous.
  func withRowMajorBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) throws -> Value {
    let array = try contiguous()
    let start = array.storage.pointer + array.offset * dtype.itemSize
    return try withExtendedLifetime(array) {
      try body(UnsafeRawBufferPointer(start: start, count: count * dtype.itemSize))
    }
  }
}
