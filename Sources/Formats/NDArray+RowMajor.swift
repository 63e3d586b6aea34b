import Arrays

extension NDArray {
  /// Hands over the elements in row-major order as bytes, copied only where the array is not contiguous.
  func withRowMajorBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) throws -> Value {
    let array = isContiguous ? self : try rowMajorCopy()
    let start = array.storage.pointer + array.offset * dtype.itemSize
    return try withExtendedLifetime(array) {
      try body(UnsafeRawBufferPointer(start: start, count: count * dtype.itemSize))
    }
  }

  /// A contiguous array of the same elements.
  package func rowMajorCopy() throws -> NDArray {
    let copy = try NDArray(empty: shape, dtype: dtype)
    switch dtype.itemSize {
    case 1: fill(copy, as: UInt8.self)
    case 4: fill(copy, as: UInt32.self)
    default: fill(copy, as: UInt64.self)
    }
    return copy
  }

  private func fill<Bits>(_ copy: NDArray, as bits: Bits.Type) {
    guard count > 0 else { return }
    let source = storage.pointer.assumingMemoryBound(to: Bits.self) + offset
    let target = copy.storage.pointer.assumingMemoryBound(to: Bits.self)
    var index = SIMD8<Int>(repeating: 0)
    var place = 0
    for element in 0..<count {
      target[element] = source[place]
      var dimension = rank - 1
      while dimension >= 0 {
        index[dimension] += 1
        place += strides[dimension]
        if index[dimension] < shape[dimension] { break }
        place -= strides[dimension] * shape[dimension]
        index[dimension] = 0
        dimension -= 1
      }
    }
  }
}
