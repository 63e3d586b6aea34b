extension NDArray {
  /// Arrays one after the other along `dimension`; all other sizes are equal, dtypes promote. 1-d arrays without
  /// elements are skipped, as in PyTorch.
  public static func cat(_ arrays: [NDArray], _ dimension: Int = 0) throws -> NDArray {
    guard let any = arrays.first else {
      throw ArrayError.invalidArgument(operation: "cat", message: "at least one tensor wanted")
    }
    let first = arrays.first { !($0.rank == 1 && $0.count == 0) } ?? any
    guard first.rank > 0 else {
      throw ArrayError.wrongShape(operation: "cat", wanted: "at least 1 dimension", got: first.shape)
    }
    let d = try first.dimension(dimension, of: "cat")
    var total = 0
    var dtype = any.dtype
    for array in arrays {
      dtype = .promoted(dtype, array.dtype)
      if array.rank == 1, array.count == 0 { continue }
      guard array.rank == first.rank, (0..<first.rank).allSatisfy({ $0 == d || array.shape[$0] == first.shape[$0] })
      else { throw ArrayError.shapeMismatch(operation: "cat", left: first.shape, right: array.shape) }
      total += array.shape[d]
    }
    var sizes = first.shape.array
    sizes[d] = total
    let out = try NDArray(empty: Shape(sizes), dtype: dtype)
    var start = 0
    for array in arrays where !(array.rank == 1 && array.count == 0) {
      let length = array.shape[d]
      CopyKernel.copy(try array.cast(to: dtype), to: try out.narrow(d, start: start, length: length))
      start += length
    }
    return out
  }

  /// Arrays of one shape along a new dimension.
  public static func stack(_ arrays: [NDArray], _ dimension: Int = 0) throws -> NDArray {
    if let first = arrays.first, let other = arrays.first(where: { $0.shape != first.shape }) {
      throw ArrayError.shapeMismatch(operation: "stack", left: first.shape, right: other.shape)
    }
    guard let first = arrays.first else {
      throw ArrayError.invalidArgument(operation: "stack", message: "at least one tensor wanted")
    }
    let d = try NDArray.dimension(dimension, rank: first.rank + 1, of: "stack", reported: first.rank)
    return try cat(arrays.map { try $0.unsqueeze(d) }, d)
  }
}
