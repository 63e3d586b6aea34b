import Arrays

/// Indexing by several tensors of positions, and writing there.
extension Tensor {
  /// Elements by positions: `indices[d]` (int64, from 0, negative ones from the end) picks along dimension d, nil takes
  /// all of it. Several index tensors broadcast together; their shape stands where the first of them was if they are
  /// neighbours, in front otherwise (NumPy's rule). A copy.
  public func index(_ indices: [Tensor?]) throws -> Tensor {
    let given = indices.enumerated().filter { $0.element != nil }
    if given.count == 1, let (d, index) = given.first, let index, indices.count <= shape.rank {
      // Whole rows are copied at once.
      let rows = try indexSelect(d, index.flatten())
      return try rows.reshape(Shape(shape.array[..<d] + index.shape.array + shape.array[(d + 1)...]))
    }
    let positions = try flatPositions(indices)
    return try flatten().indexSelect(0, positions.flatten()).reshape(positions.shape)
  }

  /// Replaces what `index(indices)` would give by `source`, broadcast; where a position occurs twice the last one wins,
  /// or with `accumulate` all are added to what is there.
  @discardableResult
  public func indexPut_(_ indices: [Tensor?], _ source: Tensor, accumulate: Bool = false) throws -> Tensor {
    let positions = try flatPositions(indices)
    return try replace("index assignment", with: [source]) { old in
      let part = try source.to(old.dtype).expand(to: positions.shape)
      return try old.put(positions, part, accumulate: accumulate)
    }
  }

  /// The elements at row-major `positions`, in their shape.
  public func take(_ positions: Tensor) throws -> Tensor {
    try flatten().indexSelect(0, positions.flatten()).reshape(positions.shape)
  }

  /// A copy with `source` (same shape as `positions`) at row-major `positions`; see `indexPut_`.
  public func put(_ positions: Tensor, _ source: Tensor, accumulate: Bool = false) throws -> Tensor {
    guard positions.shape == source.shape else {
      throw ArrayError.shapeMismatch(operation: "put", left: positions.shape, right: source.shape)
    }
    let before = shape
    let flat = try flatten()
    let (places, values) = (try positions.flatten(), try source.flatten())
    if accumulate { return try flat.indexAdd(0, places, values).reshape(before) }
    return try flat.indexCopy(0, places, values).reshape(before)
  }

  /// A copy with entries `index[i]` of `dimension` replaced by `source`'s entry i; the last one wins where a position
  /// occurs twice.
  public func indexCopy(_ dimension: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    let positions = index.array
    let result = try array.indexCopy(dimension, positions, source.array)
    let (wanted, type) = (source.shape, source.dtype)
    return .record("index_copy", result, inputs: [self, source], saving: [positions]) { g in
      let nothing = try NDArray.zeros(wanted, dtype: g.dtype)
      // Only the winners' gradients count: they are read where each position remembers its last writer.
      let winners = try g.lastWriters(dimension, positions)
      let shape = try Shape(wanted.array.isEmpty ? [1] : wanted.array)
      let picked = try g.indexSelect(dimension, positions).reshape(shape)
      let own = try picked.mul(winners.cast(to: g.dtype).alongside(dimension, of: picked)).reshape(wanted)
      return [try g.indexCopy(dimension, positions, nothing), try own.cast(to: type)]
    }
  }

  /// A copy with entries `index[i]` of `dimension` all `value`.
  public func indexFill(_ dimension: Int, _ index: Tensor, _ value: Scalar) throws -> Tensor {
    let d = try array.dimension(dimension, of: "index_fill")
    var sizes = shape.array
    if shape.rank > 0 { sizes[d] = index.array.count }
    let part = try NDArray.scalar(value, dtype: dtype).expand(to: Shape(sizes))
    return try indexCopy(dimension, index, Tensor(part))
  }

  /// A copy with `source` where `index` points along `dimension`, as `gather` reads; the last one wins where a position
  /// occurs twice.
  public func scatter(_ dimension: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    let positions = index.array
    let places = Tensor(try array.rowMajorPositions(dimension, positions, of: "scatter"))
    guard source.shape == index.shape else {
      throw ArrayError.shapeMismatch(operation: "scatter", left: index.shape, right: source.shape)
    }
    return try put(places, source.to(dtype))
  }

  public func scatter(_ dimension: Int, _ index: Tensor, _ value: Scalar) throws -> Tensor {
    try scatter(dimension, index, Tensor(NDArray.scalar(value, dtype: dtype).expand(to: index.shape)))
  }

  /// Row-major positions in this tensor of what `indices` select, in the shape of the selection.
  private func flatPositions(_ indices: [Tensor?]) throws -> Tensor {
    let rank = shape.rank
    guard indices.count <= rank else {
      throw ArrayError.invalidArgument(
        operation: "index", message: "\(indices.count) indices for a tensor of \(rank) dimensions")
    }
    let given = indices.indices.filter { indices[$0] != nil }
    var common = Shape.scalar
    for case let index? in indices { common = try .broadcast(common, index.shape, of: "index") }
    // Where the dimensions of the index tensors stand in the result.
    let areNeighbours = zip(given, given.dropFirst()).allSatisfy { $1 == $0 + 1 }
    let kept = (0..<rank).filter { !given.contains($0) }
    let front = areNeighbours ? kept.filter { $0 < given.first ?? 0 } : []
    let back = kept.filter { !front.contains($0) }
    let result = try Shape(front.map { shape[$0] } + common.array + back.map { shape[$0] })
    try Storage.require(result.count, of: 8)
    let strides = shape.contiguousStrides
    var positions = try NDArray.zeros(result, dtype: .int64)
    for d in 0..<rank {
      var sizes = [Int](repeating: 1, count: result.rank)
      let part: NDArray
      if d < indices.count, let index = indices[d] {
        part = try index.array.checked(below: shape[d], of: "index").expand(to: common)
        for (place, size) in common.array.enumerated() { sizes[front.count + place] = size }
      } else {
        part = try NDArray.arange(0, .integer(Int64(shape[d])), dtype: .int64)
        let place = front.firstIndex(of: d) ?? (back.firstIndex(of: d) ?? 0) + front.count + common.rank
        sizes[place] = shape[d]
      }
      positions = try positions.add(part.reshape(sizes).mul(.integer(Int64(strides[d]))))
    }
    return Tensor(positions)
  }
}

extension NDArray {
  /// Numbers, one for each entry of `dimension`, in a shape that broadcasts along it.
  fileprivate func alongside(_ dimension: Int, of other: NDArray) throws -> NDArray {
    let d = try other.dimension(dimension, of: "index_copy")
    return try reshape(Shape((0..<other.rank).map { $0 == d ? count : 1 }))
  }
}
