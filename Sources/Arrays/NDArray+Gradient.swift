/// Shapes of gradients: what a pullback does so that a gradient fits its input again.
extension NDArray {
  /// Sums over the dimensions along which an array of `wanted` shape was repeated to this one's, and casts.
  package func sum(to wanted: Shape, dtype wantedType: DType? = nil) throws -> NDArray {
    var result = self
    if shape != wanted {
      let lead = rank - wanted.rank
      let repeated = (0..<rank).filter { $0 < lead || (wanted[$0 - lead] == 1 && shape[$0] != 1) }
      if !repeated.isEmpty { result = try result.sum(repeated, keepdim: true) }
      result = try result.reshape(wanted)
    }
    return try result.cast(to: wantedType ?? dtype)
  }

  /// The result of a reduction over `dimensions` (all when nil or empty) of an array of `shape`, repeated to it.
  package func unreduced(_ dimensions: [Int]?, keepdim: Bool, to wanted: Shape) throws -> NDArray {
    var result = self
    if !keepdim {
      var sizes = wanted.array
      if let dimensions, !dimensions.isEmpty {
        for d in dimensions where wanted.rank > 0 { sizes[d < 0 ? d + wanted.rank : d] = 1 }
      } else {
        sizes = sizes.map { _ in 1 }
      }
      result = try reshape(Shape(sizes))
    }
    return try result.expand(to: wanted)
  }

  /// Zeros of `shape` with this array in the place of a window, given by its strides and offset in a row-major array.
  package func embedded(in shape: Shape, _ window: (NDArray) throws -> NDArray) throws -> NDArray {
    let result = try NDArray.zeros(shape, dtype: dtype)
    try window(result).copy(from: self)
    return result
  }
}
