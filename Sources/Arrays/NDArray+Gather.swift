/// Elements by position. Positions count from 0, negative ones from the end, and are int64.
extension NDArray {
  /// Entries `index[i]` of `dimension`, in that order; a copy.
  /// - Throws: `ArrayError.indexOutOfRange`, or `.wrongShape` unless `index` is 1-d (or a single number).
  public func indexSelect(_ dimension: Int, _ index: NDArray) throws -> NDArray {
    let runs = try runs(along: dimension, of: "index_select")
    let positions = try index.positions(below: runs.n, of: "index_select")
    var sizes = shape.array
    if rank > 0 { sizes[try self.dimension(dimension, of: "index_select")] = positions.count }
    let out = try NDArray(empty: rank == 0 ? shape : Shape(sizes), dtype: dtype)
    GatherKernel.rows(runs, rank == 0 ? [0] : positions, into: out)
    return out
  }

  /// A copy of this array with `source[i]` added to entry `index[i]` of `dimension`; positions may repeat.
  public func indexAdd(_ dimension: Int, _ index: NDArray, _ source: NDArray) throws -> NDArray {
    let result = try clone()
    let (runs, positions, values) = try result.written(dimension, index, source, of: "index_add")
    GatherKernel.addRows(runs, positions, values)
    return result
  }

  /// out[i, j, ...] = self[i, index[i, j, ...], ...] with the position along `dimension`; `index` has this array's
  /// rank and is nowhere longer in the other dimensions.
  public func gather(_ dimension: Int, _ index: NDArray) throws -> NDArray {
    let out = try NDArray(empty: index.shape, dtype: dtype)
    GatherKernel.elements(self, try places(dimension, index, of: "gather"), into: out)
    return out
  }

  /// A row-major copy of this array with `source` added where `index` points, as `gather` reads.
  public func scatterAdd(_ dimension: Int, _ index: NDArray, _ source: NDArray) throws -> NDArray {
    guard source.shape == index.shape else {
      throw ArrayError.shapeMismatch(operation: "scatter_add", left: index.shape, right: source.shape)
    }
    let result = try clone()
    let places = try result.places(dimension, index, of: "scatter_add")
    GatherKernel.addElements(result, places, try source.cast(to: dtype).contiguous())
    return result
  }

  /// Row-major positions, int64, of the elements other than 0, each as one number.
  public func nonzeroPositions() throws -> NDArray {
    let mask = try cast(to: .bool).contiguous()
    let flags = mask.pointer(as: Bool.self)
    var found: [Int64] = []
    for i in 0..<mask.count where flags[i] { found.append(Int64(truncatingIfNeeded: i)) }
    withExtendedLifetime(mask.storage) {}
    return try NDArray(found)
  }

  /// Positions in 0..<size of an int64 array of at most 1 dimension.
  func positions(below size: Int, of operation: String) throws -> [Int] {
    guard dtype == .int64 else {
      throw ArrayError.wrongDType(operation: operation, wanted: "int64 positions", got: dtype)
    }
    guard rank <= 1 else { throw ArrayError.wrongShape(operation: operation, wanted: "1-d positions", got: shape) }
    return try checkedPositions(below: size, of: operation)
  }

  fileprivate func checkedPositions(below size: Int, of operation: String) throws -> [Int] {
    try values(as: Int64.self).map { wanted in
      let position = wanted < 0 ? wanted &+ Int64(size) : wanted
      guard position >= 0, position < Int64(size) else {
        throw ArrayError.indexOutOfRange(operation: operation, index: Int(wanted), size: size)
      }
      return Int(position)
    }
  }

  /// What a write of `source` to entries `index` of `dimension` takes: the runs, the positions, the values of this dtype.
  fileprivate func written(_ dimension: Int, _ index: NDArray, _ source: NDArray, of operation: String) throws
    -> (Runs, [Int], NDArray)
  {
    let runs = try runs(along: dimension, of: operation)
    let positions = try index.positions(below: runs.n, of: operation)
    // An array without elements can have sizes whose product no number holds.
    let (rows, overflow) = runs.outer.multipliedReportingOverflow(by: positions.count)
    let wanted = rows.multipliedReportingOverflow(by: runs.inner)
    guard !overflow, !wanted.overflow, source.count == wanted.partialValue else {
      throw ArrayError.shapeMismatch(operation: operation, left: shape, right: source.shape)
    }
    return (runs, positions, try source.cast(to: dtype).contiguous())
  }

  /// Where in the storage each element of `index` points.
  fileprivate func places(_ dimension: Int, _ index: NDArray, of operation: String) throws -> [Int] {
    guard index.dtype == .int64 else {
      throw ArrayError.wrongDType(operation: operation, wanted: "int64 positions", got: index.dtype)
    }
    let d = try self.dimension(dimension, of: operation)
    guard index.rank == rank, (0..<rank).allSatisfy({ $0 == d || index.shape[$0] <= shape[$0] }) else {
      throw ArrayError.shapeMismatch(operation: operation, left: shape, right: index.shape)
    }
    let positions = try index.checkedPositions(below: rank == 0 ? 1 : shape[d], of: operation)
    var result = [Int](repeating: 0, count: positions.count)
    let steps = index.shape.contiguousStrides
    for i in result.indices {
      var place = offset
      for dimension in 0..<rank {
        let coordinate = i / steps[dimension] % index.shape[dimension]
        place &+= (dimension == d ? positions[i] : coordinate) &* strides[dimension]
      }
      result[i] = place
    }
    return result
  }
}

extension NDArray {
  /// int64 positions in 0..<size, in this array's shape.
  package func checked(below size: Int, of operation: String) throws -> NDArray {
    guard dtype == .int64 else {
      throw ArrayError.wrongDType(operation: operation, wanted: "int64 positions", got: dtype)
    }
    return try NDArray(checkedPositions(below: size, of: operation).map(Int64.init), shape: shape)
  }

  /// A copy with entry `index[i]` of `dimension` replaced by entry i of `source`; the last one wins.
  public func indexCopy(_ dimension: Int, _ index: NDArray, _ source: NDArray) throws -> NDArray {
    let result = try clone()
    let (runs, positions, values) = try result.written(dimension, index, source, of: "index_copy")
    GatherKernel.setRows(runs, positions, values)
    return result
  }

  /// For each of `index` whether no later one names the same entry of `dimension`: int64 of 0 and 1.
  package func lastWriters(_ dimension: Int, _ index: NDArray) throws -> NDArray {
    let n = rank == 0 ? 1 : shape[try self.dimension(dimension, of: "index_copy")]
    let positions = try index.positions(below: n, of: "index_copy")
    var last: [Int: Int] = [:]
    for (i, position) in positions.enumerated() { last[position] = i }
    return try NDArray(positions.enumerated().map { last[$1] == $0 ? 1 : 0 as Int64 })
  }

  /// Row-major positions of the elements that `gather` would read with these positions, in their shape.
  package func rowMajorPositions(_ dimension: Int, _ index: NDArray, of operation: String) throws -> NDArray {
    let whole = NDArray(storage: storage, shape: shape, strides: shape.contiguousStrides, offset: 0, dtype: dtype)
    return try NDArray(whole.places(dimension, index, of: operation).map(Int64.init), shape: index.shape)
  }
}
