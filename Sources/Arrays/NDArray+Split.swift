/// An array cut by one dimension, or a run of them: row-major [outer, n, inner] with n the part that a kernel
/// works along.
struct Runs {
  /// Contiguous.
  let array: NDArray
  let outer: Int
  let n: Int
  let inner: Int
  /// The shape left when the part is reduced: dropped, or size 1 with `keepdim`.
  let shape: Shape
}

extension NDArray {
  /// Cuts for a reduction over `dimensions` (all when nil or empty), copying only where strides demand it.
  /// - Throws: `ArrayError.dimensionOutOfRange`, or `.invalidArgument` for a dimension given twice.
  func runs(_ dimensions: [Int]?, keepdim: Bool, of operation: String) throws -> Runs {
    if isContiguous, let quick = try quickRuns(dimensions, keepdim: keepdim, of: operation) { return quick }
    var reduced = SIMD8<Int>(repeating: 0)
    if let dimensions, !dimensions.isEmpty {
      for wanted in dimensions {
        let d = try dimension(wanted, of: operation)
        guard reduced[d] == 0 else {
          throw ArrayError.invalidArgument(operation: operation, message: "dimension \(wanted) is given twice")
        }
        reduced[d] = 1
      }
    } else {
      reduced = SIMD8(repeating: 1)
    }
    var (kept, gone): ([Int], [Int]) = ([], [])
    var (left, n) = (1, 1)
    for d in 0..<rank {
      if reduced[d] == 0 {
        kept.append(d)
        left &*= shape[d]
      } else {
        gone.append(d)
        n &*= shape[d]
      }
    }
    let result = try Shape(keepdim ? (0..<rank).map { reduced[$0] == 0 ? shape[$0] : 1 } : kept.map { shape[$0] })
    if isContiguous {
      let first = gone.first ?? rank
      let last = gone.last ?? rank - 1
      if last - first + 1 == gone.count {
        let inner = (last + 1 < rank ? kept.filter { $0 > last } : []).reduce(1) { $0 &* shape[$1] }
        let outer = kept.filter { $0 < first }.reduce(1) { $0 &* shape[$1] }
        return Runs(array: self, outer: outer, n: n, inner: inner, shape: result)
      }
    }
    let reducedFirst = try permute(gone + kept)
    if reducedFirst.isContiguous { return Runs(array: reducedFirst, outer: 1, n: n, inner: left, shape: result) }
    return Runs(array: try permute(kept + gone).contiguous(), outer: left, n: n, inner: 1, shape: result)
  }

  /// The commonest cuts of a contiguous array, all and one dimension, without arrays of dimensions.
  private func quickRuns(_ dimensions: [Int]?, keepdim: Bool, of operation: String) throws -> Runs? {
    guard let dimensions, let first = dimensions.first else {
      let ones = Shape(trusted: SIMD8(repeating: 1), rank: keepdim ? rank : 0, count: 1)
      return Runs(array: self, outer: 1, n: count, inner: 1, shape: ones)
    }
    guard dimensions.count == 1, rank > 0 else { return nil }
    let d = try dimension(first, of: operation)
    var (outer, inner) = (1, 1)
    for before in 0..<d { outer &*= shape[before] }
    for after in (d + 1)..<Swift.max(rank, d + 1) { inner &*= shape[after] }
    let left = keepdim ? try shape.replacing(d, by: 1) : shape.removing(d)
    return Runs(array: self, outer: outer, n: shape[d], inner: inner, shape: left)
  }

  /// Cuts along one dimension, for a result of the same shape.
  func runs(along wanted: Int, of operation: String) throws -> Runs {
    let d = try dimension(wanted, of: operation)
    let array = try contiguous()
    if rank == 0 { return Runs(array: array, outer: 1, n: 1, inner: 1, shape: shape) }
    let outer = (0..<d).reduce(1) { $0 &* shape[$1] }
    let inner = ((d + 1)..<max(rank, d + 1)).reduce(1) { $0 &* shape[$1] }
    return Runs(array: array, outer: outer, n: shape[d], inner: inner, shape: shape)
  }

  /// The dimension moved to the end, row-major; with a function that puts a result of that layout back.
  func movedLast(_ wanted: Int, of operation: String) throws -> (array: NDArray, restore: (NDArray) throws -> NDArray) {
    let d = try dimension(wanted, of: operation)
    if rank == 0 || d == rank - 1 { return (try contiguous(), { $0 }) }
    let moved = try transpose(d, -1).contiguous()
    return (moved, { try $0.transpose(d, -1).contiguous() })
  }
}
