extension NDArray {
  /// `length` entries of `dimension` from `start` on; a view.
  /// - Throws: `ArrayError.indexOutOfRange`.
  public func narrow(_ dimension: Int, start: Int, length: Int) throws -> NDArray {
    try slice(dimension, start: start, length: length, step: 1, of: "narrow")
  }

  /// Entries start, start + step, ... (`length` of them) of `dimension`; a view. `step` may be negative.
  public func slice(_ dimension: Int, start: Int, length: Int, step: Int, of operation: String = "slice") throws
    -> NDArray
  {
    guard rank > 0 else {
      throw ArrayError.dimensionOutOfRange(operation: operation, dimension: dimension, rank: rank)
    }
    let d = try self.dimension(dimension, of: operation)
    let size = shape[d]
    guard length >= 0 else { throw ArrayError.negativeSize(length) }
    guard start >= 0, start <= size else {
      throw ArrayError.indexOutOfRange(operation: operation, index: start, size: size)
    }
    let (reach, overflow) = max(length - 1, 0).multipliedReportingOverflow(by: step)
    let (last, overflow2) = start.addingReportingOverflow(reach)
    if length > 0, overflow || overflow2 || last < 0 || last >= size || start >= size {
      throw ArrayError.indexOutOfRange(operation: operation, index: overflow2 || overflow ? step : last, size: size)
    }
    var sizes = shape.array
    sizes[d] = length
    var result = strides
    result[d] = length > 1 ? strides[d] * step : strides[d]
    return window(try Shape(sizes), result, offset: length == 0 ? offset : offset + start * strides[d])
  }

  /// Entry `index` of `dimension` (negative: from the end), which disappears; a view.
  public func select(_ dimension: Int, _ index: Int) throws -> NDArray {
    guard rank > 0 else {
      throw ArrayError.dimensionOutOfRange(operation: "select", dimension: dimension, rank: rank)
    }
    let d = try self.dimension(dimension, of: "select")
    let size = shape[d]
    guard index >= -size, index < size else {
      throw ArrayError.indexOutOfRange(operation: "select", index: index, size: size)
    }
    let position = index < 0 ? index + size : index
    return window(shape.removing(d), strides.removing(d), offset: offset + position * strides[d])
  }
}

extension Shape {
  /// Without one dimension; the caller has checked it.
  func removing(_ dimension: Int) -> Shape {
    var inline = SIMD8<Int>(repeating: 1)
    var count = 1
    var next = 0
    for d in 0..<rank where d != dimension {
      inline[next] = sizes[d]
      count &*= sizes[d]
      next &+= 1
    }
    return Shape(trusted: inline, rank: rank - 1, count: count)
  }
}

extension Strides {
  func removing(_ dimension: Int) -> Strides {
    var result = SIMD8<Int>(repeating: 0)
    var next = 0
    for d in 0..<Shape.maximumRank where d != dimension {
      result[next] = values[d]
      next &+= 1
    }
    return Strides(values: result)
  }
}
