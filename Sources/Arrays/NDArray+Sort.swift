/// Order along a dimension. Sorting is stable; nan counts as larger than any number.
extension NDArray {
  /// - Returns: the sorted values, and the positions (int64, from 0) where they stood.
  public func sort(_ dimension: Int = -1, descending: Bool = false) throws -> (values: NDArray, indices: NDArray) {
    let (x, restore) = try movedLast(dimension, of: "sort")
    let n = x.rank == 0 ? 1 : x.shape[x.rank - 1]
    let indices = try NDArray(emptyLike: x, dtype: .int64)
    switch dtype {
    case .float32: try NDArray.order(x, indices, n, descending, Float.self)
    case .float64: try NDArray.order(x, indices, n, descending, Double.self)
    case .int64: try NDArray.order(x, indices, n, descending, Int64.self)
    case .bool: try NDArray.order(x.cast(to: .int64), indices, n, descending, Int64.self)
    }
    return (try restore(x.gather(-1, indices)), try restore(indices))
  }

  /// The `k` largest (or smallest) along `dimension`, best first.
  public func topk(_ k: Int, _ dimension: Int = -1, largest: Bool = true) throws -> (values: NDArray, indices: NDArray)
  {
    let size = rank == 0 ? 1 : shape[try self.dimension(dimension, of: "topk")]
    guard k >= 0, k <= size else { throw ArrayError.indexOutOfRange(operation: "topk", index: k, size: size) }
    let (values, indices) = try sort(dimension, descending: largest)
    if rank == 0 { return (values, indices) }
    return (
      try values.narrow(dimension, start: 0, length: k).contiguous(),
      try indices.narrow(dimension, start: 0, length: k).contiguous()
    )
  }

  private static func order<T: Number>(_ x: NDArray, _ indices: NDArray, _ n: Int, _ descending: Bool, _: T.Type) throws
  {
    if n == 0 { return }
    let (source, target) = (x.pointer(as: T.self), indices.pointer(as: Int64.self))
    Threads.forEach(count: x.count / n, grain: max(1, 4096 / n)) { rows in
      for row in rows {
        let values = source + row &* n
        var places = UnsafeMutableBufferPointer(start: target + row &* n, count: n)
        for i in 0..<n { places[i] = Int64(truncatingIfNeeded: i) }
        // Left half sorted when interrupted; the check below lets nobody see it.
        try? places.sort { first, second in
          try Cancellation.check()
          let (a, b) = (values[Int(truncatingIfNeeded: first)], values[Int(truncatingIfNeeded: second)])
          let (aIsNumber, bIsNumber) = (a == a, b == b)
          if aIsNumber, bIsNumber, a != b { return descending ? a > b : a < b }
          if aIsNumber != bIsNumber { return descending ? bIsNumber : aIsNumber }
          return first < second
        }
      }
    }
    withExtendedLifetime((x.storage, indices.storage)) {}
    try Cancellation.check()
  }
}
