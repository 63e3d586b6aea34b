import Arrays

extension Tensor {
  /// Rows of a table: weight [n, d] and int64 positions of any shape (from 0) → [..., d]. Gradients of a row that
  /// was taken several times add up.
  ///
  /// - Parameters:
  ///   - padding: a row that takes no gradient.
  ///   - byFrequency: divide the gradient of a row by the number of times it was taken.
  /// - Throws: `ArrayError` when a position is not in 0..<n, or the table is no matrix.
  public static func embedding(
    _ positions: NDArray, weight: Tensor, padding: Int? = nil, byFrequency: Bool = false
  ) throws -> Tensor {
    let name = "embedding"
    guard weight.shape.rank == 2 else {
      throw ArrayError.wrongShape(operation: name, wanted: "a weight (rows, columns)", got: weight.shape)
    }
    guard positions.dtype == .int64 else {
      throw ArrayError.wrongDType(operation: name, wanted: "int64 positions", got: positions.dtype)
    }
    let (rows, columns) = (weight.shape[0], weight.shape[1])
    let places = try positions.values(as: Int64.self)
    if let wrong = places.first(where: { $0 < 0 || $0 >= Int64(rows) }) {
      throw ArrayError.indexOutOfRange(operation: name, index: Int(wrong), size: rows)
    }
    let flat = try NDArray(places)
    let shape = try Shape(positions.shape.array + [columns])
    let result = try weight.array.indexSelect(0, flat).reshape(shape)
    let (table, type) = (weight.shape, weight.dtype)
    return .record("embedding", result, inputs: [weight]) { g in
      var g = try g.reshape(Shape(places.count, columns))
      if byFrequency || padding != nil {
        var counts: [Int64: Double] = [:]
        for place in places { counts[place, default: 0] += 1 }
        let factors = places.map { place in
          padding.map(Int64.init) == place ? 0 : byFrequency ? 1 / counts[place, default: 1] : 1
        }
        let column = try NDArray(factors, shape: Shape(places.count, 1)).cast(to: type)
        // Not by a product alone: an infinite gradient of the padding stays out.
        g = try g.mul(column).maskedFill(column.eq(.scalar(0, dtype: type)), 0)
      }
      return [try NDArray.zeros(table, dtype: type).indexAdd(0, flat, g)]
    }
  }

  /// Scales the rows of a table [n, d] at `positions` whose norm is above `limit` to that norm, in place and unrecorded.
  ///
  /// As PyTorch's `max_norm`: the factor is limit / (norm + 1e-7).
  /// - Parameter order: p of the p-norm.
  public static func renormalize(rows weight: Tensor, at positions: NDArray, limit: Double, order: Double = 2) throws {
    let flat = try positions.values(as: Int64.self)
    var seen: Set<Int64> = []
    for place in flat where seen.insert(place).inserted {
      let row = try weight.array.select(0, Int(place))
      let norm = try row.norm(order).item().double
      if norm > limit { try row.copy(from: try row.mul(.real(limit / (norm + 1e-7)))) }
    }
  }
}
